"""Two methods that look for a box dense in cases: PRIM, and a classification tree.

PRIM peels a box thin slice by thin slice, chooses one on its trajectory, and pastes it outwards
again: Friedman and Fisher (1999). A peel is chosen by what density it gains for each run it gives
up (Kwakkel and Jaxa-Rozen 2016): inputs of few levels can only give up many runs at once. Of the
trajectory the box is taken that has most of the cases less its share of the runs.

Of the tree the node is taken that holds the cases best. Nodes above the leaves count too: a last
split that only divides a good box would halve it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from experiments.policy.discover.run_space import Box, Fit, Mask, Numbers, Space, fit

ALPHA = 0.05
"""Share of the runs inside that one peel gives up, or one step of pasting takes back."""
MASS_LEAST = 0.05
"""Share of all runs below which nothing is peeled."""
DEPTH_MOST = 3
"""Conditions of a node of the tree: no more than a reader keeps in mind."""
LEAF_LEAST = 0.05
"""Share of all runs that a node has at least."""


class Step(NamedTuple):
    """A box of a trajectory."""

    box: Box
    fit: Fit


def trajectory(space: Space) -> list[Step]:
    """Return the boxes from everything down to the least mass, each inside the one before."""
    box = Box.everything(len(space.columns))
    inside = np.ones(len(space), bool)
    least = max(2.0, MASS_LEAST * len(space))
    steps = [Step(box, fit(space, box))]
    while 0.0 < steps[-1].fit.density < 1.0:
        peel = _peel(space.x[inside], space.case[inside], least)
        if peel is None:
            break
        column, low, high = peel
        box = Box(box.low.copy(), box.high.copy())
        if np.isfinite(low):
            box.low[column] = low
        else:
            box.high[column] = high
        inside = box.mask(space.x)
        steps.append(Step(box, fit(space, box)))
    return steps


def _peel(x: Numbers, case: Mask, least: float) -> tuple[int, float, float] | None:
    """Return column and new bounds (one is infinite) of the best peel; None where none is left.

    Parameters
    ----------
    x : NDArray of float, shape (runs, columns)
        Of the runs inside.
    """
    columns, runs = np.ascontiguousarray(x.T), len(case)
    place = min(runs - 1, max(1, round(ALPHA * runs)))
    ranked = np.partition(columns, (0, place, runs - 1 - place, runs - 1), axis=1)
    bottom, top = ranked[:, 0, np.newaxis], ranked[:, -1, np.newaxis]
    low, high = ranked[:, place, np.newaxis], ranked[:, runs - 1 - place, np.newaxis]
    kept = np.stack(
        [
            np.where(low > bottom, columns >= low, columns > bottom),
            np.where(high < top, columns <= high, columns < top),
        ]
    )
    left = kept.sum(axis=2)
    allowed = (left >= least) & (left < runs)
    if not allowed.any():
        return None
    density = (kept @ case.astype(np.float64)) / np.maximum(left, 1)
    gain = (density - case.mean()) / np.maximum(runs - left, 1)
    side, column = np.unravel_index(np.argmax(np.where(allowed, gain, -np.inf)), gain.shape)
    values = columns[column, kept[side, column]]
    if side == 0:
        return int(column), float(values.min()), np.inf
    return int(column), -np.inf, float(values.max())


def pasted(space: Space, box: Box) -> Box:
    """Return a box whose bounds have been moved outwards as long as that gains cases."""
    gain = fit(space, box).gain
    while True:
        wider = [(fit(space, each).gain, each) for each in _wider(space, box)]
        most, widest = max(wider, default=(gain, box), key=lambda pair: pair[0])
        if most <= gain:
            return box
        gain, box = most, widest


def _wider(space: Space, box: Box) -> list[Box]:
    """Return the boxes with one bound moved outwards, by few runs or to its end."""
    boxes = []
    few = max(1, round(ALPHA * box.mask(space.x).sum()))
    for bounds, sign in ((box.low, -1.0), (box.high, 1.0)):
        for column in np.flatnonzero(np.isfinite(bounds)):
            moved = Box(box.low.copy(), box.high.copy())
            at = (moved.low if sign < 0 else moved.high)[column : column + 1]
            at[:] = sign * np.inf
            values = space.x[moved.mask(space.x), column]
            beyond = np.sort(sign * values[sign * values > sign * bounds[column]])
            if len(beyond) > few:
                at[:] = sign * beyond[few - 1]
            boxes.append(moved)
    return boxes


def prim(space: Space) -> Box:
    """Return the box that PRIM finds: of its trajectory the first that gains most, pasted."""
    best = max(trajectory(space), key=lambda step: np.nan_to_num(step.fit.gain))
    return pasted(space, best.box)


def tree(space: Space) -> Box:
    """Return the node with most of the cases less its share of the runs; the first of equals."""
    from sklearn.tree import DecisionTreeClassifier  # noqa: PLC0415

    grown = DecisionTreeClassifier(
        max_depth=DEPTH_MOST, min_samples_leaf=LEAF_LEAST, random_state=0
    ).fit(space.x, space.case)
    nodes = _nodes(grown.tree_, Box.everything(len(space.columns)), 0)
    filled = [box for box in nodes if box.mask(space.x).any()]
    return max(filled, key=lambda box: fit(space, box).gain).snapped(space)


def _nodes(nodes: Any, box: Box, node: int) -> Iterator[Box]:
    """Yield the box of a node, then those of all below it."""
    left, right = int(nodes.children_left[node]), int(nodes.children_right[node])
    yield box
    if left == right:
        return
    column, bound = int(nodes.feature[node]), float(nodes.threshold[node])
    below, above = Box(box.low, box.high.copy()), Box(box.low.copy(), box.high)
    below.high[column], above.low[column] = bound, bound
    yield from _nodes(nodes, below, left)
    yield from _nodes(nodes, above, right)
