"""The table of policies: failure, income, staying mandiri and cost, each by its spread."""

from experiments.policy.brief import aims
from experiments.policy.brief.aims import Aim
from experiments.policy.brief.brief_writer import Parts, Writer, range_of
from experiments.policy.brief.dot_picture import shown
from experiments.policy.economics import EFFECT
from experiments.policy.ranking_report import TOTAL
from experiments.policy.sets import NO_SUPPORT

ROWS_MOST = 6


def policy_table(writer: Writer) -> Parts:
    """Return effects, verdicts and costs beside the plan, the two alternatives first."""
    every = shown(writer, len(writer.ranking.policies))
    names = every[:ROWS_MOST]
    if NO_SUPPORT not in names:
        names = [*names[:-1], NO_SUPPORT]
    told = aims.aims_of(writer.ranking.decide_by)
    heads = [aims.called(writer, aim, "row") for aim in told]
    return {
        "heads": [*heads, writer.say("row.cost", year=writer.year())],
        "rows": [
            {
                "policy": writer.title(name),
                "subject": name == writer.subject,
                "cells": [
                    *(_effect(writer, name, aim) for aim in told),
                    {"number": _cost(writer, name), "verdict": "", "weights": []},
                ],
            }
            for name in names
        ],
        "left": _left(writer, len(every) - len(names)),
        "never": _never(writer),
        "best": _best(writer),
    }


def _effect(writer: Writer, name: str, aim: Aim) -> Parts:
    effect, source = writer.ranking.effect(name, aim.outcome), writer.runs_of(name)
    figure = f"policy.{name}.{aim.key}"
    told = aims.shown(writer, aim, range_of(effect.over_all.json()))
    worlds = writer.ranking.worlds_of(name)
    return {
        "number": aims.signed(writer, figure, aim, told, source),
        "verdict": aims.verdict(writer, effect),
        "weights": aims.weights(writer, figure, effect, worlds, source),
    }


def _cost(writer: Writer, name: str) -> object:
    more = range_of(writer.ranking.policies[name]["cost"][TOTAL]["more"])
    return writer.signed(f"policy.{name}.cost", more, writer.language.rupiah, writer.runs_of(name))


def _left(writer: Writer, count: int) -> object:
    """Return how many policies of the ranking are not in the table."""
    if count <= 0:
        return None
    return writer.say("table.left", count=writer.counted("table.left", count, writer.of_report()))


def _never(writer: Writer) -> object:
    """Return in how many draws no policy makes a Kube that stays mandiri."""
    never = writer.report["never_mandiri"]["draws"]
    if not never:
        return None
    document = writer.of_report()
    draws = writer.counted("draws", writer.report["sweep"]["draws"], document)
    count = writer.counted("table.never", never, document)
    return writer.say("table.never", count=count, draws=draws)


def _best(writer: Writer) -> object:
    """Return how probably the recommended policy is the best of the whole ranking."""
    best, choice = writer.ranking.recommended, writer.report["choice"]
    share = choice["probability_of_best"][best]
    return writer.say(
        "table.best",
        policy=writer.policy(best),
        outcome=writer.outcome(choice["decide_by"]),
        share=writer.percent("table.best", share, writer.every()),
        ratio=_ratio(writer, writer.subject),
    )


def _ratio(writer: Writer, name: str) -> object:
    """Return what one more Kube that stays mandiri costs under a policy, where that can be said."""
    ratio = writer.report["economics"][EFFECT]["against_none"][name]["ratio"]
    policy = writer.policy(name)
    if ratio is None:
        return writer.say("table.no_ratio", policy=policy)
    number = writer.rupiah("table.ratio", ratio, writer.runs_of(name))
    return writer.say("table.ratio", policy=policy, number=number)
