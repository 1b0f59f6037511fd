"""The manual's pages: the places that are filled from the code, and the commands they show."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from experiments.common.languages import LANGS
from experiments.manual import commands, evidence, interface, lesson, ranking

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

MARKED = re.compile(r"(<!-- made: (?P<name>[a-z ]+) -->\n).*?(<!-- end of made -->)", re.DOTALL)
PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands.reference,
    **{f"interface {name}": partial(interface.reference, name) for name in interface.PARTS},
    "ranking": ranking.ranking,
    **{f"lesson {lang}": partial(lesson.lesson, lang) for lang in LANGS},
    **{f"evidence {name}": of for name, of in evidence.PARTS.items()},
}

FENCED = re.compile(r"^```(?P<language>[a-z]*)[^\n]*\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"(?:^ {4}[^\n]*\n)+", re.MULTILINE)
NAMED = re.compile(r"# (?P<name>[\w-]+\.(?:toml|csv))")


def pages() -> list[Path]:
    """Return the pages that may hold commands or made parts: the README and the documentation."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def refreshed(text: str) -> str:
    """Return a page with every made part made anew.

    Raises
    ------
    KeyError
        When a page asks for a part that nobody makes.
    """
    return MARKED.sub(lambda match: f"{match[1]}\n{PARTS[match['name']]()}\n{match[3]}", text)


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the blocks of code of a page in order: language (or nothing) and content."""
    found = [(match.start(), match["language"], match["body"]) for match in FENCED.finditer(text)]
    plain = FENCED.sub(lambda match: "\n" * match[0].count("\n"), text)
    lines_before = _line_starts(text)
    for match in INDENTED.finditer(plain):
        line = plain.count("\n", 0, match.start())
        body = re.sub(r"^ {4}", "", match[0], flags=re.MULTILINE)
        found.append((lines_before[line], "", body))
    return [(language, body) for _, language, body in sorted(found)]


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def command_lines(text: str, program: str = "kubesim") -> list[str]:
    """Return the commands that a page shows, in order, without comments behind them."""
    return [
        re.split(r"\s+#", line)[0].rstrip()
        for _, body in blocks(text)
        for line in body.splitlines()
        if line.startswith(f"{program} ")
    ]


def named_files(text: str) -> dict[str, str]:
    """Return the files that a page shows whole: blocks whose first line is `# name.toml`."""
    files = {}
    for _, body in blocks(text):
        match = NAMED.fullmatch(body.partition("\n")[0])
        if match:
            files[match["name"]] = body
    return files
