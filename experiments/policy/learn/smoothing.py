"""A smooth of many columns at once: penalised splines, as smooth as leaving rows out asks for.

Each variable has a straight line and, where rows suffice, natural cubic splines; what is a choice
has a column a level. All columns share one ridge penalty, chosen by generalised cross-validation
(Golub, Heath & Wahba 1979, Technometrics 21:215-223), nothing at all being one of the choices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from experiments.policy.best_policy import Numbers

KNOTS = (0.05, 0.275, 0.5, 0.725, 0.95)
"""Quantiles at which the cubic pieces meet, after Harrell (2015), Regression Modeling Strategies,
2nd edition, table 2.3."""
LEVELS_MOST = 6
"""A variable of so few values is a choice."""
ROWS_A_COLUMN = 4
"""So many rows a column needs at least; with fewer a plainer design is taken."""
PENALTIES = (*np.logspace(-6.0, 3.0, 28), np.inf)
"""In parts of the largest squared singular value."""


@dataclass(frozen=True)
class Smooth:
    """Columns fitted on variables, with what is left open of the fit.

    Attributes
    ----------
    fitted : NDArray of float, shape (rows, columns)
    directions : NDArray of float, shape (rows, rank)
        Along which the fit could be otherwise, each of the length that one residual standard
        deviation gives it.
    residual : NDArray of float, shape (columns, columns)
        Covariance of what the variables do not explain.
    """

    fitted: Numbers
    directions: Numbers
    residual: Numbers

    def without_own(self, columns: Numbers) -> Numbers:
        """Return what each row is expected to have, fitted without the row itself.

        Parameters
        ----------
        columns : NDArray of float, shape (rows, columns)
            What was fitted.
        """
        own = (self.directions**2).sum(axis=1, keepdims=True)
        return np.asarray(columns - (columns - self.fitted) / np.maximum(1.0 - own, 1e-9))

    def others(self, count: int, rng: np.random.Generator) -> Numbers:
        """Return fits that the rows allow as well, shape (count, rows, columns)."""
        values, vectors = np.linalg.eigh(self.residual)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        shape = (count, self.directions.shape[1], len(root))
        return np.asarray(self.fitted + self.directions @ (rng.standard_normal(shape) @ root.T))


def smooth(variables: Mapping[str, Numbers], columns: Numbers) -> Smooth:
    """Fit columns on variables.

    Parameters
    ----------
    variables : mapping of NDArray, shape (rows,)
    columns : NDArray of float, shape (rows, columns)
    """
    rows, mean = len(columns), columns.mean(axis=0)
    left, sizes, _ = np.linalg.svd(design(variables, rows), full_matrices=False)
    kept = sizes > 1e-9 * max(sizes.max(initial=0.0), 1e-300)
    left, squares = left[:, kept], sizes[kept] ** 2
    along = left.T @ (columns - mean)
    whole = float(((columns - mean) ** 2).sum())
    best, shrunk = np.inf, np.zeros_like(squares)
    for penalty in PENALTIES if len(squares) else ():
        kept_part = squares / (squares + penalty * squares[0]) if np.isfinite(penalty) else 0.0
        part = np.broadcast_to(kept_part, squares.shape)
        off = whole - float(((2.0 * part - part**2)[:, None] * along**2).sum())
        score = off / (rows - 1.0 - part.sum()) ** 2
        if score < best * (1.0 - 1e-9):
            best, shrunk = score, part
    fitted = mean + left @ (shrunk[:, None] * along)
    away = columns - fitted
    residual = away.T @ away / max(1.0, rows - 1.0 - float(shrunk.sum()))
    level = np.full((rows, 1), rows**-0.5)
    return Smooth(fitted, np.hstack([level, left * np.sqrt(shrunk)]), residual)


def design(variables: Mapping[str, Numbers], rows: int) -> Numbers:
    """Return the richest design that the rows bear, each column of mean 0 and length 1.

    Splines with products of all pairs, splines alone, or straight lines alone.
    """
    plain = {name: plain_columns(values) for name, values in variables.items()}
    plain = {name: values for name, values in plain.items() if values.shape[1]}
    curved = [
        values if is_choice(variables[name]) else np.hstack([values, bends(variables[name])])
        for name, values in plain.items()
    ]
    pairs = [
        (one[:, :, None] * other[:, None, :]).reshape(rows, -1)
        for one, other in combinations(plain.values(), 2)
    ]
    for parts in ([*curved, *pairs], curved):
        if sum(part.shape[1] for part in parts) * ROWS_A_COLUMN <= rows:
            return scaled(parts, rows)
    return scaled(list(plain.values()), rows)


def scaled(parts: list[Numbers], rows: int) -> Numbers:
    """Return columns of mean 0 and length 1; those that do not vary are left out."""
    columns = np.hstack([np.empty((rows, 0)), *parts])
    columns = columns - columns.mean(axis=0)
    length = np.sqrt((columns**2).sum(axis=0))
    varies = length > 1e-9
    return np.asarray(columns[:, varies] / length[varies])


def is_choice(values: NDArray[np.float64] | NDArray[np.int64]) -> bool:
    """Whether a variable has so few values that each is a level of its own."""
    return len(np.unique(values)) <= LEVELS_MOST


def plain_columns(values: Numbers) -> Numbers:
    """Return a standardised variable, or a column for every level but the first."""
    levels = np.unique(values)
    if len(levels) <= LEVELS_MOST:
        return np.stack([values == level for level in levels], axis=1)[:, 1:].astype(np.float64)
    return np.asarray(((values - values.mean()) / values.std())[:, None])


def bends(values: Numbers) -> Numbers:
    """Return the natural cubic splines of a variable beside its straight line."""
    knots = np.unique(np.quantile(values, KNOTS))
    if len(knots) < 3:
        return np.empty((len(values), 0))
    span = knots[-1] - knots[0]
    above = np.maximum(values[:, None] - knots, 0.0) ** 3
    last, before = above[:, -1:], above[:, -2:-1]
    gap = knots[-1] - knots[-2]
    cubic = (
        above[:, :-2]
        - before * (knots[-1] - knots[:-2]) / gap
        + last * (knots[-2] - knots[:-2]) / gap
    )
    return np.asarray(cubic / span**2)
