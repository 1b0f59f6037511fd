"""The two alternatives side by side: which is better by each aim, and what turns that."""

from collections.abc import Iterator

import numpy as np
from markupsafe import Markup

from experiments.common import spread_words
from experiments.policy.best_policy import Numbers
from experiments.policy.brief import aims
from experiments.policy.brief.aims import Aim
from experiments.policy.brief.alternatives import how_often, net_benefit, of_both_kinds, tippings
from experiments.policy.brief.brief_writer import Parts, Writer, range_of
from experiments.policy.economics import EFFECT, effect_and_cost
from experiments.policy.ranking_report import TOTAL

LETTERS = ("A", "B")


def side_by_side(writer: Writer) -> Parts:
    """Return the table of the two alternatives."""
    pair = writer.choice[:2]
    return {
        "head": writer.label("side.asked" if writer.choice.asked else "side.next"),
        "policies": [
            {"letter": letter, "title": writer.title(name)}
            for letter, name in zip(LETTERS, pair, strict=True)
        ],
        "rows": [
            *(_row(writer, aim) for aim in aims.aims_of(writer.ranking.decide_by)),
            _cost(writer),
            *_net(writer),
        ],
    }


def _row(writer: Writer, aim: Aim) -> Parts:
    """Return the effects of both beside the plan, and which is better."""
    cells = []
    for name in writer.choice[:2]:
        told = range_of(writer.ranking.effect(name, aim.outcome).over_all.json())
        shown = aims.shown(writer, aim, told)
        source = writer.runs_of(name)
        cells.append(aims.signed(writer, f"side.{aim.key}.{name}", aim, shown, source))
    return {"label": aims.called(writer, aim, "row"), "cells": cells, "which": _which(writer, aim)}


def _letters(writer: Writer) -> dict[str, str]:
    """Return the letter by which each alternative goes in the table."""
    return dict(zip(writer.choice[:2], LETTERS, strict=True))


def _lead(writer: Writer, aim: Aim, first: str, second: str) -> Numbers:
    """Return by how much one is better than the other in every world."""
    values, place = writer.ranking.worlds[aim.outcome], writer.ranking.ranked.place
    return np.asarray(values[:, place(first)] - values[:, place(second)])


def _which(writer: Writer, aim: Aim) -> Markup:
    """Return which is better on average, how often, and which prior weight turns that."""
    first, second = writer.choice[:2]
    if np.nanmean(_lead(writer, aim, first, second)) < 0.0:
        first, second = second, first
    letters = _letters(writer)
    effect = writer.ranking.effect(first, aim.outcome, second)
    name, source = f"side.{aim.key}", writer.runs_of(first, second)
    told = effect.over_all
    if told.median == told.low == told.high == 0.0:
        return writer.say("side.same")
    which = writer.say(
        "side.which",
        first=letters[first],
        verdict=aims.verdict(writer, effect),
        better=writer.percent(f"{name}.better", told.probability_better, source),
        worse=writer.percent(f"{name}.worse", told.probability_worse, source),
    )
    return which + " " + _turns(writer, aim, first, second)


def _turns(writer: Writer, aim: Aim, first: str, second: str) -> Markup:
    """Return the prior weights of `does nothing` at which the other one is better on average."""
    worlds, lead = writer.ranking.worlds_of(first, second), _lead(writer, aim, first, second)
    if not worlds.levers:
        return writer.say("side.assumed")
    parts = []
    for one in tippings(lead, writer.ranking.ranked, worlds.levers):
        way = "more" if one.above else "less"
        text = spread_words.percent(one.weight, writer.lang)
        source = writer.runs_of(first, second)
        weight = writer.add(f"side.{aim.key}.{one.lever}", one.weight, text, source)
        parts.append(writer.say(f"side.{way}", lever=writer.levers([one.lever]), weight=weight))
    if not parts:
        known = of_both_kinds(writer.ranking.ranked, worlds.levers)
        return writer.say("side.no_weight" if known else "side.one_kind")
    return writer.say("side.turns", second=_letters(writer)[second], parts=Markup("; ").join(parts))


def _cost(writer: Writer) -> Parts:
    """Return what both cost more than the plan, and which is worth it from which worth on."""
    cells = []
    for name in writer.choice[:2]:
        more = range_of(writer.ranking.policies[name]["cost"][TOTAL]["more"])
        source = writer.runs_of(name)
        cells.append(writer.signed(f"side.cost.{name}", more, writer.language.rupiah, source))
    label = writer.say("row.cost", year=writer.year())
    return {"label": label, "cells": cells, "which": _cheaper(writer)}


def _net(writer: Writer) -> Iterator[Parts]:
    """Yield the net benefits of both over the plan, where the set names a worth."""
    rate = writer.ranking.worth_idr
    if rate is None:
        return
    cells = []
    for name in writer.choice[:2]:
        told, _ = net_benefit(writer.ranking, name, rate)
        figure, source = f"side.net.{name}", writer.runs_of(name)
        cells.append(writer.signed(figure, range_of(told), writer.language.rupiah, source))
    often = how_often(writer.ranking, *writer.choice[:2])
    share = writer.percent("side.net", often, writer.runs_of(*writer.choice[:2]))
    label = writer.say("row.net", year=writer.year())
    yield {
        "label": label,
        "cells": cells,
        "which": writer.say("side.net", first=LETTERS[0], share=share),
    }


def _cheaper(writer: Writer) -> Markup:
    """Return which of the two is cheaper, and what a mandiri Kube more of the other costs."""
    ranked, letters = writer.ranking.ranked, _letters(writer)
    effect, cost = effect_and_cost(ranked, EFFECT)
    cheap, dear = sorted(
        writer.choice[:2], key=lambda name: float(cost[:, ranked.place(name)].mean())
    )
    more, dearer = (
        float((table[:, ranked.place(dear)] - table[:, ranked.place(cheap)]).mean())
        for table in (effect, cost)
    )
    if dearer <= 0.0:
        return writer.say("side.same")
    source = writer.runs_of(cheap, dear)
    parts = {
        "cheap": letters[cheap],
        "dear": letters[dear],
        "less": writer.rupiah("side.cheaper", dearer, source),
    }
    if more <= 0.0:
        return writer.say("side.dominates", **parts)
    at = writer.rupiah("side.worth", dearer / more, source)
    return writer.say("side.worth", at=at, **parts)
