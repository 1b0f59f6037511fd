"""Damage of books: what each kind does and leaves, and that nothing else moves it."""

import numpy as np
import pytest

from experiments.books.damage import KINDS, damaged, quiet
from experiments.books.panel import COLUMNS, joined, panel_of_simulated
from sim.ensemble.ensemble import Ensemble
from tests.worlds import RICH, world

PLACE = world(20, months=96, programme=RICH)


@pytest.fixture(scope="module")
def panel():
    """Return the panel of forty cities."""
    city = Ensemble(PLACE)
    chunks = city.chunks(city.jobs(replications=40), months=range(96))
    return joined(panel_of_simulated(PLACE, c.kubes, 0, c.first) for c in chunks)


def same(one, other):
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in COLUMNS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_is_the_same_damage_whatever_else_is_there(panel, kind):
    whole = damaged(panel, kind, 7)
    assert same(whole, damaged(panel, kind, 7))
    assert not same(whole, damaged(panel, kind, 8))
    assert not same(whole, panel)
    some = np.arange(30, 50)
    assert same(damaged(panel.rows(some), kind, 7), whole.rows(some))
    last = panel.first + 50
    assert same(damaged(panel.until(last), kind, 7), whole.until(last))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_known_that_was_not_and_kubes_stay(panel, kind):
    kept = damaged(panel, kind, 1)
    assert kept.codes == panel.codes
    assert np.array_equal(kept.ended, panel.ended)
    for name in COLUMNS:
        assert not (~np.isnan(kept[name]) & np.isnan(panel[name])).any(), name
        known = kept[name][~np.isnan(kept[name])]
        assert (known >= 0).all(), name
        assert name == "attended" or (known == np.round(known)).all(), name


def test_three_of_ten_months_are_missing_and_more_in_bad_times(panel):
    kept, bad = damaged(panel, "gaps", 1), quiet(panel)
    silent = panel.known & ~kept.known
    share = silent.sum() / panel.known.sum()
    assert 0.24 < share < 0.36
    in_bad = silent[bad & panel.known].mean()
    assert in_bad > 1.5 * silent[~bad & panel.known].mean()
    assert same(kept, joined([kept]))
    for name in COLUMNS:
        there = kept.known
        assert np.array_equal(kept[name][there], panel[name][there], equal_nan=True), name


def test_missing_months_come_in_spells(panel):
    silent = panel.known & ~damaged(panel, "gaps", 1).known
    both = panel.known[:, 1:] & panel.known[:, :-1]
    after = silent[:, 1:][both & silent[:, :-1]].mean()
    assert after > 2 * silent[panel.known].mean()


def test_wrong_sums_are_of_money_alone_and_the_kas_carries_errors_on(panel):
    kept = damaged(panel, "sums", 1)
    assert np.array_equal(kept.known, panel.known)
    for name in COLUMNS:
        wrong = (kept[name] != panel[name])[panel.known & ~np.isnan(panel[name])]
        if not name.endswith("_idr"):
            assert not wrong.any(), name
        elif len(wrong):
            assert 0.0 < wrong.mean() < 0.4, name
    wrong = (kept["kas_idr"] != panel["kas_idr"]) & panel.known
    after = wrong[:, 1:][wrong[:, :-1] & panel.known[:, 1:]].mean()
    assert after > 2 * wrong[panel.known].mean()


def test_turned_digits_are_the_same_digits(panel):
    kept = damaged(panel, "sums", 1)
    told, right = kept["set_aside_idr"], panel["set_aside_idr"]
    where = (told != right) & (right > 10)
    wrong = list(zip(told[where].astype(int), right[where].astype(int), strict=True))
    turned = [a for a, b in wrong if sorted(f"{a:012d}") == sorted(f"{b:012d}")]
    scaled = [a for a, b in wrong if a == b * 10 or a == b // 10]
    assert len(turned) > len(scaled) > 0
    assert len({*turned, *scaled}) == len({a for a, _ in wrong})


def test_few_columns_are_kept_and_these_in_every_month(panel):
    kept = damaged(panel, "columns", 1)
    recorded = [name for name in COLUMNS if not np.isnan(panel[name]).all()]
    there = np.array([[~np.isnan(kept[name][row]) for name in recorded] for row in range(200)])
    known = panel.known[:200, None, :]
    has = (there & known).any(axis=2)
    assert (has.sum(axis=1) < len(recorded) - 2).all()
    assert np.array_equal(there, has[:, :, None] & known)
    assert len(np.unique(has, axis=0)) > 6


def test_a_month_a_year_is_the_same_month_every_year(panel):
    kept = damaged(panel, "yearly", 1)
    for row in range(0, len(panel.codes), 7):
        months, known = panel.months[kept.known[row]], panel.months[panel.known[row]]
        of_year = np.unique(months % 12)
        assert len(of_year) <= 1
        assert len(known) < 12 or len(months) == np.isin(known % 12, of_year).sum()
    assert len(np.unique(panel.months[np.argwhere(kept.known)[:, 1]] % 12)) == 12


def test_a_mix_has_clean_books_and_books_with_every_kind_of_damage(panel):
    kept = damaged(panel, "all", 1)
    share = kept.known.sum(axis=1) / panel.known.sum(axis=1)
    kas = np.isnan(kept["kas_idr"]) & kept.known
    clean = [
        all(np.array_equal(kept[name][row], panel[name][row], equal_nan=True) for name in COLUMNS)
        for row in range(len(panel.codes))
    ]
    assert 0.03 < np.mean(clean) < 0.4
    assert (share < 0.15).any()
    assert ((share > 0.4) & (share < 0.95)).any()
    assert kas.any()
