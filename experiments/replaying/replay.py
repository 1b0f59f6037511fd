"""A run of a sweep in the Mesa model, household by household, held against its digest."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from experiments.common.engines.by_agents import one_run
from experiments.common.files import Cell
from experiments.replaying.rows import model_of
from experiments.runs.books import Books
from experiments.runs.books import Run as RunName
from experiments.runs.runner import RunSet, collect
from sim.agents import Household
from sim.luck import NEWCOMER
from sim.model import KubeModel

if TYPE_CHECKING:
    from experiments.sweeps.store import Run

FIELDS = (
    "months_as_member", "why_left", "skill", "discipline", "motivation", "trust", "distress",
    "present", "emergency", "share_now_idr", "month_income_idr", "month_need_idr", "unmet_idr",
    "cash_idr", "own_business_idr", "owed_idr", "loan_months_left", "months_late",
)  # fmt: skip
"""What is written of a household at the end of every month; `sim.agents.variables` says more."""
_fields = attrgetter(*FIELDS)


@dataclass(frozen=True)
class Replay:
    """A run made again.

    Attributes
    ----------
    households : list of tuple
        Month, origin, number, Kube, role and `FIELDS` of every household at every month's end.
    """

    run: "Run"
    books: Books
    households: list[tuple[Cell, ...]]

    @property
    def model(self) -> KubeModel:
        """The model, at its horizon."""
        return self.books.model

    @property
    def digest(self) -> str:
        """SHA-256 of the final state."""
        return self.model.digest()

    @property
    def agrees(self) -> bool:
        """Whether the final state is the one that the sweep stored."""
        return self.digest == self.run.state


def replay(run: "Run", progress: Callable[[int], None] = lambda _: None) -> Replay:
    """Make a run again; `progress` is called with the months done."""
    model = model_of(run, keep_journal=True)
    scenario = run.scenario_with_parameters
    households: list[tuple[Cell, ...]] = []
    while model.month < scenario.months:
        model.step()
        households += _households(model)
        progress(model.month)
    name = RunName(scenario.name, run.policy.name, run.seed, run.replication, run.drawn.kind)
    return Replay(run, Books(name, scenario, model), households)


def _households(model: KubeModel) -> list[tuple[Cell, ...]]:
    """Return how every household stands, by key."""
    names = {kube.id: kube.name for kube in model.city.kubes}
    return [
        (
            model.month - 1,
            names[household.origin],
            number_of(household),
            None if household.kube is None else household.kube.name,
            household.role,
            *(int(value) if isinstance(value, bool) else value for value in _fields(household)),
        )
        for household in sorted(model.city.households, key=attrgetter("key"))
    ]


def number_of(household: Household) -> str:
    """Return `0`, `1`, … for a founder, `n0`, `n1`, … for a newcomer, as `kubesim book` has it."""
    return slot_text(household.slot)


def slot_text(slot: int) -> str:
    """Return the number of a slot: founders are plain, newcomers have an n."""
    return str(slot) if slot < NEWCOMER else f"n{slot - NEWCOMER}"


def run_set(done: Replay) -> RunSet:
    """Return the run as a RunSet of one, for the pictures."""
    run = done.run
    runs = [one_run(done.model)]
    scenario = run.scenario_with_parameters
    return collect(runs, scenario, run.policy, 1, run.seed, "mesa", run.drawn)
