"""The reference of the Python interface, made from signatures and docstrings."""

import inspect
import re
import textwrap
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

NAMES = re.compile(r"[\w.*]+(, [\w.*]+)*")
HEADED = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


def reference(part: str) -> str:
    """Return a section for each thing of a part."""
    return "\n".join(
        _section(module, name) for module, names in PARTS[part].items() for name in names.split()
    )


def _section(module: str, name: str) -> str:
    """Return heading, signature and docstring of one thing."""
    thing = attrgetter(name)(import_module(module))
    summary, *pieces = HEADED.split(inspect.getdoc(thing) or "")
    called = not inspect.isclass(thing) or name in BUILT
    where = f"{code(_call(name, thing))}, in" if called else "In"
    parts = [f"#### {name}", f"{where} {code(module)}.", summary.strip()]
    for heading, body in zip(pieces[::2], pieces[1::2], strict=True):
        parts += _part(heading, textwrap.dedent(body).strip())
    if hasattr(thing, "_fields"):
        parts.append(f"Fields: {', '.join(map(code, thing._fields))}.")
    return "\n\n".join(parts) + "\n"


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
    if default is NONE:
        default = _Word("NONE")
    elif callable(default) and default is not inspect.Parameter.empty:
        default = _Word("...")
    return argument.replace(annotation=inspect.Parameter.empty, default=default)


def _part(heading: str, body: str) -> list[str]:
    """Return one section of a docstring: entries as a list, examples as code."""
    if heading == "Examples":
        return ["For example:", textwrap.indent(body, "    ")]
    entries = re.split(r"\n(?=\S)", body)
    return [f"**{heading}**", "\n".join(map(_entry, entries))]


def _entry(text: str) -> str:
    """Return an entry in one line: what stands out, then what is indented below it."""
    head, *rest = [line.strip() for line in text.splitlines() if line]
    name, colon, kind = head.partition(" : ")
    if not rest and not colon:
        return f"- {head}"
    names = name.split(", ") if NAMES.fullmatch(name) else [name]
    shown = ", ".join(map(code, names)) + (f" ({kind})" if colon else "")
    return f"- {shown}: {' '.join(rest)}" if rest else f"- {shown}"
