"""A nation's sweep by region: what factors do there, and the outcomes of every point."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.common.differences import known
from experiments.common.languages import Lang, headed, title_of
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME
from experiments.common.spread import Level, level
from experiments.common.spread_tables import Row
from experiments.common.tables import GAP, Table
from experiments.common.texts import Texts
from experiments.runs.regions import regions_json
from experiments.sweeps.findings import Effect, Found
from experiments.sweeps.names import point_name
from experiments.sweeps.spreads import by_draw, count_of_regions, draws_of, values_by_region
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.sweep_tables import column_width, level_cell, scale_of_levels
from experiments.sweeps.sweep_words import texts
from sim.nation.records import Nation

MOST = 12
"""So many regions stand in a table; `--json` has all."""
OF_EFFECTS = ("failed_share", "mandiri_share", "household_income_idr")
"""Outcomes of the table of effects."""

Json = dict[str, Any]
Levels = dict[str, list[list[Level]]]
"""Outcomes by name: for every region, a level a point."""


def regions_of(sweep: Sweep) -> list[Json]:
    """Return the regions that have outcomes of their own, as JSON has them; of a city none."""
    place = sweep.scenario
    return regions_json(place) if isinstance(place, Nation) and count_of_regions(sweep) else []


def levels_by_region(sweep: Sweep, outcomes: Sequence[str]) -> Levels:
    """Return outcomes of every region at every point over worlds."""
    draws = draws_of(sweep)
    return {
        name: [
            [level(values) for values in by_draw(points, draws)]
            for points in values_by_region(sweep, name)
        ]
        for name in outcomes
    }


def points_with_regions(sweep: Sweep, points: Sequence[Json], levels: Levels) -> list[Json]:
    """Return points as `points_json` does, each with its outcomes in every region."""
    regions = regions_of(sweep)
    return [
        {
            **point,
            "regions": [
                {
                    **region,
                    "outcomes": {
                        name: by_region[place][number].json() for name, by_region in levels.items()
                    },
                }
                for place, region in enumerate(regions)
            ],
        }
        for number, point in enumerate(points)
    ]


def effect_json(regions: Sequence[Json], effect: Effect) -> list[Json]:
    """Return what an effect comes to in every region."""
    return [
        {**region, "outcomes": outcomes_json(found)}
        for region, found in zip(regions, effect.regions, strict=True)
    ]


def outcomes_json(found: Found) -> dict[str, Json]:
    """Return differences and spreads by outcome; what is not known is None."""
    return {
        name: {
            **known({"a": pair.a, "b": pair.b}),
            "pairs": pair.pairs,
            **found.spreads[name].json(),
        }
        for name, pair in found.differences.items()
    }


def effects_table(words: Texts, regions: Sequence[Json], effect: Effect) -> Table:
    """Return what an effect comes to by region, where it moves most first."""
    sizes = np.nan_to_num([abs(found.upwards) for found in effect.regions])
    order = np.argsort(-sizes, kind="stable")[:MOST].tolist()
    titles = [headed(title_of(BY_NAME[name], words.lang)) for name in OF_EFFECTS]
    rows = [
        [
            regions[place]["name"],
            number(regions[place]["kubes"], 0, words.lang),
            *(_effect_cell(words, name, effect.regions[place]) for name in OF_EFFECTS),
        ]
        for place in order
    ]
    heads = (words["regions.region"], words["regions.kubes"], *titles)
    return Table(words["regions.effect"], heads, rows, _left_out(words, len(regions)))


def _effect_cell(words: Texts, name: str, found: Found) -> str:
    spread = found.spreads[name].over_all
    if not spread.draws:
        return "-"
    row = Row(BY_NAME[name], words.lang, in_thousands=True)
    return words.say("findings.cell", median=row.signed(spread.median), range=row.interval(spread))


def points_tables(sweep: Sweep, levels: Levels, width: int, lang: Lang) -> list[Table]:
    """Return for every outcome a table of regions, with as many points as the width holds.

    Regions between whose points the outcome differs most come first.
    """
    regions = regions_of(sweep)
    return [_points_table(sweep, regions, name, of, width, lang) for name, of in levels.items()]


def _points_table(
    sweep: Sweep,
    regions: Sequence[Json],
    name: str,
    levels: Sequence[Sequence[Level]],
    width: int,
    lang: Lang,
) -> Table:
    words = texts(lang)
    scale = scale_of_levels(name, [one for row in levels for one in row], lang)
    order = np.argsort([-_range(row) for row in levels], kind="stable")[:MOST].tolist()
    shown = [(words["regions.region"], [str(regions[place]["name"]) for place in order])]
    left = width + GAP - column_width(shown[0])
    for point in sweep.points:
        cells = [level_cell(words, scale, levels[place][point.number]) for place in order]
        column = (point_name(point, lang), cells)
        left -= column_width(column)
        if left < 0 and len(shown) > 1:
            break
        shown.append(column)
    headings, columns = zip(*shown, strict=True)
    title = words.say("table.heading", title=headed(title_of(BY_NAME[name], lang)), unit=scale.unit)
    notes = [*_left_out(words, len(regions)), *_points_left_out(words, sweep, len(shown) - 1)]
    heading = words.say("regions.title", outcome=title)
    return Table(heading, headings, list(zip(*columns, strict=True)), notes)


def _range(levels: Sequence[Level]) -> float:
    """Return how far the medians of points are apart; 0 where none is known."""
    medians = [one.median for one in levels if one.draws]
    return max(medians) - min(medians) if medians else 0.0


def _left_out(words: Texts, regions: int) -> list[str]:
    """Return a note on the regions that a table leaves out, if it does."""
    if regions <= MOST:
        return []
    return [words.say("regions.left_out", count=number(regions - MOST, 0, words.lang))]


def _points_left_out(words: Texts, sweep: Sweep, shown: int) -> list[str]:
    hidden = len(sweep.points) - shown
    if not hidden:
        return []
    return [words.say("regions.points_left_out", count=number(hidden, 0, words.lang))]
