"""The reference of the Python interface, made from signatures and docstrings."""

import inspect
from collections.abc import Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any

from docs.tools.markdown import code
from sim.policy import NONE

PARTS: Mapping[str, Mapping[str, str]] = {
    "model": {
        "sim": "KubeModel KubeModel.step KubeModel.run KubeModel.digest",
        "sim.city": "City",
    },
    "inputs": {
        "sim": "load_scenario Scenario Scenario.under Scenario.month load_nation Nation city_of "
        "load_policy Policy declared InputError",
        "sim.parameters": "with_values",
    },
    "records": {
        "sim.months": "KubeMonth HouseholdsMonth",
        "sim.outcomes": "support_ends sustained_mandiri split_effect Split",
    },
    "runs": {
        "experiments": "run RunSet summarise compare Comparison rank load_patterns judge_all Trial",
        "experiments.common.spread": "Effect Spread",
    },
    "ensemble": {
        "sim": "Ensemble Ensemble.jobs Ensemble.run Ensemble.chunks NationEnsemble "
        "NationEnsemble.totals",
        "sim.ensemble.ensemble": "Chunk",
        "sim.ensemble.totals": "Totals",
        "experiments": "outcomes_of Outcome",
    },
    "sweeps": {
        "experiments": "sweep open_sweep Sweep Sweep.rows Sweep.blocks Sweep.run_of findings "
        "difference Difference",
        "experiments.sweeps.stored_sweep": "Run",
        "experiments.sweeps.findings": "Findings Effect",
    },
}
"""What is documented, part by part of the page: where it is imported from, and its names."""
BUILT = "KubeModel", "Ensemble"
"""Classes of which one makes objects oneself."""


def reference(part: str) -> str:
    """Return a list of the things of a part, each with where it is and what it does."""
    return "".join(
        _entry(module, name) for module, names in PARTS[part].items() for name in names.split()
    )


def _entry(module: str, name: str) -> str:
    """Return how one thing is called, where it is, its summary, and its fields, if it has some."""
    thing = attrgetter(name)(import_module(module))
    called = not inspect.isclass(thing) or name in BUILT
    summary = (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ")
    text = f"- {code(_call(name, thing) if called else name)} ({code(module)}): {summary}"
    if hasattr(thing, "_fields"):
        text += f" Fields: {', '.join(map(code, thing._fields))}."
    return f"{text}\n"


def _call(name: str, thing: Any) -> str:
    """Return how a thing is called."""
    signature = inspect.signature(thing)
    taken = [_plain(taken) for taken in signature.parameters.values() if taken.name != "self"]
    return f"{name}{signature.replace(parameters=taken, return_annotation=inspect.Signature.empty)}"


class _Word(str):
    """A default that is shown by its name."""

    __repr__ = str.__str__


def _plain(argument: inspect.Parameter) -> inspect.Parameter:
    """Return an argument without its annotation; a default that is no plain value is named."""
    default = argument.default
    if default is NONE or default == (NONE,):
        default = _Word("NONE" if default is NONE else "(NONE,)")
    elif callable(default) and default is not inspect.Parameter.empty:
        default = _Word("...")
    return argument.replace(annotation=inspect.Parameter.empty, default=default)
