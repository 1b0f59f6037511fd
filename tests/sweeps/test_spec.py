"""Sweep files: what is refused, in one line each, and what ships."""

import json

import pytest

from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, cost
from experiments.common.outcomes import BY_NAME
from experiments.sweeps.chunks import UNITS
from experiments.sweeps.factors import kinds
from experiments.sweeps.plan import load_plan
from experiments.sweeps.stored_sweep import BEFORE
from sim.inputs.strict import InputError
from sim.locations import POLICIES, SWEEPS, names
from sim.parameters import declared
from tests.messages import mentions


def faults(files, factors="", **keys):
    path = files.write(files.text(factors, **keys))
    with pytest.raises(InputError) as caught:
        load_plan(path)
    return [line.removeprefix(f"{path}: ") for line in caught.value.faults]


def factor(name, rest):
    return f'[[factors]]\nname = "{name}"\n{rest}\n'


FACTORS = [
    ("set_aside_shar", "values = [1]", 'name "set_aside_shar" set_aside_share'),
    ("meet.raids", "values = [1]", 'name "meet.raids" meet.raid'),
    ("set_aside_share", "", "low high values"),
    ("set_aside_share", "values = []", "values"),
    ("set_aside_share", "values = [0.1, 30]", "values[2] 30 0 1 0.3"),
    ("set_aside_share", "values = [1, 1.0]", "values[2] 1.0"),
    ("meet.raid", "values = [1.5]", "values[1] 1.5 0 1 0.015"),
    ("meet.raid", 'values = ["2 %"]', 'values[1] "2 %" 0.02'),
    ("meet.raid", "values = [nan]", "values[1] nan 0 1"),
    ("meet.raid", "values = [true]", "values[1] true 0 1"),
    ("starter_form", 'values = ["cahs"]', 'values[1] "cahs" cash'),
    ("starter_form", "low = 0\nhigh = 1", "starter_form values"),
    ("open_books", "values = [1]", "values[1] 1 true false"),
    ("loan_tenor_months", "values = [2.5]", "values[1] 2.5 1 60 months"),
    ("policy", 'values = ["none", "pakage"]', 'values[2] "pakage" package'),
    ("structure.consent", 'values = ["proportio"]', 'values[1] "proportio" proportion'),
    ("structure.consent", "low = 0\nhigh = 1", "structure.consent values"),
    ("policy", "values = [1]", "values[1] 1 policy"),
    ("meet.raid", "low = 0.3\nhigh = 0.1\nsteps = 3", "low 0.3 high 0.1"),
    ("meet.raid", "low = 0.1\nhigh = 3\nsteps = 3", "high 3.0 0 1 0.03"),
    ("meet.raid", "low = 0.1\nhigh = 0.3", "steps values"),
    ("meet.raid", 'low = 0.0\nhigh = 0.3\nsteps = 3\nscale = "log"', "low 0.0 0 log"),
    ("meet.raid", "values = [0.1]\nlow = 0.1", "low values"),
    ("meet.raid", "valeus = [0.1]", "valeus values"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rest", "data"), FACTORS)
def test_a_fault_of_a_factor_is_one_line_with_its_remedy(files, name, rest, data):
    (line,) = faults(files, factor(name, rest))
    assert mentions(line, f"factors[1] {data}")


DESIGNS = [
    ({"design": '"ful"'}, 'design "ful" full'),
    ({"design": '"sobol"'}, "samples 64"),
    ({"design": '"sobol"', "samples": "100"},
     "samples 100 64 128"),
    ({"samples": "8"}, 'samples "full" latin-hypercube sobol'),
    ({"replications": "0"}, "replications 0 1 1000000"),
    ({"replications": None}, "replications"),
    ({"seed": "-1"}, "seed -1 0 4294967295"),
    ({"name": '"a/b"'}, 'name "a/b"'),
    ({"policy": '"pakage"'}, 'policy "pakage" package'),
    ({"scenario": '"forwad"'}, 'scenario "forwad" forward'),
    ({"design": '"list"', "points": '[{ "meet.raid" = 0.1 }, { "meet.raid" = 0.1 }]'},
     "points[2]"),
    ({"design": '"list"', "points": '[{ "meet.raid" = 0.1 }, { policy = "none" }]'},
     "points[2].meet.raid"),
    ({"design": '"list"', "points": "[{ meet.raid = 0.1 }]"},
     'points[1].meet "meet.raid"'),
    ({"design": '"list"'}, "points [[points]]"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "data"), DESIGNS)
def test_a_fault_of_a_design_is_one_line_with_its_remedy(files, keys, data):
    factors = "" if keys.get("design") == '"list"' else factor("meet.raid", "values = [0.1, 0.2]")
    if '"sobol"' in keys.values():
        factors = factor("meet.raid", "low = 0.1\nhigh = 0.2")
    assert mentions(faults(files, factors, **keys)[0], data)


def test_all_faults_are_told_at_once_with_those_of_the_scenario(files):
    bad = files.folder / "bad.toml"
    bad.write_text((files.folder / files.scenario).read_text().replace("months = 24", "months = 0"))
    lines = faults(
        files,
        factor("meet.raid", "values = [2.0]") + factor("meet.raid", "values = []"),
        scenario='"./bad.toml"',
        policy='"pakage"',
    )
    assert len(lines) == 5
    assert any(mentions(line, "bad.toml: months 0") for line in lines)


def test_a_sweep_that_is_too_large_to_hold_is_refused(files):
    many = "low = 0.0\nhigh = 1.0\nsteps = 1000"
    (line,) = faults(
        files, factor("meet.raid", many) + factor("meet.openness", many), replications="100"
    )
    assert mentions(line, "100,000,000 20,000,000")


def test_a_scenario_is_no_sweep(files):
    with pytest.raises(InputError, match="scenario.*sweep"):
        load_plan(files.scenario)
    with pytest.raises(InputError, match="polices.*policies"):
        load_plan("polices")


def test_paths_are_seen_from_the_file(files):
    policy = 'name = "mine"\ntitle = "Mine"\njudul = "Milik saya"\n[levers]\nvisits_per_month = 3.0'
    files.write(policy, "mine.toml")
    files.write((files.folder / files.scenario).read_text(), "place.toml")
    plan = files.plan(factor("policy", 'values = ["none", "./mine.toml"]'), scenario='"place.toml"')
    assert plan.policies["./mine.toml"].name == "mine"
    assert plan.scenario.name == "small"


@pytest.mark.parametrize("name", names(SWEEPS))
def test_a_shipped_sweep_is_good_and_takes_less_than_two_minutes_on_two_cores(name, kubesim):
    plan = load_plan(name)
    assert plan.spec.name == name
    estimate = cost(plan.scenario, len(plan), FAST_HOUSEHOLD_MONTHS_PER_SECOND)
    assert estimate.seconds / 2 < 60
    done = kubesim("check", name, "--json")
    assert done.code == 0
    assert json.loads(done.out)["points"] == len(plan.values)


def test_the_sweep_over_parameters_has_both_ends_of_every_prior():
    spec = load_plan("parameters").spec
    priors = {name: spec.prior for name, _, spec in declared() if spec.prior}
    ends = {factor.name: factor.values for factor in spec.factors}
    assert ends == {name: (prior.low, prior.high) for name, prior in priors.items()}


def test_the_sweep_over_policies_has_every_one_that_ships():
    plan = load_plan("policies")
    assert {values[0] for values in plan.values} == set(names(POLICIES))


def test_no_factor_has_the_name_of_another_column():
    columns = {*UNITS, *BEFORE, *BY_NAME}
    assert not columns & set(kinds())
