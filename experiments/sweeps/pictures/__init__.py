"""Pictures of a sweep, one an outcome and one of several; the design decides the kind."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from experiments.sweeps.pictures.factor_panels import draw_one_at_a_time, draw_scatter
from experiments.sweeps.pictures.heat_maps import Axes3, draw_maps, draw_rows
from experiments.sweeps.pictures.lines_and_dots import SERIES, draw_dots, draw_lines
from experiments.sweeps.pictures.point_values import PointValues

PANELS_MOST = 12
"""Of a third factor."""
OVERVIEW = ("failed_share", "mandiri_share", "realised_share", "household_income_idr")
"""Outcomes that are read together: stages never without saving and households."""


def draw(values: PointValues) -> Figure | None:
    """Draw an outcome as fits the factors; None where no point has a case.

    One factor: worlds as lines, or as rows of dots where it is no number, and beside them the
    differences from the first point. Two: a map, or a line for each level of the one that is no
    number. Three: a map for each level of the third. Sampled designs and more factors: every
    point against each factor. One at a time: a panel for each factor.
    """
    if not values.has_case:
        return None
    if values.design == "one-at-a-time" and values.factors:
        return draw_one_at_a_time(values)
    if values.design == "full":
        return _full(values)
    return (
        draw_dots(values) if values.design == "list" or not values.factors else draw_scatter(values)
    )


def draw_overview(rows: Sequence[PointValues]) -> Figure | None:
    """Draw several outcomes in one picture, where a full design of two or three factors is mapped.

    Those of which no point has a case are left out.
    """
    known = [values for values in rows if values.has_case]
    axes = _mapped(known[0]) if known and known[0].design == "full" else None
    return draw_rows(known, axes) if axes else None


def _full(values: PointValues) -> Figure:
    numeric, named = values.numeric, values.named
    if len(values.factors) <= 1:
        return draw_lines(values, numeric[0], None) if numeric else draw_dots(values)
    if axes := _mapped(values):
        return draw_maps(values, axes)
    return (
        draw_lines(values, numeric[0], named[0])
        if len(values.factors) == 2
        else draw_scatter(values)
    )


def _mapped(values: PointValues) -> Axes3 | None:
    """Return the factors of a map: across, upwards and by panel; None where it is not mapped."""
    if len(values.factors) == 2:
        as_lines = len(values.numeric) == 1 and len(values.named[0].levels) <= len(SERIES)
        return None if as_lines else (*values.factors, None)
    if len(values.factors) != 3:
        return None
    third = min(values.factors, key=lambda factor: (factor.is_number, len(factor.levels)))
    across, up = (factor for factor in values.factors if factor is not third)
    return (across, up, third) if len(third.levels) <= PANELS_MOST else None
