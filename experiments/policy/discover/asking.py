"""From a finished sweep to its rule cards."""

from collections.abc import Callable

from experiments.policy.discover.answer import Answer
from experiments.policy.discover.cases import Ending, cases_of
from experiments.policy.discover.finding import discover
from experiments.policy.discover.runs import space_of
from experiments.sweeps.store import Sweep


def ask(
    sweep: Sweep,
    ending: Ending,
    threshold: float | None,
    seed: int,
    done: Callable[[int], None] = lambda _: None,
) -> Answer:
    """Return where in a sweep Kubes fail or become mandiri.

    Parameters
    ----------
    threshold : float or None
        Share of Kubes above which a run is a case; None: the sweep's 75th percentile.
    seed : int
        Of the resampling.

    Raises
    ------
    InputError
        When the sweep is too small, or its runs do not differ.
    """
    cases = cases_of(sweep, ending, threshold)
    space = space_of(sweep, cases)
    found = discover(space, seed, done)
    spec = sweep.spec
    digest = sweep.digest or ""
    return Answer(spec.name, spec.title, digest, sweep.drawn, seed, cases, space, found)
