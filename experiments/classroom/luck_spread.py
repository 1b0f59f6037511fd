"""And if luck were different? Both choices under many other lucks, in the compiled engine."""

from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.classroom.choosing import Choice
from experiments.classroom.story import Story
from experiments.common.uncertainty import uncertainty
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.rules.stages import MANDIRI
from sim.scenario import Scenario

RUNS = 1000
_one_at_a_time = Lock()
"""A run takes all cores: a room full of phones asks in turn."""
MARKS = (10, 50, 90)
"""Percentiles that are told."""


class SideSpread(NamedTuple):
    """One choice under all lucks, in one month; money in nominal Rp.

    Attributes
    ----------
    alive, mandiri : float
        Share of lucks in which the Kube lives, or is mandiri.
    funds_idr : NDArray of int64, shape (lucks,)
        Kas, bank and loans out; 0 where the Kube has failed.
    marks_idr : tuple of int
        The percentiles `MARKS` of these.
    """

    alive: float
    mandiri: float
    funds_idr: NDArray[np.int64]
    marks_idr: tuple[int, ...]


class Spread(NamedTuple):
    """Both choices, luck by luck the same on both sides.

    Attributes
    ----------
    month : int
        Of the scenario.
    sides : tuple of SideSpread
    right_ahead, equal, left_ahead : float
        Share of lucks in which the right side has more funds, both have the same, or the left.
    only_right_alive, only_left_alive : float
        Share of lucks in which one choice alone keeps the Kube alive.
    """

    month: int
    sides: tuple[SideSpread, SideSpread]
    right_ahead: float
    equal: float
    left_ahead: float
    only_right_alive: float
    only_left_alive: float


def luck_alone(story: Story, choice: Choice, month: int, runs: int = RUNS) -> Spread:
    """Return the spread over lucks, with the parameters of the story."""
    with _one_at_a_time:
        city = Ensemble(_until(choice.scenario, month), choice.policies)
        return _spread(city, story, choice, month, np.zeros(runs, np.int64))


def luck_and_parameters(story: Story, choice: Choice, month: int, runs: int = RUNS) -> Spread:
    """Return the spread over lucks and posterior draws, one of them a luck.

    What the story sets itself over its parameters holds in all of them.
    """
    scenario = _until(choice.scenario.model_copy(update={"parameters": story.parameters}), month)
    sets = uncertainty("posterior").sets_of(scenario, np.arange(runs))
    with _one_at_a_time:
        city = Ensemble(scenario, choice.policies, sets.columns)
        return _spread(city, story, choice, month, sets.place)


def _until(scenario: Scenario, month: int) -> Scenario:
    """Return a scenario that ends with a month: what comes after moves nothing before."""
    return scenario.model_copy(update={"months": month + 1})


def _spread(
    city: Ensemble, story: Story, choice: Choice, month: int, sets: NDArray[np.int64]
) -> Spread:
    runs = len(sets)
    place = sorted(kube.id for kube in choice.scenario.kubes).index(choice.kube.id)
    jobs = np.recarray((2, runs), JOB)
    jobs.policy, jobs.parameters = np.arange(2)[:, None], sets
    jobs.seed, jobs.replication = story.seed, np.arange(runs)
    chunks = city.chunks(jobs.reshape(-1), months=[month])
    rows = np.concatenate([chunk.kubes[:, 0, place] for chunk in chunks])
    kubes = rows.reshape(2, runs).view(np.recarray)
    alive = kubes.stage > 0
    funds = kubes.kas_idr + kubes.bank_idr + kubes.loans_out_idr + kubes.lkm_idr
    funds = np.where(alive, funds, 0)
    left, right = funds
    return Spread(
        month,
        (_side(kubes.stage[0], left), _side(kubes.stage[1], right)),
        float((right > left).mean()),
        float((right == left).mean()),
        float((right < left).mean()),
        float((alive[1] & ~alive[0]).mean()),
        float((alive[0] & ~alive[1]).mean()),
    )


def _side(stage: NDArray[np.int64], funds: NDArray[np.int64]) -> SideSpread:
    marks = np.percentile(funds, MARKS, method="nearest")
    return SideSpread(
        float((stage > 0).mean()),
        float((stage == MANDIRI).mean()),
        funds,
        tuple(int(it) for it in marks),
    )
