"""One picture: the boxes that PRIM peeled, beside the rule in its two narrowest inputs."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.common import style
from experiments.common.languages import Lang
from experiments.policy.discover.answer import Answer
from experiments.policy.discover.cards import heading, opening, title
from experiments.policy.discover.finding import Rule
from experiments.policy.discover.picture_box import draw_box, finish
from experiments.policy.discover.texts import TEXTS


def draw(answer: Answer, lang: Lang) -> Figure:
    """Draw the picture of PRIM's rule."""
    figure = style.new_figure(11.0, 5.6)
    rule = answer.found.rules[0]
    style.header(
        figure,
        title(answer, lang),
        f"{heading(rule, lang)}. {opening(answer, lang)[0]}",
    )
    left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.15))
    _trajectory(left, answer, rule, lang)
    draw_box(right, answer, rule, lang)
    return figure


def _trajectory(axes: Axes, answer: Answer, rule: Rule, lang: Lang) -> None:
    texts, base = TEXTS[lang], answer.space.density
    steps = [step.fit for step in answer.found.trajectory]
    coverage, density = ([getattr(it, name) for it in steps] for name in ("coverage", "density"))
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
    finish(axes, texts["peeling"])
