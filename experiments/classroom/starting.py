"""The story that the classroom opens with."""

from pathlib import Path

from experiments.classroom.choosing import choice_of
from experiments.classroom.link import from_query
from experiments.classroom.shelf import put
from experiments.classroom.story import Story
from experiments.classroom.told_again import story_of_row
from experiments.replaying.replay import run_of
from experiments.sweeps.stored_sweep import open_sweep
from sim.scenario import load_scenario


def first_story(scenario: str) -> Story:
    """Return the first story of a scenario: the usual Kube where it has that, else its first.

    Parameters
    ----------
    scenario : str
        Name of a shipped one, path of a file, or a story's link.

    Raises
    ------
    InputError
        When there is no such scenario, or it is too large; when the link is faulty.
    """
    if "=" in scenario and not Path(scenario).exists():
        linked = from_query(scenario)
        choice_of(linked)
        return linked
    found = load_scenario(scenario)
    usual = Story(scenario=put(found))
    if usual.kube not in [kube.id for kube in found.kubes]:
        usual = usual.model_copy(update={"kube": found.kubes[0].id})
    choice_of(usual)
    return usual


def story_of_sweep(folder: Path, row: int) -> Story:
    """Return a row of a sweep as a story, with its first Kube.

    Raises
    ------
    InputError
        When there is no such row, it was made by another version, or the city is too large.
    """
    run = run_of(open_sweep(folder), row)
    name = put(run.scenario)
    story = story_of_row(run, run.scenario.kubes[0].id).model_copy(update={"scenario": name})
    choice_of(story)
    return story
