"""What all pictures share: colours that colour-blind readers can tell apart, header, years."""

import io
import textwrap
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common.languages import Lang
from experiments.common.numbers import LANGUAGES, NO_BREAK

DPI = 150
INK = "#222222"
QUIET = "#6b6b6b"
BLUE = "#0072B2"
SKY = "#56B4E9"
ORANGE = "#E69F00"
VERMILION = "#D55E00"
GREY = "#BDBDBD"
"""Okabe and Ito's palette."""

YEAR = 12

if Path("matplotlibrc").is_file():
    # Settings in the folder in which a command is called may be a stranger's, and have LaTeX run.
    matplotlib.rcdefaults()


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of so many inches; it belongs to no window."""
    return Figure(figsize=(width, height), layout="constrained")


def header(figure: Figure, title: str, explanation: str) -> float:
    """Write a title and its explanation over the panels; return the inches below them."""
    width, height = figure.get_size_inches()
    titles = textwrap.wrap(title, int(width * 9.5))
    lines = textwrap.wrap(explanation, int(width * 13.5))
    inches = 0.14 + 0.22 * len(titles) + 0.17 * len(lines)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0.0, 0.0, 1.0, 1.0 - inches / height))  # type: ignore[call-arg]
    top = 1.0 - 0.08 / height
    below = top - 0.23 * len(titles) / height
    for at, text, size, weight, color in (
        (top, titles, 12, "bold", INK),
        (below, lines, 9, "normal", QUIET),
    ):
        figure.text(
            0.012, at, "\n".join(text), va="top", fontsize=size, weight=weight, color=color,
            parse_math=False,
        )  # fmt: skip
    return float(height - inches)


def percent(value: float, _: object = None) -> str:
    """Write a share as per cent, as an axis wants it."""
    return f"{100 * value:.3g}{NO_BREAK}%"


def percent_in(lang: Lang) -> Callable[..., str]:
    """Return what writes a share as per cent on an axis, as a language writes numbers."""
    return lambda value, _=None: LANGUAGES[lang].signs(percent(value))


def tidy(axes: Axes, grid: Literal["x", "y"] | None = "y", size: float = 8) -> None:
    """Take away what carries no information; lines of the grid stand on one axis, or on none."""
    axes.spines[["top", "right"]].set_visible(False)
    if grid is not None:
        axes.grid(axis=grid, color="#e6e6e6", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=size, colors=INK, length=3)


def trailing(values: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sums over the 12 months up to each month, along the last axis.

    The first eleven months have no full year behind them: not a number.
    """
    total = np.cumsum(values, axis=-1, dtype=np.float64)
    sums = np.full(total.shape, np.nan)
    sums[..., YEAR - 1 :] = total[..., YEAR - 1 :]
    sums[..., YEAR:] -= total[..., :-YEAR]
    return sums


def ratio(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide; not a number where there is nothing to divide by."""
    result = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=result, where=below > 0)
    return result


def fan(values: NDArray[np.float64], quantiles: tuple[float, ...]) -> NDArray[np.float64]:
    """Return percentiles over the first axis by month; not a number counts as missing."""
    ordered = np.sort(values, axis=0)
    last = np.maximum(np.count_nonzero(~np.isnan(ordered), axis=0) - 1, 0)
    place = last * np.array(quantiles)[:, np.newaxis] / 100
    low, high = (
        np.take_along_axis(ordered, rank.astype(np.int64), axis=0)
        for rank in (np.floor(place), np.ceil(place))
    )
    return np.asarray(low + (place - np.floor(place)) * (high - low))


def png(figure: Figure) -> bytes:
    """Return a figure as a PNG."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(buffer, format="png", dpi=DPI, pil_kwargs={"compress_level": 2})
    return buffer.getvalue()
