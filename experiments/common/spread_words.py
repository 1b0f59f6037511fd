"""Effects over plausible worlds in words: the figures are those of `experiments.common.spread`."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from experiments.common.differences import is_share, size
from experiments.common.draws import STRUCTURES
from experiments.common.languages import Lang, Titled, headed, title_of
from experiments.common.numbers import number, whole_percent
from experiments.common.outcomes import Measure
from experiments.common.spread import Change, Effect, Spread, Verdict
from experiments.common.texts import COMMON, Texts, texts_of
from experiments.common.uncertainty import Drawn
from experiments.common.worlds import Worlds
from sim.levers import LEVERS
from sim.parameters import declared
from sim.structures import FACTORS

FOLDER = COMMON
VERDICTS: tuple[Verdict, ...] = (
    "likely better", "likely worse", "leaning better", "leaning worse",
    "no difference that matters", "not known", "described",
)  # fmt: skip
"""In the order in which outcomes are shown."""
LEAST = 0.005
"""A probability nearer to 0 or 1 that is neither is not written as either."""


def sentence(outcome: Measure, effect: Effect, worlds: Worlds, lang: Lang = "en") -> str:
    """Say an effect where its levers work, where they do not, over all worlds, and the verdict."""
    words, title = texts_of(FOLDER)[lang], headed(title_of(outcome, lang))
    if not effect.over_all.draws:
        return f"{title}: {words['no_case']}."
    parts = [*_by_kind(words, outcome, effect, worlds)]
    of_all = _over_all(words, outcome, effect.over_all)
    parts.append(headed(of_all) if parts else of_all)
    if outcome.better != "neither":
        parts.append(_probabilities(words, outcome, effect.over_all))
        parts += _weights(words, effect.changes, worlds)
        parts += [words["assumed"]] if effect.assumed else []
    return f"{title}: {' '.join(parts)}"


def in_short(outcome: Measure, spread: Spread, lang: Lang = "en", *further: str) -> str:
    """Say median and interval alone, with what they are of; what is further known beside them."""
    words, title = texts_of(FOLDER)[lang], title_of(outcome, lang)
    change = directed(spread.median, outcome, lang, whole=True)
    if change == words["none"]:
        change = f"{title}: {change}"
    nothing = spread.median == spread.low == spread.high == 0.0
    bracket = [*([] if nothing else [between(spread, outcome, lang)]), *further]
    return f"{change} ({'; '.join(bracket)})" if bracket else change


def parameters_text(drawn: Drawn, lang: Lang = "en") -> str:
    """Say where the parameters of runs come from."""
    words, draws = texts_of(FOLDER)[lang], number(drawn.draws, 0, lang)
    told = words[f"parameters.{drawn.kind}"].format(draws=draws)
    if not drawn.folder:
        return told
    return words.say("parameters.own", parameters=told, folder=drawn.folder)


def condition(share: float, worlds: Worlds, lang: Lang = "en") -> str:
    """Say `if monitoring works (7 of 10 plausible worlds)`."""
    words, levers = texts_of(FOLDER)[lang], worlds.levers
    key = levers[0] if len(levers) == 1 else "any"
    names = listed([words[f"lever.{lever}"] for lever in levers], "and", lang)
    return words[f"works.{key}"].format(levers=names, share=share_of(share, lang))


def directed(value: float, outcome: Measure, lang: Lang = "en", *, whole: bool = False) -> str:
    """Say `21.3 fewer`, `Rp 5,000 more`, `no difference`.

    Parameters
    ----------
    whole : bool
        Say also of what: `21.3 fewer of 100 Kubes fail`, `household income: Rp 5,000 more`.
    """
    words, written = texts_of(FOLDER)[lang], figure(value, outcome, lang)
    if not _is_something(written):
        return words["none"]
    change = _way(words, value, outcome, written)
    return _of_what(words, outcome, change) if whole else change


def between(spread: Spread, outcome: Measure, lang: Lang = "en") -> str:
    """Say a 90 % interval: both ends in one direction, or from one to the other."""
    words = texts_of(FOLDER)[lang]
    low, high = figure(spread.low, outcome, lang), figure(spread.high, outcome, lang)
    falls, rises = (
        spread.low < 0.0 and _is_something(low),
        spread.high > 0.0 and _is_something(high),
    )
    if falls and rises:
        less, more = _way(words, -1.0, outcome, low), _way(words, 1.0, outcome, high)
        ends = words.say("range", low=less, high=more)
    elif falls:
        ends = _way(words, -1.0, outcome, words.say("range", low=high, high=low))
    elif rises:
        ends = _way(words, 1.0, outcome, words.say("range", low=low, high=high))
    else:
        ends = words.say("range", low=low, high=high)
    return words.say("interval", range=ends)


def _is_something(figure: str) -> bool:
    """Whether a figure is not written as nothing."""
    return any(digit in figure for digit in "123456789")


def figure(value: float, outcome: Measure, lang: Lang = "en") -> str:
    """Write how large a value is, in the unit of the table: shares per hundred."""
    return number(100 * abs(value), 1, lang) if is_share(outcome) else size(value, outcome, lang)


def share_of(share: float, lang: Lang = "en") -> str:
    """Say a share of worlds in numbers that are counted: `7 of 10`, `97 of 100`."""
    edge = min(share, 1.0 - share)
    whole = 10 if edge >= 0.1 else 100 if edge >= 0.01 else 1000
    part = number(round(whole * share), 0, lang)
    return texts_of(FOLDER)[lang].say("share", part=part, whole=number(whole, 0, lang))


def percent(probability: float, lang: Lang = "en") -> str:
    """Write a probability; one that is not quite 0 or 1 is not written as such."""
    words = texts_of(FOLDER)[lang]
    if 0.0 < probability < LEAST:
        return words["under"]
    return words["over"] if 1.0 - LEAST < probability < 1.0 else whole_percent(probability, lang)


def verdict_text(verdict: Verdict, lang: Lang = "en") -> str:
    """Return what a verdict is called."""
    return texts_of(FOLDER)[lang][f"verdict.{verdict}"]


def heading(verdict: Verdict, a: str, b: str, lang: Lang = "en") -> str:
    """Return the heading of outcomes with a verdict on `b` beside `a`."""
    return texts_of(FOLDER)[lang][f"heading.{verdict}"].format(a=a, b=b)


def what_differs(worlds: Worlds, moved: Sequence[str], lang: Lang = "en") -> str:
    """Say what differs between the sides, and of what that it acts is an assumption."""
    words = texts_of(FOLDER)[lang]
    if not moved:
        return words["differs.nothing"]
    free = [title(name, lang) for name in moved if name not in worlds.without_rival]
    fixed = [title(name, lang) for name in worlds.without_rival]
    parts = []
    if free:
        prior, drawn = percent(worlds.prior, lang), percent(worlds.drawn, lang)
        parts.append(words.say("differs.free", names=", ".join(free), prior=prior, drawn=drawn))
    if fixed:
        parts.append(words.say("differs.assumed", names=", ".join(fixed)))
    return words.say("differs.what", parts="; ".join(parts))


def only_data(
    outcome: Measure, effect: Effect, worlds: Worlds, moved: Sequence[str], lang: Lang = "en"
) -> str:
    """Say how far worlds differ, which no run changes, and what only data could narrow."""
    words, sd = texts_of(FOLDER)[lang], math.sqrt(effect.components.between)
    if not sd:
        return words["data.same"]
    names = [words[f"lever.{lever}"] for lever in worlds.levers]
    levers = listed(names or [title(name, lang) for name in moved], "or", lang)
    apart = {"sd": size(sd, outcome, lang), "levers": levers}
    if effect.of_working is None:
        return words.say("data.narrow", **apart)
    return words.say("data.narrow_if", share=percent(effect.of_working, lang), **apart)


def listed(names: Sequence[str], last: Literal["and", "or"], lang: Lang = "en") -> str:
    """Return names in a row, with a word before the last."""
    *first, end = names
    if not first:
        return end
    return texts_of(FOLDER)[lang].say(f"list.{last}", first=", ".join(first), last=end)


def title(name: str, lang: Lang = "en") -> str:
    """Return the title of a lever, parameter or rival structure."""
    return title_of(_declared()[name], lang)


@cache
def _declared() -> Mapping[str, Titled]:
    """Return everything that may differ between two sides, by its name."""
    structures = {STRUCTURES[factor.name]: factor for factor in FACTORS}
    return {**LEVERS, **{name: spec for name, _, spec in declared()}, **structures}


def _by_kind(words: Texts, outcome: Measure, effect: Effect, worlds: Worlds) -> Iterator[str]:
    """Yield what holds in worlds in which the levers work, and in those in which they do not."""
    works, nothing = effect.if_it_works, effect.if_it_does_nothing
    if works is None or nothing is None or effect.worlds is None:
        return
    said = condition(effect.worlds, worlds, words.lang)
    told = _told(words, works, outcome, whole=f"of.{outcome.name}" in words.flat)
    yield words.say("of_worlds", condition=said, told=told)
    key, rest = "all" if len(worlds.levers) > 1 else "one", 1.0 - effect.worlds
    if nothing.mean == nothing.low == nothing.high == 0.0:
        yield words.say(f"nothing.{key}", share=share_of(rest, words.lang))
    else:
        told = _told(words, nothing, outcome)
        yield words.say(f"nothing.{key}_left", share=share_of(rest, words.lang), told=told)


def _over_all(words: Texts, outcome: Measure, spread: Spread) -> str:
    """Say median and interval over all worlds, or over the runs of one."""
    told = _told(words, spread, outcome)
    if spread.draws > 1:
        return words.say("over_all", told=told)
    return words.say("over_runs", runs=number(spread.runs_per_draw, 0, words.lang), told=told)


def _told(words: Texts, spread: Spread, outcome: Measure, *, whole: bool = False) -> str:
    """Say a median with its interval."""
    change = directed(spread.median, outcome, words.lang, whole=whole)
    return words.say("told", change=change, interval=between(spread, outcome, words.lang))


def _probabilities(words: Texts, outcome: Measure, spread: Spread) -> str:
    return words.say(
        "probabilities",
        least=size(outcome.matters, outcome, words.lang),
        better=percent(spread.probability_better, words.lang),
        worse=percent(spread.probability_worse, words.lang),
        verdict=verdict_text(spread.verdict, words.lang),
    )


def _weights(words: Texts, changes: Sequence[Change], worlds: Worlds) -> Iterator[str]:
    """Yield the prior weights at which the verdict would be another."""
    if changes:
        others = ", ".join(
            words.say(
                "change",
                verdict=verdict_text(change.verdict, words.lang),
                weight=percent(change.weight, words.lang),
                when=words[f"when.{change.when}"],
            )
            for change in changes
        )
        yield words.say("changes", prior=percent(worlds.prior, words.lang), others=others)


def _of_what(words: Texts, outcome: Measure, change: str) -> str:
    """Say of a share that is counted also of what it is one; of others what changes."""
    of = words.flat.get(f"of.{outcome.name}")
    if of is None:
        return f"{title_of(outcome, words.lang)}: {change}"
    return words.say("whole", change=change, of=of)


def _way(words: Texts, value: float, outcome: Measure, written: str) -> str:
    """Say the direction of a value with what is written of its size."""
    counted = f"of.{outcome.name}" in words.flat
    if is_share(outcome) and not counted:
        written = words.say("points", size=written)
    way = "more" if value >= 0.0 else "fewer" if counted else "less"
    return words.say(f"way.{way}", size=written)
