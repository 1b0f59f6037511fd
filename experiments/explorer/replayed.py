"""One world month by month: the stage of every Kube under the plan and under what is moved."""

from experiments.explorer.answer import Json
from experiments.explorer.question import Question
from experiments.explorer.running import MOVED, PLAN, Running

BEFORE = "."
"""Stands for a Kube that has not been founded yet; else the number of its stage."""


def replayed(running: Running, question: Question, world: int) -> Json:
    """Return the first run of a world on both sides.

    Returns
    -------
    dict
        `kubes`: id and name, in the order of their ids; `plan` and `moved`: by Kube one sign a
        month, the number of its stage (`sim.rules.stages.STAGES`) or `BEFORE`.
    """
    place = running.place
    kubes = sorted(place.scenario.kubes, key=lambda kube: kube.id)
    stages = running.months(question, world)
    return {
        "world": world,
        "kubes": [{"id": kube.id, "name": kube.name} for kube in kubes],
        **{
            side: ["".join(map(_sign, months)) for months in stages[number].T.tolist()]
            for side, number in (("plan", PLAN), ("moved", MOVED))
        },
    }


def _sign(stage: int) -> str:
    return BEFORE if stage < 0 else str(stage)
