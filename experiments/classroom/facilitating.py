"""The facilitator's game: so many visits a month, to be spent on several Kubes."""

from collections.abc import Mapping
from typing import NamedTuple

from experiments.classroom.choosing import Choice
from experiments.classroom.playing import decide
from experiments.classroom.story import Story
from sim.decisions import Decision
from sim.inputs.strict import InputError
from sim.model import KubeModel
from sim.months import KubeMonth

VISITS_A_MONTH = 4
"""As many as the Kubes of a class: once a month to each, or where they help more."""


class Standing(NamedTuple):
    """How one Kube stands on one side; money in nominal Rp."""

    kube: int
    name: str
    months: tuple[KubeMonth, ...]


def spend(story: Story, month: str, visits: Mapping[int, int], most: int = VISITS_A_MONTH) -> Story:
    """Return the story with a month's visits on the left; they hold until others are decided.

    Raises
    ------
    InputError
        When more visits are spent than there are.
    """
    total = sum(visits.values())
    if total > most:
        raise InputError([f"visits {month}: {total} in all; there are {most} a month"])
    made = [Decision(kube=kube, month=month, visits=count) for kube, count in visits.items()]
    return decide(story, made)


def standings(story: Story, choice: Choice, months: int) -> tuple[list[Standing], list[Standing]]:
    """Return all Kubes of both sides, month by month, after so many months of the scenario."""
    left, right = (_run(story, choice, side, months) for side in (0, 1))
    return left, right


def _run(story: Story, choice: Choice, side: int, months: int) -> list[Standing]:
    model = KubeModel(
        choice.scenario, choice.policies[side], seed=story.seed, replication=story.replication
    )
    while model.month < months:
        model.step()
    return [Standing(it.id, it.name, tuple(it.history)) for it in model.city.kubes]
