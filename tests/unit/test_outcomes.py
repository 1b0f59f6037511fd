"""Outcomes: the scoring tail, and an effect split into its parts."""

import pytest

from sim.outcomes import split_effect, support_ends, sustained_mandiri
from sim.policy import load_policy
from sim.rules.stages import MANDIRI
from sim.scenario import load_scenario
from tests.worlds import RICH, policy, run, world

BASE = world(12, 72, {"support_months": 36})


def test_historical_scenarios_have_no_sustained_stage():
    ends = support_ends(load_scenario("banjarmasin"), [])
    assert set(ends.values()) == {None}
    model = run(load_scenario("banjarmasin"))
    assert all(sustained_mandiri(k.history, ends[k.id]) is None for k in model.city.kubes)


def test_the_latest_end_of_support_counts_for_all_policies():
    own = support_ends(BASE, [])
    longer = support_ends(BASE, [policy(support_months=48), load_policy("no-support")])
    assert all(end is not None and longer[kube] == end + 12 for kube, end in own.items())
    assert support_ends(BASE, [load_policy("no-support")]) == own


def months(stages, first=0):
    template = run(world(1, 12)).city.kubes[0].history[0]
    return [template._replace(month=first + n, stage=s) for n, s in enumerate(stages)]


def test_sustained_mandiri_asks_for_months_13_to_24_and_no_others():
    just = months([1] * 22 + [MANDIRI] * 12)
    assert sustained_mandiri(just, support_end=10) is True
    assert sustained_mandiri(just, support_end=9) is False
    assert sustained_mandiri([*just[:30], *months([2] * 4, 30)], support_end=10) is False


def test_months_beyond_the_horizon_are_missing_not_failures():
    assert sustained_mandiri(months([MANDIRI] * 33), support_end=10) is None
    assert sustained_mandiri(months([MANDIRI] * 34), support_end=10) is True


def test_the_shipped_forward_scenario_has_its_tail():
    scenario = load_scenario("forward")
    ends = support_ends(scenario, [])
    assert all(end is not None and end + 24 <= scenario.months for end in ends.values())


def pairs(over, scenario=BASE):
    base, other = run(scenario), run(scenario, over)
    prices, p = base.city.prices, base.city.p.stages
    for one, two in zip(base.city.kubes, other.city.kubes, strict=True):
        yield one, two, split_effect(one.history, two.history, prices, p)


def test_none_has_no_effect_in_any_part():
    assert all(split == (0.0, 0.0, 0.0, 0.0) for _, _, split in pairs(policy()))


def test_the_parts_add_up_to_the_recorded_effect():
    moved = False
    for one, two, split in pairs(policy(**RICH)):
        recorded = [sum(m.stage for m in kube.history) / len(kube.history) for kube in (one, two)]
        assert split.total == pytest.approx(recorded[1] - recorded[0])
        parts = split.earnings + split.stage_inputs + split.interaction
        assert parts == pytest.approx(split.total)
        moved = moved or split.total != 0.0
    assert moved


def test_a_policy_that_only_raises_stage_inputs_has_no_earnings_part():
    soft = {"stages.berkembang_assets_idr": 0.0, "stages.mandiri_assets_idr": 0.0}
    scenario = world(8, 72, {"support_months": 36}, soft)
    base = run(scenario)
    k = max(base.city.kubes, key=lambda kube: len([m for m in kube.history if m.stage]))
    better = [m._replace(books=1.0, organisation=1.0, market=1.0, access=1.0) for m in k.history]
    split = split_effect(k.history, better, base.city.prices, base.city.p.stages)
    assert split.earnings == 0.0
    assert split.stage_inputs > 0.0
