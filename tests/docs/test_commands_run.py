"""What the README and the pages show runs: commands in an empty folder, and blocks of Python."""

import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from docs.tools.markdown import blocks, command_lines, named_files
from docs.tools.pages import DOCS, ROOT, pages
from experiments import cli
from tests.docs.quick import prepared, quick, small_sweep

CHANGED_COPY = DOCS / "extending.md"
"""Its commands run in the copy that it changes: `test_extending.py`."""
PAGES = [page for page in pages() if page != CHANGED_COPY]
WITH_COMMANDS = [page for page in PAGES if command_lines(page.read_text(encoding="utf-8"))]
WITH_PYTHON = [ROOT / "README.md", DOCS / "python.md", DOCS / "researcher.md"]


def relative(page):
    return page.relative_to(ROOT).as_posix()


def code_of(arguments, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["kubesim", *arguments])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return end.value.code or 0


DONE: set[tuple[str, ...]] = set()
"""Commands without files of their own that ran already on another page."""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Return the folder of a small sweep."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("sweep"))
        small_sweep(Path("swept"))
        return Path("swept").absolute()


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=relative)
def test_every_command_of_a_page_runs_in_an_empty_folder(
    page, tmp_path, monkeypatch, capsys, quick_bench, quick_elicit, swept
):
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in named_files(text).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    for line in command_lines(text):
        arguments = quick(line)
        if arguments in DONE:
            continue
        ready = prepared(arguments, swept)
        assert code_of(ready, monkeypatch) == 0, f"{line}\n{capsys.readouterr().err}"
        if "new" not in arguments and "./" not in line:
            DONE.add(arguments)


@cache
def targets():
    """Return the targets of the Makefile, and the variables that a call may set."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+(?=:.*## )|[A-Z]+(?= \?=))", text, re.MULTILINE))


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_every_make_that_a_page_shows_is_a_target(page):
    for line in command_lines(page.read_text(encoding="utf-8"), "make"):
        assert {word.partition("=")[0] for word in line.split()[1:]} <= targets(), line


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
