"""The changes that `docs/extending.md` shows, applied to a copy of kubesim."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from docs.tools.markdown import blocks
from docs.tools.pages import ROOT

COPIED = (
    "sim", "experiments", "scenarios", "results", "docs", "tests", "pyproject.toml", "README.md",
)  # fmt: skip
RUN = re.compile(r"(?:kubesim|python -m|mv) ")
FILE = re.compile(r"# (\w[\w./-]*/[\w.-]+)\n")


def sections(text: str) -> dict[str, str]:
    """Return the text under each heading of the second level."""
    pieces = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def copied(folder: Path) -> Path:
    """Copy what kubesim needs to run into a folder, and commands that run the copy."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__", "*-*none", "*.png")
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copy(source, folder / name)
    for name, module in (("kubesim", " -m experiments.cli"), ("python", "")):
        script = folder / "bin" / name
        script.parent.mkdir(exist_ok=True)
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return folder


def apply(section: str, root: Path) -> list[str]:
    """Make the changes of a section; return the files that were changed or written."""
    touched = []
    for language, body in blocks(section):
        if language == "diff":
            path, *hunks = re.split(r"^@@\n", body, flags=re.MULTILINE)
            name = path.removeprefix("Index: ").strip()
            file = root / name
            text = file.read_text(encoding="utf-8")
            for hunk in hunks:
                text = changed(text, hunk)
            file.write_text(text, encoding="utf-8")
            touched.append(name)
        elif match := FILE.match(body):
            content = body if match[1].endswith(".toml") else body.partition("\n")[2]
            (root / match[1]).write_text(content, encoding="utf-8")
            touched.append(match[1])
    return touched


def changed(text: str, hunk: str) -> str:
    """Return a text with one piece of a diff applied where its old lines stand, once."""
    lines = [(line[:1] or " ", line[1:]) for line in hunk.splitlines()]
    old = "".join(f"{line}\n" for sign, line in lines if sign in " -")
    new = "".join(f"{line}\n" for sign, line in lines if sign in " +")
    assert text.count(old) == 1, f"stands {text.count(old)} times:\n{old}"
    return text.replace(old, new)


def commands(section: str) -> list[str]:
    """Return the lines of a section's blocks that are commands to run."""
    return [line for _, body in blocks(section) for line in body.splitlines() if RUN.match(line)]


def run(line: str, root: Path) -> str:
    """Run a command in the copy and return what it prints."""
    path = os.pathsep.join([str(root / "bin"), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(root)}
    done = subprocess.run(
        line, shell=True, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stderr}"
    return done.stdout
