"""Pairs of runs of a nation: who moved is counted in every city, and kept by region."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.comparing.ends import end_in
from experiments.comparing.transitions import OUT, Moves
from sim.ensemble.ensemble import Chunk
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import TALLY, empty
from sim.ensemble.run import Given
from sim.ensemble.totals import add
from sim.rules.stages import STAGES


class Moved(NamedTuple):
    """What is kept of pairs of one city.

    Attributes
    ----------
    kubes : NDArray of int, shape (4, 4)
        By stage under a and under b.
    households : NDArray of int, shape (2, 2)
        Founding households, 1 for a member of a living Kube.
    """

    tallies: Any
    kubes: NDArray[np.int64]
    households: NDArray[np.int64]


def run_pairs(
    nation: NationEnsemble, jobs: Any, moves: Moves, progress: Callable[[int], None]
) -> Any:
    """Run jobs that come in pairs; count who moved by region.

    Parameters
    ----------
    progress : callable
        Called with the jobs done, as far as all cities' runs amount to them.

    Returns
    -------
    recarray of TALLY, shape (jobs,)
    """
    tallies = empty(len(jobs), TALLY)
    found = nation.pieces(
        jobs,
        _moved,
        states=True,
        together=2,
        progress=lambda done, of: progress(done * len(jobs) // of),
    )
    for piece, made in found:
        add(tallies[piece.first : piece.last], made.tallies)
        region = nation.region_of[piece.city]
        moves.kubes[region] += made.kubes
        moves.households[region] += made.households
    return tallies


def _moved(_city: int, given: Given, chunk: Chunk) -> Moved:
    """Count who moved in a city."""
    kubes = np.zeros((len(STAGES), len(STAGES)), np.int64)
    households = np.zeros((OUT + 2, OUT + 2), np.int64)
    sizes = given.kubes.shape[1], len(given.facilitators)
    for one, other in zip(chunk.states[::2], chunk.states[1::2], strict=True):
        a, b = end_in(one, *sizes), end_in(other, *sizes)
        np.add.at(kubes, (a.stages, b.stages), 1)
        np.add.at(households, (a.members.astype(int), b.members.astype(int)), 1)
    return Moved(chunk.tallies, kubes, households)
