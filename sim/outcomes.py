"""Outcomes over a Kube's months: the scoring tail, sustained mandiri, the split of an effect."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.course import Programmed, periods
from sim.luck import MONTHS_MOST
from sim.months import KubeMonth
from sim.parameters import StagesParameters
from sim.policy import Policy
from sim.rules.stages import GAGAL, MANDIRI, TUMBUH, stage
from sim.scenario import Scenario

SUSTAINED_FROM = 13
SUSTAINED_TO = 24
"""Months after support ended in which a Kube has to be mandiri throughout."""
LIFTED_MONTHS = 12
"""Months in a row to the horizon in which a household lifted over its need lacked nothing."""


def support_ends(scenario: Scenario, policies: Iterable[Policy]) -> dict[int, int | None]:
    """Return for each Kube's id the first month without support under any of the policies.

    The latest end counts, so that all policies are scored over the same calendar months.
    A policy that does not set the end takes the scenario's. None where support does not end:
    a historical scenario reports sustained stages as missing.
    """
    founded = np.array([scenario.month(kube.founded) for kube in scenario.kubes], np.int64)
    ends = latest_ends([scenario, *(scenario.under(policy) for policy in policies)], founded)
    return {
        kube.id: None if ends is None else int(ends[place])
        for place, kube in enumerate(scenario.kubes)
    }


def latest_ends(
    places: Iterable[Programmed], founded: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    """Return the first month without support in any of the places, for Kubes founded in months.

    None where support does not end in one of them.
    """
    ends = founded
    for place in places:
        course = periods(place)
        if course[-1].levers.support_months == 0:
            return None
        for now, after in zip_longest(course, course[1:]):
            first = np.maximum(founded, now.first)
            last = founded + (now.levers.support_months or MONTHS_MOST)
            until = last if after is None else np.minimum(last, after.first)
            ends = np.where(until > first, np.maximum(ends, until), ends)
    return ends


def sustained_mandiri(history: Sequence[KubeMonth], support_end: int | None) -> bool | None:
    """Say whether a Kube was mandiri in every month 13-24 after support ended.

    Months beyond the horizon are missing, not failures: None.
    """
    if support_end is None or not history:
        return None
    first = support_end + SUSTAINED_FROM - 1 - history[0].month
    last = support_end + SUSTAINED_TO - 1 - history[0].month
    if last >= len(history):
        return None
    return all(month.stage == MANDIRI for month in history[first : last + 1])


class Split(NamedTuple):
    """How an effect on a Kube's mean stage comes about; the three parts add up to `total`."""

    total: float
    earnings: float
    stage_inputs: float
    interaction: float


def split_effect(
    scenario_run: Sequence[KubeMonth],
    policy_run: Sequence[KubeMonth],
    prices: Sequence[float],
    p: StagesParameters,
) -> Split:
    """Split a policy's effect on the mean stage of one Kube, months paired on the same luck.

    *Earnings*: stages from the policy's money, assets, IKS and LKM with the scenario's books,
    organisation, market and access. *Stage inputs*: the reverse. The rest is interaction. A
    Kube dead in one run keeps its last values; it is gagal where the run of its money is dead.

    Parameters
    ----------
    scenario_run, policy_run : sequences of KubeMonth of equal length
    prices : sequence of float
        Price index by month of the scenario.

    Returns
    -------
    Split
        In stages (0 gagal to 3 mandiri).
    """
    base = _mean_stage(scenario_run, scenario_run, prices, p)
    total = _mean_stage(policy_run, policy_run, prices, p) - base
    earnings = _mean_stage(policy_run, scenario_run, prices, p) - base
    inputs = _mean_stage(scenario_run, policy_run, prices, p) - base
    return Split(total, earnings, inputs, total - earnings - inputs)


def _mean_stage(
    money: Sequence[KubeMonth],
    inputs: Sequence[KubeMonth],
    prices: Sequence[float],
    p: StagesParameters,
) -> float:
    """Return the mean stage when `money` and `inputs` come from two runs of one Kube."""
    total, before = 0, TUMBUH
    last_money, last_inputs = money[0], inputs[0]
    for now_money, now_inputs in zip(money, inputs, strict=True):
        last_money = now_money if now_money.stage else last_money
        last_inputs = now_inputs if now_inputs.stage else last_inputs
        if now_money.stage == GAGAL:
            before = TUMBUH
            continue
        before = stage(
            before,
            last_inputs.books,
            last_inputs.organisation,
            last_inputs.market,
            last_inputs.access,
            last_money.counted_idr,
            last_money.bank_idr,
            last_money.iks_idr,
            bool(last_money.has_lkm),
            prices[now_money.month],
            p,
        )
        total += before
    return total / len(money) if money else 0.0
