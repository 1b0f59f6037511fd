"""What commands print, pasted into the pages that show it."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from experiments.manual.pages import ROOT, command_lines, named_files
from experiments.reference.markdown import code, table

SHOWN = re.compile(
    r"(<!-- (?P<kind>output|comparison): (?P<asked>.+?) -->\n).*?(<!-- end of \w+ -->)",
    re.DOTALL,
)
CUT = re.compile(r'(from|to) "([^"]*)"')

Run = Callable[[str], str]


def with_output(text: str) -> str:
    """Return a page with the output of its commands pasted anew.

    A mark names the command, and may name the first and the last line that are shown:
    ``<!-- output: kubesim bench | from "Mesa" | to "trade" -->``. A ``comparison``
    is the table of several runs, made with ``--json``. All commands of the page are run in one
    empty folder.
    """
    if not SHOWN.search(text):
        return text
    with tempfile.TemporaryDirectory() as folder:
        for name, content in named_files(text).items():
            (Path(folder) / name).write_text(content, encoding="utf-8")
        printed = {line: _run(line, folder) for line in _lines(text)}
    return SHOWN.sub(lambda match: f"{match[1]}\n{_part(match, printed)}\n{match[4]}", text)


def _lines(text: str) -> Iterator[str]:
    """Yield the commands whose output is shown, and before each those that write its files."""
    parts = [part for match in SHOWN.finditer(text) for part in match["asked"].split(" | ")]
    asked = {part for part in parts if part.startswith("kubesim ")}
    shown = command_lines(text)
    yield from (line for line in shown if line in asked or line.startswith("kubesim new "))
    yield from asked.difference(shown)


def _run(line: str, folder: str) -> str:
    """Return what a command prints; a fault is an error."""
    command = [sys.executable, "-m", "experiments.cli", *shlex.split(line)[1:]]
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{line}\n{done.stderr}")
    return done.stdout


def _part(match: re.Match[str], printed: dict[str, str]) -> str:
    line, *cuts = match["asked"].split(" | ")
    if match["kind"] == "comparison":
        return comparison([json.loads(printed[one]) for one in (line, *cuts)])
    return "```text\n" + cut(printed[line], cuts) + "```\n"


def cut(text: str, cuts: list[str]) -> str:
    """Return the lines from one that begins as asked to one that does, `…` for what is left out.

    Raises
    ------
    ValueError
        When no line begins so.
    """
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    wanted = dict(CUT.fullmatch(one).groups() for one in cuts)  # type: ignore[union-attr, misc]
    first = _index(lines, wanted["from"], 0) if "from" in wanted else 0
    last = _index(lines, wanted["to"], first) if "to" in wanted else len(lines) - 1
    kept = lines[first : last + 1]
    if first:
        kept.insert(0, "…")
    if last < len(lines) - 1:
        kept.append("…")
    return "\n".join(kept) + "\n"


def _index(lines: list[str], begins: str, after: int) -> int:
    for index in range(after, len(lines)):
        if lines[index].strip().startswith(begins):
            return index
    raise ValueError(f"no line begins with {begins!r}")


def comparison(runs: list[dict[str, Any]]) -> str:
    """Return summaries of runs side by side, one column each."""
    sums = ("income_idr", "income_from_kube_idr", "unmet_need_idr", "savings_idr")
    rows = [
        ("failed at the horizon", *(_percent(run["stages"]["gagal"]) for run in runs)),
        ("set aside, proposed", *(_percent(run["proposed_share"]) for run in runs)),
        ("set aside, realised", *(_percent(run["realised_share"]) for run in runs)),
        *(
            (_words(name), *(f"{run['households'][name]['real']:,}" for run in runs))
            for name in sums
        ),
        ("mandiri at the horizon", *(_percent(run["stages"]["mandiri"]) for run in runs)),
    ]
    return table(("", *(code(run["policy"]) for run in runs)), rows)


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _words(name: str) -> str:
    return name.removesuffix("_idr").replace("_", " ").replace("kube", "the Kube")
