"""Books of many qualities side by side: each Kube of a simulated city has its own damage."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import Panel

LATE = (0.7, 0.12, 0.1, 0.08)
"""Shares of Kubes whose books end 0, 1, 2 and 3 months before today."""


def mixed(panel: Panel, generator: np.random.Generator) -> Panel:
    """Return the books of a city with mixed damage.

    Parameters
    ----------
    panel : Panel
        Of one city, up to its today.
    """
    kubes, months = panel.shape
    lost = generator.random((kubes, months)) < _chance(panel, generator)[:, :]
    late = generator.choice(len(LATE), kubes, p=LATE)
    lost |= np.arange(months)[None, :] >= months - late[:, None]
    columns = {name: np.where(lost, np.nan, values) for name, values in panel.columns.items()}
    return replace(panel, columns=columns)


def _chance(panel: Panel, generator: np.random.Generator) -> NDArray[np.float64]:
    return np.where(generator.random(panel.shape[0])[:, None] < 0.5, 0.3, 0.0)
