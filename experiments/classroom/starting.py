"""The story that the classroom opens with."""

from experiments.classroom.choosing import choice_of
from experiments.classroom.story import Story
from sim.inputs.strict import InputError
from sim.locations import SCENARIOS, names
from sim.scenario import load_scenario


def first_story(scenario: str) -> Story:
    """Return the first story of a scenario: the usual Kube where it has that, else its first.

    Raises
    ------
    InputError
        When there is no such scenario, or it is too large.
    """
    usual = Story(scenario=scenario)
    if scenario in names(SCENARIOS):
        known = [kube.id for kube in load_scenario(scenario).kubes]
        if not known:
            raise InputError([f"scenario {scenario}: has no Kube"])
        if usual.kube not in known:
            usual = usual.model_copy(update={"kube": known[0]})
    choice_of(usual)
    return usual
