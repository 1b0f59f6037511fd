"""The shipped scenarios and policies: they load, fit together and say what the evidence says."""

import csv
from collections import Counter
from itertools import combinations

import pytest

from sim.locations import POLICIES, SCENARIOS
from sim.model import KubeModel
from sim.policy import NONE, Levers, load_policy
from sim.scenario import Scenario, load_scenario

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
POLICY_NAMES = sorted(path.stem for path in POLICIES.glob("*.toml"))
NAMED = {
    "none", "no-support", "share-everything", "all-set-aside-first", "open-books", "package",
    "set-aside-10", "set-aside-20", "set-aside-30", "set-aside-40", "set-aside-60",
    "visits-none", "visits-monthly", "visits-fortnightly", "visits-weekly",
    "monitoring-none", "monitoring-yearly", "monitoring-quarterly", "monitoring-monthly",
    "grants-cash", "grants-in-kind", "grants-conditional",
}  # fmt: skip


def seen_of(scenario, name):
    kube = next(kube for kube in scenario.kubes if kube.name == name)
    return {(it.quantity, it.month): it.value for it in kube.observed}


def index_at(scenario, month):
    return scenario.prices.index(scenario.start, scenario.months)[scenario.month(month)]


# Loading


def test_nothing_is_missing_and_nothing_undocumented_is_shipped():
    assert NAMES == ["banjarmasin", "banjarmasin-cohort", "forward", "tomohon"]
    assert set(POLICY_NAMES) == NAMED


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_carries_its_file_name_and_survives_a_round_trip(name):
    scenario = load_scenario(name)
    assert scenario.name == name
    assert Scenario.model_validate(scenario.model_dump()) == scenario
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


@pytest.mark.parametrize("name", POLICY_NAMES)
def test_a_policy_carries_its_file_name_and_survives_a_round_trip(name):
    policy = load_policy(name)
    assert policy.name == name
    assert type(policy).model_validate(policy.model_dump()) == policy
    assert type(policy).model_validate_json(policy.model_dump_json()) == policy


@pytest.mark.parametrize("name", NAMES)
def test_a_path_loads_what_the_name_loads(name):
    assert load_scenario(str(SCENARIOS / f"{name}.toml")) == load_scenario(name)


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.csv")), ids=lambda path: path.stem)
def test_every_csv_belongs_to_a_scenario_and_none_of_its_lines_is_lost(path):
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    kubes = load_scenario(path.stem).kubes
    assert [str(kube.id) for kube in kubes] == [line["id"] for line in lines]


# Policies over scenarios


def test_the_policy_that_changes_nothing_is_the_one_in_the_code():
    assert load_policy("none") == NONE
    assert load_policy("none").overrides() == {}


def test_every_policy_but_none_sets_something_and_no_two_set_the_same():
    levers = [tuple(load_policy(name).overrides().items()) for name in POLICY_NAMES]
    assert len(set(levers)) == len(levers)


@pytest.mark.parametrize("name", NAMES)
def test_under_none_a_scenario_is_itself(name):
    scenario = load_scenario(name)
    assert scenario.under(load_policy("none")) == scenario


@pytest.mark.parametrize("policy_name", POLICY_NAMES)
@pytest.mark.parametrize("name", NAMES)
def test_a_policy_over_a_scenario_is_valid_and_touches_only_the_levers(name, policy_name):
    scenario, policy = load_scenario(name), load_policy(policy_name)
    under = scenario.under(policy)
    assert Scenario.model_validate(under.model_dump()) == under
    before, after = scenario.programme.model_dump(), under.programme.model_dump()
    assert after == {**before, **policy.overrides()}
    assert [(k.id, k.founded, k.observed) for k in under.kubes] == [
        (k.id, k.founded, k.observed) for k in scenario.kubes
    ]
    assert under.under(policy) == under


@pytest.mark.parametrize("name", NAMES)
def test_no_support_leaves_none(name):
    under = load_scenario(name).under(load_policy("no-support"))
    programme = under.programme
    spent = [
        programme.starter_idr, programme.bpls_idr, programme.lkm_idr, programme.revive_idr,
        programme.bpls_places_per_year, programme.lkm_places_per_year, programme.revive_per_year,
        programme.visits_per_month, programme.honorarium_idr, programme.facilitator_training,
        programme.monitoring_per_year, programme.preparation_days, programme.promotion_per_year,
    ]  # fmt: skip
    assert spent == [0] * len(spent)
    assert all(grant.amount_idr == 0 for kube in under.kubes for grant in kube.grants)


def test_no_support_names_every_lever_that_ministry_or_city_pays_for():
    paid = {
        name
        for name, lever in Levers.model_json_schema()["properties"].items()
        if lever["payer"] in {"ministry", "city"}
    }
    how_not_whether = {
        name for name in paid if name.endswith(("_form", "_condition", "_after_months"))
    } | {"monitoring_on", "preparation_practice"}
    assert set(load_policy("no-support").overrides()) == paid - how_not_whether


@pytest.mark.parametrize("name", NAMES)
def test_a_share_leaves_each_kube_its_rule_and_a_rule_leaves_the_share(name):
    scenario = load_scenario(name)
    rules = [kube.rule for kube in scenario.kubes]
    share = scenario.under(load_policy("set-aside-60"))
    assert [kube.rule for kube in share.kubes] == rules
    assert {kube.set_aside_share for kube in share.kubes} == {0.6}
    saving = load_policy("all-set-aside-first")
    assert all(kube.sets_aside for kube in KubeModel(scenario, saving).city.kubes)
    rule = scenario.under(saving)
    assert [k.set_aside_share for k in rule.kubes] == [k.set_aside_share for k in scenario.kubes]


@pytest.mark.parametrize(("name", "form"), [("grants-cash", "cash"), ("grants-in-kind", "in_kind")])
def test_the_form_of_grants_is_that_of_dated_grants_too(name, form):
    under = load_scenario("banjarmasin").under(load_policy(name))
    assert under.programme.starter_form == form
    grants = [grant for kube in under.kubes for grant in kube.grants]
    assert len(grants) == 6
    assert {grant.form for grant in grants} == {form}


# Against the evidence (Ayal 2016)


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
        kube.name: {it.month for it in kube.observed if it.quantity.endswith("_idr")}
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
            kube.name: it.value
            for kube in scenario.kubes
            for it in kube.observed
            if it.quantity == quantity
        }
        for quantity in ("members", "stage")
    }
    assert seen["members"] == {"Dasa Maya": 15, "Hunafa Bersama": 33}
    assert seen["stage"] == {"Talawang": 1, "Hunafa Bersama": 3, "Melati II": 1}


def test_no_quantity_of_a_kube_is_given_twice():
    for kube in load_scenario("banjarmasin").kubes:
        quantities = [it.quantity for it in kube.observed]
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
        found = Counter(getattr(kube, value) for kube in kubes)
        assert found.keys() == share_of.keys()
        for key, count in share_of.items():
            assert found[key] == pytest.approx(many * count / 10, abs=2)
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


# Who is who in the nation


def test_a_kube_id_belongs_to_one_kube_of_the_nation():
    ids = [kube.id for name in NAMES for kube in load_scenario(name).kubes]
    assert len(set(ids)) == len(ids)


def test_nothing_that_is_fitted_holds_a_kube_or_facilitator_of_the_hold_out():
    held = load_scenario("tomohon")
    ids = {kube.id for kube in held.kubes}
    for name in ("banjarmasin", "banjarmasin-cohort"):
        fitted = load_scenario(name)
        assert fitted.city.id != held.city.id
        assert ids.isdisjoint(kube.id for kube in fitted.kubes)


def test_facilitators_of_different_times_and_cities_have_different_ids():
    cities = [load_scenario(name).city for name in ("banjarmasin", "tomohon", "forward")]
    ranges = [range(c.first_facilitator, c.first_facilitator + c.facilitators) for c in cities]
    for one, other in combinations(ranges, 2):
        assert set(one).isdisjoint(other)


# Prices


@pytest.mark.parametrize("name", NAMES)
def test_prices_are_1_in_march_2010_and_rise_month_by_month(name):
    scenario = load_scenario(name)
    path = scenario.prices.index(scenario.start, scenario.months)
    assert len(path) == scenario.months
    assert all(before < after for before, after in zip(path, path[1:], strict=False))
    if scenario.kind == "historical":
        assert index_at(scenario, "2010-03") == 1.0


def test_prices_rose_as_published():
    scenario = load_scenario("banjarmasin")
    rise = index_at(scenario, "2011-12") / index_at(scenario, "2004-01")
    assert rise == pytest.approx(1.87, abs=0.02)
    rise = index_at(scenario, "2011-12") / index_at(scenario, "2004-12")
    product = 1.0
    for percent in (12.9, 11.0, 7.8, 11.6, 3.86, 9.06, 3.98):
        product *= 1.0 + percent / 100.0
    assert rise == pytest.approx(product)


def test_the_plan_goes_on_from_the_prices_of_the_past():
    past, plan = load_scenario("banjarmasin"), load_scenario("forward")
    step = index_at(past, "2015-12") * 0.04 / 12
    assert index_at(plan, "2016-01") == pytest.approx(index_at(past, "2015-12") + step)
