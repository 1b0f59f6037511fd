"""One picture: the boxes that PRIM peeled, beside the rule in its two narrowest inputs."""

import textwrap
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.common import style
from experiments.common.languages import Lang
from experiments.policy.discover.discovery import Answer, Rule
from experiments.policy.discover.rule_cards import heading, opening, title
from experiments.policy.discover.run_space import Box, Mask, Numbers
from experiments.policy.discover.texts import sentences
from experiments.sweeps.names import level_text, named

LEVELS_MOST = 12
"""Of an input with no more values, runs are spread sidewards, so as not to hide one another."""
SPREAD = 0.5
"""Share of the gap between values over which they are spread."""
EDGE = 0.3
"""Share of that gap by which a rule's box is drawn wider than the values in it."""
DOTS_MOST = 4000
RUNS_A_DOT = 4
"""Where so many runs lie on one another, a dot stands for them all."""
LETTERS_MOST = 46
"""Of a line of a label."""
COLOURS = LinearSegmentedColormap.from_list("cases", [style.GREY, style.ORANGE, style.VERMILION])


class Scale(NamedTuple):
    """An input along an axis.

    Attributes
    ----------
    values : NDArray of float, shape (runs,)
    low, high : float
        From where to where the rule has it.
    """

    values: Numbers
    low: float
    high: float


def draw(answer: Answer, lang: Lang) -> Figure:
    """Draw the picture of PRIM's rule."""
    figure = style.new_figure(11.0, 5.6)
    rule = answer.rules[0]
    explanation = f"{heading(rule, lang)}. {opening(answer, lang)[0]}"
    style.header(figure, title(answer, lang), explanation)
    left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.15))
    _trajectory(left, answer, rule, lang)
    _draw_box(right, answer, rule, lang)
    return figure


def _trajectory(axes: Axes, answer: Answer, rule: Rule, lang: Lang) -> None:
    texts, base = sentences(lang), answer.space.density
    steps = [step.fit for step in answer.trajectory]
    coverage, density = [step.coverage for step in steps], [step.density for step in steps]
    axes.plot(coverage, density, "-o", color=style.SKY, markersize=3.5, linewidth=1.0)
    axes.axhline(base, color=style.QUIET, linewidth=1.0, linestyle="--", label=texts["base_line"])
    if rule.conditions:
        held, at = rule.held_out, rule.fit.coverage
        axes.errorbar(
            [at], [held.median], [[held.median - held.low], [held.high - held.median]],
            fmt="s", color=style.VERMILION, capsize=4, zorder=4, label=texts["unseen"],
        )  # fmt: skip
        axes.plot(
            [at], [rule.fit.density], "D", color=style.BLUE, markersize=8, zorder=5,
            label=texts["chosen"],
        )  # fmt: skip
    axes.set_xlim(0.0, 1.02)
    axes.set_ylim(0.0, 1.02)
    axes.xaxis.set_major_formatter(style.percent)
    axes.yaxis.set_major_formatter(style.percent)
    axes.set_xlabel(texts["coverage_axis"], fontsize=9, color=style.INK)
    axes.set_ylabel(texts["density_axis"], fontsize=9, color=style.INK)
    _finish(axes, texts["peeling"])


def _draw_box(axes: Axes, answer: Answer, rule: Rule, lang: Lang) -> None:
    """Draw runs, and the rule's box, over two inputs; over one, the second axis is the share."""
    texts, box = sentences(lang), rule.pruned.box
    names = _two(answer, rule)
    across = _scale(axes, answer, names[0], box, lang, upright=False)
    alone = len(names) < 2
    up = (
        _share(axes, answer, lang)
        if alone
        else _scale(axes, answer, names[1], box, lang, upright=True)
    )
    draw = _runs if alone or not _crowded(across, up) else _dots
    draw(axes, answer, across, up, lang)
    if rule.conditions:
        _rectangle(axes, across, up)
    _finish(axes, texts[("one" if alone else "two") if rule.conditions else "no_box"])


def _crowded(across: Scale, up: Scale) -> bool:
    """Whether runs lie on one another, and spreading them would not help."""
    if max(len(np.unique(scale.values)) for scale in (across, up)) <= LEVELS_MOST:
        return False
    places = np.unique(np.column_stack([across.values, up.values]), axis=0)
    return len(across.values) >= RUNS_A_DOT * len(places)


def _finish(axes: Axes, words: str) -> None:
    """Write a panel's title, and put its legend below it."""
    style.tidy(axes)
    axes.set_title(words, loc="left", fontsize=9.5, weight="bold", color=style.INK)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(
            fontsize=8, frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3
        )


def _two(answer: Answer, rule: Rule) -> list[str]:
    """Return the inputs of the rule that leave the fewest runs, or those that came up most."""
    if not rule.conditions:
        others = [each.name for each in answer.space.inputs if each.name not in rule.reproduced]
        return [*rule.reproduced, *others][:2]
    alone = {name: _mask_alone(answer, rule.pruned.box, name).mean() for name in rule.conditions}
    return sorted(alone, key=lambda name: float(alone[name]))[:2]


def _mask_alone(answer: Answer, box: Box, name: str) -> Mask:
    """Return which runs have what a box asks of one input."""
    places = answer.space.columns_of(name)
    return Box(box.low[places], box.high[places]).mask(answer.space.x[:, places])


def _scale(axes: Axes, answer: Answer, name: str, box: Box, lang: Lang, *, upright: bool) -> Scale:
    """Let an axis show an input.

    Levels of an input that is no number stand so that those of the box are side by side.
    """
    words, inside = named(name, lang), _mask_alone(answer, box, name)
    shown = next(each for each in answer.space.inputs if each.name == name)
    values = answer.space.x[:, answer.space.columns_of(name)[0]]
    if shown.levels:
        places = _places(answer, name)
        held = set(places[inside].tolist())
        order = sorted(range(len(shown.levels)), key=lambda place: place not in held)
        values = np.argsort(order)[places].astype(np.float64)
        texts = [level_text(name, shown.levels[place], lang).split(" (")[0] for place in order]
        (axes.yaxis if upright else axes.xaxis).set_ticks(range(len(order)), texts)
    unit = f" ({words.unit})" if words.unit else ""
    label = textwrap.fill(f"{words.title}{unit}", LETTERS_MOST)
    (axes.set_ylabel if upright else axes.set_xlabel)(label, fontsize=9, color=style.INK)
    return Scale(values, float(values[inside].min()), float(values[inside].max()))


def _places(answer: Answer, name: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the number of each run's level."""
    x = answer.space.x[:, answer.space.columns_of(name)]
    return x[:, 0].astype(np.int64) if x.shape[1] == 1 else np.argmax(x, axis=1).astype(np.int64)


def _share(axes: Axes, answer: Answer, lang: Lang) -> Scale:
    """Let the upright axis show the share of Kubes by which runs are cases."""
    texts, share = sentences(lang), answer.cases.share[answer.cases.known]
    axes.yaxis.set_major_formatter(style.percent)
    label = texts.say("share_axis", stage=texts[answer.cases.outcome])
    axes.set_ylabel(textwrap.fill(label, LETTERS_MOST), fontsize=9, color=style.INK)
    return Scale(share, float(share.min()), float(share.max()))


def _dots(axes: Axes, answer: Answer, across: Scale, up: Scale, lang: Lang) -> None:
    """Draw a dot for all runs at a place, coloured by how many are cases."""
    places, place = np.unique(
        np.column_stack([across.values, up.values]), axis=0, return_inverse=True
    )
    runs = np.bincount(place.ravel())
    share = np.bincount(place.ravel(), weights=answer.space.case) / runs
    scale = Normalize(0.0, 1.0)
    axes.scatter(places[:, 0], places[:, 1], c=share, s=18, cmap=COLOURS, norm=scale, linewidths=0)
    figure = axes.get_figure(root=True)
    assert figure is not None
    bar = figure.colorbar(ScalarMappable(scale, COLOURS), ax=axes, format=style.percent, shrink=0.7)
    bar.set_label(sentences(lang)["colour"], fontsize=8.5, color=style.INK)
    bar.ax.tick_params(labelsize=8)


def _runs(axes: Axes, answer: Answer, across: Scale, up: Scale, lang: Lang) -> None:
    """Draw a dot a run, moved apart where many are alike."""
    texts, case = sentences(lang), answer.space.case
    shown = np.random.default_rng(0).permutation(len(case))[:DOTS_MOST]
    x, y = (_spread(scale.values, seed) for seed, scale in enumerate((across, up)))
    for is_case, colour, label in (
        (False, style.GREY, texts["others"]),
        (True, style.VERMILION, texts["cases"]),
    ):
        at = shown[case[shown] == is_case]
        axes.plot(
            x[at], y[at], "o", color=colour, markersize=2.6, alpha=0.55, markeredgewidth=0,
            label=label,
        )  # fmt: skip


def _spread(values: Numbers, seed: int) -> Numbers:
    """Return values moved apart where many are alike."""
    gap = _gap(values)
    return values + SPREAD * gap * np.random.default_rng(seed).uniform(-0.5, 0.5, len(values))


def _gap(values: Numbers) -> float:
    """Return the least gap between few values; 0 where there are many."""
    levels = np.unique(values)
    return float(np.diff(levels).min()) if 1 < len(levels) <= LEVELS_MOST else 0.0


def _rectangle(axes: Axes, across: Scale, up: Scale) -> None:
    wide, tall = (EDGE * _gap(scale.values) for scale in (across, up))
    axes.add_patch(
        Rectangle(
            (across.low - wide, up.low - tall),
            across.high - across.low + 2.0 * wide,
            up.high - up.low + 2.0 * tall,
            fill=False, linewidth=2.0, edgecolor=style.BLUE, zorder=5, clip_on=False,
        )
    )  # fmt: skip
