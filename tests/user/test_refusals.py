"""What is refused through the command line: exit code 2, a line a fault, nothing written."""

import re

import pytest

from experiments.common.cost import BUDGET_SECONDS, WITH_JOINERS, check_budget, cost, duration
from sim.inputs.strict import InputError
from tests.inputs.texts import CSV, POLICY, SCENARIO, changed
from tests.messages import mentions
from tests.user.test_run import saved
from tests.worlds import kube, world

LONG = 100_000_000

VALUES = [
    ("starter_idr = 15_000_000", f"starter_idr = {value}", "programme.starter_idr")
    for value in ("nan", "inf", "-inf", "1e30", "-1", "true", '"15000000"', "15.0", "15e6")
] + [
    ("visits_per_month = 2.0", f"visits_per_month = {value}", "programme.visits_per_month")
    for value in ("nan", "inf", "-inf", "1e30", "-1.0", "false", '"2"', "[]", "{}")
]
SCENARIOS = [
    *VALUES,
    ("coupled =", "couple =", "city.couple"),
    ("[programme]", "[program]", "program"),
    ("set_aside_share = 0.2", "set_aside_share = 20", "kubes[2].set_aside_share Two 20 0 1 0.2"),
    ("id = 2", "id = 1", "kubes[2].id"),
    ('name = "Two"', 'name = "One"', "kubes[2].name"),
    ('founded = "2009-04"', 'founded = "2012-01"', "kubes[2].founded"),
    ("members = 10", "members = -1", "kubes[1].members"),
    ("2011 = 3.98", "2O11 = 3.98", "prices.inflation_percent.2O11"),
    ('month = "2011-10"', 'month = "2009-02"', "kubes[1].observed[1].month"),
    ('"support.leak"', '"support.leek"', 'parameters."support.leek" support.leak'),
    ('kubes_csv = "town.csv"', 'kubes_csv = "../town.csv"', 'kubes_csv "../town.csv"'),
    ('kubes_csv = "town.csv"', 'kubes_csv = "/etc/passwd"', 'kubes_csv "/etc/passwd"'),
    ('kubes_csv = "town.csv"', 'kubes_csv = "none.csv"', "none.csv"),
]
"""What is changed in a good scenario, and what the line then names."""

FILES = {
    "an empty file": (b"", ""),
    "blanks": (b"\xef\xbb\xbf \n\n", ""),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
    "a spreadsheet": (b"PK\x03\x04\x14\0", "spreadsheet"),
    "UTF-16": ("name = 1".encode("utf-16"), "UTF-16"),
    "Latin": (b'name = "Caf\xe9"', "UTF-8"),
    "no TOML": (b"name: kota\n", "TOML"),
}
"""What stands in a file, and the form that the line names beside the file."""


@pytest.fixture
def refused(kubesim, tmp_path, tmp_path_factory):
    """Return a function: a command's lines of refusal; it must write nothing."""
    folder = tmp_path_factory.mktemp("inputs")

    def run(*arguments, **files):
        for name, content in files.items():
            path = folder / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        before = saved(folder)
        given = [
            str(folder / argument[1:]) if argument.startswith("@") else argument
            for argument in arguments
        ]
        done = kubesim(*given)
        assert (done.code, done.out) == (2, "")
        assert "Traceback" not in done.err
        assert saved(tmp_path) == []
        assert saved(folder) == before
        return done.err.splitlines()

    return run


@pytest.mark.parametrize("command", [("check",), ("run",), ("book", "--kube", "One")])
@pytest.mark.parametrize(("old", "new", "data"), SCENARIOS)
def test_a_faulty_scenario_is_refused_by_every_command(refused, command, old, new, data):
    text = changed(old, new, 'kubes_csv = "town.csv"\n' + SCENARIO)
    lines = refused(command[0], "@town.toml", *command[1:], town_toml=text, town_csv=CSV)
    assert any(mentions(line, data) for line in lines)
    assert all("town." in line or mentions(line, data) for line in lines)


@pytest.mark.parametrize("content", FILES)
@pytest.mark.parametrize(
    "command", [("check", "@x.toml"), ("run", "@x.toml"), ("run", "--policy", "@x.toml")]
)
def test_a_file_that_is_no_input_is_refused(refused, command, content):
    (line,) = refused(*command, x_toml=FILES[content][0])
    assert mentions(line, f"x.toml {FILES[content][1]}")


@pytest.mark.parametrize("content", ["an empty file", "a picture", "a spreadsheet", "UTF-16"])
def test_a_csv_that_is_no_text_is_refused(refused, content):
    text = 'kubes_csv = "town.csv"\n' + SCENARIO
    (line,) = refused("run", "@town.toml", town_toml=text, town_csv=FILES[content][0])
    assert mentions(line, f"town.csv {FILES[content][1]}")


@pytest.mark.parametrize("command", [("check",), ("run",), ("run", "--policy")])
def test_folders_missing_and_huge_files_are_refused(refused, command, tmp_path_factory):
    huge = tmp_path_factory.mktemp("huge") / "huge.toml"
    with huge.open("wb") as file:
        file.truncate(LONG)
    (line,) = refused(*command, str(huge))
    assert mentions(line, "huge.toml 100,000,000")
    for path in (
        huge.parent,
        huge.parent / "none.toml",
        huge / "deeper.toml",
        f"/{'x' * 300}.toml",
    ):
        (line,) = refused(*command, str(path))
        assert line.startswith(f"{path}: ")


def test_a_huge_csv_is_refused(refused, tmp_path_factory):
    folder = tmp_path_factory.mktemp("huge")
    (folder / "town.toml").write_text('kubes_csv = "town.csv"\n' + SCENARIO)
    with (folder / "town.csv").open("wb") as file:
        file.truncate(LONG)
    (line,) = refused("run", str(folder / "town.toml"))
    assert mentions(line, "town.csv 100,000,000")


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("--runs", "0"), "--runs 0 1"),
        (("--runs", "-3"), "--runs -3 1"),
        (("--runs", "nan"), "--runs"),
        (("--policy", "no-suport"), "no-suport policy no-support"),
        (("--policy", "banjarmasin"), "banjarmasin policy"),
        (("--policy", "@x.toml"), "x.toml levers.visit_per_month 2.0 visits_per_month"),
        (("--out", "x" * 300), "x" * 300),
    ],
)
def test_faulty_options_are_refused(refused, arguments, data):
    policy = changed("visits_per_month", "visit_per_month", POLICY)
    (line,) = refused("run", "banjarmasin", *arguments, x_toml=policy)
    assert mentions(line, data)


def test_a_folder_too_long_is_refused_before_the_work(refused):
    (line,) = refused("run", "banjarmasin", "--out", f"new/{'x' * 300}", "--runs", "100")
    assert "x" * 300 in line


def test_a_long_name_makes_a_folder_all_the_same(kubesim, tmp_path):
    long = f'name = "{"é" * 80}"'
    (tmp_path / "x.toml").write_text(changed('name = "small"', long))
    (tmp_path / "p.toml").write_text(changed('name = "small"', long, POLICY))
    done = kubesim("run", "x.toml", "--policy", "p.toml", "--runs", "1")
    assert done.code == 0
    assert f"saved results/{'é' * 50}-{'é' * 50}/kubes.csv" in done.out.replace("\n", "")


def test_faults_of_scenario_and_policy_are_told_together(refused):
    lines = refused("run", "nowhere.toml", "--policy", "nothing.toml")
    assert [line.split(":")[0] for line in lines] == ["nowhere.toml", "nothing.toml"]


def test_no_members_are_allowed(kubesim, tmp_path):
    (tmp_path / "x.toml").write_text(changed("members = 10", "members = 0"))
    assert kubesim("check", "x.toml").code == 0
    assert kubesim("run", "x.toml", "--runs", "1", "--json").code == 0


# The budget


def test_a_run_beyond_the_budget_needs_consent(refused):
    (line,) = refused("run", "banjarmasin", "--runs", "5000", "--engine", "mesa")
    assert mentions(line, "--runs 5000 59,625,000 10 min --yes")


def test_a_scenario_beyond_the_budget_needs_consent(refused):
    text = "".join(
        f'[[kubes]]\nid = {n}\nname = "{n}"\nfounded = "2009-01"\nbusiness = "cakes"\n'
        "members = 60_000\n"
        for n in range(3, 30)
    )
    for command in (("run", "--runs", "1", "--engine", "mesa"), ("book", "--kube", "One")):
        (line,) = refused(*command, "@x.toml", x_toml=SCENARIO + text)
        assert mentions(line, "household-months 10 min --yes")


def test_consent_lets_it_run(kubesim, monkeypatch):
    monkeypatch.setattr("experiments.common.cost.BUDGET_SECONDS", 0.00001)
    asked = ("run", "banjarmasin", "--runs", "1", "--json")
    assert kubesim(*asked).code == 2
    assert kubesim(*asked, "--yes").code == 0


def test_the_estimate_counts_members_by_months_left_and_who_joins():
    scenario = world([kube(1, founded="2004-01"), kube(2, founded="2005-01", members=7)], months=24)
    assert cost(scenario, 3).household_months == 3 * WITH_JOINERS * (10 * 24 + 7 * 12)
    assert cost(scenario, 6).seconds == pytest.approx(2 * cost(scenario, 3).seconds)


def test_what_has_no_members_costs_too():
    bare, staffed = world([], months=100), world([], months=100, facilitators=10_000)
    assert 0 < cost(bare, 1).seconds < cost(staffed, 1).seconds


def test_the_most_runs_that_are_named_are_within_the_budget():
    scenario = world(10, months=100)
    with pytest.raises(InputError) as caught:
        check_budget(scenario, 10**7, False)
    most = int(re.findall(r"\b\d+\b(?! min)", str(caught.value))[-1])
    check_budget(scenario, most, False)
    assert cost(scenario, most + 1).seconds > BUDGET_SECONDS


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.02, "0.0 s"), (9, "9.0 s"), (59, "59 s"), (600, "10 min"), (3600, "1 h"),
     (5400, "1 h 30 min"), (10**6, "12 days")],
)  # fmt: skip
def test_a_time_in_words(seconds, text):
    assert duration(seconds) == text


def test_a_time_in_indonesian():
    assert [duration(seconds, "id") for seconds in (9, 5400)] == ["9,0 detik", "1 jam 30 menit"]
