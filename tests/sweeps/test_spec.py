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


def faults(files, factors="", **keys):
    path = files.write(files.text(factors, **keys))
    with pytest.raises(InputError) as caught:
        load_plan(path)
    return [line.removeprefix(f"{path}: ") for line in caught.value.faults]


def factor(name, rest):
    return f'[[factors]]\nname = "{name}"\n{rest}\n'


FACTORS = [
    ("set_aside_shar", "values = [1]", 'name = "set_aside_shar": is no policy, lever, parameter or '
     "structure; did you mean set_aside_share?"),
    ("meet.raids", "values = [1]", 'name = "meet.raids": is no policy, lever, parameter or '
     "structure; did you mean meet.raid?"),
    ("set_aside_share", "", "low: is missing; write low and high, or values = [ … ]"),
    ("set_aside_share", "values = []", "values: is empty; write at least one value"),
    ("set_aside_share", "values = [0.1, 30]", "values[2] = 30: must be a number from 0 to 1 "
     "(share of profit); a share is from 0 to 1: for 30 % write 0.3"),
    ("set_aside_share", "values = [1, 1.0]", "values[2] = 1.0: is there already; remove it"),
    ("meet.raid", "values = [1.5]", "values[1] = 1.5: must be a number from 0 to 1 "
     "(share a month); a share is from 0 to 1: for 1.5 % write 0.015"),
    ("meet.raid", 'values = ["2 %"]', 'values[1] = "2 %": not a number; write 0.02, without '
     "quotes"),
    ("meet.raid", "values = [nan]", "values[1] = nan: not a number; write a number from 0 to 1 "
     "(share a month)"),
    ("meet.raid", "values = [true]", "values[1] = true: not a number; write a number from 0 to 1 "
     "(share a month)"),
    ("starter_form", 'values = ["cahs"]', 'values[1] = "cahs": not a word that is known here; '
     "did you mean cash?"),
    ("starter_form", "low = 0\nhigh = 1", "starter_form has no range; write values = [ … ]"),
    ("open_books", "values = [1]", "values[1] = 1: not true or false; write true or false, in "
     "small letters and without quotes"),
    ("loan_tenor_months", "values = [2.5]", "values[1] = 2.5: not a whole number; write a whole "
     "number from 1 to 60 (months)"),
    ("policy", 'values = ["none", "pakage"]', 'values[2] = "pakage": unknown policy; '
     "did you mean package?"),
    ("structure.consent", 'values = ["proportio"]', 'values[1] = "proportio": is no level; '
     "did you mean proportion?"),
    ("structure.consent", "low = 0\nhigh = 1", "structure.consent has no range; write "
     "values = [ … ]"),
    ("policy", "values = [1]", "values[1] = 1: not text; write a policy's name in quotes"),
    ("meet.raid", "low = 0.3\nhigh = 0.1\nsteps = 3", "low = 0.3: is not below high = 0.1"),
    ("meet.raid", "low = 0.1\nhigh = 3\nsteps = 3", "high = 3.0: must be a number from 0 to 1 "
     "(share a month); a share is from 0 to 1: for 3 % write 0.03"),
    ("meet.raid", "low = 0.1\nhigh = 0.3", "steps: is missing; add the number of values, or write "
     "values = [ … ]"),
    ("meet.raid", 'low = 0.0\nhigh = 0.3\nsteps = 3\nscale = "log"', "low = 0.0: must be above 0 "
     "where the scale is log"),
    ("meet.raid", "values = [0.1]\nlow = 0.1", "low: stands beside values; keep one of them"),
    ("meet.raid", "valeus = [0.1]", "valeus = : unknown key; did you mean values?"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rest", "expected"), FACTORS)
def test_a_fault_of_a_factor_is_one_line_with_its_remedy(files, name, rest, expected):
    lines = faults(files, factor(name, rest))
    assert lines[0].replace("valeus:", "valeus = :").startswith("factors[1]")
    said = lines[0].removeprefix("factors[1]").lstrip(".: ")
    assert said.replace("valeus:", "valeus = :") == expected
    assert len(lines) == 1


DESIGNS = [
    ({"design": '"ful"'}, 'design = "ful": not a word that is known here; did you mean full?'),
    ({"design": '"sobol"'}, "samples: is missing; add the number of points, e.g. 64"),
    ({"design": '"sobol"', "samples": "100"},
     "samples = 100: must be a power of two; write 64 or 128"),
    ({"samples": "8"}, 'samples: design "full" has no samples; remove it, or choose one of '
     "latin-hypercube, sobol"),
    ({"replications": "0"}, "replications = 0: must be a whole number from 1 to 1000000"),
    ({"replications": None}, "replications: is missing; add replications: runs of every point"),
    ({"seed": "-1"}, "seed = -1: must be a whole number from 0 to 4294967295"),
    ({"name": '"a/b"'}, 'name = "a/b": has a line break or another control character; '
     "write it on one line"),
    ({"policy": '"pakage"'}, 'policy = "pakage": unknown policy; did you mean package?'),
    ({"scenario": '"forwad"'}, 'scenario = "forwad": unknown scenario; did you mean forward?'),
    ({"design": '"list"', "points": '[{ "meet.raid" = 0.1 }, { "meet.raid" = 0.1 }]'},
     "points[2]: is there already; remove it"),
    ({"design": '"list"', "points": '[{ "meet.raid" = 0.1 }, { policy = "none" }]'},
     "points[2].meet.raid: is missing; every point names meet.raid"),
    ({"design": '"list"', "points": "[{ meet.raid = 0.1 }]"},
     'points[1].meet: is no policy, lever, parameter or structure; quote a name that has a dot: '
     '"meet.raid" = …'),
    ({"design": '"list"'}, "points: is missing; add one under [[points]]"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "expected"), DESIGNS)
def test_a_fault_of_a_design_is_one_line_with_its_remedy(files, keys, expected):
    factors = "" if keys.get("design") == '"list"' else factor("meet.raid", "values = [0.1, 0.2]")
    if '"sobol"' in keys.values():
        factors = factor("meet.raid", "low = 0.1\nhigh = 0.2")
    assert faults(files, factors, **keys)[0] == expected


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
    assert any("bad.toml: months = 0" in line for line in lines)


def test_a_sweep_that_is_too_large_to_hold_is_refused(files):
    many = "low = 0.0\nhigh = 1.0\nsteps = 1000"
    lines = faults(
        files, factor("meet.raid", many) + factor("meet.openness", many), replications="100"
    )
    assert lines == [
        "the sweep has 100,000,000 rows (points × replications); 20,000,000 at most; "
        "take fewer values or replications"
    ]


def test_a_scenario_is_no_sweep(files):
    with pytest.raises(InputError, match="is a scenario, not a sweep"):
        load_plan(files.scenario)
    with pytest.raises(InputError, match="did you mean policies"):
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
