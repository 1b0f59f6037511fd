"""What books say of a Kube: what is missing stays missing, and later months are not looked at."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.books.panel import COLUMNS, NO_MONTH, Panel
from experiments.forecast.features import About, activity, features, last_known, mean_known

TODAY = 2020 * 12
NAN = np.nan


def panel(**columns):
    """Return the last six months of one Kube, ten members, active unless told otherwise."""
    told = {name: np.full((1, 6), NAN) for name in COLUMNS}
    told |= {
        "members": np.full((1, 6), 10.0),
        "attended": np.full((1, 6), 8.0),
        "shared_idr": np.full((1, 6), 900_000.0),
        "set_aside_idr": np.full((1, 6), 300_000.0),
        "kas_idr": np.full((1, 6), 5_000_000.0),
    }
    told |= {name: np.array([values], np.float64) for name, values in columns.items()}
    founded, city = np.array([TODAY - 30]), np.zeros(1, np.int64)
    return Panel(("1",), city, founded, np.array([NO_MONTH]), TODAY - 5, told)


ABOUT = About(
    np.array([10.0]), np.zeros(1), np.ones(1), np.array([np.inf]), TODAY - 40, np.ones(80)
)


def told(books, today=TODAY):
    names, values = features(books, today, ABOUT)
    return dict(zip(names, values[0].tolist(), strict=True))


def test_what_books_say_is_found_again():
    seen = told(panel())
    assert seen["members"] == 10.0
    assert seen["attendance"] == pytest.approx(0.8)
    assert (seen["quiet_months"], seen["silent"], seen["attendance_lag"]) == (0.0, 0.0, 0.0)
    assert seen["age_years"] == pytest.approx(2.5)


def test_months_without_activity_are_counted_up_to_the_last_that_is_known():
    seen = told(panel(attended=[8, 8, 0, 0, NAN, NAN], shared_idr=[9e5, 9e5, 0, 0, NAN, NAN],
                      set_aside_idr=[1e5, 1e5, 0, 0, NAN, NAN]))  # fmt: skip
    assert seen["quiet_months"] == 2.0
    assert (seen["since_active_4"], seen["since_active_2"]) == (1.0, 0.0)


def test_what_is_not_known_is_not_taken_for_nothing():
    unknown = [NAN] * 6
    seen = told(panel(attended=unknown, shared_idr=unknown, set_aside_idr=unknown))
    assert np.isnan(seen["attendance"])
    assert np.isnan(seen["quiet_months"])
    assert seen["members"] == 10.0
    assert seen["silent"] == 0.0


def test_a_kube_that_stopped_writing_is_silent():
    seen = told(
        panel(**{name: [5, 5, NAN, NAN, NAN, NAN] for name in ("members", "attended", "kas_idr")},
              shared_idr=[NAN] * 6, set_aside_idr=[NAN] * 6)
    )  # fmt: skip
    assert seen["silent"] == 4.0


def test_months_after_today_are_not_looked_at():
    books = panel()
    later = replace(
        books,
        columns={
            name: np.where(np.arange(6) > 3, 0.0, values) for name, values in books.columns.items()
        },
    )
    one, other = told(books, TODAY - 2), told(later, TODAY - 2)
    assert {
        name: (one[name], other[name]) for name in one if not same(one[name], other[name])
    } == {}


def same(one, other):
    return one == other or (np.isnan(one) and np.isnan(other))


def test_the_calendar_month_is_no_feature():
    books = panel()
    shifted = replace(books, first=books.first + 7, founded=books.founded + 7)
    about = ABOUT._replace(start=ABOUT.start + 7)
    one = features(books, TODAY, ABOUT)[1]
    np.testing.assert_array_equal(one, features(shifted, TODAY + 7, about)[1])


def test_last_and_mean_of_what_is_known():
    values = np.array([[1.0, NAN, 3.0, NAN], [NAN] * 4])
    last, lag = last_known(values)
    assert (last[0], lag[0], lag[1]) == (3.0, 1.0, 4.0)
    assert np.isnan(last[1])
    mean = mean_known(values, 3)
    assert mean[0] == 3.0
    assert np.isnan(mean[1])


def test_a_gap_may_hide_activity_or_idleness():
    idle = activity(np.array([[0.0, 1.0, NAN, 1.0], [1.0, 1.0, 1.0, 1.0], [NAN] * 4]))
    np.testing.assert_array_equal(idle.quiet_months, [3.0, 4.0, NAN])
    np.testing.assert_array_equal(idle.since_active, [3.0, 4.0, NAN])
