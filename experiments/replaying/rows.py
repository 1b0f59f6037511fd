"""Rows of a sweep, made again by the code that made them."""

from typing import TYPE_CHECKING

from experiments.common.uncertainty import uncertainty_of
from sim.ensemble.compiled import sources_hash
from sim.inputs.strict import InputError
from sim.model import KubeModel

if TYPE_CHECKING:
    from experiments.sweeps.store import Run, Sweep


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
        raise InputError(
            [
                f"row {row}: was made by another version of the model (sources {run.code[:12]}, "
                f"here {now[:12]}), which may give another run; install that version, or run the "
                "sweep again"
            ]
        )
    uncertainty_of(run.drawn)
    return run


def model_of(run: "Run", *, keep_journal: bool = False) -> KubeModel:
    """Return a row's run in the Mesa model, at its start."""
    return KubeModel(
        run.scenario_with_parameters,
        run.policy,
        seed=run.seed,
        replication=run.replication,
        keep_journal=keep_journal,
    )
