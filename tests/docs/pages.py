"""The pages of the documentation as the tests read them."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docs.tools.pages import DOCS, PLACE
from sim import rules as package

ODD = DOCS / "odd.md"

HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def by_hand(page: Path) -> str:
    """Return what people wrote of a page: without the made parts."""
    return PLACE.sub("", text_of(page))


def section(page: Path, title: str) -> str:
    """Return the text under a heading, to the next heading of its level or a higher one."""
    lines = text_of(page).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("#") and line.endswith(title))
    level = len(lines[start]) - len(lines[start].lstrip("#"))
    body = []
    for line in lines[start + 1 :]:
        if line.startswith("#") and len(line) - len(line.lstrip("#")) <= level:
            break
        body.append(line)
    return "\n".join(body)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as sites make them."""
    headings = HEADING.findall(FENCED.sub("", text_of(page)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def rule_functions() -> dict[str, Callable[..., Any]]:
    """Return every function of `sim.rules` by its dotted name."""
    functions: dict[str, Callable[..., Any]] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                functions[f"rules.{info.name}.{name}"] = function
    return functions
