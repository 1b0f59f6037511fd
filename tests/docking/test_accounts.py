"""What costs and effects are reckoned from is what happened to the agents."""

from collections import defaultdict

import numpy as np
import pytest

from experiments.common.engines import free
from experiments.runs.accounts import UNITS, accounts_of
from sim.cells import HOUSEHOLD_CELLS, KUBE_CELLS, household_cell, kube_cell
from sim.ensemble.ensemble import Ensemble
from sim.ledger import Flow
from sim.luck import NEWCOMER
from sim.model import KubeModel
from sim.outcomes import LIFTED_MONTHS
from sim.policy import NONE
from sim.rules.stages import GAGAL, MANDIRI
from sim.scenario import load_scenario
from tests.worlds import EVERYTHING_HAPPENS, kube, policy, world

Cells = defaultdict[tuple[str, int], defaultdict[str, float]]
GRANTS = (Flow.GRANT_CASH, Flow.GRANT_IN_KIND)


class Lived:
    """Adds a household's months up as a reader of the agents would."""

    def __init__(self):
        self.income, self.unmet, self.met = 0.0, 0.0, 0

    def add(self, household, price):
        self.income += household.month_income_idr / price
        self.unmet += household.unmet_idr / price
        self.met = 0 if household.unmet_idr else self.met + 1


def told_by_agents(scenario, over, seed=3):
    """Return spending by year and results by cell, read from the agents month by month."""
    model = KubeModel(scenario, over, seed=seed, keep_journal=True)
    city, first = model.city, int(scenario.start[:4])
    lived: defaultdict[int, Lived] = defaultdict(Lived)
    came: dict[int, int] = {}
    years: dict[int, dict[str, float]] = {}
    spent: defaultdict[str, float] = defaultdict(float)
    journal = city.ledger.kept
    assert journal is not None
    for month in range(scenario.months):
        before = {household.key for household in city.households}
        model.step()
        for household in city.households:
            came.setdefault(household.key, month)
            if household.key in before or household.month_need_idr:
                lived[household.key].add(household, city.price)
        for flow, _, _, amount in journal[-1]:
            for name, flows in (("grants", GRANTS), ("honoraria", (Flow.HONORARIUM,))):
                if flow in flows:
                    spent[f"{name}_idr"] += float(amount)
                    spent[f"{name}_real_idr"] += float(amount) / city.price
        spent["member_months"] += sum(len(kube.members) for kube in city.kubes if kube.status)
        spent |= {
            name: float(getattr(city.agency, name))
            for name in ("visits", "monitoring_visits", "campaigns", "training_member_days")
        }
        years[int(scenario.start[:4]) + (int(scenario.start[5:]) - 1 + month) // 12] = dict(spent)
    cells: Cells = defaultdict(lambda: defaultdict(float))
    rows = {row.id: row for row in scenario.kubes}
    for group in city.kubes:
        if group.status:
            row = rows[group.id]
            cell = cells["kubes", kube_cell(row.business, row.rule, row.access)]
            cell["kubes"] += 1
            cell["gagal"] += group.stage == GAGAL
            cell["mandiri"] += group.stage == MANDIRI
            cell["visits"] += sum(month.visits for month in group.history)
            cell["monitoring_visits"] += sum(month.monitored for month in group.history)
            cell["kas_real_idr"] += group.kas_idr / city.price
    for household in city.households:
        if household.slot >= NEWCOMER:
            continue
        row, own = rows[household.origin], lived[household.key]
        for place in (
            ("kubes", kube_cell(row.business, row.rule, row.access)),
            (
                "households",
                household_cell(household.income_idr, household.need_idr, household.social_type),
            ),
        ):
            cell = cells[place]
            cell["households"] += 1
            cell["household_months"] += scenario.months - came[household.key]
            cell["income_real_idr"] += own.income
            cell["unmet_real_idr"] += own.unmet
            cell["lifted"] += own.met >= LIFTED_MONTHS
    free(model)
    assert min(years) == first
    return [years[year] for year in sorted(years)], cells


@pytest.mark.parametrize(
    ("scenario", "over"),
    [
        (EVERYTHING_HAPPENS, NONE),
        (world(6, 41), policy(visits_per_month=2.0, monitoring_per_year=6.0)),
        (load_scenario("forward"), policy(promotion_per_year=2.0)),
    ],
    ids=["everything happens", "three years and some months", "forward"],
)
def test_accounts_are_what_happened_to_the_agents(scenario, over):
    city = Ensemble(scenario, [over])
    chunk = next(city.chunks(city.jobs(1, seed=3), states=True))
    accounts = accounts_of(chunk.spent, chunk.cells)
    assert set(accounts) == set(UNITS)
    years, cells = told_by_agents(scenario, over)
    for place, year in enumerate(years):
        for name, value in year.items():
            assert accounts[f"spent_{name}"][0, place] == pytest.approx(value, rel=1e-12), name
    for (kind, number), cell in cells.items():
        for name, value in cell.items():
            figure = accounts[f"{kind}_{name}"][0, number]
            assert figure == pytest.approx(value, rel=1e-9), (kind, number, name)


def test_cells_hold_every_kube_and_every_founder_once():
    scenario = world([kube(n, access="hard" if n % 2 else "easy") for n in range(1, 13)], 48)
    city = Ensemble(scenario, [NONE, policy(visits_per_month=4.0, open_books=True)])
    chunk = next(city.chunks(city.jobs(3)))
    accounts, tally = accounts_of(chunk.spent, chunk.cells), chunk.tallies
    founders = sum(row.members for row in scenario.kubes)
    assert (accounts["kubes_kubes"].sum(axis=1) == tally.kubes).all()
    assert (accounts["kubes_gagal"].sum(axis=1) == tally.gagal).all()
    assert (tally.households > founders).any()
    for kind in ("kubes", "households"):
        assert (accounts[f"{kind}_households"].sum(axis=1) == founders).all()
        months = [scenario.months - scenario.month(row.founded) for row in scenario.kubes]
        lived = sum(
            row.members * lived_months
            for row, lived_months in zip(scenario.kubes, months, strict=True)
        )
        assert (accounts[f"{kind}_household_months"].sum(axis=1) == lived).all()
    assert accounts["kubes_kubes"].shape == (6, len(KUBE_CELLS))
    assert accounts["households_lifted"].shape == (6, len(HOUSEHOLD_CELLS))


def test_bands_begin_at_need():
    bands = [household_cell(income, 100.0, 0) // 3 for income in (99.9, 100.0, 124.9, 125.0)]
    assert bands == [0, 1, 1, 2]
    assert np.ptp([household_cell(50.0, 100.0, kind) for kind in range(3)]) == 2
