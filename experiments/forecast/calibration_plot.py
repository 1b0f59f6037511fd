"""Forecast chances against what happened, as a picture."""

import numpy as np

from experiments.common import style
from experiments.common.languages import Lang
from experiments.common.texts import texts_of
from experiments.forecast.scoring import Scored
from experiments.forecast.view import TEXTS

GROUPS = 5
NORMAL_95 = 1.96


def plot(scored: Scored, lang: Lang) -> bytes:
    """Return the picture of the scored Kubes of a horizon as PNG."""
    words = texts_of(TEXTS)[lang]
    figure = style.new_figure(5.0, 5.2)
    style.header(figure, words["score.plot"], words["score.plot_explained"])
    axes = figure.add_subplot()
    axes.plot([0.0, 1.0], [0.0, 1.0], color=style.QUIET, linewidth=0.8)
    chance, happened = scored.chance, scored.happened
    for group in np.array_split(np.argsort(chance, kind="stable"), min(GROUPS, len(chance))):
        low, high = wilson(float(happened[group].mean()), len(group))
        at = float(chance[group].mean())
        axes.plot([at, at], [low, high], color=style.BLUE, linewidth=1.4)
        axes.plot([at], [happened[group].mean()], "o", color=style.BLUE, markersize=5)
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(0.0, 1.0)
    axes.set_xlabel(words["score.plot_x"], fontsize=9)
    axes.set_ylabel(words["score.plot_y"], fontsize=9)
    axes.xaxis.set_major_formatter(style.percent_in(lang))
    axes.yaxis.set_major_formatter(style.percent_in(lang))
    style.tidy(axes)
    return style.png(figure)


def wilson(share: float, count: int) -> tuple[float, float]:
    """Return the ends of a 95 % confidence interval of a share, by Wilson."""
    z = NORMAL_95 * NORMAL_95 / count
    middle = (share + z / 2.0) / (1.0 + z)
    aside = NORMAL_95 * np.sqrt(share * (1.0 - share) / count + z / count / 4.0) / (1.0 + z)
    return max(0.0, middle - float(aside)), min(1.0, middle + float(aside))
