"""What the answer rests on: prices with grades, limits of use, how well the model is tested."""

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from experiments.common.limits import load_limits
from experiments.policy.brief.figures import mark
from experiments.policy.brief.numbers import Number
from experiments.policy.brief.writing import Parts, Writer
from sim.locations import RESULTS

THOUSAND = 1000.0
CARD = Path("validation") / "card.json"


def basis(writer: Writer) -> Parts:
    """Return prices, limits and the state of calibration."""
    limits = [getattr(it, writer.texts.lang) for it in load_limits()]
    return {
        "prices": [_price(writer, it) for it in writer.of.told["prices"]],
        "price_mark": mark(writer.figures.document("rank.json")),
        "limits": limits,
        "draws": _draws(writer),
        "calibration": _calibration(writer),
    }


def _price(writer: Writer, it: Any) -> Parts:
    """Return an accounting price: its range, unit and grade."""
    name, source = it["name"], writer.figures.document("rank.json")
    given = it["used"][0] == it["used"][2]
    order = Number(THOUSAND, 0)
    low, high = (it["used"][0],) * 2 if given else (it["low"], it["high"])
    texts = [
        writer.number(f"price.{name}.{key}", value, order, source)
        for key, value in (("low", low), ("high", high))
    ]
    both = texts[0] if low == high else writer.say("word.range", low=texts[0], high=texts[1])
    return {
        "label": writer.label(f"price.{name}"),
        "unit": writer.label(f"unit.{name}"),
        "payer": writer.label(f"payer.{it['payer']}"),
        "range": both,
        "grade": writer.label("grade.set") if given else writer.label(f"grade.{it['grade']}"),
    }


def _draws(writer: Writer) -> Markup:
    """Return with which draws of the parameters the ranking was made."""
    told = writer.of.told["sweep"]["parameters"]
    source = writer.figures.document("runs/manifest.json")
    drawn = writer.of.told["sweep"]["draws"]
    return writer.say(
        f"basis.draws_{told['kind']}",
        draws=_count(writer, "basis.draws", drawn, source),
        luck=_count(writer, "basis.luck", writer.of.told["sweep"]["luck"], source),
        mark=mark(source),
    )


def _count(writer: Writer, name: str, value: int, source: Any) -> Markup:
    return writer.number(name, value, Number(1.0, 0), source)


def _calibration(writer: Writer) -> list[Markup]:
    """Return what the shipped validation card says of these draws, or that it says nothing."""
    told = writer.of.told["sweep"]["parameters"]
    try:
        card = json.loads((RESULTS / CARD).read_bytes())
    except (OSError, ValueError):
        card = {}
    if card.get("uncertainty", {}).get("digest") != told["digest"] or not card.get("calibration"):
        return [writer.say("basis.no_card")]
    source = writer.figures.document(f"results/{CARD.as_posix()}")
    learned = card["calibration"]
    names = ("learned", "at_prior")
    counts = {it: _count(writer, f"basis.{it}", len(learned[it]), source) for it in names}
    checked = writer.say("basis.learned", mark=mark(source), **counts)
    return [checked, *(_held_out(writer, card, it) for it in card["holdouts"].values())]


def _held_out(writer: Writer, card: Any, city: Any) -> Markup:
    """Return how the forecast of a city that was not fitted came out, beside the null model's."""
    source = writer.figures.document(f"results/{CARD.as_posix()}")
    one = Number(0.01, 0, "", "\u00a0%")
    shown = {
        key: writer.number(f"basis.{city['place']}.{key}", city[key], one, source)
        for key in ("observed", "mean", "low", "high")
    }
    verdict = writer.label(f"null.{card['null']['verdict']}")
    return writer.say(
        "basis.held_out", place=city["place"], verdict=verdict, mark=mark(source), **shown
    )
