"""Keyed luck in unsigned 64-bit arithmetic: the same draws as `sim.luck` makes."""

from typing import Any

import numpy as np

from sim.ensemble.compiled import compiled
from sim.luck import GAMMA, MIX_1, MIX_2, Kind

_GAMMA, _MIX_1, _MIX_2 = np.uint64(GAMMA), np.uint64(MIX_1), np.uint64(MIX_2)
_PURPOSE, _MONTH, _ID, _SLOT = (np.uint64(shift) for shift in (58, 48, 24, 7))
_CITY, _HOUSEHOLD = (np.uint64(kind << 45) for kind in (Kind.CITY, Kind.HOUSEHOLD))
_1, _11, _22, _27, _30, _31, _43 = (np.uint64(shift) for shift in (1, 11, 22, 27, 30, 31, 43))
_PIECE = np.uint64(0x1FFFFF)


@compiled
def mix(word: Any) -> Any:
    """Return the splitmix64 output for state `word`."""
    z = word + _GAMMA
    z = (z ^ (z >> _30)) * _MIX_1
    z = (z ^ (z >> _27)) * _MIX_2
    return z ^ (z >> _31)


@compiled
def run_word(seed: int, replication: int) -> Any:
    """Return the first word of a key, mixed."""
    return mix((np.uint64(seed) << np.uint64(32)) | np.uint64(replication))


@compiled
def word_of_household(kube_id: int, slot: int) -> Any:
    """Return the part of the second word that says whose luck it is."""
    return _HOUSEHOLD | (np.uint64(kube_id) << _ID) | (np.uint64(slot) << _SLOT)


@compiled
def word_of_city(city_id: int, slot: int) -> Any:
    """Return the part of the second word that says whose luck it is; the index is 0."""
    return _CITY | (np.uint64(city_id) << _ID) | (np.uint64(slot) << _SLOT)


@compiled
def month_word(month: int) -> Any:
    """Return the part of the second word that says when."""
    return np.uint64(month) << _MONTH


@compiled
def as_uniform(bits: Any) -> float:
    """Turn 64 mixed bits into a number in [0, 1)."""
    return np.float64(np.int64(bits >> _11)) * 1.1102230246251565e-16


@compiled
def as_normal(bits: Any) -> float:
    """Turn 64 mixed bits into a number of mean 0 and SD 1, within +-3."""
    pieces = (bits >> _43) + ((bits >> _22) & _PIECE) + ((bits >> _1) & _PIECE)
    return (np.float64(np.int64(pieces)) + 1.5) * 9.5367431640625e-07 - 3.0


@compiled
def uniform(now: Any, purpose: int, owner: Any) -> float:
    """Return this month's uniform draw of an owner for a purpose."""
    word = owner | now.month_word | (np.uint64(purpose) << _PURPOSE)
    return as_uniform(mix(now.run_word + mix(word)))


@compiled
def normal(now: Any, purpose: int, owner: Any) -> float:
    """Return this month's normal draw of an owner for a purpose."""
    word = owner | now.month_word | (np.uint64(purpose) << _PURPOSE)
    return as_normal(mix(now.run_word + mix(word)))


@compiled
def uniform_at_birth(now: Any, purpose: int, owner: Any) -> float:
    """Return a uniform draw that is keyed without the month."""
    return as_uniform(mix(now.run_word + mix(owner | (np.uint64(purpose) << _PURPOSE))))


@compiled
def normal_at_birth(now: Any, purpose: int, owner: Any) -> float:
    """Return a normal draw that is keyed without the month."""
    return as_normal(mix(now.run_word + mix(owner | (np.uint64(purpose) << _PURPOSE))))
