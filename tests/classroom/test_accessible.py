"""axe-core finds nothing, in both languages, at three widths, with the levers open."""

from importlib.resources import files

import pytest

from experiments.classroom.page.frame import TABS
from tests.classroom.conftest import SIZES, choices

RUN = "axe.run(document, {resultTypes: ['violations']}).then(it => it.violations.map("
SHORT = "rule => `${rule.id}: ${rule.help}: ${rule.nodes.map(node => node.html).join(' | ')}`))"


def violations(page):
    """Return what axe-core finds on a page."""
    pytest.importorskip("axe_playwright_python")
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    return page.evaluate(RUN + SHORT)


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", ["", "en"])
def test_axe_finds_nothing(visit, path, width):
    page = visit(path, width)
    assert violations(page) == []
    page.click("[data-card-button=skip]")
    assert violations(page) == []
    choices(page)
    page.click("fieldset.left summary")
    page.wait_for_selector("#left-revive_idr")
    assert violations(page) == []


@pytest.mark.parametrize("width", (1280, 375))
@pytest.mark.parametrize("tab", [tab.name for tab in TABS[1:]])
def test_axe_finds_nothing_in_the_other_tabs(visit, tab, width):
    page = visit("en", width)
    page.click(f"#tab-{tab}")
    page.wait_for_selector(f"#panel-{tab} :is(button, input):visible")
    assert violations(page) == []


def test_axe_finds_nothing_where_a_link_is_faulty(visit):
    page = visit("?kube=999", drawn=False)
    page.wait_for_selector("#faults li")
    assert violations(page) == []


def test_axe_finds_nothing_in_the_odd(visit):
    page = visit("odd", drawn=False)
    assert violations(page) == []
