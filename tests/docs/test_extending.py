"""Every change of `docs/extending.md` works: applied to a copy, its commands run."""

import json
import re
from functools import cache

import pytest

from docs.tools.pages import DOCS
from experiments.runs.runner import run_many
from sim.policy import NONE
from sim.scenario import load_scenario
from tests.docs import changes

SECTIONS = changes.sections((DOCS / "extending.md").read_text(encoding="utf-8"))
COMPILES = ("A rule", "A calibration target", "An outcome", "A cost")
"""Changes whose commands run the compiled engine, which a copy compiles anew: a minute or more."""
STANDS = (
    "tests/unit/test_titles.py",
    "tests/unit/test_texts.py",
    "tests/user/test_inputs_listed.py",
)
"""Tests that whatever is declared has to pass; here they run on the copy."""
CHANGED = [
    pytest.param(title, marks=[pytest.mark.long] if title in COMPILES else [], id=title)
    for title in SECTIONS
    if title.startswith(("A ", "An "))
]
"""Every section that shows a change."""


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    """Return a function that gives the copy with a section's changes, and what it printed."""

    @cache
    def of(title):
        root = changes.copied(tmp_path_factory.mktemp("copy"))
        touched = changes.apply(SECTIONS[title], root)
        lines = changes.commands(SECTIONS[title])
        return root, touched, {line: changes.run(quick(line), root) for line in lines}

    return of


def quick(line):
    """Return a command with as few runs as it takes, without pictures and without compiling."""
    if line.startswith("kubesim run "):
        line += " --json" if "--engine" in line else " --json --engine mesa"
    if line.startswith(("kubesim compare ", "kubesim policy rank ")):
        line += " --json"
    line = re.sub(r"--runs-most \d+", "--runs-most 4", line)
    return re.sub(r"--runs \d+", "--runs 2" if "validate" in line else "--runs 1", line)


@cache
def usual_digest():
    return run_many(load_scenario("banjarmasin"), NONE, 1, 1).digest


def digest(root, arguments, engine="mesa"):
    how = f"--parameters point --engine {engine} --runs 1 --json"
    printed = changes.run(f"kubesim run {arguments} {how}", root)
    return json.loads(printed)["digest"]


@pytest.mark.parametrize("title", CHANGED)
def test_a_change_works_and_moves_nothing_by_default(title, extended):
    root, touched, printed = extended(title)
    assert touched or title == "A city"
    assert printed
    assert digest(root, "banjarmasin") == usual_digest()
    if code := [name for name in touched if name.endswith(".py")]:
        changes.run(f"python -m ruff check {' '.join(code)}", root)
        changes.run(f"python -m ruff format --check {' '.join(code)}", root)
        changes.run(f"python -m pytest -q -p no:cacheprovider {' '.join(STANDS)}", root)


def test_a_lever_does_something_and_is_in_the_tables(extended):
    root, _, _ = extended("A lever")
    assert "`monitoring_after_months`" in (root / "docs" / "odd.md").read_text(encoding="utf-8")
    late, always = (
        digest(root, f"banjarmasin --policy monitoring-{when}") for when in ("late", "monthly")
    )
    assert late != always


@pytest.mark.parametrize(
    ("title", "name", "value"),
    [
        ("A parameter", "trade.input_price", 1.5),
        pytest.param("A rule", "trade.fasting_rest", 0.5, marks=pytest.mark.long),
    ],
)
def test_a_parameter_does_something_and_is_in_the_tables(title, name, value, extended):
    root, _, _ = extended(title)
    assert f"`{name}`" in (root / "docs" / "odd.md").read_text(encoding="utf-8")
    changes.run("kubesim new my-city", root)
    text = (root / "my-city.toml").read_text(encoding="utf-8")
    (root / "other.toml").write_text(f'{text}\n[parameters]\n"{name}" = {value}\n')
    assert digest(root, "./my-city.toml") != digest(root, "./other.toml")


@pytest.mark.long
def test_the_changes_of_the_model_dock(tmp_path):
    """All of them in one copy, which is compiled once."""
    root = changes.copied(tmp_path)
    for title in ("A lever", "A parameter", "A rule"):
        changes.apply(SECTIONS[title], root)
    changes.run("kubesim new my-city", root)
    text = (root / "my-city.toml").read_text(encoding="utf-8")
    values = '"trade.input_price" = 1.5\n"trade.fasting_rest" = 0.5\n'
    (root / "other.toml").write_text(f"{text}\n[parameters]\n{values}")
    digests = [
        digest(root, f"{scenario} --policy monitoring-{when}", engine)
        for scenario in ("./my-city.toml", "./other.toml")
        for when in ("late", "monthly")
        for engine in ("mesa", "fast")
    ]
    assert digests[::2] == digests[1::2]
    assert len(set(digests)) == 4


def test_a_city_ships_with_its_name(extended):
    root, _, _ = extended("A city")
    assert "my-city" in changes.run("kubesim scenarios", root)


def test_a_pattern_is_judged_and_its_knock_out_bites(extended):
    root, _, _ = extended("A pattern")
    card = json.loads((root / "results" / "patterns" / "card.json").read_text())
    (pattern,) = card["patterns"]
    assert pattern["verdict"] in ("shown", "partly")
    assert pattern["knock_out"]["bites"]


def test_a_picture_is_saved(extended):
    root, _, _ = extended("A picture")
    assert (root / "trial" / "members.png").read_bytes().startswith(b"\x89PNG")


def test_a_command_is_listed_and_in_the_manual(extended):
    root, _, printed = extended("A command")
    assert "sewa tenda" in printed["kubesim trades --lang id"]
    assert "## kubesim trades" in (root / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.long
def test_an_outcome_is_compared(extended):
    _, _, printed = extended("An outcome")
    ((_, out),) = printed.items()
    assert "borrowed_share" in out


@pytest.mark.long
def test_a_cost_is_paid_and_named_in_the_brief(extended):
    root, _, _ = extended("A cost")
    report = json.loads((root / "trial" / "rank.json").read_text(encoding="utf-8"))
    double = next(
        policy for policy in report["policies"] if policy["policy"] == "honorarium-double"
    )
    assert double["lines"]["introduction_idr"] > 0.0
    changes.run("kubesim policy brief trial --lang id", root)
    brief = (root / "trial" / "brief-id.html").read_text(encoding="utf-8")
    assert "pengenalan pendamping" in brief


@pytest.mark.long
def test_a_target_is_a_figure_of_the_fit(extended):
    root, _, _ = extended("A calibration target")
    report = (root / "trial" / "calibration.json").read_text(encoding="utf-8")
    assert "Rakat: members" in report


def test_a_hunk_that_does_not_fit_is_noticed():
    with pytest.raises(AssertionError):
        changes.changed("a\nb\n", " c\n+d\n")
    assert changes.changed("a\nb\n", " a\n+c\n-b\n") == "a\nc\n"
