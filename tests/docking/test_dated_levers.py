"""Levers by date: both engines agree, and nothing happens before its month."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.calendar import month_number, month_text
from sim.course import Change, levers_at
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.inputs.strict import InputError
from sim.locations import POLICIES, SCENARIOS
from sim.model import KubeModel
from sim.nation.cities import city_of
from sim.outcomes import support_ends
from sim.policy import NONE, load_policy
from sim.scenario import Scenario, load_scenario
from tests.docking.compare import differences
from tests.messages import mentions
from tests.nation.small import nation
from tests.property.test_ledger_closes import LEVERS
from tests.worlds import EVERYTHING_HAPPENS, RICH, kube, policy, run, world

MONTHS = 30
ROWS = [
    kube(
        n,
        founded=f"200{4 + n % 2}-{1 + n:02d}",
        set_aside_share=[None, 0.5][n % 2],
        rule=["share_everything", "set_aside_first"][n % 3 > 0],
        grants=[{"kind": "bpls", "month": "2006-02", "amount_idr": 9_000_000}][: n % 2],
    )
    for n in range(1, 6)
]
WORLD = world(ROWS, MONTHS, RICH)
SHARE = policy(set_aside_share=0.7, bpls_idr=1_000_000, visits_per_month=0.0)
RULE = policy(rule="set_aside_first", meetings_per_month=4.0, support_months=12)
DATES = st.dictionaries(
    st.integers(1, MONTHS - 1).map(lambda n: month_text(month_number("2004-01") + n)),
    LEVERS,
    max_size=3,
)


def changes(dated):
    return tuple(Change(**{"from": month}, **levers) for month, levers in dated.items())


def since(month, over):
    return over.model_copy(update={"from": month})


def changed(scenario, *dated):
    """Return a scenario with these changes, checked as a file's are."""
    rows = [{"from": month, **levers} for month, levers in dated]
    return Scenario.model_validate({**scenario.model_dump(), "change": rows})


def path(scenario, over=NONE, seed=1):
    """Return the digest of every month."""
    model = KubeModel(scenario, over, seed=seed)
    digests = []
    while model.running:
        model.step()
        digests.append(model.digest())
    return digests


@given(
    of_scenario=DATES,
    of_policy=DATES,
    levers=LEVERS,
    start=st.none() | st.integers(0, MONTHS - 1),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=40)
def test_made_up_courses_dock(of_scenario, of_policy, levers, start, seed):
    scenario = WORLD.model_copy(update={"change": changes(of_scenario)})
    first = None if start is None else month_text(month_number("2004-01") + start)
    later = {month: levers for month, levers in of_policy.items() if month > (first or "")}
    over = policy(**levers).model_copy(update={"from": first, "change": changes(later)})
    assert differences(scenario, [NONE, over], seed=seed) == []
    assert scenario.under(over).under(over) == scenario.under(over)


def test_a_long_world_in_which_everything_changes_docks():
    scenario = changed(
        EVERYTHING_HAPPENS,
        ("2006-03", {"rule": "set_aside_first", "grants_indexed": True, "support_months": 18}),
        ("2009-09", {"rule": "as_agreed", "loan_caps_indexed": True, "revive_per_year": 0.9}),
    )
    assert differences(scenario, [NONE, since("2007-05", SHARE)]) == []


@pytest.mark.parametrize("over", [SHARE, RULE, load_policy("package"), load_policy("no-support")])
@pytest.mark.parametrize("month", ["2004-02", "2005-04", "2006-02"])
def test_all_before_the_month_of_a_policy_is_as_without_it(over, month):
    at = WORLD.month(month)
    before, after = path(WORLD), path(WORLD, since(month, over))
    assert after[:at] == before[:at]
    assert after[-1] != before[-1]


@pytest.mark.parametrize("name", ["banjarmasin", "forward"])
def test_a_shipped_scenario_has_its_past_under_a_policy_of_today(name):
    scenario = load_scenario(name)
    today = scenario.months - 24
    over = since(month_text(month_number(scenario.start) + today), load_policy("package"))
    city = Ensemble(scenario, [NONE, over])
    (chunk,) = city.chunks(city.jobs(1), months=range(scenario.months))
    none, dated = chunk.kubes
    assert none[:today].tobytes() == dated[:today].tobytes()
    assert none.tobytes() != dated.tobytes()


@pytest.mark.parametrize("over", [SHARE, RULE, load_policy("package"), load_policy("no-support")])
def test_with_a_today_policies_act_from_the_month_after(over):
    today = WORLD.model_copy(update={"today": "2005-03"})
    assert path(today) == path(WORLD)
    assert path(today, over) == path(WORLD, since("2005-04", over))
    assert path(today, since("2005-07", over)) == path(WORLD, since("2005-07", over))
    assert differences(today, [NONE, over]) == []


@given(
    pasts=st.lists(st.integers(0, 2**32 - 1), min_size=len(ROWS), max_size=len(ROWS)),
    today=st.integers(0, MONTHS - 2),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=10)
def test_kubes_with_a_past_of_their_own_dock(pasts, today, seed):
    scenario = WORLD.model_copy(update={"today": month_text(month_number("2004-01") + today)})
    assert differences(scenario, [NONE, SHARE], seed=seed, pasts=pasts) == []


def test_a_past_of_the_run_itself_is_no_other():
    scenario = WORLD.model_copy(update={"today": "2005-03"})
    model = KubeModel(scenario, seed=1, replication=3, pasts=[3] * len(ROWS))
    model.run()
    plain = KubeModel(WORLD, seed=1, replication=3)
    plain.run()
    assert model.digest() == plain.digest()


def test_a_survey_already_made_is_the_same_under_every_policy():
    template = load_scenario(str(SCENARIOS / "template" / "my-city.toml"))
    assert template.seen is not None
    assert template.today == template.seen
    policies = [load_policy(path.stem) for path in sorted(POLICIES.glob("*.toml"))]
    city = Ensemble(template, policies)
    (chunk,) = city.chunks(city.jobs(1), months=range(template.months))
    seen = template.month(template.seen) + 1
    assert {kubes[:seen].tobytes() for kubes in chunk.kubes} == {chunk.kubes[0][:seen].tobytes()}
    assert len({kubes.tobytes() for kubes in chunk.kubes}) > len(policies) / 2


def test_a_nation_has_a_today():
    today = nation().model_copy(update={"today": "2005-03"})
    assert today.under(SHARE).change == nation().under(since("2005-04", SHARE)).change


@pytest.mark.parametrize("dated", [{"from": "2005-03"}, {"from": "2004-01"}])
def test_a_policy_cannot_act_in_the_past(dated):
    today = WORLD.model_copy(update={"today": "2005-03"})
    with pytest.raises(InputError) as caught:
        today.under(SHARE.model_copy(update=dated))
    assert mentions(caught.value.faults[0], f"from {dated['from']} today 2005-03")


def test_a_change_is_the_policy_of_its_month():
    levers: dict[str, Any] = {"visits_per_month": 0.0, "starter_idr": 1_000_000}
    dated = since("2005-03", policy(**levers))
    assert path(changed(WORLD, ("2005-03", levers))) == path(WORLD, dated)


def test_a_change_to_what_is_in_force_changes_nothing():
    scenario = world(5, MONTHS, RICH)
    same = changed(scenario, ("2005-03", scenario.programme.model_dump()))
    assert path(same) == path(scenario)


@pytest.mark.parametrize("over", [SHARE, RULE, load_policy("package"), load_policy("grants-cash")])
def test_a_policy_from_the_start_is_the_policy(over):
    assert WORLD.under(since(WORLD.start, over)) == WORLD.under(over)
    assert path(WORLD, since(WORLD.start, over)) == path(WORLD, over)


def test_a_policy_that_is_switched_off_has_no_dates():
    off = since("2090-01", policy(active=False, visits_per_month=0.0))
    assert WORLD.under(off) == WORLD


def test_a_policy_holds_over_later_changes_of_the_scenario():
    scenario = changed(WORLD, ("2005-03", {"visits_per_month": 8.0, "open_books": True}))
    under = scenario.under(policy(visits_per_month=3.0))
    now = levers_at(under, MONTHS - 1)
    assert (now.visits_per_month, now.open_books) == (3.0, True)


def shares(over, month):
    """Return the proposed share and the rule of every Kube at the end of a month."""
    model = KubeModel(WORLD, over, seed=3)
    while model.month <= WORLD.month(month):
        model.step()
    return [(k.share, k.sets_aside) for k in model.city.kubes]


def test_living_and_later_kubes_take_up_a_share_and_a_rule():
    over = since("2004-06", policy(set_aside_share=0.7, rule="set_aside_first"))
    assert {share for share, _ in shares(over, "2004-05")} == {0.3, 0.5}
    assert shares(over, "2004-06") == [(0.7, True)] * len(ROWS)


def test_a_rule_that_is_lifted_stays_with_those_that_live():
    lifted = changes({"2004-06": {"rule": "as_agreed"}})
    over = policy(rule="set_aside_first").model_copy(update={"change": lifted})
    agreed = [row["rule"] == "set_aside_first" for row in ROWS]
    planned = [row["founded"] > "2004-06" for row in ROWS]
    rules = [rule for _, rule in shares(over, "2004-06")]
    assert rules == [own if later else True for own, later in zip(agreed, planned, strict=True)]
    assert not all(rules)


def test_grants_of_a_later_policy_are_those_dated_after_it():
    early = WORLD.under(since("2006-03", SHARE)).kubes[0].grants[0]
    late = WORLD.under(since("2006-02", SHARE)).kubes[0].grants[0]
    assert (early.amount_idr, late.amount_idr) == (9_000_000, 1_000_000)


# Nominal or indexed


def at_prices(percent):
    prices = WORLD.prices.model_copy(
        update={"inflation_percent": dict.fromkeys(WORLD.prices.inflation_percent, percent)}
    )
    return world(ROWS, MONTHS, {**RICH, "loan_cap_idr": 60_000}).model_copy(
        update={"prices": prices}
    )


@pytest.mark.parametrize("lever", ["grants_indexed", "loan_caps_indexed"])
@pytest.mark.parametrize("more", [{}, {"bpls_idr": 1_000_000}])
def test_at_constant_prices_an_indexed_sum_is_a_nominal_one(lever, more):
    switch: dict[str, Any] = {lever: True}
    indexed, nominal = policy(**switch, **more), policy(**more)
    assert path(at_prices(0.0), indexed) == path(at_prices(0.0), nominal)
    assert path(at_prices(9.0), indexed) != path(at_prices(9.0), nominal)


def test_an_indexed_grant_is_worth_the_same_in_every_year():
    rows = [kube(n, founded=f"{2004 + n}-03") for n in range(1, 9)]
    scenario = world(rows, 110, {"grants_indexed": True, "visits_per_month": 0.0})
    granted = [k.granted_real_idr for k in run(scenario).city.kubes]
    assert granted == pytest.approx([scenario.programme.starter_idr] * len(rows), abs=2.0)


# The end of support


def test_support_ends_when_no_month_is_supported_any_more():
    longer = changed(WORLD.under(policy(support_months=6)), ("2005-01", {"support_months": 9}))
    ends = support_ends(longer, [])
    model = KubeModel(longer, seed=1)
    last: dict[int, int] = {}
    while model.running:
        model.step()
        last |= {k.id: model.month for k in model.city.kubes if k.alive and k.supported}
    lived = [k.id for k in model.city.kubes if k.alive]
    assert lived
    assert all(last[number] == ends[number] for number in lived)


def test_support_that_goes_on_at_the_end_never_ends():
    limited = policy(support_months=6)
    assert set(support_ends(WORLD, [since("2005-01", limited)]).values()) == {None}
    ended = WORLD.under(limited)
    assert None not in support_ends(ended, [since("2005-01", limited)]).values()
    assert set(support_ends(ended, [since("2005-01", policy(support_months=0))]).values()) == {None}


# A nation


def test_every_city_of_a_nation_has_the_nations_course():
    rows = [
        {"from": "2004-07", "rule": "set_aside_first", "support_months": 12},
        {"from": "2006-01", "rule": "as_agreed", "visits_per_month": 0.0},
    ]
    whole = nation(change=rows)
    policies = [NONE, since("2005-01", policy(set_aside_share=0.6))]
    country = NationEnsemble(whole, policies)
    jobs = country.jobs(1)
    for number in (0, 5):
        city = Ensemble(city_of(whole, number), policies)
        given = country.cities.given(number)
        alone = next(iter(city.chunks(jobs, states=True)))
        assert given.kubes.support_ends.tolist() == city.given.kubes.support_ends.tolist()
        for piece in country.pieces(jobs, lambda n, _, chunk: (n, chunk.states), states=True):
            if piece.made[0] == number:
                first = piece.piece.first
                assert piece.made[1] == alone.states[first : first + len(piece.made[1])]
