"""What the README and the pages show runs: commands in an empty folder, and blocks of Python."""

import re
import shlex
import sys
from functools import cache
from typing import Any

import pytest
import typer

from experiments import cli
from experiments.evidence.patterns.card import EXPERIMENTS
from experiments.manual.pages import DOCS, ROOT, blocks, command_lines, named_files, pages

CHANGED_COPY = DOCS / "extending.md"
"""Its commands run in the copy that it changes: `test_extending.py`."""
PAGES = [page for page in pages() if page != CHANGED_COPY]
WITH_COMMANDS = [page for page in PAGES if command_lines(page.read_text(encoding="utf-8"))]
WITH_PYTHON = [ROOT / "README.md", DOCS / "python.md"]
QUICKEST_PATTERN = "10"


def relative(page):
    return page.relative_to(ROOT).as_posix()


def quick(line):
    """Return a command's arguments, with as few runs as it takes."""
    arguments = shlex.split(line.partition(" > ")[0])[1:]
    fewest = {"run": "1", "validate": "2", "bench": "1"}.get(arguments[0])
    if fewest is None or "--help" in arguments:
        return tuple(arguments)
    option = "--repeats" if arguments[0] == "bench" else "--runs"
    if option in arguments:
        arguments[arguments.index(option) + 1] = fewest
    else:
        arguments += [option, fewest]
    if arguments[0] == "validate":
        arguments = with_quickest_pattern(arguments)
    return tuple(arguments)


def with_quickest_pattern(arguments):
    """Return arguments with one pattern; that each one runs is tested with the patterns."""
    asked = [at + 1 for at, it in enumerate(arguments) if it == "--pattern"]
    assert {arguments[at] for at in asked} <= set(EXPERIMENTS)
    for at in asked:
        arguments[at] = QUICKEST_PATTERN
    return arguments if asked else [*arguments, "--pattern", QUICKEST_PATTERN]


def code_of(arguments, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["kubesim", *arguments])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return end.value.code or 0


DONE: set[tuple[str, ...]] = set()
"""Commands without files of their own that ran already on another page."""


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=relative)
def test_every_command_of_a_page_runs_in_an_empty_folder(page, tmp_path, monkeypatch, capsys):
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in named_files(text).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    for line in command_lines(text):
        arguments = quick(line)
        if arguments in DONE:
            continue
        assert code_of(arguments, monkeypatch) == 0, f"{line}\n{capsys.readouterr().err}"
        if "new" not in arguments and "./" not in line:
            DONE.add(arguments)


@cache
def targets():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_every_make_that_a_page_shows_is_a_target(page):
    for line in command_lines(page.read_text(encoding="utf-8"), "make"):
        assert set(line.split()[1:]) <= targets(), line


@pytest.mark.parametrize("page", WITH_PYTHON, ids=relative)
def test_every_block_of_python_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    python = [
        body for language, body in blocks(page.read_text(encoding="utf-8")) if language == "python"
    ]
    assert python
    names = {"__name__": "__page__"}
    for body in python:
        exec(compile(body, relative(page), "exec"), names)


def test_pages_show_every_command():
    lines = [line for page in PAGES for line in command_lines(page.read_text(encoding="utf-8"))]
    group: Any = typer.main.get_command(cli.app)
    assert set(group.commands) <= {line.split()[1] for line in lines}
    assert {"README.md", "docs/analyst.md", "docs/commands.md"} <= set(map(relative, WITH_COMMANDS))
