"""All pages: tables in step with the code, links and names that lead somewhere."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.reference import __main__ as refresh
from experiments.reference import pages
from experiments.reference.markdown import MARKED, filled, table
from sim.parameters import declared
from sim.policy import Levers
from tests.docs.pages import DOCS, anchors, by_hand, text_of

PAGES = pages.pages()
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
DOTTED = re.compile(r"`([a-z_]+(?:\.\w+)+)`")
GROUPS = {name.split(".")[0] for name, _, _ in declared()}
CODE = {"rules", "phases", "agents", "luck", "money", "months", "business", "outcomes"}


def relative(page: Path) -> str:
    return str(page.relative_to(DOCS))


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_tables_are_in_step_with_the_code(page):
    assert pages.refreshed(page) == text_of(page), "run `python -m experiments.reference`"


def test_every_table_is_asked_for_and_every_mark_closed():
    text = "\n".join(text_of(page) for page in PAGES)
    assert {match["name"] for match in MARKED.finditer(text)} == set(pages.TABLES)
    assert text.count("<!-- table:") == len(MARKED.findall(text)) == text.count("<!-- end -->")


def test_a_changed_table_is_noticed_and_an_unknown_one_refused():
    page = "<!-- table: a -->\n\nold\n\n<!-- end -->\n"
    assert filled(page, {"a": lambda: table(("x",), [("1|2",)])}).splitlines()[2:5] == [
        "| x |",
        "|---|",
        "| 1\\|2 |",
    ]
    with pytest.raises(KeyError):
        filled(page, {})


def test_the_command_refreshes_pages_in_place(tmp_path, monkeypatch, capsys):
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("# P\n\n<!-- table: phases -->\n<!-- end -->\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").touch()
    for module in (pages, refresh):
        monkeypatch.setattr(module, "DOCS", page.parent)
    monkeypatch.setattr(refresh, "ROOT", tmp_path)
    assert refresh.main() == 0
    assert "join_and_leave" in page.read_text(encoding="utf-8")
    assert capsys.readouterr().out == "docs/page.md\n"
    assert refresh.main() == 0
    assert capsys.readouterr().out == ""
    (tmp_path / "pyproject.toml").unlink()
    assert refresh.main() == 2


def test_the_command_has_nothing_to_do_here():
    command = [sys.executable, "-m", "experiments.reference"]
    before = {page: text_of(page) for page in PAGES}
    done = subprocess.run(command, cwd=DOCS.parent, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert {page: text_of(page) for page in PAGES} == before


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
