"""How runs ended, Kube by Kube and household by household, and who changed side."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.state import OF_AGENCY, OF_CITY, OF_FACILITATOR, OF_HOUSEHOLD, OF_KUBE, OF_OUTSIDE
from sim.luck import NEWCOMER
from sim.nation.load import Setting
from sim.nation.records import Nation, Region
from sim.rules.stages import GAGAL, STAGES
from sim.scenario import KubeRow
from sim.standing import SLOT_BITS
from sim.state.household import DIGEST as HOUSEHOLD_DIGEST
from sim.state.kube import DIGEST as KUBE_DIGEST

OUT, MEMBER = 0, 1
STAGE = KUBE_DIGEST.index("stage")
"""Word of a Kube in a state."""
KEY, MEMBER_OF = HOUSEHOLD_DIGEST.index("key"), HOUSEHOLD_DIGEST.index("kube")
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


def end_of(state: bytes, kubes: int, facilitators: int) -> End:
    """Read how a run of a city with so many Kubes and facilitators ended.

    Parameters
    ----------
    state : bytes
        The final state, as `sim.digest.state_bytes` writes it.
    """
    words = np.frombuffer(state, np.int64)
    households = OF_CITY + OF_KUBE * kubes
    rest = OF_FACILITATOR * facilitators + OF_AGENCY + OF_OUTSIDE
    living_here = words[households : len(words) - rest].reshape(-1, OF_HOUSEHOLD)
    slots = living_here[:, KEY] & ((1 << SLOT_BITS) - 1)
    founders = living_here[slots < NEWCOMER]
    return End(
        words[OF_CITY:households].reshape(-1, OF_KUBE)[:, STAGE],
        founders[:, KEY] >> SLOT_BITS,
        founders[:, MEMBER_OF] != 0,
    )


class Moves(NamedTuple):
    """Counts over pairs, how a Kube or a founding household stands under a and under b.

    Attributes
    ----------
    rows : list of KubeRow or Region
        Kubes by id; of a nation its regions, and what follows is by region.
    kubes : NDArray of int, shape (Kubes, 4, 4)
        Pairs by stage under a (second axis) and under b (third axis), at the horizon.
    households : NDArray of int, shape (Kubes, 2, 2)
        Founding households times pairs, by Kube that they founded; 1 for a member of a living
        Kube at the horizon (of any Kube), 0 for none.
    """

    rows: Sequence[KubeRow | Region]
    kubes: NDArray[np.int64]
    households: NDArray[np.int64]

    @classmethod
    def none(cls, setting: Setting) -> "Moves":
        """Return counts of nothing."""
        rows = (
            setting.regions
            if isinstance(setting, Nation)
            else sorted(setting.kubes, key=lambda row: row.id)
        )
        stages = (len(rows), len(STAGES), len(STAGES))
        return cls(rows, np.zeros(stages, np.int64), np.zeros((len(rows), 2, 2), np.int64))

    def add(self, ends: Sequence[End], region: int | None = None) -> None:
        """Count pairs of a city, a and b one after the other; of a nation, by region."""
        ids = np.array([row.id for row in self.rows], np.int64)
        for a, b in zip(ends[::2], ends[1::2], strict=True):
            kubes: Any = np.arange(len(ids)) if region is None else region
            founders: Any = np.searchsorted(ids, a.origins) if region is None else region
            np.add.at(self.kubes, (kubes, a.stages, b.stages), 1)
            members = a.members.astype(int), b.members.astype(int)
            np.add.at(self.households, (founders, *members), 1)

    @property
    def cases(self) -> NDArray[np.int64]:
        """Kubes times pairs of each row, shape (rows,): of a Kube the pairs."""
        return np.asarray(self.kubes.sum(axis=(1, 2)), np.int64)

    @property
    def founders(self) -> NDArray[np.int64]:
        """Founding households times pairs of each row, shape (rows,)."""
        return np.asarray(self.households.sum(axis=(1, 2)), np.int64)

    @property
    def by(self) -> str:
        """What a row is: `kube`, or of a nation `region`."""
        return "region" if any(isinstance(row, Region) for row in self.rows) else "kube"

    @property
    def transitions(self) -> NDArray[np.int64]:
        """Counts of all Kubes by stage under a and under b, shape (4, 4)."""
        return np.asarray(self.kubes.sum(axis=0), np.int64)

    @property
    def saved(self) -> NDArray[np.int64]:
        """Pairs in which each Kube has failed under a and works under b, shape (Kubes,)."""
        return np.asarray(self.kubes[:, GAGAL, GAGAL + 1 :].sum(axis=1), np.int64)

    @property
    def lost(self) -> NDArray[np.int64]:
        """Pairs in which each Kube works under a and has failed under b, shape (Kubes,)."""
        return np.asarray(self.kubes[:, GAGAL + 1 :, GAGAL].sum(axis=1), np.int64)

    @property
    def gained(self) -> NDArray[np.int64]:
        """Founding households times pairs that are members under b alone, shape (Kubes,)."""
        return self.households[:, OUT, MEMBER]

    @property
    def dropped(self) -> NDArray[np.int64]:
        """Founding households times pairs that are members under a alone, shape (Kubes,)."""
        return self.households[:, MEMBER, OUT]
