"""The model as a Mesa model: select, step, collect; phases that do what they say."""

import mesa
import pytest

from sim.agents import Agency, Facilitator, Household, Kube
from sim.model import KubeModel
from sim.parameters import Parameters, declared, with_values
from sim.policy import load_policy
from sim.scenario import load_scenario
from tests.worlds import RICH, kube, policy, run, world


def test_it_is_a_mesa_model_with_agents_to_select():
    model = run(world(4, 14))
    assert isinstance(model, mesa.Model)
    kinds = {type(agent) for agent in model.agents}
    assert kinds == {Household, Kube, Facilitator, Agency}
    chairs = model.agents.select(lambda agent: getattr(agent, "role", "") == "chair")
    assert len(chairs) == sum(k.alive for k in model.city.kubes)
    assert len(model.agents.select(agent_type=Household)) == len(model.city.households)


def test_a_notebook_user_collects_on_request_without_moving_a_number():
    quiet, watched = run(world(4, 14, RICH)), run(world(4, 14, RICH), collect=True)
    assert quiet.digest() == watched.digest()
    assert watched.datacollector is not None
    months = watched.datacollector.get_model_vars_dataframe()
    assert list(months["month"]) == list(range(1, 15))
    agents = watched.datacollector.get_agent_vars_dataframe()
    assert set(agents["kind"]) == {"Household", "Kube", "Facilitator", "Agency"}


def test_steps_and_run_are_the_same():
    stepped = KubeModel(world(4, 14), seed=1)
    for _ in range(14):
        stepped.step()
    assert stepped.digest() == run(world(4, 14)).digest()


def test_households_live_on_when_their_kube_fails():
    model = run(world([kube(1, members=1, founded="2004-01")], 24))
    household = model.city.households[0]
    assert household.kube is None
    assert household.why_left != 0
    assert model.city.history[-1].others == len(model.city.households)
    assert model.city.history[-1].income_idr > 0


def test_honoraria_are_paid_for_live_kubes_and_stop_with_support():
    model = run(world(4, 36, {"support_months": 12}))
    late = [month for k in model.city.kubes for month in k.history if month.month > k.founded + 12]
    assert sum(month.visits for month in late) == 0
    paid = model.city.agency.spent_idr["ministry"]
    longer = run(world(4, 36, {"support_months": 24}))
    assert longer.city.agency.spent_idr["ministry"] > paid


def test_a_smaller_caseload_brings_more_visits_and_costs_more():
    crowded = world(20, 24, {"visits_per_month": 8.0}, facilitators=1)
    few, many = run(crowded), run(crowded, policy(caseload_most=4))
    assert many.city.agency.visits > few.city.agency.visits
    assert many.city.agency.spent_idr["ministry"] > few.city.agency.spent_idr["ministry"]


def test_grants_by_place_never_exceed_the_places():
    model = run(world(20, 60, RICH), keep_journal=True)
    served = [k for k in model.city.kubes if k.got_bpls]
    assert 0 < len(served) <= 6.0 * 5
    assert all(len(k.history) > 18 for k in served)


def test_a_dated_grant_arrives_on_its_date_and_a_policy_can_take_it_away():
    grants = [{"kind": "bpls", "month": "2005-06", "amount_idr": 30_000_000, "form": "in_kind"}]
    patient = {"membership.idle_months": 120.0}
    scenario = world([kube(1, founded="2004-01", grants=grants)], 20, None, patient)
    with_grant, without = run(scenario), run(scenario, load_policy("no-support"))
    before, after = with_grant.city.kubes[0].history[16:18]
    assert after.equipment_idr - before.equipment_idr > 20_000_000
    assert not any(month.equipment_idr > 15_000_000 for month in without.city.kubes[0].history)


def test_monitoring_on_fewer_kubes_makes_fewer_visits():
    visits = [
        run(world(12, 36), policy(monitoring_per_year=6.0, monitoring_on=on)).city.agency
        for on in ("all", "random", "at_risk")
    ]
    assert visits[0].monitoring_visits > visits[1].monitoring_visits
    assert visits[0].monitoring_visits > visits[2].monitoring_visits > 0


def test_revived_kubes_work_again():
    dead = world([kube(n, members=2) for n in range(1, 9)], 60)
    plain, revived = run(dead), run(dead, policy(revive_per_year=1.0))

    def returned(model):
        stages = [[month.stage for month in k.history] for k in model.city.kubes]
        return sum(1 in life[life.index(0) :] for life in stages if 0 in life)

    assert returned(plain) == 0
    assert returned(revived) > 0


def test_a_trained_facilitator_and_a_prepared_kube_start_better():
    plain = run(world(6, 13))
    trained = run(world(6, 13), policy(facilitator_training=1.0, preparation_days=30.0))
    for one, two in zip(plain.city.facilitators, trained.city.facilitators, strict=True):
        assert two.competence > one.competence
    for one, two in zip(plain.city.kubes, trained.city.kubes, strict=True):
        assert two.history[0].books > one.history[0].books


def test_one_trade_shares_its_demand():
    alone = run(world([kube(1, business="cakes")], 14))
    rows = [kube(1, business="cakes"), *(kube(n, business="cakes") for n in range(2, 30))]
    crowded = run(world(rows, 14))
    first = [model.city.kubes[0].history[0].profit_idr for model in (alone, crowded)]
    assert first[1] < first[0]


def test_the_real_ten_run_with_their_names():
    model = run(load_scenario("banjarmasin"))
    names = [k.name for k in model.city.kubes]
    assert "Hunafa Bersama" in names
    assert len(names) == 10


def test_every_parameter_is_declared_within_its_bounds_with_a_source():
    for name, default, spec in declared():
        assert spec.low <= default <= spec.high, name
        assert spec.source, name
        assert spec.grade != "-" or spec.size_grade == "-", f"{name}: a size of no effect"
        if spec.prior:
            assert spec.low <= spec.prior.low < spec.prior.high <= spec.high, name
            assert default == pytest.approx(spec.prior.median, rel=0.1), name


def test_faults_in_parameter_values_come_all_at_once():
    with pytest.raises(ValueError, match="live.present_bais.*live.present_bias") as fault:
        with_values({"live.present_bais": 0.9, "trade.volatility": -1.0, "invest.lines_most": 2.5})
    assert len(str(fault.value).splitlines()) == 3
    assert with_values({}) == Parameters()
