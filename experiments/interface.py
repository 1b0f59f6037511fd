"""The main jobs as functions, for scripts and notebooks: run, compare, sweep, rank.

Scenarios, policies, sweeps and policy sets are given by shipped name, by the path of a file, or
loaded. Parameters are `posterior` draws, `prior` draws, fixed at their first values (`point`), or
draws in a folder of `kubesim calibrate` or `kubesim elicit weigh`.
"""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from experiments.common.uncertainty import draws_named
from experiments.comparing.comparison import Comparison, Side, Sides, aim_of
from experiments.comparing.comparison import compare as compare_sides
from experiments.policy.ranking import Ranking
from experiments.policy.sets import load_set
from experiments.runs.nation import NationRuns, run_nation
from experiments.runs.runner import RunSet, run_many
from experiments.store.workers import cores
from experiments.sweeps.plan import load_plan
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.sweeping import Sweeping
from sim.nation.load import load_setting
from sim.nation.records import Nation
from sim.policy import Policy, load_policy
from sim.scenario import Scenario

Place = str | Scenario | Nation


def run(
    scenario: Place,
    policy: str | Policy = "none",
    runs: int = 40,
    seed: int = 1,
    parameters: str = "posterior",
    engine: str = "fast",
) -> RunSet | NationRuns:
    """Run a scenario or nation under a policy many times.

    Parameters
    ----------
    scenario : str, Scenario or Nation
    policy : str or Policy
    runs : int
        Replications, at least 1.
    seed : int
        0 to 2**32 - 1. Every policy has the same random numbers under it.
    parameters : str
    engine : str
        `fast` or `mesa`; both give the same figures. A nation runs on `fast` alone.

    Returns
    -------
    RunSet or NationRuns

    Raises
    ------
    InputError
    """
    place, levers, draws = _place(scenario), _policy(policy), draws_named(parameters)
    if isinstance(place, Nation):
        return run_nation(place, levers, runs, seed, draws)
    return run_many(place, levers, runs, seed, engine, uncertainty=draws)


def compare(
    scenario: Place,
    a: str | Policy,
    b: str | Policy,
    outcome: str = "failed_share",
    pairs_most: int = 4000,
    seed: int = 1,
    parameters: str = "posterior",
) -> Comparison:
    """Compare two policies over plausible worlds, on common random numbers.

    Parameters
    ----------
    scenario : str, Scenario or Nation
    a, b : str or Policy
        Differences are `b` less `a`.
    outcome : str
        Decides when to stop: when chance adds nothing to the spread of its effect.
    pairs_most : int
        Most pairs of runs, two in every world.
    seed : int
    parameters : str

    Returns
    -------
    Comparison
        With an `Effect` for every outcome: its spread over worlds.

    Raises
    ------
    InputError
    """
    first, second = _policy(a), _policy(b)
    sides = Sides(
        _place(scenario),
        Side(first.name, first),
        Side(second.name, second),
        uncertainty=draws_named(parameters),
    )
    return compare_sides(sides, seed, aim_of(outcome, pairs_most))


def sweep(
    file: str | Path,
    folder: str | Path,
    parameters: str = "posterior",
    workers: int | None = None,
) -> Sweep:
    """Run a sweep into a folder; what is there already is kept.

    Parameters
    ----------
    file : str or Path
        Name of a shipped sweep, or path of a file.
    folder : str or Path
    parameters : str
    workers : int, optional
        Processes; by default one a core.

    Returns
    -------
    Sweep
        All rows, as `open_sweep(folder)` gives them.

    Raises
    ------
    InputError
    """
    plan = load_plan(str(file), draws_named(parameters).drawn)
    return _sweeping(workers).run(plan, Path(folder)).sweep


def rank(
    policy_set: str | Path,
    folder: str | Path,
    parameters: str = "posterior",
    workers: int | None = None,
    budget_idr: float | None = None,
) -> dict[str, Any]:
    """Rank the policies of a set into a folder; what is there already is kept.

    Parameters
    ----------
    policy_set : str or Path
        Name of a shipped policy set, or path of a file.
    folder : str or Path
    parameters : str
    workers : int, optional
        Processes; by default one a core.
    budget_idr : float, optional
        At which policies are compared at equal cost: of ministry and city for all Kubes, present
        value in rupiah of the set's price year; by default what the plan costs them.

    Returns
    -------
    dict
        What `kubesim policy rank --json` prints: effects, costs, the choice and what would change
        it.

    Raises
    ------
    InputError
    """
    loaded, path = load_set(str(policy_set))
    drawn = draws_named(parameters).drawn

    def no_bar(what: str, total: int) -> nullcontext[Callable[[int], None]]:
        return nullcontext(lambda done: None)

    return Ranking(loaded, path, drawn, _sweeping(workers), no_bar).run(Path(folder), budget_idr)


def _place(scenario: Place) -> Scenario | Nation:
    return load_setting(scenario) if isinstance(scenario, str) else scenario


def _policy(policy: str | Policy) -> Policy:
    return load_policy(policy) if isinstance(policy, str) else policy


def _sweeping(workers: int | None) -> Sweeping:
    return Sweeping(workers or cores(), yes=True, say=lambda line: None)
