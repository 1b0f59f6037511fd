"""The picture of draws: twenty dots a policy and aim, each one of twenty equally plausible worlds.

A dot stands at the middle of a twentieth of the draws (quantile dots: Kay, Kola, Hullman & Munson
2016, CHI '16), so that how often a policy does nothing can be counted.
"""

from typing import NamedTuple

import numpy as np
from markupsafe import Markup

from experiments.policy.best_policy import Numbers
from experiments.policy.brief import aims
from experiments.policy.brief.aims import Aim
from experiments.policy.brief.brief_writer import Parts, Range, Writer, range_of
from experiments.policy.effects import MEASURES
from experiments.policy.sets import NO_SUPPORT, NONE

DOTS = 20
ROWS_MOST = 5
WIDTH, HEIGHT, EDGE, RADIUS = 120.0, 24.0, 4.0, 1.8
"""Of a cell, in units of the drawing."""
COLOURS = {"failed": "#0072B2", "income": "#B84A00", "mandiri": "#007A5A"}
"""Of Okabe and Ito, the last two darkened until they can be seen on white."""


class Axis(NamedTuple):
    """What a column of the picture reaches over, 0 included."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Return where a value stands in a cell."""
        return EDGE + (value - self.low) * (WIDTH - 2.0 * EDGE) / ((self.high - self.low) or 1.0)


def picture(writer: Writer) -> Parts:
    """Return the rows of the picture; the template draws them."""
    names = _shown(writer)
    dots = {aim: {name: _dots(writer, aim, name) for name in names} for aim in aims.ALL}
    axes = {aim: _axis([*own.values()]) for aim, own in dots.items()}
    piled = [_piles(dots[aim][name], axes[aim])[1].max(initial=0) for aim in dots for name in names]
    step = min(2.0 * RADIUS, (HEIGHT - 2.0 * RADIUS) / max(1.0, float(max(piled))))
    rows = [
        {
            "policy": writer.title(name),
            "subject": name == writer.subject,
            "cells": [_cell(writer, aim, name, dots[aim][name], axes[aim], step) for aim in dots],
        }
        for name in names
    ]
    return {
        "rows": rows,
        "heads": [writer.say(f"picture.{aim.key}", kubes=writer.kubes()) for aim in dots],
        "ends": [_ends(writer, aim, axes[aim]) for aim in dots],
        "note": writer.say(
            "picture.note",
            dots=writer.counted("picture.dots", DOTS, writer.method()),
            plan=writer.policy(NONE),
        ),
        "size": (WIDTH, HEIGHT),
        "radius": RADIUS,
    }


def shown(writer: Writer, most: int) -> list[str]:
    """Return the two alternatives and the next best policies, without the plan."""
    order = [*writer.choice[:2], *writer.report["choice"]["order"]]
    return [name for name in dict.fromkeys(order) if name != NONE][:most]


def _shown(writer: Writer) -> list[str]:
    """Return those that are drawn: without support all scales would be of that alone."""
    pair = writer.choice[:2]
    every = shown(writer, len(writer.ranking.policies))
    return [name for name in every if name != NO_SUPPORT or name in pair][:ROWS_MOST]


def _dots(writer: Writer, aim: Aim, name: str) -> Numbers:
    """Return the middles of twentieths of the draws, in the unit of the aim: more is better."""
    values = writer.ranking.worlds[aim.outcome][:, writer.ranking.ranked.place(name)]
    places = (np.arange(DOTS) + 0.5) / DOTS
    return np.asarray(np.nanquantile(values, places) * aims.scale(writer, aim))


def _axis(dots: list[Numbers]) -> Axis:
    ends = np.concatenate([*dots, [0.0]])
    return Axis(float(ends.min()), float(ends.max()))


def _piles(dots: Numbers, axis: Axis) -> tuple[list[float], np.ndarray]:
    """Return where each dot stands, and how many lie under it: near ones are piled up."""
    width = 2.0 * RADIUS
    zero = axis.place(0.0)
    bins = np.round((np.array([axis.place(dot) for dot in dots]) - zero) / width).astype(int)
    under = np.array([int((bins[:number] == own).sum()) for number, own in enumerate(bins)])
    return [zero + own * width for own in bins.tolist()], under


def _cell(writer: Writer, aim: Aim, name: str, dots: Numbers, axis: Axis, step: float) -> Parts:
    """Return the dots of a policy, and the interval in words for who cannot see them."""
    across, under = _piles(dots, axis)
    effect = writer.ranking.effect(name, aim.outcome)
    sign = -1.0 if MEASURES[aim.outcome].better == "lower" else 1.0
    told: Range = aims.shown(writer, aim, range_of(effect.over_all.json()) * sign)
    source = writer.runs_of(name)
    number = aims.signed(writer, f"picture.{aim.key}.{name}", aim, told, source)
    return {
        "colour": COLOURS[aim.key],
        "zero": f"{axis.place(0.0):.1f}",
        "dots": [
            (f"{place:.1f}", f"{HEIGHT - RADIUS - step * count:.1f}")
            for place, count in zip(across, under.tolist(), strict=True)
        ],
        "text": number,
    }


def _ends(writer: Writer, aim: Aim, axis: Axis) -> dict[str, Markup]:
    """Return the ends of an axis that are not 0."""
    size = aims.order(writer, aim, max(abs(axis.low), abs(axis.high)))
    ends = {}
    for key, value in zip(Axis._fields, axis, strict=True):
        name, nothing = f"axis.{aim.key}.{key}", not round(value / size.unit, size.digits)
        one = Markup("") if nothing else writer.number(
            name, value, lambda _: size, writer.every(), signed=True
        )  # fmt: skip
        ends[key] = one
    return ends
