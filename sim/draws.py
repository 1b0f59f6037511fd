"""What is drawn for everybody at the start of a month, and where it stands in the hand dealt.

The first part of a hand is uniform in [0, 1), the rest is normal (`sim.luck.normal`).
"""

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from sim.luck import Purpose, normals, purpose_words, table, uniforms


class Hand(NamedTuple):
    """What one kind of owner is dealt: how many uniforms first, and the words of the purposes."""

    uniforms: int
    words: NDArray[np.uint64]


def _hand(uniform: tuple[Purpose, ...], normal: tuple[Purpose, ...]) -> Hand:
    return Hand(len(uniform), purpose_words((*uniform, *normal)))


HOUSEHOLD_HAND = _hand(
    (
        Purpose.ATTEND,
        Purpose.RELUCTANCE,
        Purpose.PEER,
        Purpose.ILLNESS,
        Purpose.CEREMONY,
        Purpose.PLAN,
        Purpose.LEAVE,
        Purpose.RETURN,
    ),
    (Purpose.CONSENT, Purpose.INCOME_MONTH),
)
ATTEND, RELUCTANCE, PEER, ILLNESS, CEREMONY, PLAN, LEAVE, RETURN, MOOD, INCOME = range(10)

TRAITS_HAND = _hand(
    (Purpose.ADULTS, Purpose.CHILDREN, Purpose.SOCIAL_TYPE, Purpose.OWN_BUSINESS),
    (
        Purpose.USUAL_INCOME,
        Purpose.SCHOOLING,
        Purpose.SKILL,
        Purpose.DISCIPLINE,
        Purpose.MOTIVATION,
        Purpose.TRUST,
    ),
)
"""Dealt once, when a household comes: keyed without the month."""
(
    ADULTS,
    CHILDREN,
    SOCIAL_TYPE,
    OWN_BUSINESS,
    USUAL_INCOME,
    SCHOOLING,
    SKILL,
    DISCIPLINE,
    MOTIVATION,
    TRUST,
) = range(10)

KUBE_HAND = _hand(
    (
        Purpose.VISIT,
        Purpose.MONITORED,
        Purpose.TARGETED,
        Purpose.WEAR,
        Purpose.LOSS,
        Purpose.LOSS_SIZE,
        Purpose.BOOKS,
        Purpose.RULE,
        Purpose.LINE,
        Purpose.LKM,
        Purpose.JOIN,
        Purpose.REVIVE,
        Purpose.GRANT_TICKET,
        Purpose.STOP,
        Purpose.RESTART_HELP,
    ),
    (Purpose.REVENUE,),
)
(
    VISIT,
    MONITORED,
    TARGETED,
    WEAR,
    LOSS,
    LOSS_SIZE,
    BOOKS,
    RULE,
    LINE,
    LKM,
    JOIN,
    REVIVE,
    TICKET,
    STOP,
    HELP,
    REVENUE,
) = range(16)


def deal(
    runs: NDArray[np.uint64], hand: Hand, month: int, owners: NDArray[np.uint64]
) -> list[list[float]]:
    """Return the month's hand of owners, given by their lucks' words and `sim.luck.owner_words`."""
    bits = table(runs, hand.words, month, owners)
    draws = np.empty(bits.shape)
    draws[:, : hand.uniforms] = uniforms(bits[:, : hand.uniforms])
    draws[:, hand.uniforms :] = normals(bits[:, hand.uniforms :])
    return cast(list[list[float]], draws.tolist())
