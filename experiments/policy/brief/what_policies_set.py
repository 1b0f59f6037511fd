"""What a policy sets, and what the plan has instead."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from experiments.common.languages import headed
from experiments.policy.brief.brief_writer import Parts, Writer
from experiments.policy.sets import NONE
from sim.course import levers_at
from sim.levers import LEVERS


def what_policies_set(writer: Writer) -> list[Parts]:
    """Return what each of the two alternatives sets that the plan does not; not of the plan."""
    names = [name for name in writer.choice[:2] if name != NONE]
    names = names if writer.choice.asked else [writer.subject]
    return [{"policy": writer.title(name), "levers": levers(writer, name)} for name in names]


def levers(writer: Writer, name: str) -> list[Markup]:
    """Return what a policy sets otherwise than the plan, lever by lever."""
    scenario, policy = writer.ranking.runs.scenario, writer.ranking.policies[name]
    first = {"from": policy.get("from"), **policy["levers"]}
    changed = []
    for step in (first, *policy.get("change", ())):
        since = step["from"]
        plan = levers_at(scenario, scenario.month(since or scenario.start))
        dated = f" ({since})" if since else ""
        for lever, value in step.items():
            if lever == "from" or value == getattr(plan, lever):
                continue
            real = {"own": _is_real(lever, plan, step), "plan": _is_real(lever, plan, {})}
            values = {
                key: _value(writer, f"lever.{name}.{lever}{dated}.{key}", lever, own, real[key])
                for key, own in (("own", value), ("plan", getattr(plan, lever)))
            }
            label = headed(writer.called(LEVERS[lever]))
            title = writer.given(label + dated) if dated else label
            changed.append(writer.say("sets.lever", label=title, **values))
    return changed


def _is_real(lever: str, plan: Any, step: Mapping[str, Any]) -> bool:
    """Whether an amount that a lever names follows prices from the base month on."""
    if "of March 2010" in LEVERS[lever].unit:
        return True
    flag = "loan_caps_indexed" if "loan" in lever else "grants_indexed"
    return bool(step.get(flag, getattr(plan, flag)))


def _value(writer: Writer, figure: str, lever: str, value: object, real: bool) -> Markup:
    """Return the value of a lever in words or as a figure, money in the brief's rupiah.

    Parameters
    ----------
    real : bool
        Whether an amount is in rupiah of the base month; else it is of the month it is paid in.
    """
    document = writer.document("runs/manifest.json")
    if isinstance(value, bool):
        return writer.say("word.yes" if value else "word.no")
    if isinstance(value, str):
        return Markup(writer.called(LEVERS[lever].levels[value]))
    number = float(str(value))
    unit = LEVERS[lever].unit
    if unit.startswith("Rp"):
        money = writer.rupiah(figure, number * writer.level if real else number, document)
        return money if real else writer.say("word.nominal", number=money)
    if unit.startswith(("share", "chance", "0-1")):
        return writer.percent(figure, number, document)
    return writer.number(figure, number, writer.language.counted, document)
