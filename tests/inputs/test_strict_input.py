"""Input that is wrong is refused with lines that name file and key, and never otherwise."""

import re
from pathlib import Path

import pytest

from sim.inputs.faults import FAULTS_MOST, printable
from sim.inputs.strict import BYTES_MOST, InputError, read_toml
from sim.policy import load_policy
from sim.scenario import load_scenario
from tests.inputs.texts import CSV, POLICY, SCENARIO, changed
from tests.messages import mentions


def test_the_valid_texts_are_valid(tmp_path):
    (tmp_path / "kubes.csv").write_text(CSV)
    (tmp_path / "input.toml").write_text('kubes_csv = "kubes.csv"\n' + SCENARIO)
    scenario = load_scenario(str(tmp_path / "input.toml"))
    assert [kube.name for kube in scenario.kubes] == ["One", "Two", "Three", "Four"]
    assert [kube.members for kube in scenario.kubes] == [10, 10, 10, 10]
    assert [kube.set_aside_share for kube in scenario.kubes] == [None, 0.2, 0.3, None]
    (tmp_path / "policy.toml").write_text(POLICY)
    assert load_policy(str(tmp_path / "policy.toml")).overrides()["visits_per_month"] == 2.0


# Values

NUMBERS = [
    ("months = 36", "months"),
    ("id = 1\nname = \"Somewhere\"", "city.id"),
    ("facilitators = 2", "city.facilitators"),
    ("poverty_line_idr = 230712.0", "prices.poverty_line_idr"),
    ("2010 = 9.06", "prices.inflation_percent.2010"),
    ("visits_per_month = 2.0", "programme.visits_per_month"),
    ("starter_idr = 15_000_000", "programme.starter_idr"),
    ('"support.leak" = 0.5', "parameters"),
    ("members = 10", "kubes[1].members"),
    ("set_aside_share = 0.2", "kubes[2].set_aside_share"),
    ("amount_idr = 30_000_000", "kubes[1].grants[1].amount_idr"),
    ("value = 45_000_000", "kubes[1].observed[1].value"),
]  # fmt: skip
NOT_NUMBERS = [
    "nan",
    "inf",
    "-inf",
    "1e30",
    "-1e9",
    "-100",
    "true",
    '"3"',
    "[]",
    "{}",
    "2010-03-01",
]


@pytest.mark.parametrize("value", NOT_NUMBERS)
@pytest.mark.parametrize(("line", "key"), NUMBERS, ids=[key for _, key in NUMBERS])
def test_a_number_is_a_finite_number_within_bounds(refused, line, key, value):
    faults = refused(changed(line, re.sub(r"= [\d._]+", f"= {value}", line, count=1)))
    assert key in faults


@pytest.mark.parametrize("line", ["visits_per_month = 2.0", "starter_idr = 1_000_000"])
@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_a_lever_of_a_policy_is_as_strict(refused, line, value):
    key = line.split(" = ")[0]
    assert f"levers.{key}" in refused(changed(line, f"{key} = {value}", POLICY), load_policy)


@pytest.mark.parametrize("value", ["1", "0", '"true"', "1.0"])
def test_a_switch_is_true_or_false(refused, value):
    assert "city.coupled" in refused(changed("coupled = true", f"coupled = {value}"))
    switch = changed("open_books = true", f"open_books = {value}", POLICY)
    assert "levers.open_books" in refused(switch, load_policy)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('kind = "historical"', 'kind = "history"', "kind"),
        ('business = "rings"', 'business = "bakery"', "kubes[1].business"),
        ('kind = "bpls"', 'kind = "blps"', "kubes[1].grants[1].kind"),
        ('grade = "A"', 'grade = "a"', "kubes[1].observed[1].grade"),
        ('start = "2009-01"', 'start = "2009-13"', "start"),
        ('start = "2009-01"', 'start = "2009-1"', "start"),
        ('start = "2009-01"', "start = 2009-01-01", "start"),
        ('start = "2009-01"', 'start = "2009-01\\n"', "start"),
        ('name = "One"', 'name = ""', "kubes[1].name"),
        ('name = "One"', 'name = "O\\u0000ne"', "kubes[1].name"),
        ('name = "One"', 'name = "One\\nTwo"', "kubes[1].name"),
        ('name = "One"', f'name = "{"x" * 81}"', "kubes[1].name"),
        ("members = 10", "members = 10.5", "kubes[1].members"),
        ("months = 36", "months = 0", "months"),
        ("months = 36", "months = 1024", "months"),
        ("months = 36", "", "months"),
        ("[prices]", "[price]", "prices"),
    ],
)
def test_a_value_is_one_of_those_allowed(refused, old, new, key):
    assert f": {key}" in refused(changed(old, new))


# Keys


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("seen =", "sen =", "sen"),
        ("coupled =", "couple =", "city.couple"),
        ("base =", "bass =", "prices.bass"),
        ("visits_per_month =", "visit_per_month =", "programme.visit_per_month"),
        ("members =", "member =", "kubes[1].member"),
        ("amount_idr =", "amount =", "kubes[1].grants[1].amount"),
        ("value =", "valeu =", "kubes[1].observed[1].valeu"),
        ('"support.leak" =', '"support.leek" =', "support.leek"),
        ("seen =", '"se\\nen" =', '"se\\nen" ='),
    ],
)
def test_a_misspelt_key_is_refused(refused, old, new, key):
    assert key in refused(changed(old, new))


def test_a_misspelt_key_of_a_policy_is_refused(refused):
    text = changed("visits_per_month", "visit_per_month", POLICY)
    assert "levers.visit_per_month" in refused(text, load_policy)
    assert "lever" in refused(changed("[levers]", "[lever]", POLICY), load_policy)


def test_a_misspelt_parameter_is_told_its_neighbour(refused):
    assert mentions(refused(changed("support.leak", "support.leek")), "support.leek support.leak")


def test_every_fault_has_its_line(refused):
    text = changed("members = 10", "members = -1", changed("months = 36", "months = true"))
    faults = refused(changed('name = "Two"', 'name = "One"', text)).splitlines()
    assert len(faults) == 3
    assert "months = true" in faults[0]
    assert "kubes[1].members (One) = -1" in faults[1]
    assert mentions(faults[2], 'kubes[2].name "One"')


# Files


@pytest.mark.parametrize("load", [load_scenario, load_policy])
@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"", "input.toml"),
        (b" \n\t\n", "input.toml"),
        (b"\xff\xfe\x00\x01\x80", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"PK\x03\x04\x00\x00", "spreadsheet"),
        (b'name = "Caf\xe9"', "0xe9 line 1"),
        (b"\xef\xbb\xbf\r\n", "input.toml"),
        (b"name = ", "TOML"),
        (b"name = 'a'\nname = 'b'\n", "TOML"),
        (b"id,name\n1,a\n", "TOML"),
        (b"x = [\n" * 5000, "TOML"),
        (b"x = " + b"[\n" * 100_000, "TOML"),
        (b"a." * 100_000 + b"a = 1", "line 1"),
        (b"months = " + b"9" * 5000, "line 1"),
        (b"#" * (BYTES_MOST + 1), "bytes"),
    ],
    ids=range(15),
)
def test_a_file_that_is_no_input_is_refused(refused, load, content, data):
    assert mentions(refused(content, load), data)


@pytest.mark.parametrize("load", [load_scenario, load_policy])
def test_folders_and_missing_files_are_refused(tmp_path, load):
    for name in ("", "none.toml", "none.toml/deeper.toml", f"{'a' * 300}.toml", "a\0b.toml"):
        path = f"{tmp_path}/{name}"
        with pytest.raises(InputError) as caught:
            load(path)
        (fault,) = caught.value.faults
        assert fault.startswith(printable(path.rstrip("/"))), fault


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    path = tmp_path / "input.toml"
    path.write_text(SCENARIO)
    plain = load_scenario(str(path))
    path.write_bytes(b"\xef\xbb\xbf" + SCENARIO.replace("\n", "\r\n").encode())
    assert load_scenario(str(path)) == plain


def test_what_is_no_regular_file_is_not_read():
    for path in ("/dev/zero", "/dev/null"):
        with pytest.raises(InputError, match=path):
            read_toml(Path(path))


def test_no_more_is_read_than_may_be(tmp_path, monkeypatch):
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(InputError, match=r"large\.toml.*100,000,000"):
        read_toml(path)


@pytest.mark.parametrize(
    ("load", "text", "kinds"),
    [(load_scenario, POLICY, "policy scenario"), (load_policy, SCENARIO, "scenario policy")],
)
def test_a_policy_is_told_from_a_scenario(refused, load, text, kinds):
    (line,) = refused(text, load).splitlines()
    assert mentions(line, kinds)


def test_thousands_of_faults_are_counted_and_not_listed(tmp_path):
    lines = "".join(f"{n},{n},2009-05,bakery\n" for n in range(1, 2001))
    (tmp_path / "kubes.csv").write_text("id,name,founded,business\n" + lines)
    (tmp_path / "input.toml").write_text('kubes_csv = "kubes.csv"\n' + SCENARIO)
    with pytest.raises(InputError) as caught:
        load_scenario(str(tmp_path / "input.toml"))
    assert len(caught.value.faults) == FAULTS_MOST + 1
    assert mentions(caught.value.faults[-1], "kubes.csv 1,982")


@pytest.mark.parametrize(
    ("load", "name", "data"),
    [
        (load_scenario, "banjarmasim", "banjarmasim scenario banjarmasin"),
        (load_scenario, "tomohom", "tomohom scenario tomohon"),
        (load_scenario, "Banjarmasin-cohort", "Banjarmasin-cohort scenario banjarmasin-cohort"),
        (load_scenario, "qqq", "qqq scenario banjarmasin tomohon"),
        (load_scenario, "", "scenario banjarmasin tomohon"),
        (load_scenario, "none", "none scenario"),
        (load_scenario, "*", "* scenario"),
        (load_scenario, "x" * 300, "scenario"),
        (load_policy, "visit-weekly", "visit-weekly policy visits-weekly"),
        (load_policy, "set-aside-50", "set-aside-50 policy"),
        (load_policy, "forward", "forward policy"),
    ],
)
def test_an_unknown_name_is_told_its_neighbour(load, name, data):
    with pytest.raises(InputError) as caught:
        load(name)
    assert mentions(str(caught.value), data)
