"""Pictures come out the same whichever process draws them."""

import sys

import pytest

from experiments.runs import second_process as drawing
from experiments.runs.runner import run_many
from sim.policy import NONE
from tests.worlds import kube, world


@pytest.fixture(scope="module")
def runs():
    return run_many(world([kube(1)], months=30), NONE, 2, 1)


def test_a_second_process_draws_the_same(runs):
    with drawing.second_process() as draw:
        assert draw(runs, "id") == drawing.draw_here(runs, "id")


@pytest.mark.parametrize("fault", ["raise SystemExit(1)", "import os; os.kill(os.getpid(), 9)"])
def test_pictures_are_drawn_here_when_the_second_process_fails(runs, monkeypatch, fault):
    monkeypatch.setattr(drawing, "COMMAND", (sys.executable, "-c", fault))
    with drawing.second_process() as draw:
        assert draw(runs, "id") == drawing.draw_here(runs, "id")


def test_the_second_process_ends_with_what_needed_it():
    with pytest.raises(KeyboardInterrupt), drawing.second_process():
        raise KeyboardInterrupt


def test_much_is_drawn_where_it_is():
    assert not drawing.pays(drawing.CELLS_MOST + 1)
