"""Rule cards in words: lines of Markdown, in English or in Indonesian."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from experiments.common.languages import Lang
from experiments.policy.discover.discovery import REPRODUCED_LEAST, RESAMPLES, Answer, Rule
from experiments.policy.discover.quasi_p import LEVEL, TRIED_MOST
from experiments.policy.discover.run_space import Box, Input, Space
from experiments.policy.discover.sweep_cases import Cases
from experiments.policy.discover.texts import TEXTS
from experiments.sweeps.factors import Value
from experiments.sweeps.names import level_text, named, number_text, percent

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
    low, high = float(box.low[places[0]]), float(box.high[places[0]])
    return Condition(
        asked, low if np.isfinite(low) else None, high if np.isfinite(high) else None, ()
    )


def _is_inside(space: Space, box: Box, places: list[int], level: Value) -> bool:
    """Whether a level has in all columns of its input what the box asks."""
    held = [(place, float(space.columns[place].level == level)) for place in places]
    return all(box.low[place] <= value <= box.high[place] for place, value in held)


def values_text(asked: Condition, lang: Lang) -> str:
    """Return the values of a condition in words, with their unit."""
    texts, name = TEXTS[lang], asked.input.name
    if asked.input.levels:
        return texts["or"].join(level_text(name, level, lang) for level in asked.levels)
    unit = named(name, lang).unit
    low, high = (
        "" if bound is None else number_text(bound, unit, lang) for bound in (asked.low, asked.high)
    )
    if asked.low is not None and asked.high is not None:
        plain = number_text(asked.low, "Rp" if unit.startswith("Rp") else "", lang)
        return texts["between"].format(low=plain, high=high)
    return texts["least"].format(low=low) if low else texts["most"].format(high=high)


def markdown(answer: Answer, lang: Lang) -> str:
    """Return the cards as a page of Markdown."""
    parts = [f"# {title(answer, lang)}", *opening(answer, lang)]
    for rule in answer.rules:
        parts += [f"## {heading(rule, lang)}", *card(answer, rule, lang)]
    parts += [f"**{conclusion(answer, lang)}**", method(answer, lang)]
    return "\n\n".join(parts).replace("\n\n- ", "\n- ") + "\n"


def title(answer: Answer, lang: Lang) -> str:
    """Say what is asked of which sweep."""
    return TEXTS[lang][f"title_{answer.cases.ending}"].format(sweep=answer.title)


def opening(answer: Answer, lang: Lang) -> list[str]:
    """Say which runs are cases, and among which inputs rules are looked for."""
    texts, cases, space = TEXTS[lang], answer.cases, answer.space
    about = texts["case"].format(
        bound=_bound(cases, lang),
        stage=texts[cases.outcome],
        why=texts["asked" if cases.given else "percentile"],
        cases=_count(int(space.case.sum()), lang),
        runs=_count(len(space), lang),
        base=percent(space.density, lang),
    )
    unknown = int((~cases.known).sum())
    if unknown:
        about += " " + texts["unknown"].format(runs=_count(unknown, lang))
    factors = sum(each.origin == "factor" for each in space.inputs)
    return [about, texts["inputs"].format(factors=factors, drawn=len(space.inputs) - factors)]


def _bound(cases: Cases, lang: Lang) -> str:
    key = "at_least" if cases.at_it else "above"
    return TEXTS[lang][key].format(share=percent(cases.threshold, lang))


def heading(rule: Rule, lang: Lang) -> str:
    """Say how a rule was found, and whether it is stable."""
    state = ("stable" if rule.stable else "unstable") if rule.conditions else "nothing"
    return f"{TEXTS[lang][rule.method]}: {TEXTS[lang][state]}"


def card(answer: Answer, rule: Rule, lang: Lang) -> list[str]:
    """Return the lines of a rule: its conditions, then what they are worth."""
    texts = TEXTS[lang]
    if not rule.conditions:
        return [texts["no_condition"], *_dropped(rule, lang)]
    return [
        *(f"- {_condition(answer, rule, name, lang)}" for name in rule.conditions),
        *_worth(answer, rule, lang),
        *_why_not(rule, lang),
        *_dropped(rule, lang),
    ]


def _condition(answer: Answer, rule: Rule, name: str, lang: Lang) -> str:
    texts = TEXTS[lang]
    asked = condition(answer.space, rule.pruned.box, name)
    text = texts["condition"].format(
        meaning=named(name, lang).meaning,
        name=name,
        origin=texts[asked.input.origin],
        values=values_text(asked, lang),
        again=percent(rule.reproduced.get(name, 0.0), lang),
        p=quasi_p_text(rule.pruned.quasi_p[name], lang),
    )
    return text if name in rule.sure else f"{text} {texts['chance']}"


def _worth(answer: Answer, rule: Rule, lang: Lang) -> Iterator[str]:
    """Yield density in runs that did not find the rule, the flattered one, coverage and mass."""
    texts, held = TEXTS[lang], rule.held_out
    yield texts["held_out"].format(
        median=percent(held.median, lang),
        splits=RESAMPLES,
        low=percent(held.low, lang),
        high=percent(held.high, lang),
        base=percent(answer.space.density, lang),
    )
    yield texts["in_sample"].format(density=percent(rule.fit.density, lang))
    yield texts["coverage"].format(
        coverage=percent(rule.fit.coverage, lang),
        mass=percent(rule.fit.mass, lang),
        runs=_count(rule.fit.runs, lang),
    )


def _why_not(rule: Rule, lang: Lang) -> Iterator[str]:
    texts = TEXTS[lang]
    if not rule.sure:
        yield texts["why_again"].format(least=percent(REPRODUCED_LEAST, lang))
    if rule.held_out.lift_low <= 0.0:
        yield texts["why_lift"]


def _dropped(rule: Rule, lang: Lang) -> Iterator[str]:
    texts, dropped = TEXTS[lang], rule.pruned.dropped
    if not dropped:
        return
    nearest = sorted(dropped, key=lambda name: dropped[name])
    names = [f"{name} (quasi-p {quasi_p_text(dropped[name], lang)})" for name in nearest]
    if lang == "id":
        names = [name.replace("quasi-p", "kuasi-p") for name in names]
    shown = names[:DROPPED_MOST]
    if len(names) > DROPPED_MOST:
        shown.append(texts["more"].format(count=len(names) - DROPPED_MOST))
    yield texts["dropped"].format(names=", ".join(shown))


def conclusion(answer: Answer, lang: Lang) -> str:
    """Say whether any rule is stable, and what a rule is good for."""
    return TEXTS[lang]["some_stable" if answer.any_stable else "none_stable"]


def method(answer: Answer, lang: Lang) -> str:
    """Say how rules are judged."""
    level = f"{LEVEL:g}"
    return TEXTS[lang]["method"].format(
        tried=TRIED_MOST,
        inputs=len(answer.space.inputs),
        level=level.replace(".", ",") if lang == "id" else level,
        least=percent(REPRODUCED_LEAST, lang),
    )


def quasi_p_text(value: float, lang: Lang) -> str:
    """Write a quasi-p value."""
    text = f"< {QUASI_P_LEAST:.4f}" if value < QUASI_P_LEAST else f"{value:.2g}"
    return text.replace(".", ",") if lang == "id" else text


def _count(number: int, lang: Lang) -> str:
    text = f"{number:,}"
    return text.replace(",", ".") if lang == "id" else text
