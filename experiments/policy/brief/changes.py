"""What would change the answer: flip points, rival structures, interactions, information."""

from typing import Any

from markupsafe import Markup

from experiments.policy.brief.answer import at_worth, economics, worth
from experiments.policy.brief.figures import mark
from experiments.policy.brief.writing import Parts, Writer, range_of
from experiments.sweeps.names import named

FLIPS_MOST = 4
STRUCTURES_MOST = 3


def changes(writer: Writer) -> Parts:
    """Return what would change the answer, a sentence each."""
    return {
        "lines": [
            _worth(writer),
            *_flips(writer),
            *_discounts(writer),
            *_structures(writer),
            _together(writer),
            _information(writer),
        ]
    }


def _worth(writer: Writer) -> Markup:
    """Return between which values of a mandiri Kube the recommendation is the best."""
    source = writer.every()
    front = [it for it in economics(writer)["table"] if it["status"] == "frontier"]
    names = [it["policy"] for it in front]
    best = writer.of.recommended
    if best not in names:
        return writer.say("change.worth_none", mark=mark(source))
    place = names.index(best)
    parts = []
    if place > 0 and front[place]["icer"] is not None:
        at = float(front[place]["icer"])
        number = writer.number("change.worth.from", at, writer.language.rupiah(at), source)
        other = writer.policy(names[place - 1])
        parts.append(writer.say("change.worth_from", number=number, other=other))
    if place + 1 < len(front) and front[place + 1]["icer"] is not None:
        at = float(front[place + 1]["icer"])
        number = writer.number("change.worth.to", at, writer.language.rupiah(at), source)
        other = writer.policy(names[place + 1])
        parts.append(writer.say("change.worth_to", number=number, other=other))
    if not parts:
        return writer.say("change.worth_any", mark=mark(source))
    policy = writer.policy(best)
    told = writer.texts.listed(parts)
    return writer.say("change.worth", policy=policy, parts=told, mark=mark(source))


def _flips(writer: Writer) -> list[Markup]:
    """Return the most probable flip points of parameters and prices."""
    flips = [it for it in writer.of.told["flips"] if it["what"] != "willing"]
    source = writer.every()
    if not flips:
        return [writer.say("change.no_flip", mark=mark(source))]
    return [_flip(writer, number, it) for number, it in enumerate(flips[:FLIPS_MOST])]


def _flip(writer: Writer, number: int, it: Any) -> Markup:
    source = writer.chosen(writer.of.recommended, it["other"])
    name, at, price = it["name"], float(it["at"]), it["what"] == "price"
    money = price or named(name, "en").unit.startswith("Rp")
    order = writer.language.rupiah(at) if money else writer.language.plain(at)
    chance = float(it["probability"])
    label = writer.label(f"price.{name}") if price else _parameter(writer, name)
    return writer.say(
        f"change.flip_{'above' if it['above'] else 'below'}",
        what=writer.say("word.price", name=label) if price else label,
        at=writer.number(f"flip.{number}", at, order, source),
        other=writer.policy(it["other"]),
        chance=writer.number(
            f"flip.{number}.chance", chance, writer.language.percent(chance), source
        ),
        mark=mark(source),
    )


def _discounts(writer: Writer) -> list[Markup]:
    """Return whether the choice stays at other discounts."""
    source, best = writer.every(), writer.of.recommended
    told = writer.of.told["discounts"]

    def percent(name: str, it: Any) -> Markup:
        share = float(it["percent"]) / 100.0
        return writer.number(name, share, writer.language.percent(share), source)

    moved = [it for it in told if it["recommended"] != best]
    if not moved:
        ends = {key: percent(f"discount.{key}", told[at]) for key, at in (("low", 0), ("high", -1))}
        return [writer.say("change.discount_same", mark=mark(source), **ends)]
    return [
        writer.say(
            "change.discount",
            percent=percent(f"discount.{number}", it),
            other=writer.policy(it["recommended"]),
            mark=mark(source),
        )
        for number, it in enumerate(moved)
    ]


def _parameter(writer: Writer, name: str) -> str:
    """Return a parameter in words with its unit, where that is a word and not a scale or money."""
    meaning, unit = named(name, writer.texts.lang)
    return f"{meaning} ({unit})" if unit and not any(map(str.isdigit, unit)) else meaning


def _structures(writer: Writer) -> list[Markup]:
    """Return the rival structures under which another policy is best or sizes disagree."""
    source = writer.every()
    told = []
    for it in writer.of.told["structures"]:
        structure = writer.label(f"structure.{it['structure']}")
        own, rival = it["best"]
        if own != rival:
            both = {"own": writer.policy(own), "rival": writer.policy(rival)}
            told.append(writer.say("change.best", structure=structure, mark=mark(source), **both))
        elif it["disagree"]:
            names = [writer.policy(one["policy"]) for one in it["disagree"][:STRUCTURES_MOST]]
            listed = writer.texts.listed(names)
            told.append(
                writer.say("change.size", structure=structure, names=listed, mark=mark(source))
            )
    return told[:STRUCTURES_MOST] or [writer.say("change.no_structure", mark=mark(source))]


def _together(writer: Writer) -> Markup:
    """Return the strongest interaction that is sure, or that none is."""
    sure = [
        it
        for it in writer.of.told["interactions"]
        if it["low"] is not None and (it["low"] > 0.0 or it["high"] < 0.0)
    ]
    if not sure:
        return writer.say("change.no_interaction")
    it = max(sure, key=lambda one: abs(one["mean"]))
    source = writer.chosen(it["a"], it["b"], it["both"])
    found = range_of(it)
    money = writer.of.told["choice"]["decide_by"].endswith("_idr")
    order = writer.language.rupiah if money else writer.language.points
    number = writer.interval("change.together", found, order, source, signed=True)
    return writer.say(
        f"change.together_{'more' if found.mean > 0.0 else 'less'}",
        a=writer.policy(it["a"]),
        b=writer.policy(it["b"]),
        outcome=writer.label(f"outcome.{writer.of.told['choice']['decide_by']}"),
        number=number if money else writer.say("word.points", number=number),
        mark=mark(source),
    )


def _information(writer: Writer) -> Markup:
    """Return what it is worth to know at once everything that is uncertain."""
    value, source = float(at_worth(writer)["perfect_information_idr"]), writer.every()
    if round(value) <= 0:
        return writer.say("change.no_information", mark=mark(source))
    whole = value * writer.of.kubes
    rupiah = writer.language.rupiah
    return writer.say(
        "change.information",
        kube=writer.number("information.kube", value, rupiah(value), source),
        whole=writer.number("information.whole", whole, rupiah(whole), source),
        rate=worth(writer, "information.rate"),
        mark=mark(source),
    )
