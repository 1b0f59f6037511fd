"""Keyed luck in unsigned 64-bit arithmetic: the same draws as `sim.luck` makes."""

from typing import Any

import numpy as np

from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, TRAITS_HAND, Hand
from sim.ensemble.compiled import compiled, inlined
from sim.luck import DRAW_FIELDS, GAMMA, MIX_1, MIX_2, RUN_FIELDS

_GAMMA, _MIX_1, _MIX_2 = np.uint64(GAMMA), np.uint64(MIX_1), np.uint64(MIX_2)
_SEED, _ = (np.uint64(field.shift) for field in RUN_FIELDS)
_PURPOSE, _MONTH, _KIND, _ID, _SLOT, _INDEX = (np.uint64(field.shift) for field in DRAW_FIELDS)
_1, _11, _22, _27, _30, _31, _43 = (np.uint64(shift) for shift in (1, 11, 22, 27, 30, 31, 43))
_PIECE = np.uint64(0x1FFFFF)
_NO_MONTH = np.uint64(0)


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
    return mix((np.uint64(seed) << _SEED) | np.uint64(replication))


@compiled
def owner_word(kind: int, entity: int, slot: int, index: int) -> Any:
    """Return the part of the second word that says whose luck it is."""
    return (
        (np.uint64(kind) << _KIND)
        | (np.uint64(entity) << _ID)
        | (np.uint64(slot) << _SLOT)
        | (np.uint64(index) << _INDEX)
    )


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
def bits_of(
    run: Any, purpose: int, month: int, kind: int, entity: int, slot: int, index: int
) -> Any:
    """Return the mixed bits of a key."""
    word = (np.uint64(purpose) << _PURPOSE) | month_word(month)
    return mix(run + mix(word | owner_word(kind, entity, slot, index)))


def _dealer(hand: Hand) -> Any:
    """Return a function that deals a hand: first its uniform draws, then its normal ones."""
    words, uniforms, draws = hand.words, hand.uniforms, len(hand.words)

    @inlined
    def deal(run: Any, month: Any, owner: Any, into: Any) -> None:
        word = owner | month
        for place in range(uniforms):
            into[place] = as_uniform(mix(run + mix(word | words[place])))
        for place in range(uniforms, draws):
            into[place] = as_normal(mix(run + mix(word | words[place])))

    return deal


_deal_household, _deal_kube, _deal_traits = map(_dealer, (HOUSEHOLD_HAND, KUBE_HAND, TRAITS_HAND))


@compiled
def deal_household(now: Any, household: Any) -> None:
    """Deal a household its hand of the month."""
    _deal_household(household.run_word, now.month_word, household.word, household.draws)


@compiled
def deal_traits(now: Any, household: Any) -> None:
    """Deal the hand from which a household's traits are made: keyed without the month."""
    _deal_traits(household.run_word, _NO_MONTH, household.word, now.at_birth)


@compiled
def deal_month(now: Any, kubes: Any, households: Any) -> None:
    """Deal everybody the hand of the month."""
    for number in range(now.households):
        household = households[number]
        _deal_household(household.run_word, now.month_word, household.word, household.draws)
    for kube in kubes:
        _deal_kube(kube.run_word, now.month_word, kube.word, kube.draws)
