"""The answer: which policy, how many Kubes more or fewer, how sure, and policies side by side."""

import math
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from experiments.common.differences import LEVEL
from experiments.common.numbers import MILLION, Order
from experiments.policy.brief.brief_writer import Parts, Range, Source, Writer, mark, range_of
from experiments.policy.economics import EFFECT
from experiments.policy.ranking_report import TOTAL
from experiments.policy.sets import NONE
from sim.course import levers_at
from sim.levers import LEVERS

FAILED = "failed_share"
BOTH = (("failed", FAILED, -1.0), ("mandiri", EFFECT, 1.0))
"""Effects that are told, by which outcome, and in which sign they are better when they are more."""
BETTER = ("likely better", "leaning better")
TOP = 6
"""So many policies are shown."""
WIDTH, HEIGHT, EDGE = 120.0, 12.0, 5.0
COLUMNS = {
    "failed": ("#0072B2", Order(0.01, 0)),
    "mandiri": ("#007A5A", Order(0.01, 0)),
    "cost": ("#B84A00", Order(MILLION, 0)),
}
"""Of the picture: colours of Okabe and Ito, the second and third darkened until text in them could
be read on white; and the order of numbers."""


def state(writer: Writer) -> str:
    """Return how sure the answer is: chosen, weighed, keep or unsure."""
    choice, best = writer.report["choice"], writer.best
    if best == NONE:
        return "keep"
    if _effect(writer, choice["decide_by"])["verdict"] not in BETTER:
        return "unsure"
    return "chosen" if choice["chosen"] == best else "weighed"


def _effect(writer: Writer, outcome: str) -> Any:
    return _policy(writer, writer.best)["against_none"][outcome]


def answer(writer: Writer) -> Parts:
    """Return the answer in a line, its figures, and two sentences."""
    source = writer.chosen(writer.best)
    method = writer.figures.document("experiments/common/differences.py")
    level = writer.number("level", LEVEL, writer.language.percent, method)
    return {
        "state": state(writer),
        "head": _head(writer),
        "more": _more(writer),
        "tiles": [
            writer.tile(
                name,
                range_of(_effect(writer, outcome)) * (sign * writer.ranking.kubes),
                writer.language.counted,
                source,
                kubes=writer.kubes(),
            )
            for name, outcome, sign in BOTH
        ],
        "sentences": [
            _sentence(writer, "first", writer.ranking.kubes, writer.language.counted),
            _sentence(writer, "second", 1.0, writer.language.points),
        ],
        "sure": _sure(writer),
        "open": _open(writer),
        "how": writer.say("answer.how", level=level, mark=mark(source)),
        "levers": levers(writer),
    }


def _sure(writer: Writer) -> Markup:
    """Return how probably the policy is the best: by its effect, and with costs weighed."""
    best, choice, source = writer.best, writer.report["choice"], writer.every()
    share = choice["probability_of_best"][best]
    parts: dict[str, Markup] = {
        "sure": writer.number("answer.best", share, writer.language.percent, source),
        "outcome": writer.outcome(choice["decide_by"]),
        "mark": mark(source),
    }
    if writer.report["willing_idr"] is None:
        return writer.say("answer.sure_open", **parts)
    weighed = float(at_worth(writer)["curve"].get(best, 0.0))
    return writer.say(
        "answer.sure",
        weighed=writer.number("answer.weighed", weighed, writer.language.percent, source),
        rate=worth(writer, "answer.rate"),
        **parts,
    )


def _head(writer: Writer) -> Markup:
    """Return the answer in a line: on a condition, where the set names no worth."""
    how, policy = state(writer), writer.policy(writer.best)
    if writer.report["willing_idr"] is not None or how not in {"chosen", "keep"}:
        return writer.say(f"answer.{how}", policy=policy)
    outcome = writer.outcome(writer.report["choice"]["decide_by"])
    if how == "keep":
        return writer.say("answer.keep_open", outcome=outcome)
    rows = {row["policy"]: row for row in writer.report["economics"][EFFECT]["thresholds"]}
    if writer.best not in rows:
        return writer.say("answer.by_outcome", policy=policy, outcome=outcome)
    ends = {key: rows[writer.best][f"{key}_idr"] for key in ("from", "to")}
    parts = {
        key: writer.number(f"answer.{key}", end, writer.language.rupiah, writer.every())
        for key, end in ends.items()
        if end
    }
    if not parts:
        return writer.say("answer.always", policy=policy)
    key = "answer.between" if len(parts) == 2 else f"answer.{next(iter(parts))}"
    named = {"low": parts.get("from"), "high": parts.get("to")}
    return writer.say(key, policy=policy, year=writer.year(), **named)


def frontier(writer: Writer) -> list[Any]:
    """Return the policies that none dominates, from the cheapest on."""
    table = writer.report["economics"][EFFECT]["table"]
    return [row for row in table if row["status"] == "frontier"]


def at_worth(writer: Writer) -> Any:
    """Return the report's figures at the set's worth of one more mandiri Kube."""
    rate = float(writer.report["willing_idr"])
    rows = writer.report["economics"][EFFECT]["willing"]
    return min(rows, key=lambda row: abs(row["rate_idr"] - rate))


def worth(writer: Writer, name: str) -> Markup:
    """Return that worth, as a figure of this name."""
    rate = float(at_worth(writer)["rate_idr"])
    return writer.number(name, rate, writer.language.rupiah, writer.every())


def _open(writer: Writer) -> Markup:
    """Return how wide the effects are over what the parameters leave open."""
    source, parts = writer.chosen(writer.best), {}
    for key, outcome, sign in BOTH:
        shown = range_of(_effect(writer, outcome)) * sign
        parts[key] = writer.range(f"answer.open.{key}", shown, writer.language.points, source)
    return writer.say("answer.open", mark=mark(source), **parts)


def _more(writer: Writer) -> Markup | None:
    """Return what else has to be known beside the answer in a line."""
    how, choice = state(writer), writer.report["choice"]
    if how == "weighed":
        return writer.say("answer.weighed_more", other=writer.policy(choice["chosen"]))
    if how != "unsure":
        return None
    return writer.say("answer.unsure_fresh", policy=writer.policy(writer.best))


def _sentence(writer: Writer, name: str, scale: float, order: Any) -> Markup:
    """Return both effects in a sentence: of so many Kubes, or in points."""
    source = writer.chosen(writer.best)
    parts: dict[str, Any] = {}
    for key, outcome, sign in BOTH:
        measured = _effect(writer, outcome)
        effect, verdict = range_of(measured) * (sign * scale), measured["verdict"]
        number = writer.interval(f"answer.{name}.{key}", effect.size, order, source)
        parts[key] = writer.say(f"effect.{key}.{effect.side}", number=number)
        if verdict not in (*BETTER, "likely worse", "leaning worse"):
            parts[key] += f" – {writer.label(f'verdict.{verdict}')}"
    policy, plan = writer.policy(writer.best), writer.policy(NONE)
    return writer.say(
        f"answer.{name}", policy=policy, plan=plan, kubes=writer.kubes(), mark=mark(source), **parts
    )


def levers(writer: Writer) -> list[Markup]:
    """Return what the recommended policy sets, and what the plan has instead."""
    scenario, best = writer.ranking.runs.scenario, writer.ranking.policies[writer.best]
    first = {"from": best.get("from"), **best["levers"]}
    changed = []
    for step in (first, *best.get("change", ())):
        since = step["from"]
        plan = levers_at(scenario, scenario.month(since or scenario.start))
        dated = f" ({since})" if since else ""
        for name, value in step.items():
            if name == "from" or value == getattr(plan, name):
                continue
            real = {"own": _is_real(name, plan, step), "plan": _is_real(name, plan, {})}
            values = {
                key: _value(writer, f"lever.{name}{dated}.{key}", name, setting, real[key])
                for key, setting in (("own", value), ("plan", getattr(plan, name)))
            }
            label = writer.called(LEVERS[name])
            label = writer.given(label + dated) if dated else label
            changed.append(writer.say("answer.lever", label=label, **values))
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
    document = writer.figures.document("runs/manifest.json")
    if isinstance(value, bool):
        return writer.say("word.yes" if value else "word.no")
    if isinstance(value, str):
        return Markup(writer.called(LEVERS[lever].levels[value]))
    number = float(str(value))
    unit = LEVERS[lever].unit
    order = writer.language.counted
    if unit.startswith("Rp"):
        shown = number * writer.level if real else number
        money = writer.number(figure, shown, writer.language.rupiah, document)
        return money if real else writer.say("word.nominal", number=money)
    if unit.startswith(("share", "chance", "0-1")):
        order = writer.language.percent
    return writer.number(figure, number, order, document)


def picture(writer: Writer) -> Parts:
    """Return the rows of the picture; the template draws them."""
    names = _shown(writer)
    effects = {name: _policy(writer, name)["against_none"] for name in names}
    costs = {name: _policy(writer, name)["cost"] for name in names}
    columns = {
        "failed": {name: range_of(own[FAILED]) * -1.0 for name, own in effects.items()},
        "mandiri": {name: range_of(own[EFFECT]) for name, own in effects.items()},
        "cost": {name: range_of(own[TOTAL]["more"]) for name, own in costs.items()},
    }
    rows = []
    for name in names:
        source = writer.chosen(name)
        rows.append(
            {
                "policy": writer.title(name),
                "best": name == writer.best,
                "mark": mark(source),
                "cells": [
                    _cell(writer, column, list(values.values()), values[name], name, source)
                    for column, values in columns.items()
                ],
            }
        )
    return {
        "rows": rows,
        "heads": [writer.label(f"picture.{column}") for column in columns],
        "note": writer.say("picture.note", plan=writer.policy(NONE)),
        "alt": writer.label("picture.alt"),
        "size": (WIDTH, HEIGHT),
    }


def _policy(writer: Writer, name: str) -> Any:
    return writer.ranking.policies[name]


def _shown(writer: Writer) -> list[str]:
    """Return the recommendation and the next best ones."""
    order = [name for name in writer.report["choice"]["order"] if name != NONE]
    best = writer.best
    first = [] if best == NONE else [best]
    return list(dict.fromkeys([*first, *order]))[:TOP]


def _cell(
    writer: Writer, column: str, values: list[Range], shown: Range, name: str, source: Source
) -> Parts:
    """Return one point with its interval, in units of the drawing, and its figure."""
    ends = [0.0, *(value for one in values for value in one if not math.isnan(value))]
    low, high = min(ends), max(ends)
    scale = (WIDTH - 2.0 * EDGE) / ((high - low) or 1.0)

    def place(value: float) -> str:
        return f"{EDGE + (value - low) * scale:.1f}"

    colour, order = COLUMNS[column]
    known = not math.isnan(shown.mean + shown.low)
    return {
        "colour": colour,
        "head": writer.label(f"picture.{column}"),
        "square": column == "cost",
        "zero": place(0.0),
        "point": place(shown.mean) if known else None,
        "low": place(shown.low) if known else None,
        "high": place(shown.high) if known else None,
        "text": writer.interval(
            f"picture.{name}.{column}", shown, lambda _: order, source, signed=True
        ),
    }
