"""A question as the query of a link, and back; whatever is in a link is checked strictly.

    scenario=forward&draws=400&seed=1&version=b2fc8f2faf4c&visits_per_month=4.0
    &price.visit_idr=75000&assume.learn.visit_learning=0.1&assume.structure.visits=nothing
    &pin.a=visits_per_month:2.0,monitoring_per_year:12.0&pin.b=

A pinned policy is what it moves, nothing where it is the plan itself. A link carries all that its
answer depends on: `version` stands for the model, the draws of its parameters and the plan. Where
these are others, it is refused, for the answer would be another.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from pydantic import ValidationError

from experiments.common.draws import priors
from experiments.common.refusals import (
    NOT_WHOLE,
    TWICE,
    of_link,
    too_long,
    unknown_near,
    wrong_value,
)
from experiments.explorer.basis import FACTOR_OF_COLUMN
from experiments.explorer.levers import CONTROLS
from experiments.explorer.question import PINS, Place, Question
from experiments.pages.door import TOKEN
from experiments.policy.accounting import BY_NAME as PRICES
from sim.course import LeverOverrides
from sim.inputs.faults import nearest
from sim.inputs.said import both, dotted
from sim.inputs.strict import InputError
from sim.standing import SEEDS

VIEW = ("lang", "worlds", "world", "same", "who", "guess", "kube", TOKEN)
"""Keys that say how an answer is looked at, and are no part of the question."""
CHARACTERS_MOST = 8_000
FIELDS_MOST = 100
SHOWN_MOST = 60
DRAWS_LEAST = 25
PRICE_MOST = 1e9
SCENARIO, VERSION = "scenario", "version"
KEYS = (SCENARIO, "draws", "seed", VERSION, *CONTROLS)
LEVELS: Mapping[str, tuple[str, ...]] = {
    name: tuple(level.name for level in factor.levels) for name, factor in FACTOR_OF_COLUMN.items()
}
"""By column of a rival structure, the names of its levels in order."""


class OtherVersionError(InputError):
    """A link was made with another model, other draws or another plan."""


class Asked(NamedTuple):
    """A question with the version that its link names; empty where it names none."""

    question: Question
    version: str


def to_query(question: Question, place: Place) -> str:
    """Return the query of a question's link."""
    pairs = [
        (SCENARIO, place.name),
        ("draws", str(question.draws)),
        ("seed", str(question.seed)),
        (VERSION, place.stamp),
        *((name, _text(value)) for name, value in question.levers.items()),
        *((f"price.{name}", _text(value)) for name, value in question.prices.items()),
        *((f"assume.{name}", level_text(name, value)) for name, value in question.assumed.items()),
        *(
            (f"pin.{letter}", _pin(levers))
            for letter, levers in zip(PINS, question.pins, strict=False)
        ),
    ]
    return urlencode(pairs, safe="@:;,/", quote_via=quote)


def _pin(levers: Mapping[str, Any]) -> str:
    return ",".join(f"{name}:{_text(value)}" for name, value in levers.items())


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def level_text(name: str, value: float) -> str:
    """Return what is assumed as links and commands write it: a structure by its level's name."""
    return LEVELS[name][int(value)] if name in LEVELS else repr(value)


def scenario_in(text: str) -> str | None:
    """Return the scenario that a link names; None for what is no link."""
    if f"{SCENARIO}=" not in text:
        return None
    return dict(_pairs(text)).get(SCENARIO)


def question_of(query: str, place: Place) -> Question:
    """Return the question of a link about a place.

    Raises
    ------
    OtherVersionError
        When the link was made with another version.
    InputError
        With one line per fault.
    """
    question, version = asked_of(query, place)
    if version and version != place.stamp:
        raise OtherVersionError(
            [
                of_link(
                    f"{VERSION}={version[:SHOWN_MOST]}",
                    both(
                        f"this is version {place.stamp} of model, draws and plan, which answers "
                        "otherwise; ask it anew, or install the version that made the link",
                        f"ini versi {place.stamp} dari model, sampel, dan rencana, yang jawabannya "
                        "lain; tanyakan lagi, atau pasang versi yang membuat tautan itu",
                    ),
                )
            ]
        )
    return question


def asked_of(query: str, place: Place) -> Asked:
    """Return the question of a link whatever its version.

    Raises
    ------
    InputError
        With one line per fault.
    """
    given = _pairs(query)
    counts = Counter(key for key, _ in given)
    faults: list[str] = [of_link(_shown(key), TWICE) for key in sorted(counts) if counts[key] > 1]
    fields = dict(given)
    scenario, version = fields.pop(SCENARIO, place.name), fields.pop(VERSION, "")
    if scenario != place.name:
        start = f"`kubesim explore {_shown(scenario)}`"
        why = both(
            f"this page explores {place.name}; start it with {start}",
            f"halaman ini menjelajahi {place.name}; mulailah dengan {start}",
        )
        faults.append(of_link(f"scenario={_shown(scenario)}", why))
    usual = place.usual
    draws = _whole(fields, "draws", (DRAWS_LEAST, len(place.uncertainty)), usual.draws, faults)
    seed = _whole(fields, "seed", (0, SEEDS - 1), usual.seed, faults)
    prices = _numbers(fields, "price.", faults)
    assumed = _assumed(fields, faults)
    pins = _pins(fields, place, faults)
    levers = _levers(fields, place, "", faults)
    if faults:
        raise InputError(faults)
    return Asked(Question(levers, prices, assumed, draws, seed, pins), version)


def _pairs(query: str) -> list[tuple[str, str]]:
    """Return keys and values of a query, those of the view left out."""
    query = query.partition("#")[0]
    query = query.split("?", 1)[-1] if "?" in query else query
    if len(query) > CHARACTERS_MOST:
        raise InputError([too_long(len(query), CHARACTERS_MOST)])
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, max_num_fields=FIELDS_MOST, errors="strict"
        )
    except ValueError:
        raise InputError([NOT_WHOLE]) from None
    return [(key, value) for key, value in pairs if key not in VIEW]


def _whole(
    fields: dict[str, str], key: str, ends: tuple[int, int], usual: int, faults: list[str]
) -> int:
    """Take a whole number out of the fields."""
    text = fields.pop(key, str(usual))
    low, high = ends
    if not (text.isascii() and text.isdigit() and len(text) < 20 and low <= int(text) <= high):
        why = both(
            f"must be a whole number from {low} to {high:,}",
            f"harus bilangan bulat dari {low} sampai {dotted(high)}",
        )
        faults.append(of_link(f"{key}={_shown(text)}", why))
        return usual
    return int(text)


def _numbers(fields: dict[str, str], before: str, faults: list[str]) -> dict[str, float]:
    """Take the unit costs out of the fields."""
    found = {}
    for key in [key for key in fields if key.startswith(before)]:
        text, name = fields.pop(key), key.removeprefix(before)
        value = _number(text)
        if name not in PRICES:
            near = nearest(name, list(PRICES))
            faults.append(of_link(_shown(key), unknown_near(near, " price", "biaya ini ")))
        elif not 0.0 <= value <= PRICE_MOST:
            why = both(
                f"must be 0 to {PRICE_MOST:,.0f} rupiah",
                f"harus 0 sampai {dotted(int(PRICE_MOST))} rupiah",
            )
            faults.append(of_link(f"{key}={_shown(text)}", why))
        else:
            found[name] = value
    return dict(sorted(found.items()))


def _assumed(fields: dict[str, str], faults: list[str]) -> dict[str, float]:
    """Take the assumptions out of the fields."""
    found: dict[str, float] = {}
    for key in [key for key in fields if key.startswith("assume.")]:
        text, name = fields.pop(key), key.removeprefix("assume.")
        if name in LEVELS:
            if text in LEVELS[name]:
                found[name] = float(LEVELS[name].index(text))
            else:
                known = ", ".join(LEVELS[name])
                why = both(f"unknown; known: {known}", f"tidak dikenal; yang dikenal: {known}")
                faults.append(of_link(f"{key}={_shown(text)}", why))
        elif name in priors():
            prior, value = priors()[name], _number(text)
            if prior.low <= value <= prior.high:
                found[name] = value
            else:
                why = both(
                    f"must be {prior.low:g} to {prior.high:g}, as far as priors reach",
                    f"harus {prior.low:g} sampai {prior.high:g}, sejauh rentang prior",
                )
                faults.append(of_link(f"{key}={_shown(text)}", why))
        else:
            near = get_close_matches(name[:SHOWN_MOST], [*priors(), *LEVELS], n=1)
            remedy = both(
                "`kubesim parameters` lists them", "`kubesim parameters` menampilkan semuanya"
            )
            if near:
                remedy = both(f"did you mean {near[0]}?", f"maksud Anda {near[0]}?")
            faults.append(of_link(_shown(key), unknown_near(remedy, " assumption", "asumsi ini ")))
    return dict(sorted(found.items()))


def _pins(fields: dict[str, str], place: Place, faults: list[str]) -> tuple[Mapping[str, Any], ...]:
    """Take the pinned policies out of the fields."""
    texts = {key: fields.pop(key) for key in [key for key in fields if key.startswith("pin.")]}
    keys = [f"pin.{letter}" for letter in PINS]
    if sorted(texts) != keys[: len(texts)]:
        known = ", ".join(keys)
        why = both(
            f"pinned policies are in turn {known}", f"kebijakan yang disematkan berurutan {known}"
        )
        faults.append(of_link(_shown(", ".join(texts)), why))
        return ()
    return tuple(_pinned(key, texts[key], place, faults) for key in sorted(texts))


def _pinned(key: str, text: str, place: Place, faults: list[str]) -> dict[str, Any]:
    """Return the levers that a pinned policy moves."""
    pairs = [part.partition(":")[::2] for part in text.split(",") if part]
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    faults += [of_link(f"{key}: {_shown(name)}", TWICE) for name in twice]
    return _levers(dict(pairs), place, f"{key}: ", faults)


def _levers(fields: dict[str, str], place: Place, where: str, faults: list[str]) -> dict[str, Any]:
    """Return the levers that are moved: what is left of the fields."""
    known = {key: text for key, text in fields.items() if key in CONTROLS}
    faults += [
        of_link(f"{where}{_shown(key)}", unknown_near(nearest(key, list(KEYS))))
        for key in fields
        if key not in known
    ]
    try:
        over = LeverOverrides.model_validate_strings(known)
    except ValidationError as error:
        faults += _lines(error, where)
        return {}
    given = over.model_dump(exclude_none=True)
    return {
        name: given[name]
        for name in CONTROLS
        if given.get(name, place.plan[name]) != place.plan[name]
    }


def _lines(error: ValidationError, where: str) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        key = ".".join(map(str, fault["loc"]))
        yield of_link(f"{where}{_shown(key)}={_shown(str(fault['input']))}", wrong_value(fault))


def _number(text: str) -> float:
    """Return a number, or NaN for what is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _shown(text: str) -> str:
    """Return the beginning of what somebody wrote, without control characters."""
    printable = "".join(letter if letter.isprintable() else "?" for letter in text)
    return printable if len(printable) <= SHOWN_MOST else f"{printable[:SHOWN_MOST]}..."
