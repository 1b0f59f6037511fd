"""The Mesa engine: its speed on one core, and how its time falls to the phases."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sim.model
from experiments.benchmark.rates import Timed
from experiments.common.engines import free
from sim.city import City
from sim.model import KubeModel
from sim.phases import FUNCTIONS
from sim.scenario import Scenario


def timed_run(scenario: Scenario) -> Timed:
    """Run once, by processor time."""
    started = time.process_time()
    model = KubeModel(scenario, seed=1)
    model.run()
    seconds = time.process_time() - started
    household_months = sum(month.members + month.others for month in model.city.history)
    free(model)
    return Timed(household_months, seconds)


def phase_shares(scenario: Scenario) -> dict[str, float]:
    """Run once with a clock around every phase; return the share of each.

    Dealing luck (`begin_month`) and closing the books (`end_month`) stand beside the phases.
    """
    spent: dict[str, float] = {}
    with _clocked(spent):
        timed_run(scenario)
    whole = sum(spent.values())
    return {name: round(seconds / whole, 3) for name, seconds in spent.items()}


@contextmanager
def _clocked(spent: dict[str, float]) -> Iterator[None]:
    """Put a clock around what a month consists of, and take it away again."""
    phases, beside = FUNCTIONS, (City.begin_month, City.end_month)
    timed = tuple(_clock(phase, phase.__name__, spent) for phase in phases)
    vars(sim.model)["FUNCTIONS"] = timed
    for function in beside:
        setattr(City, function.__name__, _clock(function, function.__name__, spent))
    try:
        yield
    finally:
        vars(sim.model)["FUNCTIONS"] = phases
        for function in beside:
            setattr(City, function.__name__, function)


def _clock(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        started = time.process_time()
        result = function(*arguments)
        spent[name] = spent.get(name, 0.0) + time.process_time() - started
        return result

    return timed
