"""Who holds and owes what when a small city ends: in the compiled engine, and after the ODD."""

from functools import cache
from typing import Any

import numpy as np

from sim.ensemble.arguments import NO_PASTS, Ends
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.machine_code import run_jobs
from sim.ensemble.room import Room
from tests.docs.from_odd import records
from tests.docs.from_odd.city import pass_month, plan_city
from tests.docs.small_cities import CITIES, SmallCity
from tests.docs.test_reimplemented_from_odd import difference, plan_of

FACILITATOR = ("id", "turnovers", "honoraria_idr")
KUBE = (
    "id", "status", "stage", "kas_idr", "bank_idr", "iks_idr", "equipment_idr", "loans_out_idr",
    "lkm_cash_idr", "lkm_loans_idr", "saved_idr", "loans", "defaults",
)  # fmt: skip
HOUSEHOLD = (
    "key", "cash_idr", "own_business_idr", "owed_idr", "loan_months_left", "months_late",
    "loan_of_lkm",
)  # fmt: skip


@cache
def city_after_odd(name: str) -> records.City:
    """Return a small city at its end, as a reader of the ODD has it."""
    small = CITIES[name]
    city = plan_city(plan_of(small.scenario, small.policy), small.seed)
    for month in range(small.scenario.months):
        pass_month(city, month)
    return city


@cache
def ensemble_of(name: str) -> tuple[SmallCity, Ensemble]:
    """Return a small city ready to be run by the compiled engine."""
    return CITIES[name], Ensemble(CITIES[name].scenario, [CITIES[name].policy])


def ends_of(name: str) -> Ends:
    """Return the records of a small city at its end, as the compiled engine has them."""
    small, city = ensemble_of(name)
    room = Room.for_kubes(city.given.kubes).grown(4)
    results = room.results(city.given, 1, 0, True)
    with np.errstate(over="ignore"):
        run_jobs(
            city.given,
            city.jobs(1, small.seed),
            NO_PASTS,
            room.workspace(city.given),
            results,
            0,
            1,
        )
    return results.ends


def unlike(name: str) -> str:
    """Return the first holding or debt in which the engine differs from the ODD, or nothing."""
    reader, ends = city_after_odd(name), ends_of(name)
    by_key = {household.key: household for household in reader.households}
    came = ends.households[0, : ends.now[0].households]
    if apart := by_key.keys() ^ set(came.key.tolist()):
        return f"households {sorted(apart)} live in one of the two cities alone"
    pairs: list[tuple[str, Any, Any, tuple[str, ...]]] = [
        (f"facilitator {f.id}", f, row, FACILITATOR)
        for f, row in zip(reader.facilitators, ends.facilitators[0], strict=True)
    ]
    pairs += [
        (f"Kube {k.id}", k, row, KUBE) for k, row in zip(reader.kubes, ends.kubes[0], strict=True)
    ]
    pairs += [(f"household {row.key}", by_key[row.key], Debtor(row), HOUSEHOLD) for row in came]
    return next(filter(None, (difference(*pair) for pair in pairs)), "")


class Debtor:
    """A household's record, which has its debt as a balance below 0."""

    def __init__(self, row: Any) -> None:
        self.row = row

    def __getattr__(self, name: str) -> Any:
        return -self.row.debt_idr if name == "owed_idr" else getattr(self.row, name)
