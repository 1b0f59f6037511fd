"""The picture: policies as points with intervals, a row each, in three columns of one scale."""

import math
from typing import Any, NamedTuple

from experiments.policy.brief.answer import FAILED
from experiments.policy.brief.figures import Source, mark
from experiments.policy.brief.numbers import MILLION, Number
from experiments.policy.brief.opened import TOTAL
from experiments.policy.brief.writing import Parts, Range, Writer, range_of
from experiments.policy.economics import EFFECT
from experiments.policy.sets import NONE

TOP = 6
"""So many policies are shown."""
WIDTH, HEIGHT, EDGE = 120.0, 12.0, 5.0
BLUE, GREEN, VERMILION = "#0072B2", "#007A5A", "#B84A00"
"""Okabe and Ito's, the second and third darkened until text in them could be read on white."""


class Column(NamedTuple):
    """A column: what it shows, in which sign, colour and order of numbers."""

    name: str
    colour: str
    values: list[Range]
    order: Number


def picture(writer: Writer) -> Parts:
    """Return the rows of the picture; the template draws them."""
    names = _shown(writer)
    told = [_effects(writer, it) for it in names]
    columns = [
        Column("failed", BLUE, [range_of(it[FAILED]) * -1.0 for it in told], Number(0.01, 0)),
        Column("mandiri", GREEN, [range_of(it[EFFECT]) for it in told], Number(0.01, 0)),
        Column("cost", VERMILION, [_cost(writer, it) for it in names], Number(MILLION, 0)),
    ]
    rows = [
        {
            "policy": writer.title(name),
            "best": name == writer.of.recommended,
            "fresh": name in writer.of.told["fresh"]["effects"],
            "mark": mark(_source(writer, name)),
            "cells": [_cell(writer, it, name, number) for it in columns],
        }
        for number, name in enumerate(names)
    ]
    return {
        "rows": rows,
        "heads": [writer.label(f"picture.{it.name}") for it in columns],
        "note": writer.say("picture.note", plan=writer.policy(NONE)),
        "alt": writer.label("picture.alt"),
        "size": (WIDTH, HEIGHT),
    }


def _shown(writer: Writer) -> list[str]:
    """Return the recommendation and the next best ones."""
    order = [it for it in writer.of.told["choice"]["order"] if it != NONE]
    best = writer.of.recommended
    first = [] if best == NONE else [best]
    return list(dict.fromkeys([*first, *order]))[:TOP]


def _effects(writer: Writer, name: str) -> Any:
    """Return effects on fresh luck, of those that were scored on it."""
    fresh = writer.of.told["fresh"]["effects"].get(name)
    return fresh or writer.of.policies[name]["against_none"]


def _cost(writer: Writer, name: str) -> Range:
    if name in writer.of.told["fresh"]["effects"]:
        return range_of(writer.of.costs(name)[TOTAL][1])
    return range_of(writer.of.policies[name]["cost"][TOTAL]["more"])


def _source(writer: Writer, name: str) -> Source:
    again = name in writer.of.told["fresh"]["effects"]
    return writer.fresh(name) if again else writer.chosen(name)


def _cell(writer: Writer, column: Column, name: str, number: int) -> Parts:
    """Return one point with its interval, in units of the drawing, and its figure."""
    it = column.values[number]
    ends = [0.0, *(value for one in column.values for value in one if not math.isnan(value))]
    low, high = min(ends), max(ends)
    scale = (WIDTH - 2.0 * EDGE) / ((high - low) or 1.0)

    def place(value: float) -> str:
        return f"{EDGE + (value - low) * scale:.1f}"

    source = _source(writer, name)
    known = not math.isnan(it.mean + it.low)
    return {
        "colour": column.colour,
        "head": writer.label(f"picture.{column.name}"),
        "square": column.name == "cost",
        "zero": place(0.0),
        "point": place(it.mean) if known else None,
        "low": place(it.low) if known else None,
        "high": place(it.high) if known else None,
        "text": writer.interval(
            f"picture.{name}.{column.name}", it, lambda _: column.order, source, signed=True
        ),
    }
