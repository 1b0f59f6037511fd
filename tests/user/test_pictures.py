"""The pictures show what they should, and nothing is cut off."""

import struct

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from experiments.common import style
from experiments.runs.pictures import PICTURES, draw_all, kas
from experiments.runs.runner import run_many
from sim.policy import NONE
from tests.messages import mentions
from tests.worlds import kube, world

DATED = {"quantity": "kas_idr", "value": 9_000_000, "month": "2006-12", "grade": "A"}
GRANT = {"kind": "bpls", "month": "2005-12", "amount_idr": 30_000_000, "form": "cash"}


@pytest.fixture(scope="module")
def runs():
    rows = [
        kube(1, name="A $price$ of_money^2 and a very long name indeed", observed=[DATED]),
        kube(2, grants=[GRANT]),
        kube(3),
    ]
    return run_many(world(rows, months=48), NONE, 3, 1)


def test_every_picture_is_a_png_of_a_good_size(runs):
    pictures = draw_all(runs)
    assert pictures.keys() == PICTURES.keys()
    for content in pictures.values():
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", content[16:24])
        assert width >= 1000
        assert height >= 600


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_no_text_is_cut_off_and_no_titles_overlap(runs, draw):
    figure = draw(runs)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    width, height = canvas.get_width_height()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    assert any(mentions(text.get_text(), "3 runs") for text in texts)
    for text in texts:
        box = text.get_window_extent(renderer)
        assert box.x0 > -1 and box.x1 < width + 1, text.get_text()
        assert box.y0 > -1 and box.y1 < height + 1, text.get_text()
    titles = [
        title.get_window_extent(renderer)
        for axes in figure.axes
        for title in (axes.title, axes._left_title, axes._right_title)
        if title.get_text()
    ]
    for number, title in enumerate(titles):
        assert not any(title.overlaps(other) for other in titles[number + 1 :])


def test_each_kube_has_a_panel_with_what_was_observed(runs):
    figure = kas.draw(runs)
    assert figure is not None
    names = [axes.get_title(loc="left") for axes in figure.axes]
    assert names == ["A $price$ of_money^2 …", "Kube 2", "Kube 3"]
    dots = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert len(dots) == 1
    ((year, million),) = np.asarray(dots[0].get_xydata()).tolist()
    assert 2006.9 < year < 2007.0
    assert million == 9.0
    grants = [line for line in figure.axes[1].lines if line.get_color() == style.ORANGE]
    assert len(grants) == 1


def test_many_kubes_are_pooled(runs):
    figure = kas.draw(run_many(world(13, months=20), NONE, 1, 1))
    assert figure is not None
    assert len(figure.axes) == 1


def test_nothing_is_drawn_of_nothing():
    assert draw_all(run_many(world(0, months=15), NONE, 1, 1)) == {}
    empty = run_many(world([kube(1, members=0)], months=15), NONE, 1, 1)
    assert "households.png" not in draw_all(empty)


def test_a_scenario_shorter_than_a_year_is_drawn():
    draw_all(run_many(world([kube(12)], months=5), NONE, 1, 1))


def test_trailing_sums_cover_twelve_months():
    sums = style.trailing(np.arange(1, 15))
    assert np.isnan(sums[:11]).all()
    assert sums[11:].tolist() == [78, 90, 102]
