"""The stories that the two games begin with, in the scenario of a class."""

from experiments.classroom.story import Side, Story
from sim.decisions import Decision
from sim.scenario import load_scenario

CLASSROOM = "classroom"
TWIN = "all-set-aside-first"


def first_game(kube: int | None = None, twin: str = TWIN, seed: int = 6) -> Story:
    """Return a game in which nothing has been decided; the twin on the right follows a policy."""
    first = load_scenario(CLASSROOM).kubes[0].id
    return Story(
        scenario=CLASSROOM, kube=kube or first, seed=seed, left=Side(), right=Side(policy=twin)
    )


def first_round(seed: int = 6) -> Story:
    """Return a facilitator's game; on the right each Kube gets one visit in every month."""
    scenario = load_scenario(CLASSROOM)
    evenly = tuple(
        Decision(kube=kube.id, month=scenario.start, visits=1) for kube in scenario.kubes
    )
    return Story(
        scenario=CLASSROOM,
        kube=scenario.kubes[0].id,
        seed=seed,
        left=Side(),
        right=Side(decisions=evenly),
    )
