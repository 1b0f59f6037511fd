"""What experts think beside what the model says: prior, posterior, opinion, and afterwards."""

import textwrap
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from experiments.common import style
from experiments.common.languages import Lang, headed, title_of
from experiments.common.numbers import number, percent, short
from experiments.common.texts import Texts, texts_of
from experiments.evidence.elicit.opinions import Pool, Ruler
from experiments.evidence.elicit.question_file import Question
from experiments.evidence.elicit.weighing import Weighing

Reals = NDArray[np.float64]
TEXTS = Path(__file__).parent / "texts"
BESIDE = 3
POINTS = 241
WIDTH = 0.06
"""Of the kernel, in parts of what the panel shows: every curve is smoothed alike."""
SHOWN = (0.005, 0.995)
"""Quantiles of draws and opinion between which a panel shows them, on the scale of the question."""
LEAST = 1e-3
"""A panel is so wide at least, on the scale of the question."""
TICKS = 7
"""So many fit beside each other."""
AMOUNTS = np.outer(10.0 ** np.arange(-3, 7), [1.0, 2.0, 5.0]).ravel()
"""Where a panel of amounts may have a tick."""
WHOLE_TO = 12.0
"""Up to this highest answer a panel may have a tick at every whole number, beyond at every ten."""
TITLE_MOST = 46
"""Characters of a title in one line."""
LINES: dict[str, dict[str, Any]] = {
    "prior": {"color": style.GREY, "linewidth": 1.4},
    "before": {"color": style.BLUE, "linewidth": 1.4, "linestyle": "--"},
    "opinion": {"color": style.ORANGE, "linewidth": 2.2},
    "after": {"color": style.BLUE, "linewidth": 2.2},
}


def draw(weighing: Weighing, lang: Lang) -> Figure:
    """Draw a panel for every question."""
    words = texts_of(TEXTS)[lang]
    elicited = weighing.pooled.elicited
    asked = [one for one in elicited.questions.question if one.id in weighing.answers]
    lines = -(-len(asked) // BESIDE)
    figure = style.new_figure(11.0, 1.5 + 2.2 * lines)
    style.header(
        figure,
        words["picture.title"],
        words.say(
            "picture.about",
            experts=len(elicited.opinions),
            draws=number(len(weighing.before), 0, lang),
            effective=number(weighing.weighed.effective, 0, lang),
            part=percent(weighing.weighed.part, lang),
        ),
    )
    panels = figure.subplots(lines, BESIDE, squeeze=False).ravel()
    for axes in panels[len(asked) :]:
        axes.set_visible(False)
    for axes, question in zip(panels, asked, strict=False):
        _panel(axes, weighing, question, words)
    marks = [Line2D([], [], label=words[f"picture.{key}"], **look) for key, look in LINES.items()]
    figure.legend(handles=marks, loc="outside lower center", ncols=4, fontsize=9, frameon=False)
    return figure


def _panel(axes: Axes, weighing: Weighing, question: Question, words: Texts) -> None:
    """Draw the densities of one outcome on the scale on which its answers are compared."""
    ruler, pool = Ruler.of(question), weighing.pools.get(question.id)
    curves = {
        "prior": _known(ruler, weighing.prior_answers[question.id]),
        "before": _known(ruler, weighing.answers[question.id]),
        "opinion": _sample(ruler, pool),
        "after": _known(ruler, weighing.answers_after(question.id)),
    }
    narrow = [values for key, values in curves.items() if key != "prior" and len(values)]
    ends = [np.quantile(values, SHOWN) for values in narrow] or [np.zeros(2)]
    low, high = float(np.min(ends)), float(np.max(ends)) + LEAST
    places = np.linspace(low, high, POINTS)
    for key, look in LINES.items():
        if len(curves[key]):
            axes.plot(places, _density(curves[key], places), **look)
    style.tidy(axes, None)
    ticks = _ticks(ruler, low, high)
    axes.set_xticks(ruler.along(ticks), [short(tick, words.lang, 2) for tick in ticks.tolist()])
    axes.set_yticks([])
    axes.set_ylim(bottom=0.0)
    axes.set_xlim(low, high)
    title = textwrap.fill(headed(title_of(question, words.lang)), TITLE_MOST)
    axes.set_title(title, fontsize=8.5, loc="left", color=style.INK)
    unit = question.unit_in(words.lang)
    asked = unit if pool is not None else f"{unit} ({words['picture.not_asked']})"
    axes.set_xlabel(asked, fontsize=8, color=style.QUIET)


def _known(ruler: Ruler, values: Reals) -> Reals:
    return ruler.along(values[~np.isnan(values)])


def _sample(ruler: Ruler, pool: Pool | None) -> Reals:
    """Return where the opinion lies, as evenly as a thousand draws; nothing where there is none."""
    levels = (np.arange(1000) + 0.5) / 1000
    return np.empty(0) if pool is None else ruler.along(pool.quantiles(levels))


def _density(values: Reals, places: Reals) -> Reals:
    """Return the density of values at places, smoothed by a normal."""
    width = WIDTH * (places[-1] - places[0])
    off = (places[:, None] - values[None, :]) / width
    return np.asarray(np.exp(-0.5 * off * off).sum(axis=1) / (len(values) * width))


def _ticks(ruler: Ruler, low: float, high: float) -> Reals:
    """Return round answers that a panel shows, none too near to the one before."""
    shown: list[float] = []
    for value in _round_answers(ruler.most):
        place = float(ruler.along(value))
        far = not shown or place - ruler.along(shown[-1]) > (high - low) / TICKS
        if low <= place <= high and far:
            shown.append(float(value))
    return np.array(shown)


def _round_answers(most: float | None) -> Reals:
    """Return round answers in rising order; near none and near all they lie closer."""
    if most is None:
        return AMOUNTS
    step = 1.0 if most <= WHOLE_TO else 10.0
    fine = AMOUNTS[step / 100.0 < AMOUNTS]
    fine = fine[fine < step]
    return np.unique(np.concatenate([np.arange(0.0, most + step, step), fine, most - fine]))
