"""The lucks that games begin with, and the rule by which they were chosen.

Of most lucks nothing can be learned in a game: under every choice the Kube closes early. So a game
begins with a luck under which its Kube lives, *under either choice*, until support ends, and the
choices differ by then in what the group or its members have. The rule is the same for both choices:
exchanged, they give the same lucks, and it looks at no month after support. What happens in lucks
that nobody chose is told by the tab on luck.

A facilitator's round begins with a luck under which, with one visit a month to each, two Kubes at
least live a year after support. Rounds take turns between lucks in which, without any visits, other
Kubes would live by then and lucks in which the same would. Whether visits make more or fewer live
is not asked.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.classroom.story.catalogue import CLASS, policy_named
from experiments.common.uncertainty import uncertainty
from sim.decisions import Decision
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.policy import NONE, Policy
from sim.scenario import Scenario, load_scenario

GAME_LUCKS: dict[int, tuple[int, ...]] = {
    401: (1, 3, 4, 6, 7, 8, 9, 14),
    402: (2, 3, 5, 6, 9, 10, 13, 14),
    403: (6, 7, 9, 10, 11, 12, 15, 17),
    404: (3, 4, 5, 9, 12, 15, 16, 18),
}
"""By Kube of the class, the first seeds that `game_lucks` finds."""
POLES = ("share-everything", "all-set-aside-first")
SUPPORT_MONTHS = 24
APART_IDR = 1_000_000
"""From so much of the group's money on, choices differ."""
TWO_KUBES = 2
AFTER_SUPPORT_MONTHS = 36


class RoundLucks(NamedTuple):
    """Lucks of the facilitator's game: where visits change which Kubes live, and where not."""

    matter: tuple[int, ...]
    same: tuple[int, ...]


ROUND_LUCKS = RoundLucks(matter=(4, 5), same=(3, 9))
"""The first seeds that `round_lucks` finds; a class plays them by turns."""


def contrast(rule: str) -> str:
    """Return the policy that is opposite to what a Kube agreed."""
    return POLES[0] if rule == "set_aside_first" else POLES[1]


def next_luck(lucks: tuple[int, ...], seed: int) -> int:
    """Return the chosen luck after this one; the first after the last."""
    return next((luck for luck in lucks if luck > seed), lucks[0])


def next_round(seed: int) -> int:
    """Return a luck of the other kind: where visits matter after where they do not."""
    order = [luck for pair in zip(*ROUND_LUCKS, strict=True) for luck in pair]
    place = order.index(seed) if seed in order else -1
    return order[(place + 1) % len(order)]


def game_lucks(seeds: int) -> dict[int, list[int]]:
    """Return by Kube which seeds 1 … `seeds` a game may begin with."""
    scenario = _class()
    kubes = _run(scenario, [policy_named(name) for name in POLES], seeds, SUPPORT_MONTHS)
    alive = kubes.stage > 0
    funds = kubes.kas_idr + kubes.bank_idr + kubes.loans_out_idr
    fit = alive.all(axis=0) & (np.abs(funds[1] - funds[0]) >= APART_IDR)
    return {kube.id: _seeds_of(fit[:, place]) for place, kube in enumerate(scenario.kubes)}


def round_lucks(seeds: int) -> tuple[list[int], list[int]]:
    """Return in which seeds visits change which Kubes live a year after support, and in which not.

    Of those in which, with visits shared evenly, at least two of the Kubes live then.
    """
    scenario = _class()
    policies = [
        NONE.model_copy(update={"decisions": same_visits(scenario, visits)}) for visits in (0, 1)
    ]
    own = len(scenario.kubes)
    alive = _run(scenario, policies, seeds, AFTER_SUPPORT_MONTHS).stage[:, :, :own] > 0
    fit = alive[1].sum(axis=1) >= TWO_KUBES
    differ = (alive[0] != alive[1]).any(axis=1)
    return _seeds_of(fit & differ), _seeds_of(fit & ~differ)


def _class() -> Scenario:
    return uncertainty("class").scenario(load_scenario(CLASS), 0)


def same_visits(scenario: Scenario, visits: int) -> tuple[Decision, ...]:
    """Return the decisions of so many visits to each Kube in every month."""
    return tuple(
        Decision(kube=kube.id, month=scenario.start, visits=visits) for kube in scenario.kubes
    )


def _run(scenario: Scenario, policies: list[Policy], seeds: int, months: int) -> np.recarray:
    """Return the Kubes after so many months, shape (policies, seeds, Kubes)."""
    city = Ensemble(scenario.model_copy(update={"months": months}), policies)
    jobs = np.recarray((len(policies), seeds), JOB)
    jobs.policy, jobs.parameters = np.arange(len(policies))[:, None], 0
    jobs.seed, jobs.replication = np.arange(1, seeds + 1), 0
    chunks = list(city.chunks(jobs.reshape(-1), months=[months - 1]))
    rows = np.concatenate([chunk.kubes[:, 0] for chunk in chunks])
    return rows.reshape(len(policies), seeds, -1).view(np.recarray)


def _seeds_of(fit: NDArray[np.bool_]) -> list[int]:
    return [int(seed) + 1 for seed in np.flatnonzero(fit)]
