"""The story that the classroom opens with."""

from experiments.classroom.choosing import choice_of
from experiments.classroom.link import from_query
from experiments.classroom.story import Story
from sim.inputs.strict import InputError
from sim.locations import SCENARIOS, names
from sim.scenario import load_scenario


def first_story(scenario: str) -> Story:
    """Return the first story of a scenario: the usual Kube where it has that, else its first.

    Parameters
    ----------
    scenario : str
        Name of a shipped scenario, or a story's link.

    Raises
    ------
    InputError
        When there is no such scenario, or it is too large; when the link is faulty.
    """
    if "=" in scenario:
        linked = from_query(scenario)
        choice_of(linked)
        return linked
    usual = Story(scenario=scenario)
    if scenario in names(SCENARIOS):
        known = [kube.id for kube in load_scenario(scenario).kubes]
        if not known:
            raise InputError([f"scenario {scenario}: has no Kube"])
        if usual.kube not in known:
            usual = usual.model_copy(update={"kube": known[0]})
    choice_of(usual)
    return usual
