"""What the recommendation costs and who pays; what households have of it, who gains or loses."""

import math

from markupsafe import Markup

from experiments.common.numbers import MILLION, Order
from experiments.policy.accounting import PAYERS, PUBLIC
from experiments.policy.brief.brief_answer import frontier
from experiments.policy.brief.brief_writer import Parts, Writer, mark, range_of
from experiments.policy.economics import EFFECT
from experiments.policy.effects import OF_HOUSEHOLDS, Json
from experiments.policy.ranking_report import TOTAL
from experiments.policy.sets import NONE
from experiments.policy.stage_effects import PARTS
from sim.cells import TITLES

WORSE = ("likely worse", "leaning worse")
HEADS = ("kube", "more", "whole", "whole_more")
"""Columns of the table of costs."""


def costs(writer: Writer) -> Parts:
    """Return the table of costs, and what one more mandiri Kube costs."""
    best = writer.best
    source = writer.chosen(best)
    by_payer = writer.ranking.policies[best]["cost"]
    rows = []
    for payer in (*PAYERS, TOTAL):
        own, more = range_of(by_payer[payer]), range_of(by_payer[payer]["more"])
        names = [f"cost.{payer}.{head}" for head in HEADS]
        kubes = writer.ranking.kubes
        ranges = (own, more, own * kubes, more * kubes)
        rows.append(
            {
                "label": writer.label(f"payer.{payer}"),
                "cells": [
                    writer.interval(name, cost, writer.language.rupiah, source, "more" in name)
                    for name, cost in zip(names, ranges, strict=True)
                ],
            }
        )
    document = writer.figures.document("set.json")
    accounting = writer.report["set"]["accounting"]
    percent = accounting["discount_percent"] / 100.0
    return {
        "rows": rows,
        "heads": [writer.say(f"cost.{head}", kubes=writer.kubes()) for head in HEADS],
        "tile": writer.tile("cost", more, writer.language.rupiah, source),
        "ratio": _ratio(writer),
        "note": writer.say(
            "cost.note",
            year=writer.year(),
            discount=writer.number(
                "cost.discount", percent, lambda _: writer.language.percent(0.5), document
            ),
            plan=writer.policy(NONE),
            mark=mark(source),
        ),
        "worth": _worth(writer),
        "by_year": _by_year(writer),
        "visits": _visits(writer),
    }


def _by_year(writer: Writer) -> Parts:
    """Return what public payers pay for all Kubes in each fiscal year, in rupiah of that year."""
    source, years = writer.chosen(writer.best), writer.report["money"]["fiscal_years"]
    document = writer.figures.document("runs/manifest.json")
    paid = writer.ranking.policies[writer.best]["paid"]
    own = {payer: paid[payer]["mean"] for payer in PUBLIC}
    order = Order(MILLION, 0)
    return {
        "head": writer.say("cost.by_year", mark=mark(source)),
        "years": [writer.text(f"paid.{year}", year, document) for year in years],
        "rows": [
            {
                "label": writer.label(f"payer.{payer}"),
                "cells": [
                    writer.number(f"paid.{payer}.{year}", float(value), lambda _: order, source)
                    for year, value in zip(years, values, strict=True)
                ],
            }
            for payer, values in own.items()
        ],
    }


def _visits(writer: Writer) -> Markup:
    """Return how many visits are planned and made, and why they differ."""
    source = writer.chosen(writer.best)
    visits = writer.ranking.policies[writer.best]["visits"]
    counted = writer.language.counted
    shown = {
        key: writer.number(f"visits.{key}", float(round(visits[key])), counted, source)
        for key in ("planned", "made", "no_time", "no_effort", "no_access")
    }
    return writer.say("cost.visits", mark=mark(source), **shown)


def _ratio(writer: Writer) -> Markup:
    """Return what one more sustained mandiri Kube costs, where that can be said."""
    best = writer.best
    of_means = writer.report["economics"][EFFECT]["against_none"][best]["ratio"]
    ratio = math.nan if of_means is None else float(of_means)
    source = writer.chosen(best)
    plan = writer.policy(NONE)
    if best == NONE:
        return writer.say("cost.same", plan=plan)
    if math.isnan(ratio):
        return writer.say("cost.no_ratio", plan=plan, mark=mark(source))
    number = writer.number("cost.ratio", ratio, writer.language.rupiah, source)
    return writer.say("cost.ratio", number=number, plan=plan, mark=mark(source))


def _worth(writer: Writer) -> Markup:
    """Return at which value of a mandiri Kube costs were weighed, and where that is from."""
    rate = writer.report["willing_idr"]
    if rate is None:
        return writer.say("cost.worth_open", parts=_by_worth(writer), mark=mark(writer.every()))
    source = writer.figures.document("set.json")
    number = writer.number("worth", float(rate), writer.language.rupiah, source)
    return writer.say("cost.worth_given", number=number, mark=mark(source))


def _by_worth(writer: Writer) -> Markup:
    """Return which policy is the best at which worth of one more mandiri Kube."""
    first, *others = frontier(writer)
    if not others:
        return writer.say("cost.always", policy=writer.policy(first["policy"]))
    numbers = [
        writer.number(f"threshold.{row['policy']}", row["icer"], writer.language.rupiah, source)
        for row in others
        for source in [writer.every()]
    ]
    policies = [writer.policy(row["policy"]) for row in others]
    parts = [writer.say("cost.below", policy=writer.policy(first["policy"]), number=numbers[0])]
    parts += [
        writer.say("cost.from", policy=policy, number=number)
        for policy, number in zip(policies, numbers, strict=True)
    ]
    return Markup("; ").join(parts)


def people(writer: Writer) -> Parts:
    """Return the parts of the effect, the households', and the table of groups."""
    return {
        "stages": stages(writer),
        "households": _households(writer),
        "groups": [_group(writer, group) for group in writer.report["groups"]],
        "losers": _losers(writer),
    }


def stages(writer: Writer) -> Markup:
    """Return in words how much of the effect on mandiri is earned, and how much is rule."""
    best = writer.best
    source = writer.chosen(best)
    split = writer.ranking.policies[best]["split"][EFFECT]
    parts = {name: range_of(split[name]) for name in PARTS}
    total = sum(part.mean for part in parts.values())
    points = writer.language.points
    shown = {
        name: writer.interval(f"stages.{name}", part, points, source)
        for name, part in parts.items()
    }
    whole = writer.number("stages.total", total, points, source)
    return writer.say("stages.split", total=whole, mark=mark(source), **shown)


def _households(writer: Writer) -> Markup:
    """Return income, unmet need and households that lack nothing, ex-members among them."""
    best = writer.best
    source = writer.chosen(best)
    effects = writer.ranking.policies[best]["against_none"]
    orders = (writer.language.rupiah, writer.language.rupiah, writer.language.points)
    shown = {
        name: writer.interval(
            f"households.{name}",
            range_of(effects[name]) * (writer.level if name.endswith("_idr") else 1.0),
            order,
            source,
            signed=True,
        )
        for name, order in zip(OF_HOUSEHOLDS, orders, strict=True)
    }
    return writer.say("households.effects", year=writer.year(), mark=mark(source), **shown)


def _group(writer: Writer, group: Json) -> Parts:
    name = f"group.{group['by']}.{group['group']}"
    source = writer.chosen(writer.best)
    cells = [
        writer.interval(
            f"{name}.{key}",
            range_of(group["effects"][key]) * writer.level,
            writer.language.rupiah,
            source,
            True,
        )
        for key in OF_HOUSEHOLDS[:2]
    ]
    share = writer.number(f"{name}.share", group["share"], writer.language.percent, source)
    return {"by": group["by"], "label": _called(writer, group), "share": share, "cells": cells}


def _called(writer: Writer, group: Json) -> Markup:
    return writer.say(f"group.{group['by']}", title=writer.called(TITLES[group["group"]]))


def _losers(writer: Writer) -> Markup:
    """Return which groups lose in income or in need, or that none does."""
    lose = [
        _called(writer, group)
        for group in writer.report["groups"]
        if any(group["effects"][key]["verdict"] in WORSE for key in OF_HOUSEHOLDS[:2])
    ]
    source = mark(writer.chosen(writer.best))
    if lose:
        return writer.say("groups.lose", groups=writer.listed(lose), mark=source)
    unsure = any(
        group["effects"][key]["verdict"] == "not known"
        for group in writer.report["groups"]
        for key in OF_HOUSEHOLDS[:2]
    )
    return writer.say("groups.unsure" if unsure else "groups.none_loses", mark=source)
