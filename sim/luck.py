"""Keyed luck: every random draw is a pure function of who draws, when and what for.

A draw is keyed by two 64-bit words: *run* (seed, replication) and *draw* (purpose, month,
kind of entity, its id, slot, index). Each word is mixed by splitmix64, one after the other,
so no draw depends on the order of calls, on a row of a file or on a policy. The same luck
therefore falls on every policy, and another Kube or household moves no other draw.

Changing anything here moves every number: raise `LUCK_VERSION`.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LUCK_VERSION = 1

MASK = 0xFFFFFFFFFFFFFFFF
GAMMA = 0x9E3779B97F4A7C15
MIX_1 = 0xBF58476D1CE4E5B9
MIX_2 = 0x94D049BB133111EB

NEWCOMER = 1 << 16
"""Added to a slot: founders and newcomers of a Kube are numbered apart."""


class Field(NamedTuple):
    """A field of a key word: its name, its width and its lowest bit."""

    name: str
    bits: int
    shift: int


RUN_FIELDS = (Field("seed", 32, 32), Field("replication", 32, 0))
DRAW_FIELDS = (
    Field("purpose", 6, 58),
    Field("month", 10, 48),
    Field("kind", 3, 45),
    Field("id", 21, 24),
    Field("slot", 17, 7),
    Field("index", 7, 0),
)
MONTHS_MOST = 1 << 10
IDS_MOST = 1 << 21
SLOTS_MOST = 1 << 16


class Kind(IntEnum):
    """Whose luck it is."""

    CITY = 0
    KUBE = 1
    HOUSEHOLD = 2
    FACILITATOR = 3


class Purpose(IntEnum):
    """What a draw decides. Numbers are part of the key: never reuse one."""

    # households, at founding or joining (keyed without the month)
    ADULTS = 0
    CHILDREN = 1
    USUAL_INCOME = 2
    SCHOOLING = 3
    SKILL = 4
    DISCIPLINE = 5
    MOTIVATION = 6
    TRUST = 7
    SOCIAL_TYPE = 8
    OWN_BUSINESS = 9
    # households, every month
    ATTEND = 10
    CONSENT = 11
    RELUCTANCE = 12
    INCOME_MONTH = 13
    ILLNESS = 14
    CEREMONY = 15
    PLAN = 16
    LEAVE = 17
    RETURN = 18
    # Kubes, at founding
    KUBE_INCOME = 19
    FIT = 20
    COHESION = 21
    # Kubes, every month
    VISIT = 22
    MONITORED = 23
    TARGETED = 24
    REVENUE = 25
    WEAR = 26
    LOSS = 27
    LOSS_SIZE = 28
    BOOKS = 29
    RULE = 30
    LINE = 31
    LKM = 32
    JOIN = 33
    REVIVE = 34
    GRANT_TICKET = 35
    # facilitators
    COMPETENCE = 36
    TURNOVER = 37
    # city
    TRADE_REVENUE = 38
    GRANT_PLACE = 39
    # households, every month
    PEER = 40
    # a nation's file, before any month (`sim.nation`)
    CITY_DRAWN = 41
    KUBE_DRAWN = 42
    # Kubes, every month
    STOP = 43
    RESTART_HELP = 44
    # Kubes whose past was seen, before any month (`experiments.common.own_pasts`)
    PAST = 45


def mix(word: int) -> int:
    """Return the splitmix64 output for state `word` (Steele, Lea and Flood 2014)."""
    z = (word + GAMMA) & MASK
    z = ((z ^ (z >> 30)) * MIX_1) & MASK
    z = ((z ^ (z >> 27)) * MIX_2) & MASK
    return z ^ (z >> 31)


def pack(fields: Sequence[Field], values: Sequence[int]) -> int:
    """Pack `values` into one word, each in its own bits.

    Raises
    ------
    ValueError
        When a value does not fit its field.
    """
    word = 0
    for field, value in zip(fields, values, strict=True):
        if not 0 <= value < 1 << field.bits:
            raise ValueError(f"luck: {field.name} = {value} does not fit {field.bits} bits")
        word |= int(value) << field.shift
    return word


def draw_word(
    purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
) -> int:
    """Return the second word of a key."""
    return pack(DRAW_FIELDS, (purpose, month, kind, entity, slot, index))


def purpose_words(purposes: Sequence[int]) -> NDArray[np.uint64]:
    """Return the part of the draw words that says what for."""
    return np.array([draw_word(purpose, 0, 0, 0) for purpose in purposes], np.uint64)


def owner_words(kind: int, owners: Sequence[tuple[int, int]]) -> NDArray[np.uint64]:
    """Return the part of the draw words that says whose luck it is, from pairs (id, slot)."""
    return np.array([draw_word(0, 0, kind, entity, slot) for entity, slot in owners], np.uint64)


def words_of_ids(kind: int, ids: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the part of the draw words that says whose luck it is, from ids in an array.

    Raises
    ------
    ValueError
        When an id does not fit its field.
    """
    for extreme in (ids.min(initial=0), ids.max(initial=0)):
        draw_word(0, 0, kind, int(extreme))
    shift = np.uint64(next(field.shift for field in DRAW_FIELDS if field.name == "id"))
    return np.asarray(np.uint64(draw_word(0, 0, kind, 0)) | (ids.astype(np.uint64) << shift))


def uniform(bits: int) -> float:
    """Turn 64 mixed bits into a number in [0, 1)."""
    return (bits >> 11) * 1.1102230246251565e-16


def normal(bits: int) -> float:
    """Turn 64 mixed bits into a number of mean 0 and SD 1, within +-3.

    The sum of three uniforms from 21 bits each: exact in floating point, no libm.
    """
    pieces = (bits >> 43) + ((bits >> 22) & 0x1FFFFF) + ((bits >> 1) & 0x1FFFFF)
    return (pieces + 1.5) * 9.5367431640625e-07 - 3.0


class Luck:
    """The luck of one replication.

    Parameters
    ----------
    seed, replication : int
        Each from 0 to 2**32 - 1.
    """

    def __init__(self, seed: int, replication: int) -> None:
        self._run = mix(pack(RUN_FIELDS, (seed, replication)))

    @property
    def word(self) -> np.uint64:
        """The first word of its keys, mixed."""
        return np.uint64(self._run)

    def bits(
        self, purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
    ) -> int:
        """Return 64 random bits for a key."""
        word = draw_word(purpose, month, kind, entity, slot, index)
        return mix((self._run + mix(word)) & MASK)

    def uniform(
        self, purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
    ) -> float:
        """Return a uniform draw in [0, 1)."""
        return uniform(self.bits(purpose, month, kind, entity, slot, index))

    def normal(
        self, purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
    ) -> float:
        """Return a draw of mean 0 and SD 1, within +-3."""
        return normal(self.bits(purpose, month, kind, entity, slot, index))

    def table(
        self, purposes: NDArray[np.uint64], month: int, owners: NDArray[np.uint64]
    ) -> NDArray[np.uint64]:
        """Return the bits of many owners at once, as `table` does, all with this luck."""
        return table(np.full(len(owners), self.word), purposes, month, owners)


def table(
    runs: NDArray[np.uint64],
    purposes: NDArray[np.uint64],
    month: int,
    owners: NDArray[np.uint64],
) -> NDArray[np.uint64]:
    """Return the bits of many owners at once, shape (owners, purposes).

    `runs` have the word of each owner's luck, `owners` are draw words with purpose and month 0,
    `purposes` draw words of nothing else (`purpose_words`); each entry equals `Luck.bits` of its
    key.
    """
    what = purposes | np.uint64(draw_word(0, month, 0, 0))
    return _mix_array(runs[:, None] + _mix_array(owners[:, None] | what[None, :]))


def _mix_array(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix an array of words as `mix` does one (unsigned arrays wrap around)."""
    z = words + np.uint64(GAMMA)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(MIX_1)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(MIX_2)
    return np.asarray(z ^ (z >> np.uint64(31)), np.uint64)


def uniforms(bits: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Turn mixed bits into numbers in [0, 1), as `uniform` does."""
    return np.asarray((bits >> np.uint64(11)).astype(np.float64) * 1.1102230246251565e-16)


def normals(bits: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Turn mixed bits into numbers of mean 0 and SD 1, as `normal` does."""
    piece = np.uint64(0x1FFFFF)
    pieces = (
        (bits >> np.uint64(43))
        + ((bits >> np.uint64(22)) & piece)
        + ((bits >> np.uint64(1)) & piece)
    )
    return np.asarray((pieces.astype(np.float64) + 1.5) * 9.5367431640625e-07 - 3.0)


def slot_text(slot: int) -> str:
    """Return `0`, `1`, … for a founder, `n0`, `n1`, … for a newcomer, as `kubesim book` has it."""
    return str(slot) if slot < NEWCOMER else f"n{slot - NEWCOMER}"
