"""The tables of `kubesim elicit`, in both languages, from what its reports hold."""

from pathlib import Path
from typing import Any

from experiments.common.languages import Lang, headed
from experiments.common.numbers import number, percent, short
from experiments.common.tables import Cell, Table, name
from experiments.common.texts import Texts, texts_of
from experiments.evidence.elicit.pooling import POOLINGS
from experiments.evidence.elicit.reweighing import EFFECTIVE_LEAST
from sim.levers import LEVERS
from sim.structures import SET_BY

Json = dict[str, Any]
TEXTS = Path(__file__).parent / "texts"
NOTHING = "-"
DIGITS = 3
"""Decimals of a score."""
WHOLE_FROM = 10.0
"""From here on answers have no decimals."""


def experts_table(report: Json, lang: Lang) -> Table:
    """Return how well each expert answered the seed questions, and what weight each has."""
    words = texts_of(TEXTS)[lang]
    rows: list[tuple[Cell, ...]] = [
        (
            name(expert["code"]),
            str(expert["answered"]),
            _scored(expert["calibration"], lang),
            _scored(expert["information"], lang),
            *(percent(expert["weights"][by], lang) for by in POOLINGS),
        )
        for expert in report["experts"]
    ]
    rows += [
        (
            words[f"experts.pool_{by}"],
            "",
            _scored(score["calibration"], lang),
            _scored(score["information"], lang),
            *("" for _ in POOLINGS),
        )
        for by, score in report["pools"].items()
    ]
    keys = ("code", "answered", "calibration", "information", *POOLINGS)
    least = number(report["calibration_least"], 2, lang)
    notes = [words.say("experts.about", least=least, seeds=len(report["seeds"]))]
    if not report["told_apart"]:
        notes.append(words["experts.alike"])
    return Table(words["experts.title"], [words[f"experts.{key}"] for key in keys], rows, notes)


def _scored(value: float | None, lang: Lang) -> str:
    return NOTHING if value is None else number(value, DIGITS, lang)


def questions_table(report: Json, lang: Lang) -> Table:
    """Return what experts think together of every question."""
    words = texts_of(TEXTS)[lang]
    rows = [(*_asked(one, lang), *_pools(one, lang)) for one in report["questions"]]
    headings = [words[f"questions.{key}"] for key in ("question", "unit", "experts", *POOLINGS)]
    return Table(words["questions.title"], headings, rows, text_columns=(0, 1))


def seeds_table(report: Json, lang: Lang) -> Table:
    """Return what experts think together of every seed question, and the known answer."""
    words = texts_of(TEXTS)[lang]
    rows = [
        (title, f"{short(one['answer'], lang)} {unit}", count, *_pools(one, lang))
        for one in report["seeds"]
        for title, unit, count in [_asked(one, lang)]
    ]
    headings = [words[f"questions.{key}"] for key in ("question", "known", "experts", *POOLINGS)]
    notes = [f"{_title(one, lang)}: {one['source']} ({one['grade']})." for one in report["seeds"]]
    return Table(words["questions.seeds"], headings, rows, notes, text_columns=(0, 1))


def _asked(one: Json, lang: Lang) -> tuple[str, str, str]:
    unit = one["unit"] if lang == "en" else one["satuan"]
    return _title(one, lang), unit, str(len(one["experts"]))


def _pools(one: Json, lang: Lang) -> tuple[str, ...]:
    return tuple(_spread(one[by], lang) for by in POOLINGS)


def _title(one: Json, lang: Lang) -> str:
    return headed(one["title"] if lang == "en" else one["judul"])


def _spread(told: Json | None, lang: Lang) -> str:
    """Return a median with its interval."""
    if told is None:
        return NOTHING
    low, median, high = (_figure(told[key], lang) for key in ("low", "median", "high"))
    return f"{median} ({low} – {high})"


def _figure(value: float, lang: Lang) -> str:
    return number(value, 0 if value >= WHOLE_FROM else 1, lang)


def outcomes_table(report: Json, folder: str, lang: Lang) -> Table:
    """Return every outcome before the data, after them, as experts think, and afterwards.

    Parameters
    ----------
    folder : str
        Where the draws were saved; empty where they were not.
    """
    words, weighing = texts_of(TEXTS)[lang], report["weighing"]
    asked = {one["id"]: one for one in report["questions"]}
    keys = ("prior", "before", "opinion", "after")
    rows = [
        (
            _title(asked[one["id"]], lang),
            *(_spread(one[key], lang) for key in keys),
            NOTHING if one["out_of_reach"] is None else percent(one["out_of_reach"], lang),
        )
        for one in weighing["outcomes"]
    ]
    headings = [words[f"outcomes.{key}"] for key in ("outcome", *keys, "reach")]
    notes = [words.say("outcomes.about", by=words[f"outcomes.{weighing['pooled_by']}"])]
    notes += _rests_on(words, weighing)
    if folder:
        notes.append(words.say("outcomes.use", folder=folder))
    return Table(words["outcomes.title"], headings, rows, notes)


def _rests_on(words: Texts, weighing: Json) -> list[str]:
    """Return how many draws the answer rests on, and what else moved."""
    lang = words.lang
    counts = {key: number(weighing[key], 0, lang) for key in ("draws", "effective")}
    lines = [words.say("outcomes.effective", **counts)]
    if weighing["part"] < 1.0:
        part, least = (percent(share, lang) for share in (weighing["part"], EFFECTIVE_LEAST))
        lines.append(words.say("outcomes.part", part=part, least=least))
    levers = [
        words.say(
            "outcomes.lever",
            lever=_lever(lever, lang),
            before=percent(share["before"], lang),
            after=percent(share["after"], lang),
        )
        for lever, share in weighing["levers_do_nothing"].items()
    ]
    return [*lines, words.say("outcomes.nothing", levers="; ".join(levers))]


def _lever(lever: str, lang: Lang) -> str:
    """Return the title of what a policy sets first of a lever."""
    declared = LEVERS[SET_BY[lever][0]]
    return declared.title if lang == "en" else declared.judul
