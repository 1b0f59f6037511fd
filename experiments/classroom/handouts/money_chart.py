"""A chart of the groups' money on paper: empty, to draw a guess into, or with both lines."""

from collections.abc import Sequence
from html import escape

from experiments.common.languages import Lang
from experiments.common.numbers import short

WIDE, HIGH = 640, 230
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 10, 28
YEAR = 12
MILLION = 1_000_000
STEPS = (1, 2, 5)
LINES_MOST = 5
DASHES = ("6 4", "")
"""The left line is dashed, the right one is not: paper is often black and white."""
INKS = ("#a8431c", "#14625d")

Line = Sequence[int | None]


def money_chart(lines: Sequence[Line], titles: Sequence[str], label: str, lang: Lang,
                *, solved: bool) -> str:  # fmt: skip
    """Return a chart as SVG.

    Parameters
    ----------
    lines : sequence of sequence of int or None
        Rupiah by month of left and right; None where the Kube does not live.
    label : str
        What it shows, in words.
    solved : bool
        Draw the lines; else their axes alone, on the same scale.
    """
    months = len(lines[0])
    step = _step(max((value for line in lines for value in line if value), default=0) / MILLION)
    top = step * LINES_MOST
    marks = "".join(_mark(number * step, top, lang) for number in range(LINES_MOST + 1))
    years = "".join(_year(number, months) for number in range(months // YEAR + 1))
    drawn = "".join(
        f'<path d="{_path(line, top)}" fill="none" stroke="{ink}" stroke-width="2.5" '
        f'stroke-dasharray="{dashes}"/>'
        for line, ink, dashes in zip(lines, INKS, DASHES, strict=True)
    )
    key = "".join(
        f'<text x="{LEFT + 8 + 300 * side}" y="{TOP + 12}" fill="{ink}">'
        f"{'- - ' if dashes else '— '}{escape(title)}</text>"
        for side, (title, ink, dashes) in enumerate(zip(titles, INKS, DASHES, strict=True))
    )
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {WIDE} {HIGH}" '
        f'width="100%" font-size="12">{marks}{years}{drawn + key if solved else ""}</svg>'
    )


def _step(most: float) -> float:
    """Return the distance of lines, in millions, so that five of them hold the highest value."""
    power = 0.1
    while True:
        for step in STEPS:
            if step * power * LINES_MOST >= most:
                return step * power
        power *= 10


def _mark(value: float, top: float, lang: Lang) -> str:
    y = _y(value, top)
    return (
        f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#b5b5b5"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{short(round(value, 1), lang)}'
        "</text>"
    )


def _year(number: int, months: int) -> str:
    x = _x(number * YEAR, months)
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HIGH - BOTTOM}" stroke="#d9d9d9"/>'
        f'<text x="{x:.1f}" y="{HIGH - 10}" text-anchor="middle">{number}</text>'
    )


def _path(line: Line, top: float) -> str:
    parts, broken = [], True
    for month, value in enumerate(line, start=1):
        if value is None:
            broken = True
            continue
        letter = "M" if broken else "L"
        parts.append(f"{letter}{_x(month, len(line)):.1f} {_y(value / MILLION, top):.1f}")
        broken = False
    return "".join(parts)


def _x(month: int, months: int) -> float:
    return LEFT + month / months * (WIDE - LEFT - RIGHT)


def _y(value: float, top: float) -> float:
    return HIGH - BOTTOM - value / top * (HIGH - BOTTOM - TOP)
