"""What households did: saved, were short, borrowed, fell behind, were helped, own a business."""

import numpy as np
from matplotlib.figure import Figure

from experiments.common import style
from experiments.runs.pictures import panels
from experiments.runs.runner import RunSet

PANELS = {
    "saved": "kept something over",
    "short": "short, before loans and help",
    "borrowed": "took a loan from the Kube",
    "in_arrears": "behind with a loan",
    "helped": "helped by the solidarity fund (IKS)",
    "own_businesses": "own a small business",
}


def draw(runs: RunSet) -> Figure | None:
    """Draw a panel for each, as a share of all households that ever came."""
    count = runs.household_column("members") + runs.household_column("others")
    if not count.any():
        return None
    when = panels.middles(runs)
    below = style.trailing(count)
    known = np.flatnonzero(np.nansum(below, axis=0) > 0)
    if not known.size:
        return None
    first = int(known[0])
    figure = panels.new_figure(9.4, 5.6)
    top = style.header(
        figure,
        f"What households did in a month: {panels.whose(runs)}",
        "Share of all households, founders and newcomers, members and former members, in an "
        "average month of the last 12. Short: less cash than the month's need. Line: all runs "
        "together; band: nine in ten runs. Scales differ.",
    )
    place = panels.place(figure, 2, 3, 6, top - 0.25, across=0.65)
    for number, (axes, (field, title)) in enumerate(zip(place, PANELS.items(), strict=True)):
        above = style.trailing(runs.household_column(field))
        low, high = style.fan(style.ratio(above, below), (5, 95))
        middle = style.ratio(above.sum(axis=0), below.sum(axis=0))
        axes.fill_between(when, low, high, color=style.SKY, alpha=0.35, linewidth=0)
        axes.plot(when, middle, color=style.BLUE, linewidth=1.8)
        axes.set_ylim(0.0, min(1.0, max(0.01, axes.get_ylim()[1])))
        panels.amounts(axes, style.percent)
        panels.years(axes, runs, first, 6, number >= 3)
        panels.title(axes, title, 9)
    panels.beside(place, "share of households")
    return figure
