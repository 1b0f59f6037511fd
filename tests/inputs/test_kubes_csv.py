"""The CSV of Kubes: its columns, separators and numbers; faults name its file and line."""

import pytest

from sim.inputs.csv_numbers import NumberError, read_number
from sim.inputs.strict import BYTES_MOST, InputError
from sim.scenario import load_scenario
from tests.inputs.texts import CSV, SCENARIO, changed
from tests.messages import mentions

INDONESIAN = """\
id;name;founded;business;members;set_aside_share;kas_idr;kas_month;kas_grade
3;Three;2009-05;rings;10;0,3;4.500.000;2011-12;A
4;Four;2009-06;cakes;;;;;
"""


@pytest.fixture
def kubes(tmp_path):
    """Return a function: the Kubes of a CSV that a valid scenario names."""

    def load(content, numbers=""):
        (tmp_path / "kubes.csv").write_bytes(content.encode())
        head = 'kubes_csv = "kubes.csv"\n' + (f'numbers = "{numbers}"\n' if numbers else "")
        (tmp_path / "input.toml").write_text(head + SCENARIO)
        return load_scenario(str(tmp_path / "input.toml")).kubes[2:]

    return load


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_marks_line_ends_and_separators_do_not_matter(kubes, mark, end, separator):
    text = mark + CSV.replace(",", separator).replace("\n", end)
    assert kubes(text, "plain") == kubes(CSV)


def test_blank_lines_and_rows_of_empty_cells_are_passed_over(kubes):
    lines = CSV.splitlines()
    text = "\n".join(["", lines[0], "", lines[1], ",,,,,", " , ,,,,", lines[2], "", ""])
    assert kubes(text) == kubes(CSV)


def test_numbers_are_read_the_indonesian_way(kubes):
    three, four = kubes(INDONESIAN, "id")
    assert (three.members, three.set_aside_share) == (10, 0.3)
    (seen,) = three.observed
    assert (seen.quantity, seen.value, seen.month, seen.grade) == (
        "kas_idr",
        4_500_000,
        "2011-12",
        "A",
    )
    assert four.observed == ()


@pytest.mark.parametrize(
    ("text", "form", "whole", "number"),
    [
        ("10", None, True, 10),
        ("+10", "id", True, 10),
        ("-10", "plain", True, -10),
        ("0.3", None, False, 0.3),
        ("0.300", None, False, 0.3),
        ("1234.5", None, False, 1234.5),
        ("1.500", "id", True, 1500),
        ("1.500", "plain", False, 1.5),
        ("1.234.567,89", "id", False, 1234567.89),
        ("1234567,89", "id", False, 1234567.89),
        ("1234567.89", "plain", False, 1234567.89),
        ("0,3", "id", False, 0.3),
    ],
)
def test_a_number_is_read_as_declared(text, form, whole, number):
    assert read_number(text, form, whole, "town.toml") == number


@pytest.mark.parametrize(
    ("text", "form", "whole", "data"),
    [
        ("1.500", None, True, 'numbers "id" "plain"'),
        ("1.500", None, False, 'numbers "id" "plain"'),
        ("1,5", None, False, 'numbers "id" "plain"'),
        ("1.234.567", None, True, 'numbers "id" "plain"'),
        ("0.3", "id", False, "1.234.567,89 0,3"),
        ("0,3", "plain", False, "0.3"),
        ("1.234.567", "plain", True, "1234567"),
        ("1.50", "id", False, "1,5"),
        ("1,5", "id", True, "10"),
        ("3.0", None, True, "3"),
        ("30%", None, False, "0.3"),
        ("30%", "id", False, "0,3"),
        ("Rp 4.500.000", None, True, "4500000"),
        ("Rp4.500.000,-", "id", True, "4500000"),
        ("4,5 juta", "id", True, "4500000"),
        ("ten", None, True, "10"),
        ("nan", None, False, "0.3"),
        ("inf", None, False, "0.3"),
        ("1e30", None, False, "0.3"),
        ("True", None, True, "10"),
        ("1_000", None, True, "10"),
        ("٣", None, True, "10"),
        ("9" * 5000, None, True, ""),
    ],
)
def test_a_number_that_is_none_or_two_is_refused(text, form, whole, data):
    with pytest.raises(NumberError) as caught:
        read_number(text, form, whole, "town.toml")
    assert mentions(str(caught.value), data)


@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("", "kubes.csv"),
        ("\n\n", "kubes.csv"),
        (changed(",,\n", ",\n", CSV), "line 3 5 6"),
        (changed(",,\n", ",,,\n", CSV), "line 3 7 6"),
        (changed("name,founded", "name,name", CSV), "line 1 name"),
        (changed("3,Three", "three,Three", CSV), 'line 2 id "three"'),
        (changed("3,Three", "3.0,Three", CSV), 'line 2 id "3.0" 3'),
        (changed("3,Three", f"{'9' * 5000},Three", CSV), "line 2 id"),
        (changed("0.3", "0,3", CSV), "line 2 7 6"),
        (changed("0.3", "30%", CSV), 'line 2 set_aside_share "30%" 0.3'),
        (changed("Three", f'"{"x" * 200_000}"', CSV), "line 2 CSV"),
        (changed("4,Four", '4,"Four', CSV), "line 3 CSV"),
        (CSV.replace(",", "\t"), "line 1 tabs"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (b"PK\x03\x04", "spreadsheet CSV UTF-8"),
        (b"id\n" + b"1\n" * BYTES_MOST, "bytes"),
    ],
    ids=range(16),
)
def test_a_csv_that_cannot_be_read_is_refused(refused_csv, content, data):
    assert mentions(refused_csv(content), data)


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ("0.3", "nan", 'line 2 set_aside_share "nan" 0.3'),
        ("0.3", "inf", 'line 2 set_aside_share "inf" 0.3'),
        ("0.3", "1e30", 'line 2 set_aside_share "1e30" 0.3'),
        ("0.3", "-0.1", "line 2 set_aside_share Three -0.1 0 1"),
        ("0.3", "30", "set_aside_share Three 30 0 1 0.3"),
        ("0.3", "1.500", 'set_aside_share "1.500" numbers "id" "plain"'),
        ("rings,10", "rings,-10", "line 2 members Three -10 0 65535"),
        ("rings,10", "rings,True", 'line 2 members "True" 10'),
        ("rings,10", "ring,10", 'line 2 business Three "ring" rings'),
        ("2009-05", "05/2009", 'line 2 founded Three "05/2009" "2009-05"'),
        ("2009-05", "2012-05", 'line 2 founded Three "2012-05" 2009-01 2011-12'),
        ("2009-05", "", "line 2 founded Three"),
        ("members", "member", "line 1 member members"),
        ("members", "Members", "line 1 Members members"),
        ("members", "grants", "line 1 grants [[kubes]]"),
        ("business", "trade", "line 1 business"),
        ("3,Three", "1,Three", 'line 2 id Three 1 "One"'),
        ("4,Four", "3,Four", 'line 3 id Four 3 "Three"'),
        ("Four", "Three", 'line 3 name "Three"'),
        ("Four", "One", 'line 3 name "One"'),
        ("Four", "", "line 3 name"),
        ("Four", "Fo\x07ur", "line 3 name"),
    ],
)
def test_a_cell_is_as_strict_as_a_value(refused_csv, old, new, data):
    assert mentions(refused_csv(changed(old, new, CSV)), data)


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ("4.500.000", "", "line 2 kas_idr"),
        ("2011-12;A", "2011-12;", "line 2 kas_grade Three"),
        ("2011-12;A", "2011-12;E", 'line 2 kas_grade Three "E" A B C'),
        ("2011-12", "12-2011", 'line 2 kas_month Three "12-2011" "2011-12"'),
        ("2011-12", "2009-04", 'line 2 kas_month Three "2009-04" 2009-05'),
        ("4.500.000", "4.500.000.000.000", "line 2 kas_idr Three 4500000000000"),
        ("4.500.000", "4500000,5", 'line 2 kas_idr "4500000,5"'),
    ],
)  # fmt: skip
def test_an_observed_balance_is_as_strict(kubes, old, new, data):
    with pytest.raises(InputError) as caught:
        kubes(changed(old, new, INDONESIAN), "id")
    (fault,) = caught.value.faults
    assert mentions(fault, data)


def test_every_cell_and_value_is_told_at_once(tmp_path):
    rows = ["3,Three,2009-5,rings,x,0.3", "1,Four,2009-06,cake,,30"]
    (tmp_path / "kubes.csv").write_text("\n".join([CSV.splitlines()[0], *rows]))
    text = 'kubes_csv = "kubes.csv"\n' + changed("visits_per_month =", "visit_per_month =")
    (tmp_path / "input.toml").write_text(text)
    with pytest.raises(InputError) as caught:
        load_scenario(str(tmp_path / "input.toml"))
    places = [(record.line, record.key) for record in caught.value.records]
    assert places[0] == (0, "programme.visit_per_month")
    assert [line for line, _ in places] == sorted(line for line, _ in places)
    assert set(places[1:]) == {
        (2, "founded"), (2, "members"), (3, "id"), (3, "business"), (3, "set_aside_share"),
    }  # fmt: skip


@pytest.mark.parametrize("value", ['"ID"', '"en"', "1", "true", "[]"])
def test_the_form_of_numbers_is_one_of_two(refused, tmp_path, value):
    (tmp_path / "kubes.csv").write_text(CSV)
    text = f'kubes_csv = "kubes.csv"\nnumbers = {value}\n' + SCENARIO
    assert mentions(refused(text), 'numbers "id" "plain"')


def test_a_form_of_numbers_without_a_csv_is_refused(refused):
    assert mentions(refused('numbers = "id"\n' + SCENARIO), "numbers kubes_csv")


@pytest.mark.parametrize(
    "value",
    ['"../kubes.csv"', '"/kubes.csv"', '"sub/kubes.csv"', '"./kubes.csv"', '".."', '"."', '""',
     '"sub\\\\kubes.csv"', '"C:kubes.csv"', '"leads-out.csv"', '"around.csv"',
     '"none.csv"', '"a\\u0000.csv"', f'"{"a" * 300}.csv"', "3", "true", "[]", '["kubes.csv"]'],
)  # fmt: skip
def test_a_csv_lies_beside_its_scenario(tmp_path, value):
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path, folder, folder / "sub"):
        (place / "kubes.csv").write_text(CSV)
    (folder / "leads-out.csv").symlink_to(tmp_path / "kubes.csv")
    (folder / "around.csv").symlink_to(folder / "around.csv")
    (folder / "input.toml").write_text(f"kubes_csv = {value}\n" + SCENARIO)
    with pytest.raises(InputError) as caught:
        load_scenario(str(folder / "input.toml"))
    (record,) = caught.value.records
    assert record.key == "kubes_csv" or record.file.endswith(".csv")


@pytest.mark.parametrize("kubes", ["5", '"ab"', "true", "{}"])
def test_kubes_beside_a_csv_are_a_list(tmp_path, refused, kubes):
    (tmp_path / "kubes.csv").write_text(CSV)
    text = SCENARIO[: SCENARIO.index("[[kubes]]")]
    assert "kubes" in refused(f'kubes_csv = "kubes.csv"\nkubes = {kubes}\n' + text)
