"""All pages: links and names lead somewhere."""

import importlib
import re
from pathlib import Path

import pytest

from docs.tools.pages import DOCS
from sim.levers import Levers
from sim.parameters import declared
from tests.docs.pages import anchors, by_hand, text_of

PAGES = sorted(DOCS.rglob("*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
DOTTED = re.compile(r"`([a-z_]+(?:\.\w+)+)`")
GROUPS = {name.split(".")[0] for name, _, _ in declared()}
CODE = {"rules", "phases", "agents", "luck", "money", "months", "business", "outcomes"}


def relative(page: Path) -> str:
    return str(page.relative_to(DOCS))


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_inside_the_documentation_resolve(page):
    for target in LINK.findall(text_of(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("name", ["odd.md", "odd-summary.md", "assumptions.md"])
def test_names_of_code_and_parameters_exist(name):
    known = {parameter for parameter, _, _ in declared()}
    for dotted in DOTTED.findall(by_hand(DOCS / name)):
        root = dotted.split(".")[0]
        if root in CODE:
            module, _, attribute = f"sim.{dotted}".rpartition(".")
            assert hasattr(importlib.import_module(module), attribute), dotted
        elif root in GROUPS and dotted != "group.name":
            assert dotted in known, dotted


def test_the_summary_fits_on_a_page():
    assert len(text_of(DOCS / "odd-summary.md").split()) < 700


def test_the_pages_name_no_lever_that_is_not_there():
    text = by_hand(DOCS / "assumptions.md")
    plain = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", text))
    assert plain <= set(Levers.model_fields), plain - set(Levers.model_fields)
