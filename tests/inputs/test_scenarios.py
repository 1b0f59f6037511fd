"""The shipped scenarios and policies: they load, fit together and say what the evidence says."""

import csv
from itertools import combinations

import pytest

from sim.levers import Levers
from sim.locations import POLICIES, SCENARIOS
from sim.model import KubeModel
from sim.policy import NONE, load_policy
from sim.scenario import Scenario, load_scenario

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
POLICY_NAMES = sorted(path.stem for path in POLICIES.glob("*.toml"))
NAMED = {
    "none", "no-support", "share-everything", "all-set-aside-first", "open-books", "package",
    "set-aside-10", "set-aside-20", "set-aside-30", "set-aside-40", "set-aside-60",
    "visits-none", "visits-monthly", "visits-fortnightly", "visits-weekly",
    "monitoring-none", "monitoring-yearly", "monitoring-quarterly", "monitoring-monthly",
    "grants-cash", "grants-in-kind", "grants-conditional", "grants-to-grown",
    "second-grants-none",
    "facilitators-trained",
    "honorarium-double", "preparation-long", "promotion", "set-aside-first-weekly",
    "set-aside-first-monthly-monitoring", "weekly-monthly-monitoring", "weekly-trained",
}  # fmt: skip


def index_at(scenario, month):
    return scenario.prices.index(scenario.start, scenario.months)[scenario.month(month)]


# Loading


def test_nothing_is_missing_and_nothing_undocumented_is_shipped():
    assert NAMES == ["banjarmasin", "banjarmasin-cohort", "classroom", "forward", "tomohon"]
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
    } | {"monitoring_on", "preparation_practice", "grants_indexed"}
    assert set(load_policy("no-support").overrides()) == paid - how_not_whether


@pytest.mark.parametrize("name", NAMES)
def test_a_share_leaves_each_kube_its_rule_and_a_rule_leaves_the_share(name):
    scenario = load_scenario(name)
    rules = [kube.rule for kube in scenario.kubes]
    share = scenario.under(load_policy("set-aside-60"))
    assert [kube.rule for kube in share.kubes] == rules
    assert {kube.set_aside_share for kube in share.kubes} == {0.6}
    saving = load_policy("all-set-aside-first")
    assert all(kube.sets_aside for kube in KubeModel(scenario, saving, seed=1).city.kubes)
    rule = scenario.under(saving)
    assert [k.set_aside_share for k in rule.kubes] == [k.set_aside_share for k in scenario.kubes]


@pytest.mark.parametrize(("name", "form"), [("grants-cash", "cash"), ("grants-in-kind", "in_kind")])
def test_the_form_of_grants_is_that_of_dated_grants_too(name, form):
    under = load_scenario("banjarmasin").under(load_policy(name))
    assert under.programme.starter_form == form
    grants = [grant for kube in under.kubes for grant in kube.grants]
    assert len(grants) == 6
    assert {grant.form for grant in grants} == {form}


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
