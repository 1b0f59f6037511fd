"""The shipped scenarios say what the evidence says (Ayal 2016)."""

from collections import Counter

import pytest

from sim.scenario import load_scenario


def seen_of(scenario, name):
    kube = next(kube for kube in scenario.kubes if kube.name == name)
    return {(figure.quantity, figure.month): figure.value for figure in kube.observed}


def test_the_ten_are_in_the_order_of_the_evidence_and_founded_in_its_years():
    years = {kube.name: kube.founded[:4] for kube in load_scenario("banjarmasin").kubes}
    assert list(years.items()) == [
        ("Talawang", "2009"),
        ("Melati", "2009"),
        ("Emas Urai", "2009"),
        ("Dasa Maya", "2005"),
        ("Rakat", "2006"),
        ("Hunafa Bersama", "2007"),
        ("Mawar", "2007"),
        ("Papandaan", "2009"),
        ("Melati II", "2009"),
        ("Sejahtera IV", "2007"),
    ]
    assert [kube.id for kube in load_scenario("banjarmasin").kubes] == list(range(1, 11))


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("Talawang", 0),
        ("Melati", 4_017_000),
        ("Emas Urai", 27_447_000),
        ("Dasa Maya", 45_000_000),
        ("Rakat", 46_000_000),
        ("Hunafa Bersama", 74_500_000),
        ("Mawar", 14_315_000),
        ("Papandaan", 24_060_000),
        ("Melati II", 0),
        ("Sejahtera IV", 48_103_000),
    ],
)
def test_the_money_seen_adds_up_to_the_published_sum(name, total):
    seen = seen_of(load_scenario("banjarmasin"), name)
    money = [value for (quantity, _), value in seen.items() if quantity.endswith("_idr")]
    assert sum(money) == total


def test_balances_are_dated_2011_or_not_at_all():
    scenario = load_scenario("banjarmasin")
    dated = {
        kube.name: {figure.month for figure in kube.observed if figure.quantity.endswith("_idr")}
        for kube in scenario.kubes
    }
    for name in ("Dasa Maya", "Rakat", "Hunafa Bersama", "Mawar", "Sejahtera IV"):
        assert dated[name] == {"2011-12"}
    for name in ("Melati", "Emas Urai", "Papandaan"):
        assert dated[name] == {None}


def test_of_members_and_stages_only_what_is_stated():
    scenario = load_scenario("banjarmasin")
    seen = {
        quantity: {
            kube.name: figure.value
            for kube in scenario.kubes
            for figure in kube.observed
            if figure.quantity == quantity
        }
        for quantity in ("members", "stage")
    }
    assert seen["members"] == {"Dasa Maya": 15, "Hunafa Bersama": 33}
    assert seen["stage"] == {"Talawang": 1, "Hunafa Bersama": 3, "Melati II": 1}


def test_no_quantity_of_a_kube_is_given_twice():
    for kube in load_scenario("banjarmasin").kubes:
        quantities = [figure.quantity for figure in kube.observed]
        assert len(set(quantities)) == len(quantities)


def test_who_shares_everything_and_who_got_what():
    kubes = load_scenario("banjarmasin").kubes
    sharing = {kube.name for kube in kubes if kube.rule == "share_everything"}
    assert sharing == {"Talawang", "Melati II"}
    got = {kube.name: {g.kind: g.amount_idr for g in kube.grants} for kube in kubes if kube.grants}
    bpls = {"bpls": 30_000_000}
    assert got == {
        "Dasa Maya": bpls,
        "Rakat": bpls,
        "Hunafa Bersama": bpls | {"lkm": 25_000_000},
        "Mawar": bpls,
        "Sejahtera IV": bpls,
    }
    assert {g.month[:4] for kube in kubes for g in kube.grants} == {"2009"}


@pytest.mark.parametrize(
    ("name", "count", "failed_percent"), [("banjarmasin-cohort", 75, 45.33), ("tomohon", 55, 47.27)]
)
def test_a_cohort_has_a_size_that_can_give_the_published_share(name, count, failed_percent):
    scenario = load_scenario(name)
    assert len(scenario.kubes) == count
    assert any(round(100 * n / count, 2) == failed_percent for n in range(count))


@pytest.mark.parametrize("name", ["banjarmasin-cohort", "tomohon"])
def test_a_cohort_is_spread_evenly_and_gets_no_second_grant_before_it_is_seen(name):
    scenario = load_scenario(name)
    founded = [scenario.month(kube.founded) for kube in scenario.kubes]
    by_year = Counter(month // 12 for month in founded)
    assert sorted(by_year) == [0, 1, 2, 3, 4]
    assert set(by_year.values()) == {len(founded) // 5}
    assert scenario.seen == "2009-12"
    assert not any(kube.grants for kube in scenario.kubes)
    assert scenario.programme.bpls_places_per_year == scenario.programme.lkm_places_per_year == 0


@pytest.mark.parametrize("name", ["banjarmasin-cohort", "tomohon", "forward"])
def test_unobserved_kubes_are_mixed_like_the_ten(name):
    ten, kubes = load_scenario("banjarmasin").kubes, load_scenario(name).kubes
    many = len(kubes)
    for value in ("business", "share_by", "rule"):
        share_of = Counter(getattr(kube, value) for kube in ten)
        counts = Counter(getattr(kube, value) for kube in kubes)
        assert counts.keys() == share_of.keys()
        for key, count in share_of.items():
            assert counts[key] == pytest.approx(many * count / 10, abs=2)
    sharing = {kube.business for kube in kubes if kube.rule == "share_everything"}
    assert len(sharing) > 5, "the rule must not stand for the business"


def test_the_cohort_lives_in_the_city_and_programme_of_the_ten():
    ten, cohort = load_scenario("banjarmasin"), load_scenario("banjarmasin-cohort")
    assert (cohort.prices, cohort.programme) == (ten.prices, ten.programme)
    assert (cohort.start, cohort.months) == (ten.start, ten.months)
    assert cohort.city.model_copy(update={"background_kubes": 190}) == ten.city


def test_the_hold_out_differs_from_the_cohort_only_in_place_and_size():
    cohort, tomohon = load_scenario("banjarmasin-cohort"), load_scenario("tomohon")
    assert (tomohon.prices, tomohon.programme) == (cohort.prices, cohort.programme)
    assert (tomohon.start, tomohon.months, tomohon.seen) == (
        cohort.start,
        cohort.months,
        cohort.seen,
    )


@pytest.mark.parametrize("name", ["banjarmasin", "banjarmasin-cohort", "tomohon"])
def test_a_facilitator_of_a_past_city_has_ten_kubes(name):
    scenario = load_scenario(name)
    groups = len(scenario.kubes) + scenario.city.background_kubes
    assert groups == 10 * scenario.city.facilitators


def test_the_plan_leaves_two_years_after_the_last_support():
    scenario = load_scenario("forward")
    last = max(scenario.month(kube.founded) for kube in scenario.kubes)
    assert last == 11
    assert scenario.months - (last + scenario.programme.support_months) >= 24
