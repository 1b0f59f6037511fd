"""`kubesim bench --page`: what it measures in a browser."""

import json

import pytest

from experiments.benchmark.browser import browser_path
from experiments.benchmark.page import bench_page
from experiments.benchmark.words import page_lines


@pytest.fixture(autouse=True)
def needs_a_browser():
    pytest.importorskip("playwright")
    if browser_path() is None:
        pytest.skip("no Chromium on this machine: install it to measure the page")


def test_presses_changes_and_opening_are_timed():
    done: list[int] = []
    found = bench_page(1, done.append)
    assert done == [1, 2]
    assert set(found["milliseconds"]) == {"step", "story", "open"}
    assert all(it > 0 for it in found["milliseconds"].values())
    assert json.loads(json.dumps(found)) == found
    lines = list(page_lines(found))
    assert any(f"{found['milliseconds']['step']:,} ms from a press on step" in it for it in lines)


def test_without_a_browser_one_line_says_so(kubesim, monkeypatch):
    monkeypatch.setattr("experiments.benchmark.browser.browser_path", lambda: None)
    done = kubesim("bench", "--page", "--repeats", "1")
    assert done.code == 2
    assert "no browser to drive" in done.err
