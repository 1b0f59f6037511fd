"""The tables of `kubesim policy learn`, in both languages."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from experiments.common.languages import Lang, title_of
from experiments.common.numbers import millions, number, short, whole_percent
from experiments.common.tables import Cell, Table, on_screen
from experiments.common.texts import Texts, texts_of
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.effects import MEASURES, Json
from experiments.policy.learn.learning import COUNTED, Decision, ranked_first
from experiments.sweeps.names import named
from sim.structures import FACTOR_OF_LEVER
from sim.units import UNITS

FOLDER = Path(__file__).parent / "texts"
SHOWN = 12
"""Parts that are shown."""


def tables(decision: Decision, report: Json, lang: Lang) -> RenderableType:
    """Return what to find out next.

    Parameters
    ----------
    report : dict
        Of the decision (`experiments.policy.learn.learning.learn`).
    """
    words = texts_of(FOLDER)[lang]
    head = [
        Text(words.say("title", set=report["set"]), style="bold"),
        *(Text(line) for line in sentences(decision, report, lang)),
        Text(""),
    ]
    told = ranked_first(report["parts"])
    shown = [_parts(report, told, lang)] if told else []
    shown += [_studies(report, lang)] if report["studies"] else []
    after = _not_judged(words, report)
    return Group(
        *head, Text(_count(report, told, lang)), Text(""), on_screen(*shown), *map(Text, after)
    )


def sentences(decision: Decision, report: Json, lang: Lang) -> list[str]:
    """Return for what it is decided, and what it would be worth to know everything."""
    words, ranked = texts_of(FOLDER)[lang], decision.ranked
    point = ranked.sweep.points[ranked.place(report["choice"])]
    decided = words.say(
        "decided",
        kubes=number(report["kubes"], 0, lang),
        outcome=title_of(MEASURES[report["decide_by"]], lang),
        choice=title_of(ranked.sweep.policy_of(point), lang),
    )
    worth = report["worth_idr"]
    money = (
        words["unweighed"]
        if worth is None
        else words.say("weighed", worth=millions(worth, lang), year=report["price_year"])
    )
    whole = report["perfect"]
    perfect = words.say(
        "perfect",
        worth=_in_words(words, report, whole["per_kube"]),
        error=_worth(report, whole["precision"], lang),
    )
    return [decided, money, perfect, *([words["luck"]] if whole["luck_counts_as_known"] else [])]


def _counts_kubes(report: Json) -> bool:
    """Whether a worth is told in Kubes."""
    return bool(report["worth_idr"] is None and report["unit"] == COUNTED)


def _worth(report: Json, per_kube: float, lang: Lang) -> str:
    """Return a worth: for all Kubes in money or Kubes, else in the outcome's unit."""
    if report["worth_idr"] is not None:
        return millions(per_kube * report["kubes"], lang)
    if _counts_kubes(report):
        return number(per_kube * report["kubes"], 2, lang)
    return short(per_kube, lang, 3)


def _in_words(words: Texts, report: Json, per_kube: float) -> str:
    shown = _worth(report, per_kube, words.lang)
    if report["worth_idr"] is not None:
        return words.say("unit.money", number=shown)
    if _counts_kubes(report):
        return words.say("unit.kubes", number=shown)
    return words.say("unit.other", number=shown, unit=unit_of(report, words.lang))


def unit_of(report: Json, lang: Lang) -> str:
    """Return the unit of the outcome by which it is decided."""
    unit = MEASURES[report["decide_by"]].unit
    return unit if lang == "en" else UNITS.get(unit, unit)


def _heading(words: Texts, report: Json) -> str:
    if report["worth_idr"] is not None:
        return words["worth_money"]
    if _counts_kubes(report):
        return words["worth_kubes"]
    return words.say("worth_other", unit=unit_of(report, words.lang))


def part_title(part: Json, lang: Lang) -> str:
    """Return what a part is called."""
    words, what, name = texts_of(FOLDER)[lang], part["what"], part["name"]
    if what == "lever":
        return words.say("groups.lever", title=title_of(FACTOR_OF_LEVER[name], lang))
    if what == "module":
        return words[f"modules.{name}"]
    if what == "all":
        return words[f"groups.{name}"]
    if what == "price":
        return title_of(PRICES[name], lang)
    return named(name, lang).title


def _count(report: Json, told: Sequence[Json], lang: Lang) -> str:
    """Say of how many parts the draws tell that they are worth something."""
    words, count = texts_of(FOLDER)[lang], len(report["parts"])
    if not told:
        return words.say("none_told", count=count)
    return words.say(
        "others",
        shown=min(SHOWN, len(told)),
        count=count,
        silent=count - len(told),
        draws=number(report["draws"], 0, lang),
    )


def _parts(report: Json, told: Sequence[Json], lang: Lang) -> Table:
    """Return what is worth most to know."""
    words = texts_of(FOLDER)[lang]
    rows = [
        (
            part_title(part, lang),
            _worth(report, part["per_kube"], lang),
            _worth(report, part["precision"], lang),
            whole_percent(part["changes"], lang),
        )
        for part in told[:SHOWN]
    ]
    headings = (words["part"], _heading(words, report), words["error"], words["changes"])
    return Table("", headings, rows)


def _studies(report: Json, lang: Lang) -> Table:
    words, weighed = texts_of(FOLDER)[lang], report["worth_idr"] is not None
    rows = [_study(words, report, study) for study in _best_first(report["studies"])]
    notes = [words["costs"], words["arms_alone"]]
    if not weighed and report["unit"] == COUNTED:
        notes.insert(0, words["pays_about"])
    notes += [
        words.say("fewer", name=study["title" if lang == "en" else "judul"], kubes=seen)
        for study in report["studies"]
        if (seen := study["as_if_kubes"]) < study["kubes"]
    ]
    headings = (
        words["study"], words["looks"], _heading(words, report), words["error"], words["changes"],
        words["cost"], words["net"] if weighed else words["pays"],
    )  # fmt: skip
    return Table("", headings, rows, notes)


def _not_judged(words: Texts, report: Json) -> list[str]:
    """Say which studies look at months that the scenario does not have of every Kube."""
    return [
        words.say(
            "not_judged",
            name=study["title" if words.lang == "en" else "judul"],
            month=study["month"],
            has=report["months_seen"],
        )
        for study in report["not_judged"]
    ]


def _best_first(studies: list[Json]) -> list[Json]:
    return sorted(studies, key=lambda study: -study["per_kube"])


def _study(words: Texts, report: Json, study: Json) -> list[Cell]:
    lang = words.lang
    told = study["told_apart"]
    last = study.get("net_idr") or study.get("pays_from_idr")
    kubes = number(study["kubes"], 0, lang)
    return [
        study["title" if lang == "en" else "judul"],
        kubes if study["arms"] == 1 else words.say("arms", kubes=kubes),
        _worth(report, study["per_kube"], lang),
        _worth(report, study["precision"], lang),
        whole_percent(study["changes"], lang) if told else "-",
        _range(words, study["cost_idr"]),
        _range(words, last) if last else "-",
    ]


def _range(words: Texts, ends: list[float]) -> str:
    low, high = (millions(end, words.lang) for end in ends)
    return words.say("range", low=low, high=high)
