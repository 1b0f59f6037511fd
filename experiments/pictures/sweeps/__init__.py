"""Pictures of a sweep, one an outcome; the design decides the kind."""

from matplotlib.figure import Figure

from experiments.pictures.sweeps.dots import draw_dots
from experiments.pictures.sweeps.lines import draw_lines
from experiments.pictures.sweeps.look import SERIES
from experiments.pictures.sweeps.maps import draw_maps
from experiments.pictures.sweeps.means import Means
from experiments.pictures.sweeps.one_at_a_time import draw_one_at_a_time
from experiments.pictures.sweeps.scatter import draw_scatter

PANELS_MOST = 12
"""Of a third factor."""


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


def _full(means: Means) -> Figure:
    numeric, named = means.numeric, means.named
    if len(means.factors) <= 1:
        return draw_lines(means, numeric[0], None) if numeric else draw_dots(means)
    if len(means.factors) == 2:
        if len(numeric) == 1 and len(named[0].levels) <= len(SERIES):
            return draw_lines(means, numeric[0], named[0])
        return draw_maps(means, *means.factors, None)
    if len(means.factors) == 3:
        third = min(means.factors, key=lambda it: (it.is_number, len(it.levels)))
        if len(third.levels) <= PANELS_MOST:
            across, up = (it for it in means.factors if it is not third)
            return draw_maps(means, across, up, third)
    return draw_scatter(means)
