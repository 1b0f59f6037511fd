"""Both choices of a story in other lucks: runs of the compiled engine, month by month."""

from collections.abc import Sequence
from threading import Lock
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.classroom.story.choice import Choice
from experiments.classroom.story.story import Story
from experiments.common.uncertainty import uncertainty
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB

Kind = Literal["alone", "drawn"]
"""Luck alone, with the parameters of the story; or each run with a posterior draw of its own."""
KINDS: tuple[Kind, Kind] = ("alone", "drawn")
LINES = 100
_one_at_a_time = Lock()
"""A run takes all cores: a room full of phones asks in turn."""


class Lucks(NamedTuple):
    """Both choices in some lucks, from the founding of the Kube on; money in nominal Rp.

    Attributes
    ----------
    replications : NDArray of int64, shape (runs,)
    funds_idr : NDArray of int64, shape (2, runs, months)
        Kas, bank and loans out; 0 where the Kube does not live.
    alive : NDArray of bool, shape (2, runs, months)
    """

    replications: NDArray[np.int64]
    funds_idr: NDArray[np.int64]
    alive: NDArray[np.bool_]


def lucks(choice: Choice, kind: Kind, replications: Sequence[int]) -> Lucks:
    """Return both choices in some lucks, of every month of the Kube."""
    months = range(choice.founded, choice.scenario.months)
    numbers = np.array(replications, np.int64)
    kubes = kubes_in(choice, kind, numbers, months)
    alive = np.asarray(kubes.stage > 0)
    return Lucks(numbers, np.where(alive, funds_of(kubes), 0), alive)


def funds_of(kubes: Any) -> NDArray[np.int64]:
    """Return the money of groups, as the headline has it: kas, bank and loans out."""
    funds: NDArray[np.int64] = kubes.kas_idr + kubes.bank_idr + kubes.loans_out_idr
    return funds


def kubes_in(
    choice: Choice, kind: Kind, replications: NDArray[np.int64], months: Sequence[int]
) -> Any:
    """Return the Kube of a story on both sides, run by run on the same luck.

    What the story sets itself over its parameters holds in all runs.

    Parameters
    ----------
    months : sequence of int
        Of the scenario; what comes after the last of them is not run.

    Returns
    -------
    recarray with the fields of KubeMonth, shape (2, runs, months)
    """
    scenario = choice.scenario.model_copy(update={"months": months[-1] + 1})
    place = sorted(kube.id for kube in scenario.kubes).index(choice.kube.id)
    runs, columns = len(replications), None
    jobs = np.recarray((2, runs), JOB)
    jobs.parameters = 0
    if kind == "drawn":
        own = choice.story.parameters
        scenario = scenario.model_copy(update={"parameters": own})
        sets = uncertainty("posterior").sets_of(scenario, replications)
        jobs.parameters, columns = sets.place, sets.columns
    jobs.policy, jobs.seed = np.arange(2)[:, None], choice.story.seed
    jobs.replication = replications
    with _one_at_a_time:
        city = Ensemble(scenario, choice.policies, columns)
        chunks = list(city.chunks(jobs.reshape(-1), months=months))
    rows = np.concatenate([chunk.kubes[:, :, place] for chunk in chunks])
    return rows.reshape(2, runs, len(months)).view(np.recarray)


def numbers_of(story: Story, kind: Kind) -> list[int]:
    """Return the replications of the lines that are drawn: in luck alone the story's own first."""
    if kind == "drawn":
        return list(range(LINES))
    own = story.replication
    return [own, *(number for number in range(LINES) if number != own)][:LINES]


def story_of_line(choice: Choice, kind: Kind, replication: int) -> Story:
    """Return the story that a line draws: told alone, it is the same to the rupiah."""
    story = choice.story
    fields: dict[str, Any] = {"replication": replication}
    if kind == "drawn":
        fields["draws"] = "posterior"
    elif story.draws in ("posterior", "prior") and replication != story.replication:
        # Another replication would bring another draw: so every value is named.
        fields |= {"draws": "point", "parameters": choice.scenario.parameters}
    return story.model_copy(update=fields)
