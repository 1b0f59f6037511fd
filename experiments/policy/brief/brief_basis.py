"""What the answer rests on: prices, limits, how the model is tested, and the rows to open."""

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from experiments.common.limits import load_limits
from experiments.common.numbers import NO_BREAK, Order, month_name
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.brief.brief_writer import Parts, Writer, mark
from sim.locations import RESULTS

THOUSAND = 1000.0
CARD = Path("validation") / "card.json"
HEX_SHOWN = 16
"""So much of a digest is printed; `--json` has the whole."""


def basis(writer: Writer) -> Parts:
    """Return prices, limits and the state of calibration."""
    return {
        "prices": [_price(writer, price) for price in writer.report["prices"]],
        "price_head": writer.say("basis.range", year=writer.year()),
        "price_mark": mark(writer.figures.document("rank.json")),
        "limits": [getattr(limit, writer.texts.lang) for limit in load_limits()],
        "draws": _draws(writer),
        "calibration": _calibration(writer),
    }


def _price(writer: Writer, price: Any) -> Parts:
    """Return an accounting price: its range, unit and grade."""
    name, source = price["name"], writer.figures.document("rank.json")
    given = price["given"]
    low, high = (price["used"][0],) * 2 if given else (price["low"], price["high"])
    texts = [
        writer.number(f"price.{name}.{key}", value, lambda _: Order(THOUSAND, 0), source)
        for key, value in (("low", low), ("high", high))
    ]
    both = texts[0] if low == high else writer.say("word.range", low=texts[0], high=texts[1])
    return {
        "label": writer.called(PRICES[name]),
        "unit": PRICES[name].unit if writer.texts.lang == "en" else PRICES[name].satuan,
        "payer": writer.label(f"payer.{price['payer']}"),
        "range": both,
        "grade": writer.label("grade.set") if given else writer.label(f"grade.{price['grade']}"),
    }


def _draws(writer: Writer) -> Markup:
    """Return with which draws of the parameters the ranking was made."""
    sweep = writer.report["sweep"]
    source = writer.figures.document("runs/manifest.json")
    return writer.say(
        f"basis.draws_{sweep['parameters']['kind']}",
        draws=_count(writer, "basis.draws", sweep["draws"], source),
        luck=_count(writer, "basis.luck", sweep["luck"], source),
        mark=mark(source),
    )


def _count(writer: Writer, name: str, value: int, source: Any) -> Markup:
    return writer.number(name, value, lambda _: Order(1.0, 0), source)


def _calibration(writer: Writer) -> list[Markup]:
    """Return what the shipped validation card says of these draws, or that it says nothing."""
    digest = writer.report["sweep"]["parameters"]["digest"]
    try:
        card = json.loads((RESULTS / CARD).read_bytes())
    except (OSError, ValueError):
        card = {}
    if card.get("uncertainty", {}).get("digest") != digest or not card.get("calibration"):
        return [writer.say("basis.no_card")]
    source = writer.figures.document(f"results/{CARD.as_posix()}")
    learned = card["calibration"]
    sizes = {
        "learned": len(learned["learned"]),
        "at_prior": len(learned["at_prior"]) + len(learned["measured"]),
    }
    counts = {name: _count(writer, f"basis.{name}", size, source) for name, size in sizes.items()}
    checked = writer.say("basis.learned", mark=mark(source), **counts)
    return [checked, *(_held_out(writer, card, city) for city in card["holdouts"].values())]


def _held_out(writer: Writer, card: Any, city: Any) -> Markup:
    """Return how the forecast of a city that was not fitted came out, beside the null model's."""
    source = writer.figures.document(f"results/{CARD.as_posix()}")
    whole = Order(0.01, 0, "", f"{NO_BREAK}%")
    shown = {
        key: writer.number(f"basis.{city['place']}.{key}", city[key], lambda _: whole, source)
        for key in ("observed", "mean", "low", "high")
    }
    verdict = writer.label(f"null.{card['null']['verdict']}")
    return writer.say(
        "basis.held_out", place=city["place"], verdict=verdict, mark=mark(source), **shown
    )


def manifest(writer: Writer) -> Parts:
    """Return what names the ranking and the model that made it."""
    report, made = writer.report, writer.ranking.runs.manifest
    document = writer.figures.document("rank.json")
    source = writer.figures.document("runs/manifest.json")
    texts = {
        **{name: (report["sweep"][name], document) for name in ("seed", "draws", "luck", "rows")},
        "digest": (report["digest"][:HEX_SHOWN], document),
        "version": (made["versions"].get("kubesim", "?"), source),
        "code": (made["hashes"]["code"], source),
    }
    return {
        **{name: writer.text(f"manifest.{name}", *texts[name]) for name in texts},
        "set": writer.given(report["set"]["name"]),
        "scenario": writer.given(report["set"]["scenario"]),
    }


def dated(writer: Writer) -> Markup:
    """Return the day on which the ranking was finished."""
    sealed = str(writer.ranking.runs.manifest["sealed"])
    source = writer.figures.document("runs/manifest.json")
    year, number, day = sealed[:10].split("-")
    text = f"{year}-{number}"
    in_words = month_name(text, writer.texts.lang)
    shown = writer.figures.add("dated.month", text, in_words, source)
    return writer.say("word.date", day=writer.text("dated.day", int(day), source), month=shown)


def sources(writer: Writer) -> Parts:
    """Return the letters, what they stand for, and the command that opens a row of each."""
    used = writer.figures.sources
    return {
        "rows": [
            {
                "key": source.key,
                "luck": writer.label(f"source.{source.folder}"),
                "spans": [f"{first}–{last}" for first, last in source.rows],
                "command": f"kubesim replay DIR/{source.folder} --row {source.row}",
            }
            for source in used
            if source.folder
        ],
        "documents": [(source.key, source.document) for source in used if source.document],
    }
