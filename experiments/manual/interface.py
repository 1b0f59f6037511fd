"""The reference of the Python interface, made from signatures and docstrings."""

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from experiments.common import differences
from experiments.common import outcomes as judged
from experiments.evidence.patterns import pattern_card, targets
from experiments.reference.markdown import code
from experiments.runs import run_summary, runner
from experiments.sweeps import findings, plan, stored_sweep, sweeping
from sim import outcomes, parameters, policy, scenario
from sim.city import City
from sim.ensemble.ensemble import Chunk, Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.totals import Totals
from sim.inputs.faults import InputError
from sim.model import KubeModel
from sim.months import HouseholdsMonth, KubeMonth
from sim.nation import cities, load, records
from sim.policy import NONE

PARTS: Mapping[str, tuple[Any, ...]] = {
    "model": (KubeModel, KubeModel.step, KubeModel.run, KubeModel.digest, City),
    "inputs": (
        scenario.load_scenario,
        scenario.Scenario,
        scenario.Scenario.under,
        scenario.Scenario.month,
        load.load_nation,
        records.Nation,
        cities.city_of,
        policy.load_policy,
        policy.Policy,
        parameters.declared,
        parameters.with_values,
        InputError,
    ),
    "records": (
        KubeMonth,
        HouseholdsMonth,
        outcomes.support_ends,
        outcomes.sustained_mandiri,
        outcomes.split_effect,
        outcomes.Split,
    ),
    "runs": (
        runner.run_many,
        runner.RunSet,
        run_summary.summarise,
        targets.load_patterns,
        pattern_card.judge_all,
        pattern_card.Trial,
    ),
    "ensemble": (
        Ensemble,
        Ensemble.jobs,
        Ensemble.run,
        Ensemble.chunks,
        Chunk,
        NationEnsemble,
        NationEnsemble.totals,
        Totals,
        judged.outcomes_of,
        judged.Outcome,
    ),
    "sweeps": (
        plan.load_plan,
        sweeping.Sweeping,
        sweeping.Sweeping.run,
        stored_sweep.open_sweep,
        stored_sweep.Sweep,
        stored_sweep.Sweep.rows,
        stored_sweep.Sweep.blocks,
        stored_sweep.Sweep.run_of,
        stored_sweep.Run,
        findings.findings,
        findings.Findings,
        findings.Effect,
        differences.difference,
        differences.Difference,
        differences.verdict,
    ),
}
"""What is documented, part by part of the page."""

BUILT = (KubeModel, Ensemble)
"""Classes of which one makes objects oneself."""

NAMES = re.compile(r"[\w.*]+(, [\w.*]+)*")
HEADED = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


def reference(part: str) -> str:
    """Return a section for each thing of a part."""
    return "\n".join(_section(thing) for thing in PARTS[part])


def name_of(thing: Any) -> str:
    """Return the name under which a thing is imported."""
    return f"{thing.__module__}.{thing.__qualname__}"


def _section(thing: Any) -> str:
    """Return heading, signature and docstring of one thing."""
    pieces = HEADED.split(inspect.getdoc(thing) or "")
    parts = [f"#### {thing.__qualname__}", _signature(thing), pieces[0].strip()]
    for head, body in zip(pieces[1::2], pieces[2::2], strict=True):
        parts += _part(head, textwrap.dedent(body).strip())
    if hasattr(thing, "_fields"):
        parts.append(f"Fields: {', '.join(code(name) for name in thing._fields)}.")
    return "\n\n".join(parts) + "\n"


def _signature(thing: Any) -> str:
    """Return how a thing is called and where it is."""
    if inspect.isclass(thing) and thing not in BUILT:
        return f"In {code(thing.__module__)}."
    signature = inspect.signature(thing)
    named = [_plain(it) for it in signature.parameters.values() if it.name != "self"]
    shown = signature.replace(parameters=named, return_annotation=inspect.Signature.empty)
    return f"{code(f'{thing.__qualname__}{shown}')}, in {code(thing.__module__)}."


class _Word(str):
    """A default that is shown by its name."""

    __repr__ = str.__str__


def _plain(it: inspect.Parameter) -> inspect.Parameter:
    """Return an argument without its annotation; a default that is no plain value is named."""
    default = it.default
    if default is NONE:
        default = _Word("NONE")
    elif callable(default) and default is not inspect.Parameter.empty:
        default = _Word("...")
    return it.replace(annotation=inspect.Parameter.empty, default=default)


def _part(head: str, body: str) -> Iterator[str]:
    """Yield one section of a docstring: entries as a list, examples as code."""
    if head == "Examples":
        yield "For example:"
        yield "\n".join(f"    {line}".rstrip() for line in body.splitlines())
        return
    yield f"**{head}**"
    yield "\n".join(_entries(body))


def _entries(body: str) -> Iterator[str]:
    """Yield the entries of a section, one line each: what stands out, then what is indented."""
    entry: list[str] = []
    for line in body.splitlines():
        if line and not line.startswith(" ") and entry:
            yield _entry(entry)
            entry = []
        entry.append(line.strip())
    yield _entry(entry)


def _entry(lines: list[str]) -> str:
    head, *rest = [line for line in lines if line]
    name, colon, kind = head.partition(" : ")
    if not rest and not colon:
        return f"- {head}"
    names = name.split(", ") if NAMES.fullmatch(name) else [name]
    shown = ", ".join(map(code, names)) + (f" ({kind})" if colon else "")
    return f"- {shown}: {' '.join(rest)}" if rest else f"- {shown}"
