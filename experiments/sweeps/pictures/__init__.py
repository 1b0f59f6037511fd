"""Pictures of a sweep, one an outcome and one of several; the design decides the kind."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from experiments.sweeps.pictures.factor_panels import draw_one_at_a_time, draw_scatter
from experiments.sweeps.pictures.heat_maps import Axes3, draw_maps, draw_rows
from experiments.sweeps.pictures.lines_and_dots import SERIES, draw_dots, draw_lines
from experiments.sweeps.pictures.means import Means

PANELS_MOST = 12
"""Of a third factor."""
OVERVIEW = ("failed_share", "mandiri_share", "realised_share", "household_income_idr")
"""Outcomes that are read together: stages never without saving and households."""


def draw(means: Means) -> Figure | None:
    """Draw an outcome as fits the factors; None where no point has a case.

    One factor: a line with intervals, or sorted dots where it is no number. Two: a map, or a
    line for each level of the one that is no number. Three: a map for each level of the third.
    Sampled designs and more factors: every point against each factor. One at a time: a panel
    for each factor.
    """
    if not means.has_case:
        return None
    if means.design == "one-at-a-time" and means.factors:
        return draw_one_at_a_time(means)
    if means.design == "full":
        return _full(means)
    return draw_dots(means) if means.design == "list" or not means.factors else draw_scatter(means)


def draw_overview(rows: Sequence[Means]) -> Figure | None:
    """Draw several outcomes in one picture, where a full design of two or three factors is mapped.

    Those of which no point has a case are left out.
    """
    known = [means for means in rows if means.has_case]
    axes = _mapped(known[0]) if known and known[0].design == "full" else None
    return draw_rows(known, axes) if axes else None


def _full(means: Means) -> Figure:
    numeric, named = means.numeric, means.named
    if len(means.factors) <= 1:
        return draw_lines(means, numeric[0], None) if numeric else draw_dots(means)
    if axes := _mapped(means):
        return draw_maps(means, axes)
    return (
        draw_lines(means, numeric[0], named[0]) if len(means.factors) == 2 else draw_scatter(means)
    )


def _mapped(means: Means) -> Axes3 | None:
    """Return the factors of a map: across, upwards and by panel; None where it is not mapped."""
    if len(means.factors) == 2:
        as_lines = len(means.numeric) == 1 and len(means.named[0].levels) <= len(SERIES)
        return None if as_lines else (*means.factors, None)
    if len(means.factors) != 3:
        return None
    third = min(means.factors, key=lambda factor: (factor.is_number, len(factor.levels)))
    across, up = (factor for factor in means.factors if factor is not third)
    return (across, up, third) if len(third.levels) <= PANELS_MOST else None
