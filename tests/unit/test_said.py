"""Faults are said in both languages where they are found, whole or not at all."""

import ast
import pickle
import re
from pathlib import Path

import pytest

import experiments
import sim
from experiments.commands.usage import usage
from experiments.common.languages import line_of
from sim.inputs.faults import Fault, InputError, not_shown
from sim.inputs.said import Said, both, dotted, in_indonesian

ROOTS = [Path(sim.__file__).parent, Path(experiments.__file__).parent]
ENGLISH_ALONE = ("experiments/common/texts.py", "sim/model.py")
"""Where faults are said in English alone: of files of texts, and of calls of Python."""
SAYING = {"Fault", "InputError", "refuse", "fault", "DamagedError", "CellError", "NumberError"}
"""Calls that take what is wrong."""
NAMES = {"why", "remedy", "REMEDY"}
WORDS = re.compile("[a-z]{2,} [a-z]|[a-z] [a-z]{2,}")


def is_sentence(node):
    """Whether an expression is a text of several words, in one language."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
        return WORDS.search("".join(map(str, parts))) is not None
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text and WORDS.search(str(node.value)) is not None


def said_once(source):
    """Yield the lines on which something wrong is said in one language."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [*node.args, *(word.value for word in node.keywords)]
            inside = [part for one in given for part in getattr(one, "elts", [one])]
            if called in SAYING and any(map(is_sentence, inside)):
                yield node.lineno
        elif isinstance(node, ast.Assign):
            named = {getattr(target, "id", "") for target in node.targets}
            if named & NAMES and is_sentence(node.value):
                yield node.lineno


def test_what_is_wrong_is_said_in_both_languages():
    places = [
        f"{name}:{line}"
        for root in ROOTS
        for path in sorted(root.rglob("*.py"))
        if not (name := path.relative_to(root.parent).as_posix()).startswith(ENGLISH_ALONE)
        for line in said_once(path.read_text(encoding="utf-8"))
    ]
    assert places == []


def test_one_language_alone_is_noticed():
    assert list(said_once('raise InputError([f"{folder}: is no folder"])')) == [1]
    assert list(said_once('why = "is no folder"')) == [1]
    assert list(said_once('why = both("is no folder", "bukan folder")')) == []


def test_a_text_is_english_and_keeps_its_indonesian():
    text = both("is empty", "kosong")
    assert (text, in_indonesian(text), in_indonesian("town.toml")) == (
        "is empty", "kosong", "town.toml",
    )  # fmt: skip
    again = pickle.loads(pickle.dumps(text))
    assert isinstance(again, Said) and again.indonesian == "kosong"
    assert not isinstance(f"{text}", Said)


def test_a_line_is_in_one_language_as_a_whole():
    why, remedy = both("is empty", "kosong"), both("fill it in", "isilah")
    fault = Fault("town.csv", why, "founded", remedy=remedy, line=3)
    assert str(fault) == "town.csv: line 3: founded: is empty; fill it in"
    assert line_of(fault, "id") == "town.csv: baris 3: founded: kosong; isilah"
    assert line_of(fault, "en") == str(fault)
    half = fault._replace(remedy="fill it in")
    assert line_of(half, "id") == str(half)


def test_what_is_not_shown_is_counted_in_both_languages():
    assert dotted(1_234_567) == "1.234.567"
    assert "1.500" in not_shown(1_500).indonesian
    many = InputError([both("is empty", "kosong")] * 25).records
    assert "5" in many[-1].indonesian and many[-1].indonesian != str(many[-1])


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("Missing argument 'FILE'.", "BERKAS"),
        ("No such option: --polcy (Possible options: --policy)", "--policy"),
        ("No such command 'rnu'. Did you mean 'run'?", "run"),
        ("Got unexpected extra argument(s) (x y)", "x y"),
        ("Invalid value for '--runs': 'nan' is not a valid integer.", "nan"),
    ],
)
def test_a_slip_of_the_command_line_is_said_in_both_languages(message, named):
    said = usage(message)
    assert said == message
    assert said.indonesian != message and named in said.indonesian


def test_what_typer_says_otherwise_stays_english():
    assert usage("Something else.").indonesian == "Something else."
