"""`kubesim schema`, `parameters`, `policies`, `scenarios` and `new`."""

import json
import tomllib

import pytest

from experiments.policy.accounting import PRICES
from sim.business import BUSINESSES
from sim.inputs.kubes_csv import COLUMNS
from sim.levers import Levers
from sim.locations import NATIONS, POLICIES, SCENARIOS, SETS, SWEEPS, names
from sim.parameters import declared
from sim.policy import load_policy
from sim.scenario import KubeRow
from tests.messages import mentions
from tests.user.test_run import saved

LISTS = ("scenarios", "policies", "parameters")


def schema_of(kubesim, kind):
    done = kubesim("schema", kind)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def unknown_keys(value, schema, whole, at=""):
    """Return the keys of a TOML file that its schema does not know."""
    schema = {**schema, **whole["$defs"].get(schema.get("$ref", "").rpartition("/")[2], {})}
    if isinstance(value, list):
        return [key for item in value for key in unknown_keys(item, schema["items"], whole, at)]
    if not isinstance(value, dict) or "patternProperties" in schema:
        return []
    known = schema["properties"]
    unknown = [f"{at}.{key}" for key in value if key not in known]
    for key in value.keys() & known.keys():
        unknown += unknown_keys(value[key], known[key], whole, f"{at}.{key}")
    return unknown


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("scenario", [*SCENARIOS.glob("*.toml"), SCENARIOS / "template" / "my-city.toml"]),
        ("policy", [*POLICIES.glob("*.toml")]),
        ("nation", [*NATIONS.glob("*.toml")]),
        ("sweep", [*SWEEPS.glob("*.toml")]),
        ("set", [*SETS.glob("*.toml")]),
    ],
)
def test_a_schema_knows_every_key_that_ships_and_no_other(kubesim, kind, files):
    schema = schema_of(kubesim, kind)
    for path in files:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert unknown_keys(data, schema, schema) == []
        assert set(schema["required"]) <= data.keys()
    assert unknown_keys({"city": {}, "cyti": 1}, schema, schema)
    records = [schema, *schema["$defs"].values()]
    assert all(record["additionalProperties"] is False for record in records)
    assert "null" not in json.dumps([record["properties"] for record in records]).replace(
        '"prior": null', ""
    )


def test_levers_and_parameters_have_unit_meaning_grade_and_source(kubesim):
    scenario, policy = schema_of(kubesim, "scenario"), schema_of(kubesim, "policy")
    parameters = scenario["properties"]["parameters"]["properties"]
    levers = scenario["$defs"]["Levers"]["properties"]
    overrides = policy["$defs"]["LeverOverrides"]["properties"]
    assert list(parameters) == [name for name, _, _ in declared()]
    assert list(levers) == list(overrides) == list(Levers.model_fields)
    for record in (*parameters.values(), *levers.values(), *overrides.values()):
        assert all(record[key] for key in ("unit", "description", "grade", "source"))
        assert record["grade"] in scenario["grades"]
    for name, default, spec in declared():
        assert (parameters[name]["default"], parameters[name]["maximum"]) == (default, spec.high)
        assert parameters[name]["size_grade"] in scenario["grades"]


def test_every_field_of_a_scenario_has_its_meaning(kubesim):
    defs = schema_of(kubesim, "scenario")["$defs"]
    for record in defs.values():
        for field in record["properties"].values():
            assert field["description"]
    assert defs["KubeRow"]["properties"]["members"]["unit"] == "households"


def test_a_set_names_every_price_and_every_outcome_it_can_decide_by(kubesim):
    schema = schema_of(kubesim, "set")
    accounting = schema["$defs"]["Accounting"]
    prices = accounting["properties"]["prices"]["properties"]
    assert list(prices) == [price.name for price in PRICES]
    assert accounting["dependentRequired"] == {"prices": ["price_year"]}
    decide_by = schema["properties"]["decide_by"]
    assert decide_by["default"] in decide_by["enum"] == list(decide_by["outcomes"])


def test_only_input_files_have_a_schema(kubesim):
    assert json.loads(kubesim("schema").out) == schema_of(kubesim, "scenario")
    done = kubesim("schema", "policies")
    assert (done.code, done.out) == (2, "")
    assert mentions(done.err, "policies policy")


@pytest.mark.parametrize("command", LISTS)
def test_a_list_is_a_table_or_json(kubesim, command):
    done = kubesim(command)
    assert (done.code, done.err) == (0, "")
    assert max(len(line) for line in done.out.splitlines()) <= 100
    rows = json.loads(kubesim(command, "--json").out)
    for row in rows:
        assert row["name"] in done.out


def test_lists_hold_all_that_there_is(kubesim):
    listed = {name: json.loads(kubesim(name, "--json").out) for name in LISTS}
    assert [row["name"] for row in listed["scenarios"]] == [*names(SCENARIOS), *names(NATIONS)]
    assert [row["name"] for row in listed["policies"]] == names(POLICIES)
    assert [row["name"] for row in listed["parameters"]] == [name for name, _, _ in declared()]
    assert {row["name"]: row["kubes"] for row in listed["scenarios"]}["banjarmasin"] == 10
    package = next(row for row in listed["policies"] if row["name"] == "package")
    assert package["judul"] == load_policy("package").judul
    assert package["levers"]["visits_per_month"] == 2.0
    assert listed["parameters"][0].keys() == {
        "name", "default", "unit", "low", "high", "prior", "grade", "size_grade", "title", "judul",
        "meaning", "source",
    }  # fmt: skip


# A city of one's own


def test_a_new_scenario_is_good_and_runs(kubesim, tmp_path):
    done = kubesim("new", "kota-baru", "--out", "plans")
    assert (done.code, done.err) == (0, "")
    path = "plans/kota-baru.toml"
    files = ["plans/kota-baru-observed.toml", "plans/kota-baru.csv", path]
    assert saved(tmp_path) == ["plans", *files]
    assert f"kubesim check {path}" in done.out
    checked = json.loads(kubesim("check", path, "--json").out)
    assert (checked["ok"], checked["notes"], checked["name"]) == (True, [], "kota-baru")
    ran = json.loads(kubesim("run", path, "--runs", "1", "--json").out)
    assert (ran["scenario"], len(ran["kubes"])) == ("kota-baru", 6)
    assert "my-city" not in (tmp_path / path).read_text()


def test_a_new_scenario_says_where_it_is_as_json(kubesim):
    done = kubesim("new", "kota", "--json")
    assert json.loads(done.out) == {"files": ["kota.toml", "kota.csv", "kota-observed.toml"]}


@pytest.mark.parametrize("there", ["kota.toml", "kota.csv", "kota-observed.toml"])
def test_nothing_is_written_over(kubesim, tmp_path, there):
    (tmp_path / there).write_text("mine")
    done = kubesim("new", "kota")
    assert (done.code, done.out) == (2, "")
    assert mentions(done.err, f"{there} NAME --out")
    assert saved(tmp_path) == [there]
    assert (tmp_path / there).read_text() == "mine"


def test_a_link_that_leads_nowhere_is_not_written_over(kubesim, tmp_path):
    (tmp_path / "kota.csv").symlink_to(tmp_path / "nowhere")
    assert kubesim("new", "kota").code == 2
    assert saved(tmp_path) == ["kota.csv"]


@pytest.mark.parametrize(
    "name",
    ["", "../kota", "a/b", "Kota", "kota baru", "kota.toml", "-kota-", "a" * 61, "banjarmasin",
     "package", "kota\n", ".."],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused(kubesim, tmp_path, name):
    done = kubesim("new", *(("--",) if name.startswith("-") else ()), name)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert saved(tmp_path) == []


def test_a_folder_that_is_none_is_refused(kubesim, tmp_path):
    (tmp_path / "file").touch()
    done = kubesim("new", "kota", "--out", "file")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("file: ")


def test_the_template_is_no_shipped_scenario_and_explains_everything():
    assert not {"my-city", "template"} & set(names(SCENARIOS))
    text = (SCENARIOS / "template" / "my-city.toml").read_text(encoding="utf-8")
    for word in (*COLUMNS, *BUSINESSES, *KubeRow.model_fields):
        assert word in text
    assert tomllib.loads(text)["programme"].keys() <= Levers.model_fields.keys()


@pytest.mark.parametrize(
    "command", ["check", "new", "scenarios", "policies", "parameters", "schema"]
)
def test_every_help_has_an_example(kubesim, command):
    done = kubesim(command, "--help")
    assert done.code == 0
    assert done.out.count(f"kubesim {command}") >= 2, "beside the usage"
