"""A text that somebody has damaged is refused or valid, nothing else, whoever reads it."""

import contextlib
import io
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from experiments import cli
from experiments.commands.input_report import check_file
from sim.inputs.strict import InputError
from sim.locations import SCENARIOS
from sim.policy import Policy, load_policy
from sim.scenario import Scenario, load_scenario
from tests.inputs.texts import CSV, POLICY, SCENARIO

HUGE = "0x" + "f" * 1900
NASTY = [
    "nan", "-inf", "1e30", "1e-320", "-0.0", "-1", "0", "true", '""', '"Rp 15.000.000"', '"30%"',
    '"9,5 juta"', "[]", "{}", "[[[]]]", "[{}]", "{ a = { b = 1 } }", "2010-03-01", "12:30:00",
    "2010-03-01T00:00:00Z", '"2009-1"', '"\\u202e"', '"\\u0000"', HUGE, f"-{HUGE}"[:1] + "9" * 1900,
    '"""\na\nb"""', "9223372036854775808", '"1e400"', "1" + "0" * 400 + ".0",
]  # fmt: skip
VALUE = re.compile(r"(?<= = )[^\n,}]+")

CHARACTERS = st.one_of(
    st.sampled_from("\"'[]{}=.,#-_\\\n\t 019aeinxtf\0\r"), st.characters(codec="utf-8")
)


@st.composite
def revalued(draw, text):
    """Return the text with one of its values replaced by one that nobody would write."""
    values = list(VALUE.finditer(text))
    at = values[draw(st.integers(0, len(values) - 1))]
    return text[: at.start()] + draw(st.sampled_from(NASTY)) + text[at.end() :]


@st.composite
def damaged(draw, text):
    """Return the text after one to six deletions, repeats or replacements."""
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()) and VALUE.search(text):
            text = draw(revalued(text))
            continue
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
    with written(files) as folder:
        path = str(folder / "input.toml")
        checked = check_file(path)
        try:
            loaded = load(path)
        except InputError as error:
            assert error.faults
            assert all(fault.isprintable() for fault in error.faults)
            assert all(str(folder) in fault or fault[0].isdigit() for fault in error.faults)
        else:
            assert type(loaded) is kind
            assert kind.model_validate(loaded.model_dump()) == loaded
            assert not checked.faults
        json.dumps(checked.json(), allow_nan=False)
        if checked.faults:
            assert all(fault.why for fault in checked.faults)
        else:
            assert checked.summary["kind"] in {"policy", "scenario"}


@contextlib.contextmanager
def written(files):
    folder = Path(tempfile.mkdtemp())
    try:
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
        yield folder
    finally:
        shutil.rmtree(folder)


modest = settings(
    max_examples=200,
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
@given(damaged(CSV), st.sampled_from(["", 'numbers = "id"\n', 'numbers = "plain"\n']))
def test_a_damaged_csv_is_refused_or_valid(text, numbers):
    scenario = f'kubes_csv = "kubes.csv"\n{numbers}' + SCENARIO
    loads_or_is_refused({"input.toml": scenario, "kubes.csv": text}, load_scenario, Scenario)


TEMPLATE = SCENARIOS / "template"


@settings(modest, max_examples=60)
@given(damaged((TEMPLATE / "my-city.csv").read_text(encoding="utf-8")))
def test_a_damaged_csv_of_the_template_is_refused_or_valid(text):
    scenario = (TEMPLATE / "my-city.toml").read_text(encoding="utf-8")
    loads_or_is_refused({"input.toml": scenario, "my-city.csv": text}, load_scenario, Scenario)


@settings(modest, max_examples=50)
@given(damaged((SCENARIOS / "banjarmasin.toml").read_text(encoding="utf-8")))
def test_a_damaged_shipped_scenario_is_refused_or_valid(text):
    loads_or_is_refused({"input.toml": text}, load_scenario, Scenario)


@settings(modest, max_examples=60)
@given(damaged(SCENARIO), damaged(CSV), st.booleans())
def test_the_command_says_so_in_lines_and_by_its_exit_code(text, table, as_json):
    files = {"input.toml": 'kubes_csv = "kubes.csv"\n' + text, "kubes.csv": table}
    out, err = io.StringIO(), io.StringIO()
    with written(files) as folder:
        asked = ["kubesim", "check", str(folder / "input.toml"), *["--json"] * as_json]
        with (
            mock.patch.object(sys, "argv", asked),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            contextlib.suppress(SystemExit),
        ):
            cli.main()
        good = not check_file(asked[2]).faults
    if as_json:
        assert json.loads(out.getvalue())["ok"] is good
        assert err.getvalue() == ""
    else:
        assert bool(out.getvalue()) is good
        assert all(str(folder) in line for line in err.getvalue().splitlines())
