"""What a pilot says: a page on the screen, and a one-page protocol for the agency to adapt."""

from html import escape
from pathlib import Path
from typing import NamedTuple

from experiments.common.kube_statistics import STATISTICS
from experiments.common.languages import Lang, headed, title_of
from experiments.common.numbers import (
    HUNDRED,
    millions,
    number,
    short,
    whole_percent,
)
from experiments.common.texts import Texts, texts_of
from experiments.policy.effects import MEASURES, Json
from experiments.policy.learn.study_file import Design
from sim.policy import Policy
from sim.structures import FACTOR_OF_LEVER

FOLDER = Path(__file__).parent / "pilot_texts"
CSS = Path(__file__).parent.parent / "brief" / "page.css"
"""A protocol looks as a brief does."""
DASH = "-"


class Section(NamedTuple):
    """A heading and its sentences."""

    heading: str
    lines: list[str]


class Arms(NamedTuple):
    """What the arms get."""

    first: Policy
    other: Policy


def sections(design: Design, arms: Arms, report: Json, lang: Lang) -> list[Section]:
    """Return the protocol, section by section."""
    words = texts_of(FOLDER)[lang]
    figures = _figures(words, design, arms, report)
    return [
        Section(part["heading"], [str(line).format(**figures) for line in part["lines"]])
        for part in words.tables["section"]
    ]


def answer(design: Design, arms: Arms, report: Json, lang: Lang) -> Section:
    """Return what the pilot would tell, change and cost, with its title."""
    words = texts_of(FOLDER)[lang]
    figures = _figures(words, design, arms, report)
    keys = ["arms", "effect", "power", "nothing", "decision", "cost"]
    keys += ["net"] if report["worth_idr"] is not None else []
    lines = [words.say(f"answer.{key}", **figures) for key in keys]
    if report["as_if_kubes"] < report["kubes"]:
        lines.append(words.say("answer.fewer", **figures))
    return Section(_title(design, lang), lines)


def _title(design: Design, lang: Lang) -> str:
    return design.title if lang == "en" else design.judul


def _figures(words: Texts, design: Design, arms: Arms, report: Json) -> dict[str, str]:
    """Return everything that is put into the sentences."""
    lang, effect, nothing = words.lang, report["effect"], report["nothing"]
    statistics = [title_of(STATISTICS[name], lang) for name in design.sees]
    whole = report["all_kubes"]
    low, high = (millions(end, lang) for end in report["cost_idr"])
    net = [millions(end, lang) for end in report.get("net_idr", (0.0, 0.0))]
    return {
        "title": _title(design, lang),
        "kubes": number(design.kubes, 0, lang),
        "both": number(2 * design.kubes, 0, lang),
        "as_if": number(report["as_if_kubes"], 0, lang),
        "months": number(design.oldest, 0, lang),
        "first": title_of(arms.first, lang),
        "other": title_of(arms.other, lang),
        "statistic": statistics[0],
        "statistics": "; ".join(statistics),
        "lever": title_of(FACTOR_OF_LEVER[design.lever], lang),
        "level": whole_percent(design.level, lang),
        "unit": words["unit.points"] if effect["scale"] == "share" else "",
        "control": _level(effect["control"], effect, lang),
        "median": _level(effect["median"], effect, lang, "+"),
        "low": _level(effect["low"], effect, lang, "+"),
        "high": _level(effect["high"], effect, lang, "+"),
        "power": _percent(report["power"], lang),
        "false_alarm": _percent(report["false_alarm"], lang),
        "before": _percent(nothing["before"], lang),
        "after_nothing": _percent(nothing["after_where_nothing"], lang),
        "after_works": _percent(nothing["after_where_it_works"], lang),
        "told": _percent(nothing["told"], lang),
        "told_with": _percent(nothing["told_with"], lang),
        "draws": number(report["draws"], 0, lang),
        "set": report["set"],
        "outcome": title_of(MEASURES[report["decide_by"]], lang),
        "changes": _percent(report["changes"], lang),
        "decided": number(report["decided_for_kubes"], 0, lang),
        "worth": _worth(words, report, whole),
        "cost_low": low,
        "cost_high": high,
        "source": design.source,
        "net_low": net[0],
        "net_high": net[1],
    }


def _percent(share: float | None, lang: Lang) -> str:
    return DASH if share is None else whole_percent(share, lang)


def _level(value: float | None, effect: Json, lang: Lang, sign: str = "") -> str:
    """Return a level in per cent or as it is counted, or a difference of levels in points."""
    if value is None:
        return DASH
    before = sign if value > 0.0 else ""
    if effect["scale"] == "share":
        text = number(HUNDRED * value, 1 if sign else 0, lang)
        return f"{before}{text}" if sign else f"{text} %"
    return f"{before}{short(value, lang, 3)}"


def _worth(words: Texts, report: Json, whole: float | None) -> str:
    if not report["told_apart"]:
        return words["worth.nothing"]
    if report["worth_idr"] is not None:
        return words.say("worth.money", number=millions(whole or 0.0, words.lang))
    if whole is not None:
        return words.say("worth.kubes", number=number(whole, 2, words.lang))
    return words.say("worth.other", number=short(report["per_kube"], words.lang, 3))


def in_markdown(title: str, parts: list[Section]) -> str:
    """Return a protocol as Markdown."""
    blocks = [f"# {title}"]
    for part in parts:
        blocks += [f"## {part.heading}", "\n".join(f"- {line}" for line in part.lines)]
    return "\n\n".join(blocks) + "\n"


def in_html(title: str, parts: list[Section], lang: Lang) -> str:
    """Return a protocol as a page that needs nothing else."""
    style = CSS.read_text(encoding="utf-8")
    body = "\n".join(
        f"<section>\n<h2>{escape(part.heading)}</h2>\n<ul>\n"
        + "\n".join(f"<li>{escape(line)}</li>" for line in part.lines)
        + "\n</ul>\n</section>"
        for part in parts
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def protocol_files(design: Design, arms: Arms, report: Json, lang: Lang) -> dict[str, bytes]:
    """Return the protocol in a language, by the name of its file."""
    parts = sections(design, arms, report, lang)
    title = f"{headed(texts_of(FOLDER)[lang]['protocol'])}: {_title(design, lang)}"
    return {
        f"protocol-{lang}.md": in_markdown(title, parts).encode(),
        f"protocol-{lang}.html": in_html(title, parts, lang).encode(),
    }
