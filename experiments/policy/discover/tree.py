"""The node of a classification tree that holds the cases best, as a box.

Nodes above the leaves count too: a last split that only divides a good box would halve it.
"""

from collections.abc import Iterator
from typing import Any

from experiments.policy.discover.space import Box, Space, fit

DEPTH_MOST = 3
"""Conditions of a node: no more than a reader keeps in mind."""
LEAF_LEAST = 0.05
"""Share of all runs that a node has at least."""


def tree(space: Space) -> Box:
    """Return the node with most of the cases less its share of the runs; the first of equals."""
    from sklearn.tree import DecisionTreeClassifier  # noqa: PLC0415

    found = DecisionTreeClassifier(
        max_depth=DEPTH_MOST, min_samples_leaf=LEAF_LEAST, random_state=0
    ).fit(space.x, space.case)
    nodes = _nodes(found.tree_, Box.everything(len(space.columns)), 0)
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
