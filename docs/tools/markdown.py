"""Markdown as the pages have it: names, numbers and tables written, blocks of code read."""

import re
from collections.abc import Iterable, Mapping, Sequence

from experiments.common.tables import Table, in_markdown

BLOCK = re.compile(
    r"^```(?P<language>[a-z]*)[^\n]*\n(?P<fenced>.*?)^```$|(?P<indented>(?:^ {4}[^\n]*\n)+)",
    re.DOTALL | re.MULTILINE,
)
NAMED = re.compile(r"# (?P<name>[\w-]+\.(?:toml|csv))")


def code(name: str) -> str:
    """Return a name as code."""
    return f"`{name}`"


def number(value: float) -> str:
    """Return a number as people write it: whole ones with thousands set apart."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == int(value) and abs(value) >= 10_000:
        return f"{int(value):,}"
    return f"{value:g}"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of texts, without a title."""
    cells = [tuple(map(str, row)) for row in rows]
    return in_markdown(Table("", headings, cells, text_columns=range(len(headings))))


def below_headings(groups: Mapping[str, Sequence[Sequence[object]]]) -> list[Sequence[object]]:
    """Return rows in groups, each below a row that names its group; no group is empty."""
    return [
        row
        for name, rows in groups.items()
        for row in ((f"**{name}**", *[""] * (len(rows[0]) - 1)), *rows)
    ]


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the blocks of code of a page in order: language (or nothing) and content."""
    return [
        (match["language"] or "", match["fenced"] or _outdented(match["indented"] or ""))
        for match in BLOCK.finditer(text)
    ]


def _outdented(text: str) -> str:
    return re.sub(r"^ {4}", "", text, flags=re.MULTILINE)


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
    bodies = [body for _, body in blocks(text)]
    names = [NAMED.fullmatch(body.partition("\n")[0]) for body in bodies]
    return {name["name"]: body for name, body in zip(names, bodies, strict=True) if name}
