"""Rows of a sweep made again in the Mesa model, household by household, held against a digest."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from experiments.common.engines import model_of_run, one_run
from experiments.common.files import Cell
from experiments.common.uncertainty import uncertainty_of
from experiments.runs.books import Books
from experiments.runs.books import Run as RunName
from experiments.runs.runner import RunSet, collect
from sim.ensemble.code_cache import sources_hash
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.luck import slot_text
from sim.model import KubeModel

if TYPE_CHECKING:
    from experiments.sweeps.stored_sweep import Run, Sweep

FIELDS = (
    "months_as_member", "why_left", "skill", "discipline", "motivation", "trust", "distress",
    "present", "emergency", "share_now_idr", "month_income_idr", "month_need_idr", "unmet_idr",
    "cash_idr", "own_business_idr", "owed_idr", "loan_months_left", "months_late",
)  # fmt: skip
"""What is written of a household at the end of every month; `sim.state` says more."""
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


def run_of(sweep: "Sweep", row: int) -> "Run":
    """Return what a row is a run of.

    Raises
    ------
    InputError
        When there is no such row, or another version of the code or other draws made it.
    """
    run = sweep.run_of(row)
    now = sources_hash()
    if run.code != now:
        there, here = run.code[:12], now[:12]
        fault = both(
            f"row {row}: was made by another version of the model (sources {there}, here {here}), "
            "which may give another run; install that version, or run the sweep again",
            f"baris {row}: dibuat oleh versi model yang lain (sumber {there}, di sini {here}), "
            "yang mungkin memberi hasil lain; pasang versi itu, atau jalankan lagi rangkaiannya",
        )
        raise InputError([fault])
    uncertainty_of(run.drawn)
    return run


def model_of(run: "Run", *, keep_journal: bool = False) -> KubeModel:
    """Return a row's run in the Mesa model, at its start."""
    return model_of_run(
        run.scenario_with_parameters,
        run.policy,
        run.seed,
        run.replication,
        keep_journal=keep_journal,
    )


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
            slot_text(household.slot),
            None if household.kube is None else household.kube.name,
            household.role,
            *(int(value) if isinstance(value, bool) else value for value in _fields(household)),
        )
        for household in sorted(model.city.households, key=attrgetter("key"))
    ]


def run_set(done: Replay) -> RunSet:
    """Return the run as a RunSet of one, for the pictures."""
    run = done.run
    runs = [one_run(done.model)]
    scenario = run.scenario_with_parameters
    return collect(runs, scenario, run.policy, 1, run.seed, "mesa", run.drawn)
