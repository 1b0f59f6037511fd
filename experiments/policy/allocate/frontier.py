"""Mixes that no other mix beats in expected mandiri, cost and the worst decile of the draws."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.core.callback import Callback
from pymoo.core.mutation import Mutation
from pymoo.core.problem import Problem
from pymoo.operators.crossover.ux import UniformCrossover
from pymoo.optimize import minimize

from experiments.policy.allocate.best import MILLION, SLACK
from experiments.policy.allocate.options import TIME, Mix, Options
from experiments.policy.allocate.robust import worst_decile

POPULATION = 200
GENERATIONS = 150

Choices = NDArray[np.int64]
"""The policy of each type, shape (mixes, types)."""


def frontier(
    options: Options, facilitators: float, seed: int, progress: Callable[[int], None]
) -> list[Mix]:
    """Search for mixes of whole types with NSGA-II; the same seed gives the same ones.

    Starts from every policy for all types, among random mixes. The search is no proof: what it
    finds lies on or a little under the frontier.

    Parameters
    ----------
    progress : callable
        Called with the generations done.

    Returns
    -------
    list of Mix
        Ascending by cost; empty where no mix takes so few facilitators.
    """
    algorithm = NSGA2(
        pop_size=POPULATION,
        sampling=_first(options, seed),
        crossover=UniformCrossover(),
        mutation=_AnotherPolicy(),
        eliminate_duplicates=True,
    )
    found = minimize(
        _Mixes(options, facilitators),
        algorithm,
        ("n_gen", GENERATIONS),
        seed=seed,
        callback=_Told(progress),
    )
    if found.X is None:
        return []
    choices = np.unique(np.atleast_2d(np.asarray(found.X, np.int64)), axis=0)
    mixes = [options.whole(choice) for choice in choices]
    return sorted(mixes, key=lambda mix: options.mean(mix, "public_idr"))


def judged(options: Options, choices: Choices) -> dict[str, NDArray[np.float64]]:
    """Return expected mandiri, its worst decile, cost and facilitators, shape (mixes,)."""
    types = np.arange(len(options.types))
    mandiri = options.values["mandiri"][types, choices].sum(axis=1)
    means = {name: options.values[name].mean(axis=-1) for name in ("public_idr", TIME)}
    return {
        "mandiri": mandiri.mean(axis=-1),
        "worst": worst_decile(mandiri),
        **{name: values[types, choices].sum(axis=1) for name, values in means.items()},
    }


def _first(options: Options, seed: int) -> Choices:
    """Return the population to start from."""
    rng = np.random.Generator(np.random.PCG64([seed, 11]))
    types, policies = len(options.types), len(options.policies)
    same = np.repeat(np.arange(policies)[:POPULATION, np.newaxis], types, axis=1)
    chosen = rng.integers(policies, size=(POPULATION - len(same), types))
    return np.concatenate([same, chosen])


class _Mixes(Problem):
    """A mix as one policy a type; a whole population is judged at once."""

    def __init__(self, options: Options, facilitators: float) -> None:
        last = len(options.policies) - 1
        super().__init__(
            n_var=len(options.types), n_obj=3, n_ieq_constr=1, xl=0, xu=last, vtype=int
        )
        self.options, self.facilitators = options, facilitators

    def _evaluate(self, x: Any, out: dict[str, Any], *_: Any, **__: Any) -> None:
        found = judged(self.options, np.asarray(x, np.int64))
        out["F"] = np.column_stack(
            [-found["mandiri"], found["public_idr"] / MILLION, -found["worst"]]
        )
        out["G"] = found[TIME] - self.facilitators - SLACK


class _AnotherPolicy(Mutation):
    """Policies have no order: a type gets any other one, about one type a mix."""

    def _do(self, problem: Any, x: Any, *_: Any, random_state: Any = None, **__: Any) -> Any:
        changed = random_state.random(x.shape) < 1.0 / problem.n_var
        return np.where(changed, random_state.integers(problem.xu + 1, size=x.shape), x)


class _Told(Callback):
    """Tells the generations done."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        super().__init__()
        self.progress = progress

    def notify(self, algorithm: Any) -> None:
        self.progress(int(algorithm.n_gen))
