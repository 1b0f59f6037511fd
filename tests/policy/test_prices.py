"""`kubesim policy prices`, and the tables of money and visits, in both languages."""

import json

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.tables import strong
from experiments.policy.accounting import PRICES, drawn_prices
from experiments.policy.economics import no_support_until
from experiments.policy.money_tables import paid_table, prices_table, visits_table
from experiments.policy.ranking_words import best_by_worth
from experiments.policy.unit_costs import unit_costs
from experiments.policy.visits_made import Visits, parted
from tests.messages import mentions

SET = """
name = "today"
title = "Today"
judul = "Hari ini"
question = "Which?"
pertanyaan = "Mana?"
scenario = "forward"
policies = ["package"]
draws = 8
luck = 1
[accounting]
price_year = 2024
[accounting.prices]
visit_idr = 75_000.0
"""
REPORT = {
    "sweep": {"kubes": 40},
    "money": {"price_year": 2024, "fiscal_years": [2016, 2017]},
    "policies": [
        {
            "policy": "none",
            "title": "The plan",
            "judul": "Rencana",
            "paid": {
                "ministry": {"mean": [120e6, 80e6]},
                "city": {"mean": [3e6, 20e6]},
                "members": {"mean": [1e6, 1e6]},
            },
            "visits": Visits(2400.0, 2000.0, 200.0, 500.0, 100.0, 1200.0)._asdict(),
        }
    ],
}


def test_every_price_is_shown_with_its_year_range_and_place(kubesim):
    for lang in LANGS:
        done = kubesim("policy", "prices", "--lang", lang)
        assert (done.code, done.err) == (0, "")
        assert max(len(line) for line in done.out.splitlines()) <= 100
        assert mentions(done.out, "2015")
        assert mentions(done.out, "[accounting] price_year 2026 [accounting.prices] visit_idr")
        for price in PRICES:
            assert price.name in done.out
    answer = json.loads(kubesim("policy", "prices", "--json").out)
    assert answer["price_year"] == 2015
    by_name = {price["name"]: price for price in answer["prices"]}
    assert list(by_name) == [price.name for price in PRICES]
    for price in PRICES:
        assert (by_name[price.name]["low"], by_name[price.name]["high"]) == (price.low, price.high)
        assert all(by_name[price.name][key] for key in ("unit", "satuan", "source", "price_year"))


def test_a_set_has_its_own_year_and_keeps_what_it_gives(kubesim, tmp_path):
    path = tmp_path / "today.toml"
    path.write_text(SET)
    answer = json.loads(kubesim("policy", "prices", str(path), "--json").out)
    by_name = {price["name"]: price for price in answer["prices"]}
    assert {price["price_year"] for price in by_name.values()} == {answer["price_year"]} == {2024}
    assert [name for name, price in by_name.items() if price["given"]] == ["visit_idr"]
    assert set(by_name["visit_idr"]["used"]) == {75_000.0}
    monitoring = next(price for price in PRICES if price.name == "monitoring_visit_idr")
    assert by_name["monitoring_visit_idr"]["low"] > 1.3 * monitoring.low


def test_a_price_is_known_in_the_year_in_which_it_is_told():
    prices = drawn_prices(50, 1, {"visit_idr": 75_000.0}, 1.4)
    assert set(prices["visit_idr"]) == {75_000.0}
    as_of_ranges = drawn_prices(50, 1, {})
    for price in PRICES[1:]:
        np.testing.assert_allclose(prices[price.name], 1.4 * as_of_ranges[price.name])
        assert prices[price.name].min() >= 1.4 * price.low


def test_what_is_no_set_and_no_ranking_is_refused(kubesim, tmp_path):
    (tmp_path / "empty").mkdir()
    for what, told in (("empty", "empty rank.json kubesim policy rank"), ("suport", "support")):
        done = kubesim("policy", "prices", what)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert mentions(done.err, told)


def test_tables_of_a_report_add_up_and_name_their_rupiah():
    for lang in LANGS:
        paid = paid_table(REPORT, "none", lang)
        assert list(paid.headings[1:]) == ["2016", "2017"]
        assert [row[0] for row in paid.rows[:2]] != [row[0] for row in paid.rows[2:]]
        assert paid.rows[2][1:] == [strong("123"), strong("100")]
        assert mentions(paid.notes[0], "2024")
        made = visits_table(REPORT, ["none"], lang)
        numbers = [str(text).replace(",", "").replace(".", "") for text in made.rows[0][1:]]
        assert numbers == ["2400", "2000", "-200", "-500", "-100", "1200"]
        prices = prices_table(unit_costs(2024, 1.4), lang)
        assert "2024" in prices.title


def test_visits_that_are_not_made_are_parted_as_the_rule_takes_them():
    wanted, time, effort, reach = 100.0, 0.8, 0.5, 0.75
    made = np.array([wanted * time * effort * reach])
    visits = parted(None, np.array([wanted]), np.array([effort]), np.array([reach]), made)
    assert visits.no_time == pytest.approx(wanted * (1.0 - time))
    assert visits.no_effort == pytest.approx(wanted * time * (1.0 - effort))
    assert visits.no_access == pytest.approx(wanted * time * effort * (1.0 - reach))
    without = parted(None, np.array([wanted]), np.zeros(1), np.ones(1), np.zeros(1))
    assert (without.no_effort, without.no_time) == (wanted, 0.0)


def test_the_best_is_told_for_every_worth():
    rows = [
        {"policy": "no-support", "from_idr": 0.0, "to_idr": 313e6},
        {"policy": "package", "from_idr": 313e6, "to_idr": None},
    ]
    names = [
        {"policy": "no-support", "title": "Nothing", "judul": "Tanpa"},
        {"policy": "package", "title": "Package", "judul": "Paket"},
    ]
    report = {"policies": names}
    assert mentions(best_by_worth(report, rows, "en"), "313 Nothing 313 Package")
    assert mentions(best_by_worth(report, rows, "id"), "313 Tanpa 313 Paket")
    assert mentions(best_by_worth(report, rows[:1], "en"), "Nothing")
    assert no_support_until(rows) == 313e6
    assert no_support_until(rows[1:]) is None
