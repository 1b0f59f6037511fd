"""The forecast of a city: its shape, its reasons, its agreement with itself."""

import json
from dataclasses import replace

import numpy as np
import pytest

from experiments.books.panel import COLUMNS
from experiments.forecast.city_forecast import FIGURES, forecast
from experiments.forecast.effects import AIMS
from experiments.forecast.own_books import load_own_books
from sim.inputs.faults import InputError
from sim.rules.stages import STAGES
from tests.forecast.conftest import KUBES, TODAY
from tests.messages import mentions


def test_every_kube_has_figures_or_a_reason(content):
    assert len(content["kubes"]) == KUBES
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    with_figures = [kube for kube in content["kubes"] if kube["reason"] is None]
    assert 0 < len(with_figures) < KUBES
    for kube in content["kubes"]:
        given = {kube[name] is not None for name in FIGURES}
        assert given == {kube["reason"] is None}


def test_chances_lie_in_their_intervals_beside_a_base_rate(content):
    for kube in content["kubes"]:
        if kube["reason"] is not None:
            continue
        year, two = (kube[f"fails_within_{months}_months"] for months in (12, 24))
        for one in (year, two):
            assert one.keys() == {"chance", "low", "high", "base_rate"}
            assert 0.0 <= one["low"] <= one["chance"] <= one["high"] <= 1.0
            assert 0.0 < one["base_rate"] < 1.0
        assert year["base_rate"] < two["base_rate"]
        assert all(year[key] <= two[key] for key in ("chance", "low", "high"))
        stages = kube["stages_in_12_months"]
        assert list(stages) == list(STAGES)
        assert sum(stages.values()) == pytest.approx(1.0, abs=0.001)
        assert stages["gagal"] == pytest.approx(year["chance"], abs=0.001)
        for name in ("kas_in_12_months_idr", "income_from_kube_idr"):
            assert kube[name]["low"] <= kube[name]["median"] <= kube[name]["high"]
        assert len(kube["alike"]) == 10
        assert {effect["action"] for effect in kube["effects"]} == {
            action["name"] for action in content["actions"]
        }


def test_totals_are_of_the_kubes_with_figures(content):
    totals, told = content["totals"], [k for k in content["kubes"] if k["reason"] is None]
    assert totals["kubes"] == len(told)
    for months in (12, 24):
        total = totals[f"fail_within_{months}_months"]
        chances = [kube[f"fails_within_{months}_months"]["chance"] for kube in told]
        assert total["expected"] == pytest.approx(sum(chances), abs=0.1)
        assert 0 <= total["low"] <= round(total["expected"]) <= total["high"] <= len(told)


def test_the_same_forecast_twice(asked, model, content):
    assert forecast(asked, model) == content


def test_the_aim_orders_the_list(asked, model, content):
    other = forecast(asked._replace(aim=AIMS[1]), model)
    assert sorted(other["first"]) == sorted(content["first"])
    assert other["first"] != content["first"]
    assert [k["fails_within_12_months"] for k in other["kubes"]] == [
        k["fails_within_12_months"] for k in content["kubes"]
    ]


def changed(asked, **kubes):
    """Return what is asked, with columns of the first living Kube in all months set."""
    books = asked.books
    place = int(np.flatnonzero(books.living & (books.silent == 0.0))[0])
    columns = {name: values.copy() for name, values in books.panel.columns.items()}
    for name, value in kubes.items():
        columns[name][place, -24:] = value
    panel = replace(books.panel, columns=columns)
    return asked._replace(books=books._replace(panel=panel)), place


def reason(asked, model, place):
    kube = forecast(asked, model)["kubes"][place]
    return kube["reason"], kube["reason_of"], kube["fails_within_12_months"]


def test_a_kube_unlike_anything_simulated_has_no_figure(asked, model):
    strange, place = changed(asked, members=900.0, attended=900.0)
    assert reason(strange, model, place) == ("unlike", "members", None)
    rich, place = changed(asked, kas_idr=4e12)
    assert reason(rich, model, place) == ("unlike", "kas", None)


def test_old_books_give_no_figure(asked, model):
    books = asked.books
    place = int(np.flatnonzero(books.living & (books.silent == 0.0))[0])
    last = books.today - books.panel.first
    columns = {name: values.copy() for name, values in books.panel.columns.items()}
    for name in COLUMNS:
        columns[name][place, last - 3 : last + 1] = np.nan
    older = books._replace(panel=replace(books.panel, columns=columns))
    assert reason(asked._replace(books=older), model, place) == ("old_books", None, None)
    for name in COLUMNS:
        columns[name][place, : last + 1] = np.nan
    none = books._replace(panel=replace(books.panel, columns=columns))
    assert reason(asked._replace(books=none), model, place) == ("no_books", None, None)


def test_kubes_that_have_ended_have_no_figure_and_later_months_are_not_known(folder):
    today = load_own_books(folder / "city.xlsx", TODAY)
    later = load_own_books(folder / "next.xlsx", TODAY)
    np.testing.assert_array_equal(today.living, later.living)
    np.testing.assert_array_equal(today.features(today.today), later.features(today.today))


def test_a_today_outside_the_books_is_refused(folder):
    with pytest.raises(InputError) as refused:
        load_own_books(folder / "city.xlsx", "2015-01")
    said = refused.value.faults[0]
    assert all(mentions(said, text) for text in ("--today 2015-01", "2016"))


def test_warnings_name_what_is_outside(content):
    seen = content["warnings"]
    assert seen["compared"] > 0
    for one in seen["outside"]:
        assert not one["low"] <= one["value"] <= one["high"]
        assert one["side"] == ("below" if one["value"] < one["low"] else "above")
