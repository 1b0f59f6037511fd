"""Books of many qualities side by side: each Kube of a simulated city has its own damage."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from experiments.books.damage import damaged
from experiments.books.panel import COLUMNS, Panel

CLEAN = 0.25
"""Share of Kubes whose books are whole; the others have the mix of `experiments.books.damage`."""
LATE = (0.7, 0.12, 0.1, 0.08)
"""Shares of Kubes whose books end 0, 1, 2 and 3 months before today."""
MIX = "all"
MIXED, CLEAN_BOOKS = "mixed", "clean"
"""Books of the training, and whole ones; beside them the kinds of `experiments.books.damage`."""


class Part(NamedTuple):
    """A part of books: what a study of their worth leaves of them.

    Attributes
    ----------
    columns : tuple of str
        The others are not known.
    months : int
        So many before today are known, today's among them; 0: all.
    """

    columns: tuple[str, ...] = COLUMNS
    months: int = 0

    def of(self, panel: Panel) -> Panel:
        """Return books with this part of them alone."""
        columns = {name: values.copy() for name, values in panel.columns.items()}
        for name, values in columns.items():
            cut = values.shape[1] if name not in self.columns else -self.months
            values[:, :cut] = np.nan
        return replace(panel, columns=columns)


WHOLE = Part()


def kept_as(panel: Panel, kind: str, seed: int) -> Panel:
    """Return books as they are kept: mixed, clean, or damaged in one way.

    Parameters
    ----------
    panel : Panel
        Of any cities, nothing missing.
    kind : str
    seed : int
    """
    if kind == CLEAN_BOOKS:
        return panel
    return mixed(panel, seed) if kind == MIXED else damaged(panel, kind, seed)


def mixed(panel: Panel, seed: int) -> Panel:
    """Return books of which a part is whole and the others are damaged, each in its way.

    Parameters
    ----------
    panel : Panel
        Of any cities, nothing missing.
    seed : int
    """
    worse = damaged(panel, MIX, seed)
    whole = np.concatenate(
        [
            _random(seed, int(city), 0).random(int(count)) < CLEAN
            for city, count in zip(*np.unique(panel.city, return_counts=True), strict=True)
        ]
    )
    columns = {name: np.where(whole[:, None], panel[name], worse[name]) for name in COLUMNS}
    return replace(panel, columns=columns)


def late(panel: Panel, seed: int) -> Panel:
    """Return the books of a city of which some end up to three months before its today."""
    kubes, months = panel.shape
    draws = _random(seed, int(panel.city[0]), 1).random(kubes) if kubes else np.zeros(0)
    missing = np.searchsorted(np.cumsum(LATE), draws, side="right")
    lost = np.arange(months)[None, :] >= months - missing[:, None]
    columns = {name: np.where(lost, np.nan, values) for name, values in panel.columns.items()}
    return replace(panel, columns=columns)


def _random(seed: int, city: int, use: int) -> np.random.Generator:
    return np.random.default_rng([seed, city, use])
