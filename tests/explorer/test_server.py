"""The explorer's server: who may come in, ten visitors at once, and memory over 500 moves."""

import asyncio
import http.client
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from experiments.explorer.running import KEPT_BYTES_MOST
from experiments.explorer.server.app import PATHS
from experiments.explorer.server.questions import GONE, Questions
from experiments.pages.guesses import GUESSERS_MOST, QUESTIONS_MOST, Guesses
from sim.locations import SCENARIOS
from tests.explorer.conftest import DRAWS

MOVES, VISITORS = 500, 10
GROWTH_MOST_MB = KEPT_BYTES_MOST / 1e6 + 60
"""Runs that are kept, and a little."""


def ask(server, path, **headers):
    """Ask with these headers; return status and text."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    line.request(
        "GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()}
    )
    answer = line.getresponse()
    text = answer.read()
    line.close()
    return answer.status, text


@pytest.mark.parametrize("path", ["/", "/answer?worlds=25", "/world?world=1", "/result.xlsx"])
def test_another_name_or_another_site_may_not_ask(explorer, path):
    own = f"http://127.0.0.1:{explorer.port}"
    assert ask(explorer, path, Host="kubesim.example:80")[0] == 403
    assert ask(explorer, path, Origin="http://elsewhere.example")[0] == 403
    assert ask(explorer, path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors")[0] == 403
    assert ask(explorer, path, Origin=own)[0] == 200


def test_only_what_is_served_is_served(explorer):
    for path in ("/page/shell.py", "/page/../question.py", "/told", "/docs", "/openapi.json"):
        assert ask(explorer, path)[0] == 404, path
    assert all(path.startswith("/") for path in (*PATHS.shown, *PATHS.asked))


def test_ten_visitors_at_once_keep_apart(explorer):
    def visit(number):
        visits = number / 2
        status, text = ask(explorer, f"/answer?visits_per_month={visits}&worlds=25")
        return status, json.loads(text)["outcomes"]["visits"]["b"]

    with ThreadPoolExecutor(VISITORS) as pool:
        replies = list(pool.map(visit, range(VISITORS)))
    assert {status for status, _ in replies} == {200}
    made = [visits for _, visits in replies]
    assert made == sorted(made) and len(set(made)) == VISITORS, "each has the answer to its own"


def test_a_visitor_who_goes_away_is_not_waited_for(running):
    questions = Questions(running)

    async def leave():
        async def gone():
            return True

        return await questions.answer(f"preparation_days=9&draws={400}", gone)

    begun = time.monotonic()
    status, _ = asyncio.run(leave())
    assert status == GONE
    assert time.monotonic() - begun < 60
    questions.close()


def test_guesses_are_bounded_and_of_one_page_once():
    guesses = Guesses()
    for number in range(GUESSERS_MOST + 50):
        guesses.put("q", f"page {number}", 1)
    guesses.put("q", f"page {number}", 7)
    assert len(guesses.of("q")) == GUESSERS_MOST
    assert guesses.of("q")[-1] == 7
    for number in range(QUESTIONS_MOST):
        guesses.put(f"other {number}", "page", 1)
    assert guesses.of("q") == []


@pytest.fixture
def few_kubes(tmp_path):
    """The plan that ships with four Kubes for two years: each move is a moment's work."""
    text = (SCENARIOS / "forward.toml").read_text(encoding="utf-8")
    rows = (SCENARIOS / "forward.csv").read_text(encoding="utf-8").splitlines()[:5]
    (tmp_path / "few.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    few = text.replace("forward.csv", "few.csv").replace("months = 100", "months = 24")
    (tmp_path / "few.toml").write_text(few, encoding="utf-8")
    return str(tmp_path / "few.toml")


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads the memory of a process of Linux")
def test_memory_stays_bounded_over_500_moves(serve, few_kubes):
    server = serve(few_kubes, "--draws", str(DRAWS))

    def move(number):
        return ask(server, f"/answer?visits_per_month={number / 100}&worlds=25")[0]

    def megabytes():
        pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    assert move(0) == 200
    before = megabytes()
    with ThreadPoolExecutor(VISITORS) as pool:
        assert set(pool.map(move, range(1, MOVES + 1))) == {200}
    grown = megabytes() - before
    print(f"{MOVES} moves: {before:.0f} MB and {grown:+.0f} MB")
    assert grown < GROWTH_MOST_MB
