"""How fast the model runs, and where the time goes."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sim.model
from experiments.engines.by_agents import free
from sim.city import City
from sim.model import KubeModel
from sim.scenario import Scenario, load_scenario

SCENARIO = "banjarmasin-cohort"
PHASES = (
    "support", "trade", "meet", "live", "learn", "invest", "join_and_leave", "classify",
)  # fmt: skip


def bench(repeats: int, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Time the Mesa engine on one core, after a warm-up.

    Parameters
    ----------
    repeats : int
        Timed runs, at least 1; the median counts.

    Returns
    -------
    dict
        `mesa.household_months_per_second`, and `mesa.phases`: the share of the time of each
        phase, of dealing luck (`begin_month`) and of closing the books (`end_month`), taken in
        one more run.
    """
    scenario = load_scenario(SCENARIO)
    rates = []
    for number in range(repeats + 1):
        household_months, seconds = _timed_run(scenario)
        rates.append(household_months / seconds)
        progress(number + 1)
    shares = _phase_shares(scenario)
    progress(repeats + 2)
    return {
        "scenario": SCENARIO,
        "repeats": repeats,
        "mesa": {
            "household_months_per_second": round(statistics.median(rates[1:])),
            "phases": shares,
        },
    }


def _timed_run(scenario: Scenario) -> tuple[int, float]:
    """Run once; return household-months and the seconds of processor time."""
    started = time.process_time()
    model = KubeModel(scenario)
    model.run()
    seconds = time.process_time() - started
    household_months = sum(month.members + month.others for month in model.city.history)
    free(model)
    return household_months, seconds


def _phase_shares(scenario: Scenario) -> dict[str, float]:
    """Run once with a clock around every phase; return the share of each."""
    spent: dict[str, float] = {}
    with _clocked(sim.model, PHASES, spent), _clocked(City, ("begin_month", "end_month"), spent):
        _timed_run(scenario)
    whole = sum(spent.values())
    return {name: round(seconds / whole, 3) for name, seconds in spent.items()}


@contextmanager
def _clocked(owner: Any, names: tuple[str, ...], spent: dict[str, float]) -> Iterator[None]:
    """Put a clock around functions of a module or class, and take it away again."""
    plain = {name: getattr(owner, name) for name in names}
    for name, function in plain.items():
        setattr(owner, name, _clock(function, name, spent))
    try:
        yield
    finally:
        for name, function in plain.items():
            setattr(owner, name, function)


def _clock(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        started = time.process_time()
        result = function(*arguments)
        spent[name] = spent.get(name, 0.0) + time.process_time() - started
        return result

    return timed
