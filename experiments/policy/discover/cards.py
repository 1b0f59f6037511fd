"""Rule cards in words: lines of Markdown, in English or in Indonesian."""

from collections.abc import Iterator

from experiments.common.languages import Lang
from experiments.policy.discover.answer import Answer
from experiments.policy.discover.cases import Cases
from experiments.policy.discover.chance import LEVEL, TRIED_MOST
from experiments.policy.discover.conditions import condition, values_text
from experiments.policy.discover.finding import REPRODUCED_LEAST, Rule
from experiments.policy.discover.resampling import RESAMPLES
from experiments.policy.discover.texts import TEXTS
from experiments.sweeps.names import named, percent

DROPPED_MOST = 4
"""So many of the conditions left out are named; `cards.json` has all."""
QUASI_P_LEAST = 0.0001


def markdown(answer: Answer, lang: Lang) -> str:
    """Return the cards as a page of Markdown."""
    parts = [f"# {title(answer, lang)}", *opening(answer, lang)]
    for rule in answer.found.rules:
        parts += [f"## {heading(rule, lang)}", *card(answer, rule, lang)]
    parts += [f"**{conclusion(answer, lang)}**", method(answer, lang)]
    return "\n\n".join(parts).replace("\n\n- ", "\n- ") + "\n"


def title(answer: Answer, lang: Lang) -> str:
    """Say what is asked of which sweep."""
    return TEXTS[lang][f"title_{answer.cases.ending}"].format(sweep=answer.title)


def opening(answer: Answer, lang: Lang) -> list[str]:
    """Say which runs are cases, and among which inputs rules are looked for."""
    texts, cases, space = TEXTS[lang], answer.cases, answer.space
    told = texts["case"].format(
        bound=_bound(cases, lang),
        stage=texts[cases.outcome],
        why=texts["asked" if cases.given else "percentile"],
        cases=_count(int(space.case.sum()), lang),
        runs=_count(len(space), lang),
        base=percent(space.density, lang),
    )
    unknown = int((~cases.known).sum())
    if unknown:
        told += " " + texts["unknown"].format(runs=_count(unknown, lang))
    factors = sum(it.origin == "factor" for it in space.inputs)
    return [told, texts["inputs"].format(factors=factors, drawn=len(space.inputs) - factors)]


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
    told = texts["condition"].format(
        meaning=named(name, lang).meaning,
        name=name,
        origin=texts[asked.input.origin],
        values=values_text(asked, lang),
        again=percent(rule.reproduced.get(name, 0.0), lang),
        p=quasi_p_text(rule.pruned.quasi_p[name], lang),
    )
    return told if name in rule.sure else f"{told} {texts['chance']}"


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
