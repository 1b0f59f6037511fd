"""The leaf of a classification tree that holds the cases best, as a box."""

from collections.abc import Iterator
from typing import Any

from experiments.policy.discover.space import Box, Space, fit

DEPTH_MOST = 3
"""Conditions of a leaf: no more than a reader keeps in mind."""
LEAF_LEAST = 0.05
"""Share of all runs that a leaf has at least."""


def tree(space: Space) -> Box:
    """Return the leaf with most of the cases less its share of the runs; the first of equals."""
    from sklearn.tree import DecisionTreeClassifier  # noqa: PLC0415

    found = DecisionTreeClassifier(
        max_depth=DEPTH_MOST, min_samples_leaf=LEAF_LEAST, random_state=0
    ).fit(space.x, space.case)
    leaves = _leaves(found.tree_, Box.everything(len(space.columns)), 0)
    filled = [box for box in leaves if box.mask(space.x).any()]
    return max(filled, key=lambda box: fit(space, box).gain).snapped(space)


def _leaves(nodes: Any, box: Box, node: int) -> Iterator[Box]:
    """Yield the boxes of the leaves below a node."""
    left, right = int(nodes.children_left[node]), int(nodes.children_right[node])
    if left == right:
        yield box
        return
    column, bound = int(nodes.feature[node]), float(nodes.threshold[node])
    below, above = Box(box.low, box.high.copy()), Box(box.low.copy(), box.high)
    below.high[column], above.low[column] = bound, bound
    yield from _leaves(nodes, below, left)
    yield from _leaves(nodes, above, right)
