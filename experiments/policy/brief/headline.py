"""The answer: what is preferred, how many Kubes fewer fail, in which worlds, and how sure it is."""

from collections.abc import Iterator

from markupsafe import Markup

from experiments.common import spread_words
from experiments.common.languages import headed
from experiments.common.spread import LEANING, Effect, Spread
from experiments.common.worlds import Worlds
from experiments.policy.brief import aims
from experiments.policy.brief.aims import Aim
from experiments.policy.brief.alternatives import how_often, net_benefit
from experiments.policy.brief.brief_writer import Parts, Source, Writer, range_of
from experiments.policy.economics import EFFECT
from experiments.policy.ranking_report import TOTAL
from experiments.policy.sets import NO_SUPPORT, NONE

BETTER = ("likely better", "leaning better")


def answer(writer: Writer) -> Parts:
    """Return the answer in a line, in natural numbers, and in figures."""
    return {
        "state": state(writer),
        "head": _head(writer),
        "worlds": _worlds(writer),
        "tiles": [*_tiles(writer), _cost(writer)],
        "worth": worth(writer),
        "net": _net(writer),
    }


def state(writer: Writer) -> str:
    """Return how sure the answer is: keep, chosen or unsure.

    Where the set names a worth: keep_net, net or net_unsure.
    """
    choice, decide_by = writer.choice, writer.ranking.decide_by
    weighed = writer.ranking.worth_idr is not None
    if choice.best == NONE and not choice.asked:
        return "keep_net" if weighed else "keep"
    against = writer.against
    if weighed:
        likely = how_often(writer.ranking, choice.best, against) >= LEANING
        return "net" if likely else "net_unsure"
    sure = writer.ranking.effect(choice.best, decide_by, against).over_all.verdict in BETTER
    return "chosen" if sure else "unsure"


def _head(writer: Writer) -> Markup:
    ranking, best, against = writer.ranking, writer.choice.best, writer.against
    how, policies = state(writer), {"policy": writer.policy(best), "other": writer.policy(against)}
    if ranking.worth_idr is None:
        verdict = aims.verdict(writer, ranking.effect(best, ranking.decide_by, against))
        outcome = writer.outcome(ranking.decide_by)
        return writer.say(f"head.{how}", outcome=outcome, verdict=verdict, **policies)
    worth = writer.rupiah("worth", ranking.worth_idr, writer.document("set.json"))
    often, runs = how_often(ranking, best, against), writer.runs_of(best, against)
    share = writer.percent("head.often", often, runs) if best != against else ""
    return writer.say(f"head.{how}", share=share, worth=worth, year=writer.year(), **policies)


def _worlds(writer: Writer) -> Markup:
    """Return the effect on failure where its levers work, where they do not, and over all."""
    effect, worlds = _effect(writer, aims.FAILED), writer.ranking.worlds_of(writer.subject)
    lines = [*_by_kind(writer, effect, worlds)]
    lines.append(_told(writer, "over_all" if lines else "over_all_alone", "all", effect.over_all))
    policy = writer.policy(writer.subject)
    return writer.say("worlds.with", policy=policy) + Markup(" ").join(["", *lines])


def _by_kind(writer: Writer, effect: Effect, worlds: Worlds) -> Iterator[Markup]:
    works, nothing, share = effect.if_it_works, effect.if_it_does_nothing, effect.worlds
    if works is None or nothing is None or share is None:
        return
    source = writer.runs_of(writer.subject)
    text = headed(spread_words.condition(share, worlds, writer.lang))
    condition = writer.add("worlds.work", share, text, source)
    yield _told(writer, "works", "works", works, condition=condition)
    text = spread_words.share_of(1.0 - share, writer.lang)
    rest = writer.add("worlds.nothing", 1.0 - share, text, source)
    many = "all" if len(worlds.levers) > 1 else "one"
    if nothing.median == nothing.low == nothing.high == 0.0:
        yield writer.say(f"worlds.nothing_{many}", share=rest)
    else:
        yield _told(writer, f"left_{many}", "left", nothing, share=rest)


def _told(writer: Writer, key: str, name: str, spread: Spread, **more: Markup) -> Markup:
    """Return a spread of the effect on failure in a sentence."""
    source, aim = writer.runs_of(writer.subject), aims.FAILED
    told = aims.shown(writer, aim, range_of(spread.json()))
    return writer.say(
        f"worlds.{key}",
        change=aims.change(writer, f"worlds.{name}", aim, told, source),
        range=aims.interval(writer, f"worlds.{name}", aim, told, source),
        kubes=writer.kubes(),
        **more,
    )


def _effect(writer: Writer, aim: Aim) -> Effect:
    return writer.ranking.effect(writer.subject, aim.outcome)


def _tiles(writer: Writer) -> Iterator[Parts]:
    """Yield what the policy does beside the plan: in numbers, in per cent, and how sure."""
    source, worlds = writer.runs_of(writer.subject), writer.ranking.worlds_of(writer.subject)
    for aim in (*aims.aims_of(writer.ranking.decide_by), aims.LIFTED):
        effect, name = _effect(writer, aim), f"tile.{aim.key}"
        plain = range_of(effect.over_all.json())
        told = aims.shown(writer, aim, plain)
        yield {
            "number": aims.change(writer, name, aim, told, source),
            "label": aims.called(writer, aim, "tile"),
            "range": aims.interval(writer, name, aim, told, source),
            "beside": _beside(writer, name, aim, plain.median, source),
            "verdict": aims.verdict(writer, effect),
            "weights": aims.weights(writer, name, effect, worlds, source),
        }


def _beside(writer: Writer, name: str, aim: Aim, median: float, source: Source) -> Markup:
    """Return a change in points of all, or of money in per cent of what there is in the plan."""
    key = f"{name}.beside"
    if aim.of in ("kubes", "households"):
        points = writer.number(key, median, writer.language.points, source, signed=True)
        return writer.say("word.points", number=points)
    if aim.of == "points":
        return Markup("")
    plan = float(writer.ranking.policies[NONE]["outcomes"][aim.outcome]["mean"])
    share = median / plan if plan else 0.0
    return writer.number(key, share, writer.language.percent, source, signed=True)


def _cost(writer: Writer) -> Parts:
    """Return what the policy costs more than the plan: for all Kubes, and for one."""
    source = writer.runs_of(writer.subject)
    more = range_of(writer.ranking.policies[writer.subject]["cost"][TOTAL]["more"])
    whole = more * writer.ranking.kubes
    kube = writer.number("tile.cost.beside", more.median, writer.language.rupiah, source)
    aim = Aim("cost", "", "money")
    return {
        "number": aims.change(writer, "tile.cost", aim, whole, source),
        "label": writer.say("tile.cost", kubes=writer.kubes(), year=writer.year()),
        "range": aims.interval(writer, "tile.cost", aim, whole, source),
        "beside": writer.say("tile.cost_each", number=kube),
        "verdict": "",
        "weights": [],
    }


def worth(writer: Writer) -> Markup:
    """Return which policy is the best at which worth of a mandiri Kube, no support included."""
    rows = writer.report["economics"][EFFECT]["thresholds"]
    source, year = writer.every(), writer.year()
    parts = [
        writer.say(
            "worth.from" if row["from_idr"] else "worth.below" if row["to_idr"] else "worth.always",
            policy=writer.policy(row["policy"]),
            at=_at(writer, row["from_idr"] or row["to_idr"], source),
        )
        for row in rows
    ]
    key = "worth.best" if any(row["policy"] == NO_SUPPORT for row in rows) else "worth.never"
    return writer.say(key, parts=Markup("; ").join(parts), year=year)


def _at(writer: Writer, value: float | None, source: Source) -> Markup:
    if value is None:
        return Markup("")
    return writer.rupiah(f"threshold.{value:.0f}", value, source)


def _net(writer: Writer) -> Markup | None:
    """Return the net benefit over the plan, where the set names a worth."""
    rate = writer.ranking.worth_idr
    if rate is None:
        return None
    told, often = net_benefit(writer.ranking, writer.subject, rate)
    source = writer.runs_of(writer.subject)
    return writer.say(
        "worth.net",
        worth=writer.rupiah("worth", rate, writer.document("set.json")),
        policy=writer.policy(writer.subject),
        net=writer.signed("net", range_of(told), writer.language.rupiah, source),
        often=writer.percent("net.often", often, source),
        year=writer.year(),
    )
