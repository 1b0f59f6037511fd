"""How the effect on stages comes about, what households have of it, who gains and who loses."""

from markupsafe import Markup

from experiments.policy.brief.figures import Source, mark
from experiments.policy.brief.writing import Parts, Writer, range_of
from experiments.policy.economics import EFFECT
from experiments.policy.effects import Group
from experiments.policy.stage_effects import PARTS

SHOWN = ("household_income_idr", "unmet_need_idr", "lifted_share")


def people(writer: Writer) -> Parts:
    """Return the parts of the effect, the households', and the table of groups."""
    return {
        "stages": stages(writer),
        "households": _households(writer),
        "groups": [_group(writer, it) for it in writer.of.groups],
        "losers": _losers(writer),
    }


def stages(writer: Writer) -> Markup:
    """Return in words how much of the effect on mandiri is earned, and how much is rule."""
    best = writer.of.recommended
    source = writer.chosen(best)
    told = writer.of.policies[best]["split"][EFFECT]
    parts = {name: range_of(told[name]) for name in PARTS}
    total = sum(it.mean for it in parts.values())
    points = writer.language.points
    shown = {
        name: writer.interval(f"stages.{name}", it, points, source) for name, it in parts.items()
    }
    whole = writer.number("stages.total", total, points(total), source)
    return writer.say("stages.split", total=whole, mark=mark(source), **shown)


def _households(writer: Writer) -> Markup:
    """Return income, unmet need and households that lack nothing, ex-members among them."""
    best = writer.of.recommended
    source = writer.fresh(best)
    told = writer.of.told["fresh"]["effects"][best]
    orders = (writer.language.rupiah, writer.language.rupiah, writer.language.points)
    shown = {
        name: writer.interval(
            f"households.{name}", range_of(told[name]), order, source, signed=True
        )
        for name, order in zip(SHOWN, orders, strict=True)
    }
    base = writer.of.runs.scenario.prices.base
    scenario = writer.figures.document("runs/manifest.json")
    return writer.say(
        "households.effects", base=month(writer, "base", base, scenario), mark=mark(source), **shown
    )


def month(writer: Writer, name: str, text: str, source: Source) -> Markup:
    """Return a month such as 2010-03 in words."""
    year, number = text.split("-")[:2]
    words = f"{writer.label(f'month.{int(number)}')} {year}"
    return writer.figures.add(name, text, words, source)


def _group(writer: Writer, group: Group) -> Parts:
    name = f"group.{group.by}.{group.name}"
    source = writer.fresh(writer.of.recommended)
    cells = [
        writer.interval(
            f"{name}.{key}",
            range_of(group.effects[key].difference),
            writer.language.rupiah,
            source,
            True,
        )
        for key in SHOWN[:2]
    ]
    share = writer.number(
        f"{name}.share", group.share, writer.language.percent(group.share), source
    )
    return {"by": group.by, "label": writer.label(name), "share": share, "cells": cells}


def _losers(writer: Writer) -> Markup:
    """Return which groups lose in income or in need, or that none does."""
    lose = [
        writer.texts.say(f"group.{it.by}.{it.name}")
        for it in writer.of.groups
        if any(it.effects[key].verdict == "worse" for key in SHOWN[:2])
    ]
    source = mark(writer.fresh(writer.of.recommended))
    if lose:
        return writer.say("groups.lose", groups=writer.texts.listed(lose), mark=source)
    unsure = any(
        it.effects[key].verdict == "not enough evidence"
        for it in writer.of.groups
        for key in SHOWN[:2]
    )
    return writer.say("groups.unsure" if unsure else "groups.none_loses", mark=source)
