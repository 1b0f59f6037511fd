"""How the stage looks: nothing cut off or overlapping, nothing that axe-core finds, no motion."""

import pytest

from experiments.common.languages import LANGS
from tests.classroom.conftest import SIZES
from tests.classroom.export.conftest import MONTHS, to_month
from tests.classroom.layout import faults_of, small_buttons
from tests.classroom.test_accessible import violations


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_no_text_is_cut_off_or_overlaps(opened, stories, width, lang):
    page = opened(width, lang)
    for story, months in ((0, MONTHS), (2, (0, 30, stories[2]["sides"][1]["failed_month"] + 1))):
        page.select_option("#take-luck", str(story))
        for month in months:
            to_month(page, month)
            assert faults_of(page) == [], (story, month)
    page.click("summary")
    assert faults_of(page) == []
    assert small_buttons(page) == []
    page.locator(".house:visible").nth(4).click()
    assert page.locator("[role=dialog]").evaluate("it => it.scrollWidth <= it.clientWidth")


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing(opened, width, lang):
    page = opened(width, lang)
    to_month(page, 26)
    page.click("summary")
    assert violations(page) == []
    page.locator(".house:visible").first.click()
    assert violations(page) == []


def test_nothing_moves_for_those_who_want_no_motion(opened):
    page = opened(reduced_motion="reduce")
    to_month(page, 5)
    moving = page.evaluate(
        "document.getAnimations().filter((it) => it.playState === 'running').length"
    )
    assert moving == 0
