"""Other lucks in plain words and in a picture: of a hundred lucks, so many."""

from collections.abc import Sequence
from html import escape
from typing import Any

from experiments.classroom.amounts import about_idr
from experiments.classroom.luck_spread import SideSpread, Spread
from experiments.classroom.texts import say
from experiments.common.languages import Lang

HUNDRED = 100
ACROSS = 20
SQUARE, GAP = 20, 4


def out_of_hundred(shares: Sequence[float]) -> list[int]:
    """Return shares of one whole as counts that add up to 100, by largest remainders."""
    exact = [HUNDRED * share for share in shares]
    counts = [int(it + 1e-9) for it in exact]
    by_rest = sorted(range(len(exact)), key=lambda n: counts[n] - exact[n])
    for place in by_rest[: HUNDRED - sum(counts)]:
        counts[place] += 1
    return counts


def sentences(spread: Spread, titles: tuple[str, str], lang: Lang) -> list[str]:
    """Return what a spread says: each choice, then the two against each other."""
    told = [_side(side, title, lang) for side, title in zip(spread.sides, titles, strict=True)]
    left, right = titles
    more, same, less = out_of_hundred((spread.right_ahead, spread.equal, spread.left_ahead))
    told.append(say(lang, "luck.against", left=left, right=right, more=more, same=same, less=less))
    only_right, only_left, _ = out_of_hundred(
        (
            spread.only_right_alive,
            spread.only_left_alive,
            1.0 - spread.only_right_alive - spread.only_left_alive,
        )
    )
    told.append(
        say(lang, "luck.lives", left=left, right=right, right_only=only_right, left_only=only_left)
    )
    return told


def _side(side: SideSpread, title: str, lang: Lang) -> str:
    gone, going, mandiri = _counts(side)
    low, _, high = side.marks_idr
    return say(
        lang,
        "luck.side",
        title=title,
        gone=gone,
        alive=going + mandiri,
        mandiri=mandiri,
        low=about_idr(low, lang),
        high=about_idr(high, lang),
    )


def _counts(side: SideSpread) -> list[int]:
    return out_of_hundred((1.0 - side.alive, side.alive - side.mandiri, side.mandiri))


def picture(side: SideSpread, title: str, lang: Lang) -> str:
    """Return a hundred squares as SVG, each a luck in a hundred: failed, going on, mandiri."""
    counts = _counts(side)
    names = ("gone", "going", "mandiri")
    label = escape(_side(side, title, lang), quote=True)
    size = ACROSS * (SQUARE + GAP) - GAP
    height = HUNDRED // ACROSS * (SQUARE + GAP) - GAP
    squares = []
    place = 0
    for name, count in reversed(list(zip(names, counts, strict=True))):
        for _ in range(count):
            squares.append(_square(place, name))
            place += 1
    return (
        f'<svg class="lucks" role="img" aria-label="{label}" viewBox="0 0 {size} {height}" '
        f'width="{size}" height="{height}">{"".join(squares)}</svg>'
    )


def _square(place: int, name: str) -> str:
    """Return one square; a failed one is crossed out, a mandiri one has a mark."""
    x, y = place % ACROSS * (SQUARE + GAP), place // ACROSS * (SQUARE + GAP)
    far = SQUARE - 4
    marks: dict[str, str] = {
        "gone": f'<path d="M{x + 4} {y + 4}l{far - 4} {far - 4}m0 {4 - far}l{4 - far} {far - 4}"/>',
        "going": "",
        "mandiri": f'<circle cx="{x + SQUARE / 2}" cy="{y + SQUARE / 2}" r="4"/>',
    }
    return (
        f'<g class="{name}"><rect x="{x}" y="{y}" width="{SQUARE}" height="{SQUARE}" rx="2"/>'
        f"{marks[name]}</g>"
    )


def told(spread: Spread, titles: tuple[str, str], lang: Lang) -> dict[str, Any]:
    """Return the sentences and both pictures."""
    pictures = [picture(it, title, lang) for it, title in zip(spread.sides, titles, strict=True)]
    return {"sentences": sentences(spread, titles, lang), "pictures": pictures}
