"""From a finished sweep to its rule cards."""

from collections.abc import Callable
from typing import NamedTuple

from experiments.policy.discover.answer import Answer
from experiments.policy.discover.cases import Cases, Ending, cases_of
from experiments.policy.discover.finding import discover
from experiments.policy.discover.runs import space_of
from experiments.policy.discover.space import Space
from experiments.sweeps.stored_sweep import Sweep


class Question(NamedTuple):
    """Which runs of a sweep are cases, and the space in which rules are looked for."""

    sweep: Sweep
    cases: Cases
    space: Space


def question_of(sweep: Sweep, ending: Ending, threshold: float | None) -> Question:
    """Return the question where in a sweep Kubes fail or become mandiri.

    Parameters
    ----------
    threshold : float or None
        Share of Kubes above which a run is a case; None: the sweep's 75th percentile.

    Raises
    ------
    InputError
        When the sweep is too small, or its runs do not differ.
    """
    cases = cases_of(sweep, ending, threshold)
    return Question(sweep, cases, space_of(sweep, cases))


def ask(question: Question, seed: int, done: Callable[[int], None] = lambda _: None) -> Answer:
    """Return the rules; the seed is that of the resampling."""
    sweep, cases, space = question
    found = discover(space, seed, done)
    spec, digest = sweep.spec, sweep.digest or ""
    return Answer(spec.name, spec.title, digest, sweep.drawn, seed, cases, space, found)
