"""What to find out next: the worth of knowing all, and of knowing whether each lever works."""

import dataclasses
from collections.abc import Iterator

from markupsafe import Markup

from experiments.common.numbers import Order
from experiments.policy.brief import aims
from experiments.policy.brief.brief_writer import Writer
from experiments.policy.effects import MEASURES
from experiments.policy.learn.information import Worth, of_part, perfect, without_luck
from experiments.policy.learn.learning import DRAWS_LEAST, Decision, adds_up, decision_of
from experiments.policy.learn.parts import parts

FEW = 0.95
"""Fewer than so many things are told with two decimals."""


def what_to_find_out(writer: Writer) -> list[Markup]:
    """Return what it is worth to know more before one decides, a sentence each."""
    ranking = writer.ranking
    if ranking.ranked.set.draws < DRAWS_LEAST:
        least = writer.counted("learn.least", DRAWS_LEAST, writer.of_report())
        return [writer.say("learn.few", least=least)]
    decision = _decision(writer)
    known, policies = perfect(without_luck(decision.benefits)), _policies(writer)
    if not known.told:
        return [writer.say("learn.nothing", policies=policies)]
    said = writer.say(
        "learn.all",
        policies=policies,
        worth=_worth(writer, decision, "learn.all", known.value),
        error=_worth(writer, decision, "learn.error", known.error),
        what=_what(writer, decision),
    )
    return [said, *_levers(writer, decision), writer.say("learn.studies")]


def _decision(writer: Writer) -> Decision:
    """Return the decision: between the two policies that are asked about, or all."""
    ranking = writer.ranking
    decision = decision_of(ranking.ranked, ranking.worth_idr, None)
    if not writer.choice.asked:
        return decision
    pair = [ranking.ranked.place(name) for name in writer.choice[:2]]
    return dataclasses.replace(decision, benefits=decision.benefits[:, pair])


def _policies(writer: Writer) -> Markup:
    if not writer.choice.asked:
        return writer.say("learn.every")
    return writer.listed([writer.policy(name) for name in writer.choice[:2]])


def _levers(writer: Writer, decision: Decision) -> Iterator[Markup]:
    """Yield what it is worth to know whether a lever works, and how much, the best first."""
    found: list[tuple[Worth, str]] = [
        (of_part(decision.means, part.values), part.name)
        for part in parts(decision.ranked, priced=False)
        if part.what == "lever"
    ]
    told = sorted((one for one in found if one[0].told), key=lambda one: -one[0].value)
    for worth, lever in told[:2]:
        yield writer.say(
            "learn.lever",
            lever=writer.levers([lever]),
            worth=_worth(writer, decision, f"learn.{lever}", worth.value),
            changes=writer.percent(f"learn.{lever}.changes", worth.changes, writer.every()),
        )
    if not told:
        yield writer.say("learn.no_lever")


def _worth(writer: Writer, decision: Decision, name: str, value: float) -> Markup:
    """Return a worth: for all Kubes where it adds up over them, else in the unit of the outcome."""
    source = writer.every()
    if decision.worth_idr is not None:
        return writer.rupiah(name, value * decision.kubes, source)
    aim = aims.decided(writer.ranking.decide_by)
    scaled = value * aims.scale(writer, aim)
    small = abs(scaled) < FEW and aim.of != "money"
    order = Order(1.0, 2) if small else aims.order(writer, aim, scaled)
    return writer.number(name, scaled, lambda _: order, source)


def _what(writer: Writer, decision: Decision) -> Markup:
    """Return in what a worth is told."""
    if decision.worth_idr is not None:
        return writer.say("learn.money", kubes=writer.kubes(), year=writer.year())
    outcome = writer.ranking.decide_by
    if adds_up(decision):
        way = "fewer" if MEASURES[outcome].better == "lower" else "more"
        return writer.say(f"learn.{way}", kubes=writer.kubes(), outcome=writer.outcome(outcome))
    return writer.say("learn.other", outcome=writer.outcome(outcome))
