"""A row of a sweep opens on the classroom's page as a story."""

import pytest

from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.openings import story_of_sweep
from experiments.replaying.replay import run_of
from experiments.sweeps.stored_sweep import open_sweep
from sim.inputs.strict import InputError
from sim.model import KubeModel
from tests.messages import mentions


@pytest.mark.parametrize("row", [0, 3, 6])
def test_a_row_of_a_sweep_is_a_story_with_the_same_end(swept, row):
    story = story_of_sweep(swept, row)
    assert from_query(to_query(story)) == story
    choice = choice_of(story)
    model = KubeModel(
        choice.scenario, choice.policies[0], seed=story.seed, replication=story.replication
    )
    model.run()
    assert model.digest() == run_of(open_sweep(swept), row).state


def test_a_row_that_is_not_there_is_refused(swept):
    with pytest.raises(InputError, match="row 99.* 0 .* 7"):
        story_of_sweep(swept, 99)


def test_replay_without_a_row_is_told_in_a_line(kubesim, swept):
    done = kubesim("classroom", "--replay", str(swept))
    assert done.code == 2
    assert mentions(done.err, "--replay --row")
