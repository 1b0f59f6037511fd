"""The tour of `docs/explorer.md`, step by step, and the screenshots that it shows.

With KUBESIM_SCREENSHOTS=docs/images they are made again there; else they are looked at and dropped.
"""

import os
from pathlib import Path

import pytest

from docs.tools.pages import DOCS, ROOT
from tests.explorer.conftest import until_whole
from tests.explorer.test_page import slide

FOLDER = os.environ.get("KUBESIM_SCREENSHOTS")
STEPS = ("moved", "assumptions", "compared")
PNG_BYTES_LEAST = 20_000
"""A blank page has fewer."""


@pytest.mark.parametrize(("path", "lang"), [("", "id"), ("en", "en")])
def test_the_steps_of_the_tour(visit, tmp_path, path, lang):
    folder = ROOT / FOLDER if FOLDER else tmp_path

    def shoot(step):
        page.wait_for_timeout(600)
        page.screenshot(path=folder / f"explorer-{step}-{lang}.png")

    page = visit(path)
    slide(page, "monitoring_per_year", 12)
    until_whole(page, "monitoring_per_year=12")
    shoot("moved")
    page.click("#open-assumptions")
    page.select_option("[id='control-structure.monitoring']", "nothing")
    until_whole(page, "assume")
    shoot("assumptions")
    page.click("#back-to-evidence")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.search.includes('assume')")
    until_whole(page)
    page.click("#pin")
    page.click("#compare")
    page.wait_for_selector("#gains table", timeout=90_000)
    shoot("compared")
    for step in STEPS:
        picture = folder / f"explorer-{step}-{lang}.png"
        assert picture.read_bytes()[1:4] == b"PNG"
        assert picture.stat().st_size > PNG_BYTES_LEAST


@pytest.mark.parametrize(("page", "lang"), [("explorer.md", "en"), ("penjelajah.md", "id")])
def test_both_pages_show_the_screenshots(page, lang):
    text = (DOCS / page).read_text(encoding="utf-8")
    for step in STEPS:
        assert f"images/explorer-{step}-{lang}.png" in text
        assert (Path(DOCS) / "images" / f"explorer-{step}-{lang}.png").is_file()
