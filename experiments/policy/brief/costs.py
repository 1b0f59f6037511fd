"""What the recommendation costs: a Kube, the whole plan, who pays, and one more mandiri Kube."""

import math

from markupsafe import Markup

from experiments.policy.accounting import PAYERS
from experiments.policy.brief.figures import mark
from experiments.policy.brief.opened import TOTAL
from experiments.policy.brief.writing import Parts, Writer, range_of
from experiments.policy.sets import NO_SUPPORT, NONE


def costs(writer: Writer) -> Parts:
    """Return the table of costs, and what one more mandiri Kube costs."""
    best = writer.of.recommended
    source = writer.fresh(best)
    found = writer.of.costs(best)
    rows = []
    for payer in (*PAYERS, TOTAL):
        own, more = (range_of(it) for it in found[payer])
        names = [f"cost.{payer}.{it}" for it in ("kube", "more", "whole", "whole_more")]
        kubes = writer.of.kubes
        ranges = (own, more, own * kubes, more * kubes)
        rows.append(
            {
                "label": writer.label(f"payer.{payer}"),
                "cells": [
                    writer.interval(name, it, writer.language.rupiah, source, "more" in name)
                    for name, it in zip(names, ranges, strict=True)
                ],
            }
        )
    of = writer.figures.document("set.json")
    accounting = writer.of.told["set"]["accounting"]
    percent = accounting["discount_percent"] / 100.0
    return {
        "rows": rows,
        "tile": _tile(writer),
        "ratio": _ratio(writer),
        "note": writer.say(
            "cost.note",
            year=writer.text("cost.year", accounting["price_year"], of),
            discount=writer.number("cost.discount", percent, writer.language.percent(0.5), of),
            plan=writer.policy(NONE),
            mark=mark(source),
        ),
        "worth": _worth(writer),
    }


def _tile(writer: Writer) -> Parts:
    """Return how much more a Kube costs, in large."""
    source = writer.fresh(writer.of.recommended)
    more = range_of(writer.of.costs(writer.of.recommended)[TOTAL][1])
    shown = more if more.mean >= 0.0 else more * -1.0
    order = writer.language.rupiah(shown.mean)
    return {
        "number": writer.number("tile.cost", shown.mean, order, source),
        "label": writer.say(f"tile.cost.{'more' if more.mean >= 0.0 else 'less'}"),
        "range": writer.range("tile.cost", shown, order, source),
    }


def _ratio(writer: Writer) -> Markup:
    """Return what one more sustained mandiri Kube costs, where that can be said."""
    it, best = range_of(writer.of.ratio), writer.of.recommended
    source = writer.fresh(best)
    plan = writer.policy(NONE)
    if best == NONE:
        return writer.say("cost.same", plan=plan)
    if math.isnan(it.mean):
        return writer.say("cost.no_ratio", plan=plan, mark=mark(source))
    number = writer.interval("cost.ratio", it, writer.language.rupiah, source)
    if math.isnan(it.low) or math.isnan(it.high):
        number = writer.say("cost.no_interval", number=number)
    return writer.say("cost.ratio", number=number, plan=plan, mark=mark(source))


def _worth(writer: Writer) -> Markup:
    """Return at which value of a mandiri Kube costs were weighed, and where that is from."""
    rate = float(writer.of.told["willing_idr"])
    given = writer.of.told["set"]["willing_idr"] is not None
    source = writer.figures.document("set.json") if given else writer.chosen(NO_SUPPORT)
    number = writer.number("worth", rate, writer.language.rupiah(rate), source)
    key = "cost.worth_given" if given else "cost.worth_implied"
    return writer.say(key, number=number, mark=mark(source))
