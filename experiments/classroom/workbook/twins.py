"""A Kube's two twins under one luck, as the workbook compares its players with them."""

from typing import NamedTuple

from experiments.classroom.lessons.exercise import BookRow
from experiments.classroom.lessons.level1 import rows_of
from experiments.classroom.lessons.running import Ran
from experiments.common.engines import free
from sim.inputs.strict import InputError
from sim.ledger import Flow
from sim.model import KubeModel
from sim.policy import NONE, Policy, load_policy
from sim.rules.stages import STAGES
from sim.scenario import KubeRow, Scenario

YEAR = 12
YEARS_MOST = 4
SIDES = {"share": "share-everything", "aside": "all-set-aside-first"}


class Mark(NamedTuple):
    """Where a twin stands after so many months.

    Attributes
    ----------
    group : str
        Kas, bank and loans out, in Rp.
    received : str
        What a founding member received of the Kube so far, on average, in Rp.
    """

    side: str
    months: int
    stage: str
    group: str
    received: str


class Twins(NamedTuple):
    """What the workbook needs of a Kube and its luck.

    Attributes
    ----------
    months : int
        From its founding to the horizon.
    lines : tuple of BookRow
        Of its cash book, as it agreed at founding, with an opening line a month.
    """

    row: KubeRow
    months: int
    marks_at: tuple[int, ...]
    lines: tuple[BookRow, ...]
    marks: tuple[Mark, ...]


def twins_of(scenario: Scenario, kube: int, seed: int) -> Twins:
    """Run a Kube as it agreed, sharing everything, and setting aside first.

    Raises
    ------
    InputError
        When there is no such Kube.
    """
    row = next((it for it in scenario.kubes if it.id == kube), None)
    if row is None:
        known = ", ".join(f"{it.id} {it.name}" for it in scenario.kubes)
        raise InputError([f"kube {kube}: unknown in {scenario.name}; known: {known}"])
    founded = scenario.month(row.founded)
    months = scenario.months - founded
    at = tuple(YEAR * year for year in range(1, YEARS_MOST + 1) if YEAR * year <= months)
    at = at or (months,)
    until = founded + at[-1]
    agreed = _run(scenario, NONE, kube, seed, min(until, founded + YEAR))
    marks = []
    for side, name in SIDES.items():
        run = _run(scenario, load_policy(name), kube, seed, until)
        marks += [_mark(run, side, founded, it, row.members) for it in at]
    return Twins(row, months, at, _lines(agreed), tuple(marks))


def _run(scenario: Scenario, policy: Policy, kube: int, seed: int, months: int) -> Ran:
    model = KubeModel(scenario, policy, seed=seed, keep_journal=True)
    while model.month < months:
        model.step()
    free(model)
    return Ran(next(it for it in model.city.kubes if it.id == kube), model)


def _lines(run: Ran) -> tuple[BookRow, ...]:
    lines: list[BookRow] = []
    for month in run.book():
        lines.append(BookRow(run.text(month.month), "", 0, 0, month.opening_idr))
        lines += rows_of(run, month, balances=True)
    return tuple(lines)


def _mark(run: Ran, side: str, founded: int, months: int, founders: int) -> Mark:
    it = run.history[months - 1]
    paid = run.posted(Flow.SHARE_OUT, Flow.RAID, Flow.WINDING_UP_SHARE)
    received = sum(one.amount_idr for one in paid if one.month < founded + months)
    group = it.kas_idr + it.bank_idr + it.loans_out_idr
    return Mark(side, months, STAGES[it.stage], str(group), str(received // max(1, founders)))
