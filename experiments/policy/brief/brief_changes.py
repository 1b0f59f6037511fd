"""What would change the answer: flip points, rival structures, interactions, information."""

from typing import Any

from markupsafe import Markup

from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.brief.brief_answer import at_worth, frontier, worth
from experiments.policy.brief.brief_writer import Writer, mark, range_of
from experiments.sweeps.names import named
from sim.structures import FACTORS

FLIPS_MOST = 4
STRUCTURES_MOST = 3
STRUCTURES = {factor.name: factor for factor in FACTORS}


def changes(writer: Writer) -> list[Markup]:
    """Return what would change the answer, a sentence each."""
    return [
        _worth(writer),
        *_flips(writer),
        *_discounts(writer),
        *_structures(writer),
        _together(writer),
        *_information(writer),
    ]


def _worth(writer: Writer) -> Markup:
    """Return between which values of a mandiri Kube the recommendation is the best."""
    source = writer.every()
    front = frontier(writer)
    names = [row["policy"] for row in front]
    best = writer.best
    if best not in names:
        return writer.say("change.worth_none", mark=mark(source))
    place = names.index(best)
    parts = []
    for end, edge, other in (("from", place, place - 1), ("to", place + 1, place + 1)):
        if 0 < edge < len(front) and front[edge]["icer"] is not None:
            at, name = float(front[edge]["icer"]), f"change.worth.{end}"
            number = writer.number(name, at, writer.language.rupiah, source)
            key = f"change.worth_{end}"
            parts.append(writer.say(key, number=number, other=writer.policy(names[other])))
    if not parts:
        return writer.say("change.worth_any", mark=mark(source))
    policy, listed = writer.policy(best), writer.listed(parts)
    return writer.say("change.worth", policy=policy, parts=listed, mark=mark(source))


def _flips(writer: Writer) -> list[Markup]:
    """Return the most probable flip points of parameters and prices."""
    flips = [flip for flip in writer.report["flips"] if flip["what"] != "willing"]
    source = writer.every()
    if not flips:
        return [writer.say("change.no_flip", mark=mark(source))]
    return [_flip(writer, number, flip) for number, flip in enumerate(flips[:FLIPS_MOST])]


def _flip(writer: Writer, number: int, flip: Any) -> Markup:
    source = writer.chosen(writer.best, flip["other"])
    name, at, price = flip["name"], float(flip["at"]), flip["what"] == "price"
    unit_of = "" if price else named(name, "en").unit
    money = price or unit_of.startswith("Rp")
    at *= writer.level if unit_of.startswith("Rp") else 1.0
    title, unit = ("", "") if price else named(name, writer.texts.lang)
    in_words = unit and not any(map(str.isdigit, unit))
    order = writer.language.rupiah if money else writer.language.plain
    chance = float(flip["probability"])
    label = f"{title} ({unit})" if in_words else title
    return writer.say(
        f"change.flip_{'above' if flip['above'] else 'below'}",
        what=writer.say("word.price", name=writer.called(PRICES[name])) if price else label,
        at=writer.number(f"flip.{number}", at, order, source),
        other=writer.policy(flip["other"]),
        chance=writer.number(f"flip.{number}.chance", chance, writer.language.percent, source),
        mark=mark(source),
    )


def _discounts(writer: Writer) -> list[Markup]:
    """Return whether the choice stays at other discounts, where the set names a worth."""
    source, best = writer.every(), writer.best
    rows = writer.report["discounts"]
    if writer.report["willing_idr"] is None:
        return []

    def percent(name: str, row: Any) -> Markup:
        share = float(row["percent"]) / 100.0
        return writer.number(name, share, writer.language.percent, source)

    moved = [row for row in rows if row["recommended"] != best]
    if not moved:
        ends = {key: percent(f"discount.{key}", rows[at]) for key, at in (("low", 0), ("high", -1))}
        return [writer.say("change.discount_same", mark=mark(source), **ends)]
    return [
        writer.say(
            "change.discount",
            percent=percent(f"discount.{number}", row),
            other=writer.policy(row["recommended"]),
            mark=mark(source),
        )
        for number, row in enumerate(moved)
    ]


def _structures(writer: Writer) -> list[Markup]:
    """Return the rival structures under which another policy is best."""
    source = writer.every()
    best: dict[str, list[str]] = {}
    for some in writer.report["preferred"]:
        if some["by"] == "structure":
            best.setdefault(some["name"], []).append(some["best"])
    lines = []
    for structure, names in best.items():
        if len(set(names)) > 1:
            listed = writer.listed([writer.policy(name) for name in dict.fromkeys(names)])
            called = writer.called(STRUCTURES[structure])
            lines.append(
                writer.say("change.best", structure=called, names=listed, mark=mark(source))
            )
    return lines[:STRUCTURES_MOST] or [writer.say("change.no_structure", mark=mark(source))]


def _together(writer: Writer) -> Markup:
    """Return the strongest interaction that is sure, or that none is."""
    sure = [
        one
        for one in writer.report["interactions"]
        if one["low"] is not None and (one["low"] > 0.0 or one["high"] < 0.0)
    ]
    if not sure:
        return writer.say("change.no_interaction")
    strongest = max(sure, key=lambda one: abs(one["mean"]))
    a, b = strongest["a"], strongest["b"]
    source = writer.chosen(a, b, strongest["both"])
    money = writer.report["choice"]["decide_by"].endswith("_idr")
    together = range_of(strongest) * (writer.level if money else 1.0)
    order = writer.language.rupiah if money else writer.language.points
    number = writer.interval("change.together", together, order, source, signed=True)
    return writer.say(
        f"change.together_{'more' if together.mean > 0.0 else 'less'}",
        a=writer.policy(a),
        b=writer.policy(b),
        outcome=writer.outcome(writer.report["choice"]["decide_by"]),
        number=number if money else writer.say("word.points", number=number),
        mark=mark(source),
    )


def _information(writer: Writer) -> list[Markup]:
    """Return what it is worth to know all that is uncertain, where the set names a worth."""
    if writer.report["willing_idr"] is None:
        return []
    value, source = float(at_worth(writer)["perfect_information_idr"]), writer.every()
    if round(value) <= 0:
        return [writer.say("change.no_information", mark=mark(source))]
    whole = value * writer.ranking.kubes
    rupiah = writer.language.rupiah
    return [
        writer.say(
            "change.information",
            kube=writer.number("information.kube", value, rupiah, source),
            whole=writer.number("information.whole", whole, rupiah, source),
            rate=worth(writer, "information.rate"),
            mark=mark(source),
        )
    ]
