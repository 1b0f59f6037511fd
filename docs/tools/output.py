"""What commands print, pasted into the pages that show it."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docs.tools.markdown import code, command_lines, named_files, table
from docs.tools.pages import ROOT, Makers, places
from experiments.runs.run_words import percent

SHOWN = ("output", "comparison")
CUT = re.compile(r'(?P<line>.+?)(?: \| from "(?P<first>[^"]*)")?(?: \| to "(?P<last>[^"]*)")?')
SUMS = ("income_idr", "income_from_kube_idr", "unmet_need_idr", "savings_idr")


def makers(text: str) -> Makers:
    """Return what makes the output that a page shows; its commands run in one empty folder.

    An ``output`` names the command, and may name how the first and the last line begin that are
    shown: ``kubesim bench | from "Mesa" | to "trade"``. A ``comparison`` is the table of several
    runs, made with ``--json``.
    """
    asked = [place["asked"].split(" | ") for place in places(text) if place["part"] in SHOWN]
    wanted = {piece for pieces in asked for piece in pieces if piece.startswith("kubesim ")}
    if not wanted:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in named_files(text).items():
            (Path(folder) / name).write_text(content, encoding="utf-8")
        printed = {line: _run(line, folder) for line in _lines(text, wanted)}
    return {
        "output": lambda asked: _output(asked, printed),
        "comparison": lambda asked: _comparison([printed[line] for line in asked.split(" | ")]),
    }


def _lines(text: str, wanted: set[str]) -> Iterator[str]:
    """Yield the commands that are wanted, and in their place those that write the page's files."""
    shown = command_lines(text)
    yield from (line for line in shown if line in wanted or line.startswith("kubesim new "))
    yield from wanted.difference(shown)


def _run(line: str, folder: str) -> str:
    """Return what a command prints; a fault is an error."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    own = {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "experiments.cli", *shlex.split(line)[1:]],
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{line}\n{done.stderr}")
    return done.stdout


def _output(asked: str, printed: dict[str, str]) -> str:
    match = CUT.fullmatch(asked)
    assert match is not None
    shown = cut(printed[match["line"]], match["first"] or "", match["last"])
    return f"```text\n{shown}```\n"


def cut(text: str, first: str = "", last: str | None = None) -> str:
    """Return the lines from one that begins with `first` to one that begins with `last`.

    Lines that are left out stand as `…`.

    Raises
    ------
    ValueError
        When no line begins so.
    """
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    start = _index(lines, first, 0)
    end = len(lines) if last is None else _index(lines, last, start) + 1
    before, after = ["…"] * (start > 0), ["…"] * (end < len(lines))
    return "\n".join([*before, *lines[start:end], *after]) + "\n"


def _index(lines: list[str], begins: str, after: int) -> int:
    for index in range(after, len(lines)):
        if lines[index].strip().startswith(begins):
            return index
    raise ValueError(f"no line begins with {begins!r}")


def _comparison(printed: list[str]) -> str:
    """Return summaries of runs side by side, one column each."""
    runs: list[dict[str, Any]] = [json.loads(text) for text in printed]
    rows = [
        ("failure rate at the horizon", *(percent(run["stages"]["gagal"]) for run in runs)),
        ("retention ratio, proposed", *(percent(run["proposed_share"]) for run in runs)),
        ("retention ratio, realised", *(percent(run["realised_share"]) for run in runs)),
        *((_words(name), *(_real(run, name) for run in runs)) for name in SUMS),
        ("mandiri at the horizon", *(percent(run["stages"]["mandiri"]) for run in runs)),
    ]
    return table(("", *(code(run["policy"]) for run in runs)), rows)


def _real(run: dict[str, Any], name: str) -> str:
    return f"{run['households'][name]['real']:,}"


def _words(name: str) -> str:
    return name.removesuffix("_idr").replace("_", " ").replace("kube", "the Kube")
