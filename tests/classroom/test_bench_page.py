"""`kubesim bench --page`: what it measures in a browser."""

import json

import pytest

from experiments.benchmark.page_speed import BROWSERS, bench_page, browser_path, page_lines
from tests.messages import mentions


@pytest.fixture(autouse=True)
def needs_a_browser():
    pytest.importorskip("playwright")
    if browser_path() is None:
        pytest.skip("no Chromium on this machine: install it to measure the page")


def test_presses_changes_and_opening_are_timed():
    done: list[int] = []
    report = bench_page(1, done.append)
    assert done == [1, 2]
    assert set(report["milliseconds"]) == {"step", "story", "lines", "open"}
    assert all(taken > 0 for taken in report["milliseconds"].values())
    assert json.loads(json.dumps(report)) == report
    lines = list(page_lines(report, "en"))
    for taken in report["milliseconds"].values():
        assert any(mentions(line, f"{taken:,} ms") for line in lines)


def test_without_a_browser_one_line_says_so(kubesim, monkeypatch):
    monkeypatch.setattr("experiments.benchmark.page_speed.browser_path", lambda: None)
    done = kubesim("bench", "--page", "--repeats", "1")
    assert done.code == 2
    assert mentions(done.err, BROWSERS[0])
