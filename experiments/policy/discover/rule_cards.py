"""Rule cards in words: lines of Markdown, in English or in Indonesian."""

from collections.abc import Iterator
from typing import NamedTuple

from experiments.common.languages import Lang
from experiments.common.numbers import number, percent, short, with_unit
from experiments.policy.discover.discovery import REPRODUCED_LEAST, RESAMPLES, Answer, Rule
from experiments.policy.discover.quasi_p import LEVEL, TRIED_MOST
from experiments.policy.discover.run_space import Box, Input, Space
from experiments.policy.discover.texts import sentences
from experiments.policy.effects import finite
from experiments.sweeps.factors import Value
from experiments.sweeps.names import level_text, named

DROPPED_MOST = 4
"""So many of the conditions left out are named; `cards.json` has all."""
QUASI_P_LEAST = 0.0001


class Condition(NamedTuple):
    """What a box asks of one input.

    Attributes
    ----------
    low, high : float or None
        Least and greatest value of a number, both inside; None where nothing is asked.
    levels : tuple
        Those inside, of an input that is no number.
    """

    input: Input
    low: float | None
    high: float | None
    levels: tuple[Value, ...]


def condition(space: Space, box: Box, name: str) -> Condition:
    """Return what a box asks of an input."""
    asked = next(each for each in space.inputs if each.name == name)
    places = space.columns_of(name)
    if asked.levels:
        inside = tuple(level for level in asked.levels if _is_inside(space, box, places, level))
        return Condition(asked, None, None, inside)
    return Condition(asked, finite(box.low[places[0]]), finite(box.high[places[0]]), ())


def _is_inside(space: Space, box: Box, places: list[int], level: Value) -> bool:
    """Whether a level has in all columns of its input what the box asks."""
    held = [(place, float(space.columns[place].level == level)) for place in places]
    return all(box.low[place] <= value <= box.high[place] for place, value in held)


def values_text(asked: Condition, lang: Lang) -> str:
    """Return the values of a condition in words, with their unit."""
    texts, name = sentences(lang), asked.input.name
    if asked.input.levels:
        return texts["or"].join(level_text(name, level, lang) for level in asked.levels)
    unit = named(name, lang).unit
    low, high = (
        "" if bound is None else with_unit(bound, unit, lang) for bound in (asked.low, asked.high)
    )
    if asked.low is not None and asked.high is not None:
        plain = with_unit(asked.low, "Rp" if unit.startswith("Rp") else "", lang)
        return texts.say("between", low=plain, high=high)
    return texts.say("least", low=low) if low else texts.say("most", high=high)


def markdown(answer: Answer, lang: Lang) -> str:
    """Return the cards as a page of Markdown."""
    parts = [f"# {title(answer, lang)}", *opening(answer, lang)]
    for rule in answer.rules:
        parts += [f"## {heading(rule, lang)}", *card(answer, rule, lang)]
    parts += [f"**{conclusion(answer, lang)}**", method(answer, lang)]
    return "\n\n".join(parts).replace("\n\n- ", "\n- ") + "\n"


def title(answer: Answer, lang: Lang) -> str:
    """Say what is asked of which sweep."""
    return sentences(lang).say(f"title_{answer.cases.ending}", sweep=answer.sweep.spec.title)


def opening(answer: Answer, lang: Lang) -> list[str]:
    """Say which runs are cases, and among which inputs rules are looked for."""
    texts, cases, space = sentences(lang), answer.cases, answer.space
    about = texts.say(
        "case",
        bound=texts.say(
            "at_least" if cases.at_it else "above", share=percent(cases.threshold, lang)
        ),
        stage=texts[cases.outcome],
        why=texts["asked" if cases.given else "percentile"],
        cases=short(int(space.case.sum()), lang),
        runs=short(len(space), lang),
        base=percent(space.density, lang),
    )
    unknown = int((~cases.known).sum())
    if unknown:
        about += " " + texts.say("unknown", runs=short(unknown, lang))
    factors = sum(each.origin == "factor" for each in space.inputs)
    return [about, texts.say("inputs", factors=factors, drawn=len(space.inputs) - factors)]


def heading(rule: Rule, lang: Lang) -> str:
    """Say how a rule was found, and whether it is stable."""
    state = ("stable" if rule.stable else "unstable") if rule.conditions else "nothing"
    return f"{sentences(lang)[rule.method]}: {sentences(lang)[state]}"


def card(answer: Answer, rule: Rule, lang: Lang) -> list[str]:
    """Return the lines of a rule: its conditions, then what they are worth."""
    texts = sentences(lang)
    if not rule.conditions:
        return [texts["no_condition"], *_dropped(rule, lang)]
    return [
        *(f"- {_condition(answer, rule, name, lang)}" for name in rule.conditions),
        *_worth(answer, rule, lang),
        *_dropped(rule, lang),
    ]


def _condition(answer: Answer, rule: Rule, name: str, lang: Lang) -> str:
    texts = sentences(lang)
    asked = condition(answer.space, rule.pruned.box, name)
    text = texts.say(
        "condition",
        meaning=named(name, lang).title,
        name=name,
        origin=texts[asked.input.origin],
        values=values_text(asked, lang),
        again=percent(rule.reproduced.get(name, 0.0), lang),
        p=quasi_p_text(rule.pruned.quasi_p[name], lang),
    )
    return text if name in rule.sure else f"{text} {texts['chance']}"


def _worth(answer: Answer, rule: Rule, lang: Lang) -> Iterator[str]:
    """Yield density in other runs and the flattered one, coverage, mass, why it is not stable."""
    texts, held = sentences(lang), rule.held_out
    yield texts.say(
        "held_out",
        median=percent(held.median, lang),
        splits=RESAMPLES,
        low=percent(held.low, lang),
        high=percent(held.high, lang),
        base=percent(answer.space.density, lang),
    )
    yield texts.say("in_sample", density=percent(rule.fit.density, lang))
    yield texts.say(
        "coverage",
        coverage=percent(rule.fit.coverage, lang),
        mass=percent(rule.fit.mass, lang),
        runs=short(rule.fit.runs, lang),
    )
    if not rule.sure:
        yield texts.say("why_again", least=percent(REPRODUCED_LEAST, lang))
    if held.lift_low <= 0.0:
        yield texts["why_lift"]


def _dropped(rule: Rule, lang: Lang) -> Iterator[str]:
    texts, dropped = sentences(lang), rule.pruned.dropped
    if not dropped:
        return
    nearest = sorted(dropped, key=lambda name: dropped[name])
    names = [
        texts.say("quasi_p", name=name, p=quasi_p_text(dropped[name], lang)) for name in nearest
    ]
    shown = names[:DROPPED_MOST]
    if len(names) > DROPPED_MOST:
        shown.append(texts.say("more", count=len(names) - DROPPED_MOST))
    yield texts.say("dropped", names=", ".join(shown))


def conclusion(answer: Answer, lang: Lang) -> str:
    """Say whether any rule is stable, and what a rule is good for."""
    return sentences(lang)["some_stable" if answer.any_stable else "none_stable"]


def method(answer: Answer, lang: Lang) -> str:
    """Say how rules are judged."""
    return sentences(lang).say(
        "method",
        tried=TRIED_MOST,
        inputs=len(answer.space.inputs),
        level=short(LEVEL, lang),
        least=percent(REPRODUCED_LEAST, lang),
    )


def quasi_p_text(value: float, lang: Lang) -> str:
    """Write a quasi-p value."""
    if value < QUASI_P_LEAST:
        return f"< {number(QUASI_P_LEAST, 4, lang)}"
    return short(value, lang, digits=2)
