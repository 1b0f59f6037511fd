"""What the page is given: its levers and words once, and every answer with its sentences."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from experiments.common.called import place_called, place_title
from experiments.common.languages import LANGS, Lang, headed, in_language, title_of
from experiments.common.numbers import LANGUAGES, number, percent
from experiments.common.outcomes import BY_NAME
from experiments.common.spread import by_world
from experiments.common.spread_words import percent as chance
from experiments.common.spread_words import title
from experiments.explorer import basis
from experiments.explorer.answer import SHOWN, Answer, Json
from experiments.explorer.levers import CONTROLS, GROUPS, Control
from experiments.explorer.link import LEVELS
from experiments.explorer.question import Place, Question
from experiments.explorer.running import PLAN
from experiments.explorer.words import MAIN, below, headline, left_evidence, texts, value_text
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.accounting import since_ranges
from experiments.policy.money_tables import KEYS
from experiments.sweeps.names import level_text, named
from sim.calendar import month_number
from sim.levers import LEVERS, Levers

CARRIERS_MOST = 4
ELSEWHERE_MOST = 6


def started(place: Place, question: Question, lang: Lang) -> Json:
    """Return what the page has from the start."""
    words = texts(lang)
    return {
        "lang": lang,
        "words": words.tables,
        "number": LANGUAGES[lang]._asdict(),
        "scenario": {
            "name": place.name,
            "called": place_called(place.name, lang),
            "title": place_title(place.name, place.scenario.title, lang),
            "kubes": place.kubes,
            "months": place.scenario.months,
            "start": month_number(place.scenario.start),
            "price_year": place.price_year,
        },
        "stamp": place.stamp,
        "groups": [
            {
                "name": group,
                "title": words[f"group.{group}"],
                "levers": [_lever(place, control, lang) for control in controls],
            }
            for group, controls in GROUPS.items()
        ],
        "outcomes": {name: headed(title_of(BY_NAME[name], lang)) for name in SHOWN},
        "asked": asked_json(question),
    }


def asked_json(question: Question) -> Json:
    """Return a question as the page holds it: structures by the names of their levels."""
    return {
        "levers": dict(question.levers),
        "prices": dict(question.prices),
        "assumed": {
            name: LEVELS[name][int(value)] if name in LEVELS else value
            for name, value in question.assumed.items()
        },
        "draws": question.draws,
        "seed": question.seed,
        "pins": list(map(dict, question.pins)),
    }


def _lever(place: Place, control: Control, lang: Lang) -> Json:
    lever, plan = LEVERS[control.name], place.plan[control.name]
    return {
        "name": control.name,
        "kind": control.kind,
        "title": headed(title_of(lever, lang)),
        "unit": named(control.name, lang).unit,
        "whole": isinstance(Levers.model_fields[control.name].default, int),
        "payer": lever.payer,
        "grade": lever.grade,
        "source": in_language(lever.source, lang),
        "plan": plan,
        "low": min(control.low, plan) if control.kind == "range" else 0,
        "high": max(control.high, plan) if control.kind == "range" else 0,
        "step": control.step,
        "zero": zero_text(control.name, lang),
        "options": {word: level_text(control.name, word, lang) for word in control.options},
        "price": _price(place, control.price, lang) if control.price else None,
    }


def _price(place: Place, name: str, lang: Lang) -> Json:
    price, since = PRICES[name], since_ranges(place.scenario, place.price_year)
    heading, unit, basis_of = (getattr(price, key) for key in KEYS[lang])
    return {
        "name": name,
        "title": heading,
        "unit": unit,
        "source": basis_of,
        "low": price.low * since,
        "high": price.high * since,
    }


def shown(answer: Answer, lang: Lang) -> Json:
    """Return an answer with all that the page says of it."""
    head, left = headline(answer, lang), left_evidence(answer, lang)
    return {
        **answer.json(),
        "whole": answer.question.draws,
        "head": head._asdict(),
        "below": below(answer, lang),
        "left": None if left is None else left._asdict(),
        "basis": _basis(answer, lang),
    }


def _basis(answer: Answer, lang: Lang) -> Json:
    """Return what the answer rests on."""
    worlds, moved = answer.worlds, bool(answer.question.levers)
    values = answer.effect_by_world(MAIN) if moved else by_world(answer.values[MAIN][..., PLAN])
    drawn, fixed = answer.place.uncertainty, frozenset(answer.question.assumed)
    found = basis.carriers(values, drawn, fixed)[:CARRIERS_MOST]
    prior, posterior = chance(worlds.prior, lang), chance(worlds.drawn, lang)
    said = texts(lang).say("basis.nothing_prior", prior=prior, drawn=posterior)
    return {
        "of_effect": moved,
        "rivalled": bool(worlds.levers),
        "assumed": worlds.assumed,
        "weights": said if worlds.levers else "",
        "enough": answer.draws >= basis.DRAWS_LEAST,
        "carriers": [_carrier(one, answer.place.kubes, lang) for one in found],
        "elsewhere": [
            {"text": headed(title_of(one, lang)), "source": basis.source_of(one, lang)}
            for one in basis.elsewhere(tuple(answer.question.levers))[:ELSEWHERE_MOST]
        ],
    }


def _carrier(carrier: basis.Carrier, kubes: int, lang: Lang) -> Json:
    """Return an assumption with the mean effect, in Kubes, in groups of worlds."""
    factor = basis.FACTOR_OF_COLUMN.get(carrier.name)
    low, high = texts(lang)["basis.low"], texts(lang)["basis.high"]
    names = [title_of(one, lang) for one in factor.levels] if factor else [low, "", high]
    groups = [
        {"name": name, "mean": round(kubes * mean, 2)}
        for name, mean in zip(names, carrier.means, strict=False)
        if name and not math.isnan(mean)
    ]
    part = texts(lang).say("basis.part", percent=percent(carrier.part, lang))
    return {
        "name": carrier.name,
        "title": headed(title(carrier.name, lang)),
        "part": part,
        "groups": groups,
    }


def assumptions(answer: Answer, lang: Lang) -> list[Json]:
    """Return the assumptions that are offered, most important first, with what is set."""
    drawn, assumed = answer.place.uncertainty, answer.question.assumed
    plan = by_world(answer.values[MAIN][..., PLAN])
    names = basis.offered(plan, drawn)
    names = [*(name for name in assumed if name not in names), *names]
    return [
        {**one, "set": assumed.get(one["name"])}
        for one in (_assumption(name, answer, lang) for name in names)
    ]


def _assumption(name: str, answer: Answer, lang: Lang) -> Json:
    one = basis.assumption(name, answer.place.uncertainty)
    factor = basis.FACTOR_OF_COLUMN.get(name)
    low, high = (
        (value_text(name, end, lang) for end in (one.low, one.high)) if not factor else ("", "")
    )
    unit = "" if factor else named(name, lang).unit
    said = texts(lang).say("assume.range", low=low, high=high, unit=unit)
    return {
        **basis.json_of(one),
        "title": headed(title(name, lang)),
        "levels": _levels(name, lang),
        "said": "" if factor else said,
    }


def _levels(name: str, lang: Lang) -> list[Json]:
    factor = basis.FACTOR_OF_COLUMN.get(name)
    if factor is None:
        return []
    return [{"name": level.name, "title": title_of(level, lang)} for level in factor.levels]


def lever_text(name: str, value: Any, lang: Lang) -> str:
    """Return a lever's value in words."""
    if CONTROLS[name].kind != "range":
        return level_text(name, value, lang)
    if not value and zero_text(name, lang):
        return zero_text(name, lang)
    unit = named(name, lang).unit
    if unit.startswith("Rp"):
        return LANGUAGES[lang].full(value, LANGUAGES[lang].rupiah(value))
    return number(value, 0 if value == int(value) else 2, lang)


def zero_text(name: str, lang: Lang) -> str:
    """Return what nothing means of a lever that it does not turn off; else nothing."""
    return texts(lang).flat.get(f"zero.{name}", "")


def moved_text(levers: Mapping[str, Any], lang: Lang) -> str:
    """Say what is moved: every lever with its value."""
    return headed("; ".join(_moved(levers, lang))) or texts(lang)["page.plan"]


def lever_rows(levers: Mapping[str, Any], lang: Lang) -> list[tuple[str, str]]:
    """Return every lever that is moved, by its title with its unit, and its value."""
    titles = {name: lever_title(name, lang) for name in levers}
    return [
        (f"{heading} ({unit or '-'})", lever_text(name, levers[name], lang))
        for name, (heading, unit) in titles.items()
    ]


def lever_title(name: str, lang: Lang) -> tuple[str, str]:
    """Return what a lever is called, and its unit; without one, nothing."""
    return headed(title_of(LEVERS[name], lang)), named(name, lang).unit


def price_text(name: str, lang: Lang) -> str:
    """Return what a unit cost is paid for, and for how much of it."""
    heading, unit, _ = (getattr(PRICES[name], key) for key in KEYS[lang])
    return texts(lang).say("page.price_of", title=heading, unit=unit)


def _moved(levers: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    for name, value in levers.items():
        yield f"{title_of(LEVERS[name], lang)} {lever_text(name, value, lang)}"


LANGUAGE_PATHS: Mapping[Lang, str] = {
    lang: "/" if lang == LANGS[0] else f"/{lang}" for lang in LANGS
}
"""Where the page is in each language."""
