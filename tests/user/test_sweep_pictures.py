"""`kubesim plot`: every kind of picture is drawn, and nothing is cut off."""

import json
import struct

import numpy as np
import pytest
from matplotlib.text import Text

from experiments.common.languages import LANGS, title_of
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME, OUTCOMES
from experiments.common.spread import effect, level
from experiments.common.style import png
from experiments.common.uncertainty import Drawn
from experiments.common.worlds import Worlds
from experiments.sweeps.pictures import OVERVIEW, draw, draw_overview
from experiments.sweeps.pictures.point_values import Factor, PointValues, cut
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from tests.conftest import SMALL
from tests.messages import mentions

NUMBER = [0.0, 1.0, 2.0, 4.0]
MONEY = [1_000_000, 10_000_000, 40_000_000]
NAMES = ["none", "package", "a-policy-with-a-rather-long-name-that-is-its-own"]
SWITCH = [False, True]
SHARE = [0.1, 0.5]

SWEEP = """
name = "small"
title = "Visits"
scenario = "./small.toml"
design = "full"
replications = 3
[[factors]]
name = "visits_per_month"
values = [0.0, 1.0, 4.0]
"""


def drawing(design, factors, values, outcome="failed_share", lang="en", **more):
    """Return what is drawn of values by point, draw and run."""
    draws = values.shape[1]
    return PointValues(
        title="A sweep",
        scenario="small",
        design=design,
        outcome=BY_NAME[outcome],
        factors=factors,
        values=values,
        replications=draws * values.shape[2],
        drawn=Drawn("posterior", draws, "0"),
        lang=lang,
        **more,
    )


def worlds_of(
    design, outcome="failed_share", replications=(8, 2), points=None, lang="en", **levels
):
    """Return a design of these levels, or so many random points of them, and random outcomes.

    Replications are draws and runs of each.
    """
    luck = np.random.default_rng(1)
    if points is None:
        grids = np.meshgrid(*(np.arange(len(values)) for values in levels.values()), indexing="ij")
        places = [grid.ravel() for grid in grids]
    else:
        places = [luck.integers(len(values), size=points) for values in levels.values()]
    factors = tuple(
        Factor(name.replace("__", "."), tuple(values[place] for place in column), False, lang)
        for (name, values), column in zip(levels.items(), places, strict=True)
    )
    size = 1e6 if outcome.endswith("_idr") else 1.0
    values = luck.random((len(places[0]), *replications)) * size
    return drawing(design, factors, values, outcome, lang)


def one_at_a_time(lang="en"):
    values = [(1.0, None), (0.0, None), (4.0, None), (1.0, 0.1), (1.0, 0.6)]
    names = ("visits_per_month", "set_aside_share")
    factors = tuple(
        Factor(name, tuple(point[place] for point in values), False, lang)
        for place, name in enumerate(names)
    )
    outcomes = np.random.default_rng(1).random((5, 8, 2))
    return drawing("one-at-a-time", factors, outcomes, lang=lang)


KINDS = {
    "line": worlds_of("full", visits_per_month=NUMBER),
    "dots": worlds_of("full", policy=NAMES),
    "lines": worlds_of("full", "unmet_need_idr", visits_per_month=NUMBER, policy=NAMES),
    "map": worlds_of("full", "visits", visits_per_month=NUMBER, starter_idr=MONEY),
    "map of names": worlds_of("full", policy=NAMES, open_books=SWITCH),
    "maps": worlds_of(
        "full", "household_savings_idr", visits_per_month=NUMBER, starter_idr=MONEY,
        monitoring_per_year=[0.0, 4.0, 12.0, 52.0],
    ),
    "large map": worlds_of(
        "full", visits_per_month=np.linspace(0, 4, 30).tolist(),
        meet__raid=np.linspace(0, 1, 25).tolist(),
    ),
    "four factors": worlds_of(
        "full", visits_per_month=NUMBER, starter_idr=MONEY, policy=NAMES, open_books=SWITCH
    ),
    "sampled": worlds_of(
        "sobol", points=64, visits_per_month=np.linspace(0, 4, 97).tolist(), policy=NAMES,
        meet__raid=np.linspace(0, 1, 89).tolist(),
    ),
    "few samples": worlds_of(
        "latin-hypercube", points=3, visits_per_month=NUMBER, open_books=SWITCH
    ),
    "list": worlds_of("list", points=5, visits_per_month=NUMBER, open_books=SWITCH, policy=NAMES),
    "one at a time": one_at_a_time(),
    "one point": worlds_of("full", visits_per_month=[1.0]),
    "one run": worlds_of("full", replications=(4, 1), visits_per_month=NUMBER, policy=NAMES),
}  # fmt: skip


def drawn(kind):
    figure = draw(KINDS[kind])
    assert figure is not None
    return figure


def whole(figure):
    """Say whether nothing stands out of a figure that was drawn."""
    png(figure)
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    inside = box.x0 > -0.01 and box.x1 < width + 0.01
    return inside and box.y0 > -0.01 and box.y1 < height + 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_whole(kind):
    figure = drawn(kind)
    content = png(figure)
    wide, high = struct.unpack(">II", content[16:24])
    assert 900 <= wide <= 3000
    assert 400 <= high <= 3000
    assert whole(figure)
    shown = " ".join(text.get_text().replace("\n", " ") for text in figure.findobj(Text))
    points = len(KINDS[kind].values)
    assert f"{points:,} point" in shown
    assert f"{KINDS[kind].replications} run" in shown
    assert mentions(shown, "small")
    assert "_" not in shown


@pytest.mark.parametrize("lang", LANGS)
def test_texts_of_pictures_have_their_figures_and_titles(lang):
    for made in (
        worlds_of("full", visits_per_month=NUMBER, lang=lang),
        worlds_of("full", starter_form=["cash", "in_kind"], lang=lang),
        worlds_of("full", visits_per_month=NUMBER, open_books=SWITCH, lang=lang),
        worlds_of("sobol", points=40, visits_per_month=NUMBER, set_aside_share=SHARE, lang=lang),
        one_at_a_time(lang),
    ):
        figure = draw(made)
        assert figure is not None
        assert whole(figure)
        shown = " ".join(text.get_text().replace("\n", " ") for text in figure.findobj(Text))
        assert not set(shown) & set("{}_")
        assert title_of(made.outcome, lang)[1:] in shown
        for factor in made.factors:
            assert factor.title in shown
        assert number(made.precision, 1, lang) in shown


def test_panels_and_axes_fit_the_factors():
    panels = {kind: len(drawn(kind).axes) for kind in KINDS}
    assert panels["line"] == panels["dots"] == panels["lines"] == 2
    assert panels["map"] == 2
    assert panels["maps"] == 4
    assert panels["four factors"] == 4
    assert panels["sampled"] == 3
    assert panels["one at a time"] == 2
    names = [text.get_text() for text in drawn("lines").legends[0].get_texts()]
    assert names == [cut(name, 60) for name in NAMES]


def medians_in(axes):
    """Return the medians of a panel, and the ends of its thin bars."""
    thin, _ = (bars.get_segments() for bars in axes.collections[-2:])
    line = next(line for line in axes.lines if line.get_zorder() == 5)
    return np.asarray(line.get_xdata()), np.array([bar[:, 0] for bar in thin])


def test_dots_are_sorted_with_the_best_at_the_top():
    left, right = drawn("dots").axes
    made = KINDS["dots"]
    shown, ends = medians_in(left)
    assert len(shown) == len(NAMES)
    assert shown.tolist() == sorted(shown, reverse=True)
    told = [level(values) for values in made.values]
    assert sorted(shown / 100) == pytest.approx(sorted(one.median for one in told))
    assert sorted(ends[:, 0] / 100) == pytest.approx(sorted(one.low for one in told))
    apart = [
        effect(made.outcome, values - made.values[0], Worlds(np.ones(8, bool))).over_all
        for values in made.values
    ]
    shown, ends = medians_in(right)
    assert sorted(shown / 100) == pytest.approx(sorted(one.median for one in apart))
    assert sorted(ends[:, 1] / 100) == pytest.approx(sorted(one.high for one in apart))


def test_what_worlds_do_to_all_points_alike_is_not_in_the_differences():
    luck = np.random.default_rng(2).normal(0.5, 0.2, 20)[:, np.newaxis]
    noise = np.random.default_rng(3).normal(scale=0.001, size=(3, 20, 2))
    visits = Factor("visits_per_month", (0.0, 1.0, 2.0), log=False)
    values = luck + noise + np.array([0.0, 0.1, 0.2])[:, np.newaxis, np.newaxis]
    made = drawing("full", (visits,), values)
    assert np.ptp(made.levels, axis=1).min() > 40
    assert np.ptp(made.differences, axis=1).max() < 1
    assert made.differences[2] == pytest.approx(20.0, abs=1.0)
    many = Factor("visits_per_month", visits.values * 10, log=False)
    scatter = draw(drawing("sobol", (many,), np.tile(values, (10, 1, 1))))
    assert scatter is not None
    (axes,) = scatter.axes
    low, high = axes.collections[0].get_datalim(axes.transData).intervaly
    assert high - low == pytest.approx(20.0, abs=2.0)


def test_nothing_is_drawn_without_a_case():
    none = worlds_of("full", visits_per_month=NUMBER)
    none.values[:] = np.nan
    assert draw(none) is None
    some = worlds_of("full", visits_per_month=NUMBER)
    some.values[1:3] = np.nan
    assert draw(some) is not None


def overview(**levels):
    """Return the pictures' outcomes over these levels; of the third one no run has a case."""
    rows = [worlds_of("full", name, **levels) for name in OVERVIEW]
    rows[2].values[:] = np.nan
    return draw_overview(rows)


def test_the_overview_has_a_row_of_maps_for_each_outcome_with_a_case():
    figure = overview(visits_per_month=NUMBER, starter_idr=MONEY, open_books=SWITCH)
    assert figure is not None
    assert whole(figure)
    assert len(figure.subfigs) == len(OVERVIEW) - 1
    assert all(len(part.axes) == len(SWITCH) + 1 for part in figure.subfigs)
    shown = [text.get_text() for text in figure.findobj(Text)]
    assert {BY_NAME[name].title for name in OVERVIEW[:2]} <= set(shown)
    assert overview(visits_per_month=NUMBER, starter_idr=MONEY) is not None


def test_there_is_an_overview_of_maps_only():
    assert overview(visits_per_month=NUMBER) is None
    assert overview(visits_per_month=NUMBER, policy=NAMES) is None
    assert draw_overview([one_at_a_time()]) is None
    assert draw_overview([]) is None


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "small.toml").write_text(SMALL)
    return folder


def run(folder, text, out):
    (folder / "sweep.toml").write_text(text)
    Sweeping(1, say=lambda _: None).run(load_plan(str(folder / "sweep.toml")), folder / out)
    return folder / out


@pytest.fixture(scope="module")
def swept(files):
    return run(files, SWEEP, "out")


def test_pictures_of_all_judged_outcomes_are_saved(kubesim, swept):
    done = kubesim("plot", str(swept), "--json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    judged = {outcome.name for outcome in OUTCOMES if outcome.better != "neither"}
    there = {path.stem for path in (swept / "pictures").glob("*.png")}
    assert there | set(report["without_a_case"]) == judged
    assert {swept / "pictures" / f"{name}.png" for name in there} == {
        swept / "pictures" / path.rpartition("/")[2] for path in report["saved"]
    }


def test_only_the_outcomes_asked_for(kubesim, swept):
    done = kubesim("plot", str(swept), "--outcome", "visits")
    assert done.out.count("\n") == 1
    assert mentions(done.out, f"{swept / 'pictures' / 'visits.png'}")
    wrong = kubesim("plot", str(swept), "--outcome", "luck")
    assert (wrong.code, wrong.out) == (2, "")
    assert mentions(wrong.err, "--outcome luck failed_share")


def test_the_overview_is_saved_last_and_not_when_outcomes_are_asked_for(kubesim, files):
    books = '[[factors]]\nname = "set_aside_share"\nvalues = [0.1, 0.5]\n'
    folder = run(files, SWEEP + books, "two")
    saved = kubesim("plot", str(folder)).out.splitlines()
    assert mentions(saved[-1], f"{folder / 'pictures' / 'overview.png'}")
    (folder / "pictures" / "overview.png").unlink()
    assert kubesim("plot", str(folder), "--outcome", "visits").out.count("\n") == 1
    assert not (folder / "pictures" / "overview.png").exists()
