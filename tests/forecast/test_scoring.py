"""Stored forecasts scored by a later book: what is due, what is known, and the verdict."""

import numpy as np
import pytest

from experiments.books.panel import COLUMNS, NO_MONTH, Panel
from experiments.forecast.own_books import OwnBooks
from experiments.forecast.scoring import KUBES_LEAST, scored
from sim.calendar import month_number, month_text
from sim.inputs.faults import InputError

THEN, NOW = month_number("2020-06"), month_number("2021-12")


def books(ended, known=True):
    """Return books of Kubes of which some have ended, in a month or never."""
    count, months = len(ended), NOW - THEN + 1
    columns = {name: np.full((count, months), np.nan) for name in COLUMNS}
    if known:
        columns["members"][:] = 10.0
    panel = Panel(
        tuple(map(str, range(count))),
        np.zeros(count, np.int64),
        np.full(count, THEN - 20),
        np.array([NO_MONTH if month is None else month for month in ended]),
        THEN,
        columns,
    )
    return OwnBooks(panel, panel.codes, np.arange(count), None, NOW, None)  # type: ignore[arg-type]


def stored(chances, today=THEN, base_rate=0.2):
    figures = [{"chance": chance, "base_rate": base_rate} for chance in chances]
    kubes = [
        {"code": str(code), "fails_within_12_months": one, "fails_within_24_months": one}
        for code, one in enumerate(figures)
    ]
    return {"today": month_text(today), "kubes": kubes}


def test_a_forecast_that_knows_beats_the_base_rate():
    ended = [THEN + 5 if code % 5 == 0 else None for code in range(KUBES_LEAST)]
    chances = [0.8 if month else 0.05 for month in ended]
    score = scored([stored(chances)], books(ended))[12].json()
    assert (score["kubes"], score["failed"], score["unknown"]) == (KUBES_LEAST, 8, 0)
    assert score["brier"] == pytest.approx(0.2 * 0.04 + 0.8 * 0.0025)
    assert score["brier_base_rate"] == pytest.approx(0.16)
    assert score["log_score"] == pytest.approx(-0.2 * np.log(0.8) - 0.8 * np.log(0.95), abs=1e-5)
    assert score["verdict"] == "better"
    assert score["low"] > 0.0


def test_one_that_knows_nothing_is_no_better():
    ended = [THEN + 5 if code % 5 == 0 else None for code in range(KUBES_LEAST)]
    score = scored([stored([0.2] * KUBES_LEAST)], books(ended))[12].json()
    assert score["verdict"] == "no_better"
    assert score["skill"] == 0.0


def test_of_few_kubes_nothing_is_concluded():
    score = scored([stored([0.9, 0.1])], books([THEN + 3, None]))[12].json()
    assert score["verdict"] == "too_few"


def test_what_is_not_due_is_said_and_not_scored():
    found = scored([stored([0.5])], books([None]))
    assert not found[24].fates
    assert found[24].due == {month_text(THEN): month_text(THEN + 24)}


def test_a_kube_that_ended_after_the_horizon_did_not_fail_within_it():
    found = scored([stored([0.5, 0.5])], books([THEN + 13, THEN + 12]))[12]
    assert [fate.failed for fate in found.fates] == [False, True]


def test_a_kube_of_which_nothing_more_is_known_is_not_scored():
    found = scored([stored([0.5])], books([None], known=False))[12]
    assert (len(found.fates), found.unknown) == (0, 1)


def test_forecasts_whose_months_overlap_count_once():
    both = [stored([0.5], THEN), stored([0.4], THEN + 3)]
    assert [fate.today for fate in scored(both, books([None]))[12].fates] == [month_text(THEN)]


def test_forecasts_of_other_kubes_are_refused():
    other = stored([0.5])
    other["kubes"][0]["code"] = "elsewhere"
    with pytest.raises(InputError):
        scored([other], books([None]))
