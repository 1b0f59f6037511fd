"""What would change the answer: prior weights, unit costs, accounts of a mechanism, parameters."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from experiments.common import spread_words
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.brief import aims
from experiments.policy.brief.alternatives import (
    benefits,
    of_both_kinds,
    price_flips,
    tippings,
)
from experiments.policy.brief.brief_writer import Writer
from experiments.policy.ranking_words import NAMES_MOST, best_elsewhere
from experiments.sweeps.names import named
from sim.structures import FACTORS

PRICES_MOST = ELSEWHERE_MOST = FLIPS_MOST = REGIONS_MOST = 2
STRUCTURES = {factor.name: factor for factor in FACTORS}


def what_would_change_it(writer: Writer) -> list[Markup]:
    """Return the nearest thresholds, a sentence each."""
    return [
        *_weights(writer),
        *_verdict(writer),
        *_prices(writer),
        *_flips(writer),
        *_elsewhere(writer),
        *_regions(writer),
        *_discounts(writer),
    ]


def _weights(writer: Writer) -> Iterator[Markup]:
    """Yield the prior weights of `does nothing` at which the other alternative is preferred."""
    ranking, (best, other, _) = writer.ranking, writer.choice
    ranked, values = ranking.ranked, benefits(ranking)
    lead = values[:, ranked.place(best)] - values[:, ranked.place(other)]
    worlds, source = ranking.worlds_of(best, other), writer.runs_of(best, other)
    found = list(tippings(lead, ranked, worlds.levers))
    if worlds.levers and not found:
        known = of_both_kinds(ranked, worlds.levers)
        key = "change.no_weight" if known else "change.one_kind"
        yield writer.say(key, levers=writer.levers(known or worlds.levers))
    for one in found:
        weights = {
            key: writer.add(
                f"change.{one.lever}.{key}", value, spread_words.percent(value, writer.lang), source
            )
            for key, value in (("weight", one.weight), ("prior", one.prior))
        }
        yield writer.say(
            "change.weight_more" if one.above else "change.weight_less",
            lever=writer.levers([one.lever]),
            policy=writer.policy(other),
            **weights,
        )


def _verdict(writer: Writer) -> Iterator[Markup]:
    """Yield the prior weights at which the verdict of the headline is another."""
    name, against = writer.choice.best, writer.against
    if writer.ranking.worth_idr is not None:
        return
    effect = writer.ranking.effect(name, writer.ranking.decide_by, against)
    worlds, source = writer.ranking.worlds_of(name, against), writer.runs_of(name, against)
    if not effect.changes:
        return
    others = aims.weights(writer, "change.verdict", effect, worlds, source)
    yield writer.say(
        "change.verdict",
        policy=writer.policy(name),
        other=writer.policy(against),
        verdict=aims.verdict(writer, effect),
        prior=writer.percent("change.verdict.prior", worlds.prior, source),
        others=Markup(", ").join(others),
    )


def _prices(writer: Writer) -> Iterator[Markup]:
    """Yield the unit costs at which the other alternative is the better choice, or the cheaper."""
    found = price_flips(writer.ranking, writer.choice)[:PRICES_MOST]
    weighed = "weighed" if writer.ranking.worth_idr is not None else "cheaper"
    best, other = (writer.policy(name) for name in writer.choice[:2])
    if not found:
        yield writer.say(f"change.no_price_{weighed}", policy=best, other=other)
    for flip in found:
        source = writer.runs_of(*writer.choice[:2])
        yield writer.say(
            f"change.price_{weighed}_{'above' if flip.above else 'below'}",
            price=writer.called(PRICES[flip.name]),
            at=writer.rupiah(f"change.{flip.name}", flip.at, source),
            chance=writer.percent(f"change.{flip.name}.chance", flip.probability, source),
            year=writer.year(),
            policy=best,
            other=other,
        )


def _flips(writer: Writer) -> Iterator[Markup]:
    """Yield the parameters that change which policy of the whole ranking is recommended."""
    if writer.choice.best != writer.ranking.recommended:
        return
    flips = [flip for flip in writer.report["flips"] if flip["what"] == "parameter"]
    for number, flip in enumerate(flips[:FLIPS_MOST]):
        yield _flip(writer, number, flip)


def _flip(writer: Writer, number: int, flip: Any) -> Markup:
    source = writer.runs_of(writer.choice.best, flip["other"])
    title, unit = named(flip["name"], writer.lang)
    money = named(flip["name"], "en").unit.startswith("Rp")
    at = float(flip["at"]) * (writer.level if money else 1.0)
    in_words = unit and not any(map(str.isdigit, unit))
    order = writer.language.rupiah if money else writer.language.plain
    return writer.say(
        f"change.flip_{'above' if flip['above'] else 'below'}",
        what=f"{title} ({unit})" if in_words else title,
        at=writer.number(f"flip.{number}", at, order, source),
        policy=writer.policy(flip["other"]),
        chance=writer.percent(f"flip.{number}.chance", float(flip["probability"]), source),
    )


def _elsewhere(writer: Writer) -> Iterator[Markup]:
    """Yield accounts of a mechanism under which another policy is preferred, the worst first."""
    loses = [one for one in writer.report["preferred"] if one["by"] == "structure"]
    loses = sorted((one for one in loses if one["loses"] > 0.0), key=lambda one: -one["loses"])
    for one in loses[:ELSEWHERE_MOST]:
        factor = STRUCTURES[one["name"]]
        level = next(level for level in factor.levels if level.name == one["level"])
        yield writer.say(
            "change.elsewhere",
            mechanism=writer.called(factor),
            level=writer.called(level),
            policy=writer.policy(one["best"]),
        )


def _regions(writer: Writer) -> Iterator[Markup]:
    """Yield the regions of a nation in which another policy of the ranking is preferred."""
    if writer.choice.best != writer.report["choice"]["chosen"]:
        return
    outcome = writer.outcome(writer.ranking.decide_by)
    for policy, regions in list(best_elsewhere(writer.report).items())[:REGIONS_MOST]:
        shown = [*regions[:NAMES_MOST], *("…" for _ in regions[NAMES_MOST : NAMES_MOST + 1])]
        names = writer.given("; ".join(shown))
        yield writer.say(
            "change.region", regions=names, outcome=outcome, policy=writer.policy(policy)
        )


def _discounts(writer: Writer) -> Iterator[Markup]:
    """Yield the discount rates at which another policy is recommended, where a worth is set."""
    if writer.ranking.worth_idr is None:
        return
    source = writer.every()
    for number, row in enumerate(writer.report["discounts"]):
        if row["recommended"] != writer.ranking.recommended:
            percent = writer.percent(f"discount.{number}", row["percent"] / 100.0, source)
            policy = writer.policy(row["recommended"])
            yield writer.say("change.discount", percent=percent, policy=policy)
