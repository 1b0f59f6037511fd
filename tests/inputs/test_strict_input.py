"""Input that is wrong is refused with lines that name file and key, and never otherwise."""

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.locations import SCENARIOS
from sim.policy import Policy, load_policy
from sim.scenario import Scenario, load_scenario
from sim.strict import BYTES_MOST, InputError

SCENARIO = """\
name = "small"
title = "Two Kubes"
kind = "historical"
start = "2009-01"
months = 36
seen = "2011-06"

[city]
id = 1
name = "Somewhere"
facilitators = 2
first_facilitator = 1
coupled = true

[prices]
base = "2010-03"
poverty_line_idr = 230712.0

[prices.inflation_percent]
2009 = 3.86
2010 = 9.06
2011 = 3.98

[programme]
visits_per_month = 2.0
starter_idr = 15_000_000

[parameters]
"support.leak" = 0.5

[[kubes]]
id = 1
name = "One"
founded = "2009-03"
business = "rings"
members = 10
facilitator = 1
grants = [{ kind = "bpls", month = "2009-12", amount_idr = 30_000_000 }]
observed = [{ quantity = "kas_idr", value = 45_000_000, month = "2011-10", grade = "A" }]

[[kubes]]
id = 2
name = "Two"
founded = "2009-04"
business = "cakes"
set_aside_share = 0.2
"""
POLICY = """\
name = "small"
title = "Visits"
judul = "Kunjungan"

[levers]
visits_per_month = 2.0
starter_idr = 1_000_000
open_books = true
rule = "as_agreed"
"""
CSV = """\
id,name,founded,business,members,set_aside_share
3,Three,2009-05,rings,10,0.3
4,Four,2009-06,cakes,,
"""


@pytest.fixture
def refused(tmp_path):
    """Return a function: the faults of a scenario (or policy) text, each a line with the file."""

    def faults_of(text, load=load_scenario, named="input.toml"):
        path = tmp_path / "input.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(InputError) as caught:
            load(str(path))
        assert caught.value.faults
        assert named in caught.value.faults[0]
        assert all(fault.isprintable() and len(fault) < 1000 for fault in caught.value.faults)
        return "\n".join(caught.value.faults)

    return faults_of


def changed(old, new, text=SCENARIO):
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


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
    ("members = 10", "kubes.0.members"),
    ("set_aside_share = 0.2", "kubes.1.set_aside_share"),
    ("amount_idr = 30_000_000", "kubes.0.grants.0.amount_idr"),
    ("value = 45_000_000", "kubes.0.observed.0.value"),
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
        ('business = "rings"', 'business = "bakery"', "kubes.0.business"),
        ('kind = "bpls"', 'kind = "blps"', "kubes.0.grants.0.kind"),
        ('grade = "A"', 'grade = "a"', "kubes.0.observed.0.grade"),
        ('start = "2009-01"', 'start = "2009-13"', "start"),
        ('start = "2009-01"', 'start = "2009-1"', "start"),
        ('start = "2009-01"', "start = 2009-01-01", "start"),
        ('start = "2009-01"', 'start = "2009-01\\n"', "start"),
        ('name = "One"', 'name = ""', "kubes.0.name"),
        ('name = "One"', 'name = "O\\u0000ne"', "kubes.0.name"),
        ('name = "One"', 'name = "One\\nTwo"', "kubes.0.name"),
        ('name = "One"', f'name = "{"x" * 81}"', "kubes.0.name"),
        ("members = 10", "members = 10.5", "kubes.0.members"),
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
        ("members =", "member =", "kubes.0.member"),
        ("amount_idr =", "amount =", "kubes.0.grants.0.amount"),
        ("value =", "valeu =", "kubes.0.observed.0.valeu"),
        ('"support.leak" =', '"support.leek" =', "support.leek"),
        ("seen =", '"se\\nen" =', "'se\\nen'"),
    ],
)
def test_a_misspelt_key_is_refused(refused, old, new, key):
    assert key in refused(changed(old, new))


def test_a_misspelt_key_of_a_policy_is_refused(refused):
    text = changed("visits_per_month", "visit_per_month", POLICY)
    assert "levers.visit_per_month" in refused(text, load_policy)
    assert "lever" in refused(changed("[levers]", "[lever]", POLICY), load_policy)


def test_a_misspelt_parameter_is_told_its_neighbour(refused):
    assert "did you mean support.leak?" in refused(changed("support.leak", "support.leek"))


def test_every_fault_has_its_line(refused):
    text = changed("members = 10", "members = -1", changed("months = 36", "months = true"))
    faults = refused(text).splitlines()
    assert len(faults) == 2
    assert "months = True" in faults[0]
    assert "kubes.0.members = -1" in faults[1]


# What must agree


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id = 2", "id = 1", "kubes: id 1 is given twice"),
        ('name = "Two"', 'name = "One"', "kubes: name 'One' is given twice"),
        ('founded = "2009-04"', 'founded = "2012-01"', "Two is founded 2012-01, outside"),
        ('founded = "2009-04"', 'founded = "2008-12"', "Two is founded 2008-12, outside"),
        ('month = "2009-12"', 'month = "2009-02"', "before it is founded"),
        ('month = "2009-12"', 'month = "2012-01"', "after the scenario's months"),
        ('month = "2011-10"', 'month = "2012-01"', "after the scenario's months"),
        ('seen = "2011-06"', 'seen = "2012-01"', "seen: 2012-01 is outside"),
        ("2011 = 3.98", "", "no figure for 2011"),
        ("2011 = 3.98", "2O11 = 3.98", "no figure for 2011"),
        ('base = "2010-03"', 'base = "2013-03"', "no figure for 2013"),
        (
            "facilitator = 1\ngrants",
            "facilitator = 3\ngrants",
            "One names facilitator 3; the city has 1 to 2",
        ),
        ("first_facilitator = 1\n", "first_facilitator = 2_097_150\n", "beyond id"),
    ],
)
def test_dates_ids_and_names_agree(refused, old, new, told):
    assert told in refused(changed(old, new))


# Files


@pytest.mark.parametrize("load", [load_scenario, load_policy])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xff\xfe\x00\x01\x80", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        (b"PK\x03\x04\x00\x00", "not valid TOML"),
        (b"name = ", "not valid TOML"),
        (b"name = 'a'\nname = 'b'\n", "not valid TOML"),
        (b"id,name\n1,a\n", "not valid TOML"),
        (b"x = [\n" * 5000, "not valid TOML"),
        (b"x = " + b"[\n" * 100_000, "not valid TOML"),
        (b"a." * 100_000 + b"a = 1", "line 1"),
        (b"months = " + b"9" * 5000, "line 1"),
        (b"#" * (BYTES_MOST + 1), "bytes"),
    ],
    ids=range(13),
)
def test_a_file_that_is_no_input_is_refused(refused, load, content, told):
    assert told in refused(content, load)


@pytest.mark.parametrize("load", [load_scenario, load_policy])
def test_folders_and_missing_files_are_refused(tmp_path, load):
    for path, told in [
        (f"{tmp_path}/", "is a folder"),
        (f"{tmp_path}/none.toml", "there is no such file"),
        (f"{tmp_path}/none.toml/deeper.toml", "there is no such file"),
        (f"{tmp_path}/{'a' * 300}.toml", "a" * 300),
        (f"{tmp_path}/a\0b.toml", "there is no such file"),
    ]:
        with pytest.raises(InputError, match=re.escape(told)):
            load(path)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    path = tmp_path / "input.toml"
    path.write_text(SCENARIO)
    plain = load_scenario(str(path))
    path.write_bytes(b"\xef\xbb\xbf" + SCENARIO.replace("\n", "\r\n").encode())
    assert load_scenario(str(path)) == plain


@pytest.mark.parametrize(
    ("load", "name", "told"),
    [
        (load_scenario, "banjarmasim", "did you mean banjarmasin?"),
        (load_scenario, "tomohom", "did you mean tomohon?"),
        (load_scenario, "Banjarmasin-cohort", "did you mean banjarmasin-cohort?"),
        (load_scenario, "qqq", "known: banjarmasin, "),
        (load_scenario, "", "known: "),
        (load_scenario, "none", "unknown scenario"),
        (load_scenario, "*", "unknown scenario"),
        (load_scenario, "x" * 300, "unknown scenario"),
        (load_policy, "visit-weekly", "did you mean visits-weekly?"),
        (load_policy, "set-aside-50", "did you mean set-aside-"),
        (load_policy, "forward", "unknown policy"),
    ],
)
def test_an_unknown_name_is_told_its_neighbour(load, name, told):
    with pytest.raises(InputError, match=re.escape(told)):
        load(name)


# The CSV of Kubes


@pytest.fixture
def refused_csv(tmp_path, refused):
    """Return a function: the faults of a CSV that a valid scenario names."""

    def faults_of(content, named="kubes.csv"):
        (tmp_path / "kubes.csv").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
        return refused('kubes_csv = "kubes.csv"\n' + SCENARIO, named=named)

    return faults_of


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        (changed(",,\n", ",\n", CSV), "line 3: does not have as many cells"),
        (changed(",,\n", ",,,\n", CSV), "line 3: does not have as many cells"),
        (changed("name,founded", "name,name", CSV), "column 'name' is given twice"),
        (changed("3,Three", "three,Three", CSV), "line 2: id = 'three': not a number"),
        (changed("3,Three", "3.0,Three", CSV), "line 2: id = '3.0': not a number"),
        (changed("3,Three", f"{'9' * 5000},Three", CSV), "line 2: id"),
        (changed("0.3", "0,3", CSV), "line 2: does not have as many cells"),
        (changed("0.3", "30%", CSV), "line 2: set_aside_share"),
        (changed("Three", f'"{"x" * 200_000}"', CSV), "not valid CSV"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (b"id\n" + b"1\n" * BYTES_MOST, "bytes"),
    ],
    ids=range(13),
)
def test_a_csv_that_cannot_be_read_is_refused(refused_csv, content, told):
    assert told in refused_csv(content)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("0.3", "nan", "kubes.2.set_aside_share"),
        ("0.3", "inf", "kubes.2.set_aside_share"),
        ("0.3", "1e30", "kubes.2.set_aside_share"),
        ("0.3", "-0.1", "kubes.2.set_aside_share"),
        ("rings,10", "rings,-10", "kubes.2.members"),
        ("rings,10", "rings,True", "members"),
        ("rings,10", "ring,10", "kubes.2.business"),
        ("2009-05", "05/2009", "kubes.2.founded"),
        ("2009-05", "2012-05", "Three is founded 2012-05, outside"),
        ("members", "member", "kubes.2.member"),
        ("members", "Members", "kubes.2.Members"),
        ("3,Three", "1,Three", "id 1 is given twice"),
        ("4,Four", "3,Four", "id 3 is given twice"),
        ("Four", "Three", "name 'Three' is given twice"),
        ("Four", "One", "name 'One' is given twice"),
        ("Four", "", "kubes.3.name"),
        ("Four", "Fo\0ur", "kubes.3.name"),
    ],
)
def test_a_cell_is_as_strict_as_a_value(refused_csv, old, new, told):
    assert told in refused_csv(changed(old, new, CSV), named="")


def test_semicolons_are_refused(refused_csv):
    assert "kubes" in refused_csv(CSV.replace(",", ";"), named="input.toml")


@pytest.mark.parametrize(
    "value",
    ['"../kubes.csv"', '"/kubes.csv"', '"sub/kubes.csv"', '"./kubes.csv"', '".."', '"."', '""',
     '"none.csv"', '"a\\u0000.csv"', f'"{"a" * 300}.csv"', "3", "true", "[]", '["kubes.csv"]'],
)  # fmt: skip
def test_a_csv_lies_beside_its_scenario(tmp_path, value):
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path, folder, folder / "sub"):
        (place / "kubes.csv").write_text(CSV)
    (folder / "input.toml").write_text(f"kubes_csv = {value}\n" + SCENARIO)
    with pytest.raises(InputError, match="folder"):
        load_scenario(str(folder / "input.toml"))


@pytest.mark.parametrize("kubes", ["5", '"ab"', "true", "{}"])
def test_kubes_beside_a_csv_are_a_list(tmp_path, refused, kubes):
    (tmp_path / "kubes.csv").write_text(CSV)
    text = SCENARIO[: SCENARIO.index("[[kubes]]")]
    assert "kubes" in refused(f'kubes_csv = "kubes.csv"\nkubes = {kubes}\n' + text)


# Anything at all: a text that somebody has damaged is refused or valid, nothing else

CHARACTERS = st.one_of(
    st.sampled_from("\"'[]{}=.,#-_\\\n\t 019aeinxtf\0\r"), st.characters(codec="utf-8")
)


@st.composite
def damaged(draw, text):
    """Return the text after one to six deletions, repeats or replacements."""
    for _ in range(draw(st.integers(1, 6))):
        by_line = draw(st.booleans())
        parts = text.splitlines(keepends=True) if by_line else list(text)
        if not parts:
            break
        at = draw(st.integers(0, len(parts) - 1))
        what = draw(st.sampled_from(["delete", "repeat", "replace", "move"]))
        if what == "delete":
            del parts[at]
        elif what == "repeat":
            parts.insert(at, parts[at])
        elif what == "move":
            parts.insert(draw(st.integers(0, len(parts) - 1)), parts.pop(at))
        else:
            parts[at] = draw(st.text(CHARACTERS, max_size=20) if by_line else CHARACTERS)
        text = "".join(parts)
    return text


def loads_or_is_refused(files, load, kind):
    folder = Path(tempfile.mkdtemp())
    try:
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
        try:
            loaded = load(str(folder / "input.toml"))
        except InputError as error:
            assert error.faults
            assert all(str(folder) in fault for fault in error.faults)
        else:
            assert type(loaded) is kind
            assert kind.model_validate(loaded.model_dump()) == loaded
    finally:
        shutil.rmtree(folder)


modest = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@modest
@given(damaged(SCENARIO))
@example(SCENARIO)
@example(SCENARIO + "\0")
def test_a_damaged_scenario_is_refused_or_valid(text):
    loads_or_is_refused({"input.toml": text}, load_scenario, Scenario)


@modest
@given(damaged(POLICY))
def test_a_damaged_policy_is_refused_or_valid(text):
    loads_or_is_refused({"input.toml": text}, load_policy, Policy)


@modest
@given(damaged(CSV))
def test_a_damaged_csv_is_refused_or_valid(text):
    files = {"input.toml": 'kubes_csv = "kubes.csv"\n' + SCENARIO, "kubes.csv": text}
    loads_or_is_refused(files, load_scenario, Scenario)


@settings(modest, max_examples=50)
@given(damaged((SCENARIOS / "banjarmasin.toml").read_text(encoding="utf-8")))
def test_a_damaged_shipped_scenario_is_refused_or_valid(text):
    loads_or_is_refused({"input.toml": text}, load_scenario, Scenario)
