"""What is added up of a run: outcomes, what was spent by year, what came of each cell."""

from typing import Any

from sim.cells import KUBE_CELLS, household_cell
from sim.ensemble.compiled import compiled, copier, inlined
from sim.ensemble.records import SPENT
from sim.luck import NEWCOMER
from sim.outcomes import LIFTED_MONTHS, SUSTAINED_FROM, SUSTAINED_TO
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI, TUMBUH
from sim.standing import SLOT_BITS

SLOTS = (1 << SLOT_BITS) - 1
OF_KUBES = len(KUBE_CELLS)
"""Cells of households stand after those of Kubes."""


@inlined
def note_month(now: Any, household: Any) -> None:
    """Add a household's income of the month and what it lacked; count months without lack."""
    household.income_real_idr += household.month_income_idr / now.price
    household.unmet_real_idr += household.unmet_idr / now.price
    household.months_met += 1
    if household.unmet_idr:
        household.months_met = 0


@inlined
def note_spending(agency: Any, tally: Any, spent: Any) -> None:
    """Write down what has been spent so far."""
    _copy_spending(agency, spent)
    spent.member_months = tally.member_months


_copy_spending = copier([name for name in SPENT.names or () if name != "member_months"])


@compiled
def add_cells(city: Any, cells: Any) -> None:
    """Add at the horizon how Kubes and founding households of each cell fared.

    The founders are the same under every policy, whoever joins later.
    """
    now, window = city.now, SUSTAINED_TO - SUSTAINED_FROM + 1
    for kube in city.kubes:
        if kube.status:
            cell = cells[kube.cell]
            cell.kubes += 1
            cell.gagal += kube.stage == GAGAL
            cell.berkembang += kube.stage == BERKEMBANG
            cell.mandiri += kube.stage == MANDIRI
            cell.sustained_of += kube.months_after == window
            cell.sustained += kube.months_mandiri_after == window
            cell.founders += kube.founders
            cell.visits += kube.all_visits
            cell.monitoring_visits += kube.all_monitored
            cell.supported_months += kube.supported_months
            cell.grants_real_idr += kube.granted_real_idr
            cell.kas_real_idr += kube.kas_idr / now.price
    for number in range(now.households):
        household = city.households[number]
        if household.key & SLOTS >= NEWCOMER:
            continue
        _add_household(now, household, cells[city.kubes[household.born_in].cell])
        own = household_cell(household.income_idr, household.need_idr, household.social_type)
        _add_household(now, household, cells[OF_KUBES + own])


@inlined
def _add_household(now: Any, household: Any, cell: Any) -> None:
    cell.households += 1
    cell.household_months += now.month + 1 - household.came
    cell.income_real_idr += household.income_real_idr
    cell.unmet_real_idr += household.unmet_real_idr
    cell.lifted += household.months_met >= LIFTED_MONTHS


@compiled
def add_month(city: Any, tally: Any, seen: bool) -> None:
    """Add a month that has been closed; `seen` where the cohort was surveyed in it."""
    now, count = city.now, city.count
    for kube in city.kubes:
        if kube.status:
            _add_kube(now, kube, tally)
            if seen:
                tally.seen_gagal += kube.stage == GAGAL
                tally.seen_tumbuh += kube.stage == TUMBUH
                tally.seen_berkembang += kube.stage == BERKEMBANG
                tally.seen_mandiri += kube.stage == MANDIRI
    tally.household_months += now.households
    tally.short += count.short
    tally.saved += count.saved
    tally.borrowed += count.borrowed
    tally.in_arrears += count.in_arrears
    tally.helped += count.helped
    tally.joined += count.joined
    tally.left += count.left
    tally.income_real_idr += count.income_idr / now.price
    tally.kube_income_real_idr += count.kube_income_idr / now.price
    tally.consumption_real_idr += count.consumption_idr / now.price
    tally.unmet_real_idr += count.unmet_idr / now.price
    tally.savings_real_idr += count.savings_idr / now.price


@inlined
def _add_kube(now: Any, kube: Any, tally: Any) -> None:
    """Add a Kube's month, and what was done for it in it."""
    if kube.living:
        kube.all_visits += kube.visits
        kube.all_monitored += kube.monitored
        kube.supported_months += kube.supported
    tally.months_gagal += kube.stage == GAGAL
    tally.months_tumbuh += kube.stage == TUMBUH
    tally.months_berkembang += kube.stage == BERKEMBANG
    tally.months_mandiri += kube.stage == MANDIRI
    tally.member_months += kube.heads
    tally.profit_idr += kube.profit_idr
    tally.aside_idr += kube.aside_idr
    tally.proposed_idr += kube.profit_idr * kube.proposed_share
    after = now.month - kube.support_ends + 1
    if kube.support_ends >= 0 and SUSTAINED_FROM <= after <= SUSTAINED_TO:
        kube.months_after += 1
        kube.months_mandiri_after += kube.stage == MANDIRI


@compiled
def add_end(city: Any, tally: Any) -> None:
    """Add how the city stands at the horizon."""
    window = SUSTAINED_TO - SUSTAINED_FROM + 1
    for kube in city.kubes:
        if kube.status:
            tally.kubes += 1
            tally.gagal += kube.stage == GAGAL
            tally.tumbuh += kube.stage == TUMBUH
            tally.berkembang += kube.stage == BERKEMBANG
            tally.mandiri += kube.stage == MANDIRI
            tally.sustained_of += kube.months_after == window
            tally.sustained += kube.months_mandiri_after == window
        tally.members += kube.heads
    tally.households = city.now.households
    tally.own_businesses = city.count.own_businesses
    tally.savings_idr = city.count.savings_idr
    _copy_programme(city.agency, tally)


_copy_programme = copier(
    (
        "visits",
        "monitoring_visits",
        "ministry_idr",
        "city_idr",
        "campaigns",
        "training_member_days",
    )
)
