"""Pictures come out the same whichever process draws them."""

import pytest

from experiments.commands import drawing
from experiments.pictures import PICTURES
from experiments.runner import run_many
from sim.policy import NONE
from tests.worlds import kube, world


@pytest.fixture(scope="module")
def runs():
    return run_many(world([kube(1)], months=30), NONE, 2, 1)


def test_other_processes_draw_the_same(runs):
    with drawing.other_processes() as draw:
        pictures = draw(runs)
    assert list(pictures) == list(PICTURES)
    assert pictures == drawing.draw_here(runs)


@pytest.mark.parametrize("fault", ["raise SystemExit(1)", "import os; os.kill(os.getpid(), 9)"])
def test_pictures_are_drawn_here_when_the_others_fail(runs, monkeypatch, fault):
    monkeypatch.setattr(drawing, "CODE", fault)
    with drawing.other_processes() as draw:
        assert draw(runs) == drawing.draw_here(runs)


def test_an_interruption_waits_for_nobody():
    with pytest.raises(KeyboardInterrupt), drawing.other_processes():
        raise KeyboardInterrupt


def test_much_is_drawn_where_it_is():
    assert not drawing.pays(drawing.CELLS_MOST + 1)
