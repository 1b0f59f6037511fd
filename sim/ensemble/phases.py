"""The phases of `sim.phases` compiled: the same source, with this engine's primitives.

A function is its code and the names that the code looks up. Every function of a phase is made
anew from the same code, and finds, under the name of a primitive of the agents, the one of
`sim.ensemble.primitives`, and under the name of another function of a phase, the compiled one.
"""

import dis
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import sim.phases
from sim import schedule
from sim.ensemble import primitives
from sim.ensemble.compiled import compiled, inlined, written_out
from sim.phases import FUNCTIONS, groups
from sim.phases import primitives as of_agents
from sim.phases.decide import announce as announce_as_agents
from sim.phases.decide import decide as decide_as_agents

MODULES = [
    import_module(f"sim.phases.{module.name}")
    for module in pkgutil.iter_modules(sim.phases.__path__)
    if module.name != "primitives"
]


def _functions(module: ModuleType) -> list[Any]:
    """Return the functions that a module defines."""
    return [
        function
        for function in vars(module).values()
        if inspect.isfunction(function) and function.__module__ == module.__name__
    ]


def _twins() -> dict[Callable[..., Any], Any]:
    """Return the compiled twin of every function that a phase may call but for rules."""
    functions = [function for module in MODULES for function in _functions(module)]
    uses = _uses(functions)
    twins = {function: getattr(primitives, function.__name__) for function in _functions(of_agents)}
    names = {module.__name__: dict(vars(module)) for module in MODULES}
    for function in functions:
        same_code = FunctionType(
            function.__code__, names[function.__module__], function.__name__, function.__defaults__
        )
        once = uses[function] == 1 and function not in FUNCTIONS
        twins[function] = (inlined if once else compiled)(same_code)
    for own in names.values():
        own.update(
            {
                name: twins[function]
                for name, function in own.items()
                if inspect.isfunction(function) and function in twins
            }
        )
    return twins


def _uses(functions: list[Any]) -> Counter[Any]:
    """Count in how many places the functions use each of them."""
    return Counter(
        function.__globals__.get(step.argval)
        for function in functions
        for step in dis.get_instructions(function)
        if step.opname == "LOAD_GLOBAL"
        and inspect.isfunction(function.__globals__.get(step.argval))
    )


_TWINS = _twins()
PHASES = tuple(_TWINS[function] for function in FUNCTIONS)
"""In the order of the month."""
pass_month = written_out(
    "city",
    [f"{phase.name}(city)" for phase in schedule.PHASES],
    {
        phase.name: _TWINS[function]
        for phase, function in zip(schedule.PHASES, FUNCTIONS, strict=True)
    },
)
"""Lets a month pass, phase by phase."""
announce = _TWINS[announce_as_agents]
decide = _TWINS[decide_as_agents]
means = _TWINS[groups.means]
