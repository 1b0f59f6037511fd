"""The plan that ships with few worlds, the explorer's server, and a browser that looks at it."""

import os

import pytest

from experiments.common.uncertainty import uncertainty
from experiments.explorer.question import place_of
from experiments.explorer.running import Running
from tests.classroom.conftest import Watched, browser, started, stopped, watch

__all__ = ["browser"]
DRAWS = 400 if "KUBESIM_SCREENSHOTS" in os.environ else 50
SIZES = {1280: 720, 375: 667}
SHOWN_MS = 240_000


@pytest.fixture(scope="session")
def place():
    return place_of("forward", uncertainty("posterior"))


@pytest.fixture(scope="session")
def running(place):
    return Running(place)


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """Return a function that starts an explorer; all are stopped at the end."""
    servers = []

    def start(*options):
        folder = tmp_path_factory.mktemp("explorer")
        servers.append(started(folder, *options, page="explore"))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            stopped(server)


@pytest.fixture(scope="session")
def explorer(serve):
    """An explorer on this machine alone, with few worlds."""
    return serve("forward", "--draws", str(DRAWS))


@pytest.fixture
def visit(browser, explorer):
    """Return a function that opens the page and waits until all worlds are shown.

    The test fails when a page asks for anything off this machine or its script complains.
    """
    watched, contexts = Watched([], []), []

    def open_page(path="", width=1280, whole=True):
        context = browser.new_context(viewport={"width": width, "height": SIZES[width]})
        contexts.append(context)
        page = context.new_page()
        watch(page, watched)
        page.goto(explorer.url + path)
        if whole:
            until_whole(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watched.away == []
    assert watched.complaints == []


def until_whole(page, part=""):
    """Wait until the answer whose link holds `part` is shown with all its worlds."""
    if part:
        page.wait_for_function("part => location.search.includes(part)", arg=part)
    page.wait_for_selector(f'#explorer[data-draws="{DRAWS}"]', timeout=SHOWN_MS, state="attached")
