"""A row of a sweep opens on the classroom's page as a story."""

from experiments.classroom.choosing import choice_of
from experiments.classroom.link import from_query
from experiments.classroom.told_again import link_of, story_of_row
from experiments.replaying.rows import run_of
from experiments.sweeps.store import open_sweep
from sim.model import KubeModel


def test_a_row_of_a_sweep_is_a_story_with_the_same_end(swept):
    run = run_of(open_sweep(swept), 6)
    story = story_of_row(run, run.scenario.kubes[0].id)
    assert from_query(link_of(story)) == story
    choice = choice_of(story, {run.scenario.name: run.scenario})
    policy, scenario = choice.policies[0], choice.scenario
    model = KubeModel(scenario, policy, seed=story.seed, replication=story.replication)
    model.run()
    assert model.digest() == run.state
