"""How a run ended, Kube by Kube and founding household by household, read from its state."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.state import OF_AGENCY, OF_CITY, OF_FACILITATOR, OF_HOUSEHOLD, OF_KUBE, OF_OUTSIDE
from sim.luck import NEWCOMER
from sim.scenario import Scenario
from sim.standing import SLOT_BITS

STAGE = 3
"""Word of a Kube in a state."""
KEY, MEMBER_OF = 0, 11
"""Words of a household: its key; the id of the Kube of which it is a member, 0 for none."""


class End(NamedTuple):
    """A run's end.

    Attributes
    ----------
    stages : NDArray of int, shape (Kubes,)
        By id of the Kube. At the horizon all have been founded.
    origins : NDArray of int, shape (founding households,)
        Id of the Kube that each helped to found, in the order of their keys.
    members : NDArray of bool, shape (founding households,)
        Whether it is a member of a living Kube.
    """

    stages: NDArray[np.int64]
    origins: NDArray[np.int64]
    members: NDArray[np.bool_]


def end_of(state: bytes, scenario: Scenario) -> End:
    """Read how a run ended from its final state, as `sim.digest.state_bytes` writes it."""
    return end_in(state, len(scenario.kubes), scenario.city.facilitators)


def end_in(state: bytes, of_kubes: int, facilitators: int) -> End:
    """Read how a run of a city with so many Kubes and facilitators ended."""
    words = np.frombuffer(state, np.int64)
    households = OF_CITY + OF_KUBE * of_kubes
    rest = OF_FACILITATOR * facilitators + OF_AGENCY + OF_OUTSIDE
    kubes = words[OF_CITY:households].reshape(-1, OF_KUBE)
    living_here = words[households : len(words) - rest].reshape(-1, OF_HOUSEHOLD)
    slots = living_here[:, KEY] & ((1 << SLOT_BITS) - 1)
    founders = living_here[slots < NEWCOMER]
    return End(
        kubes[:, STAGE],
        founders[:, KEY] >> SLOT_BITS,
        founders[:, MEMBER_OF] != 0,
    )
