"""The classroom's server, and a browser that notices what it should not see."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from experiments.benchmark.page_speed import OPTIONS, START, browser_path

ROOT = Path(__file__).parents[2]
SIZES = {1280: 720, 768: 1024, 375: 740}
DRAWN_MS = 60_000
LOOPBACK = ("127.0.0.1", "")
"""Hosts that a page may ask; data and blob addresses have none."""


class Server(NamedTuple):
    """A classroom that is served."""

    url: str
    port: int
    process: subprocess.Popen[str]
    said: list[str]


def environment() -> dict[str, str]:
    """The environment without what tells NiceGUI that it is being tested."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def started(folder: Path, *options: str, page: str = "classroom") -> Server:
    """Start a page and wait until it says where it is."""
    command = [sys.executable, "-c", START, page, "--no-browser", *options]
    with (folder / "stderr").open("w") as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=errors, text=True
        )
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.rstrip())
        if "Ctrl-C" in line:
            break
    address = re.search(r"(http://127\.0\.0\.1:(\d+)/)", "\n".join(said))
    assert address, (said, (folder / "stderr").read_text())
    return Server(address[1], int(address[2]), process, said)


def stopped(server: Server) -> int:
    """Stop a classroom as Ctrl-C does; return its exit code."""
    server.process.send_signal(signal.SIGINT)
    try:
        return server.process.wait(20)
    finally:
        server.process.kill()
        server.process.wait()
        if server.process.stdout is not None:
            server.process.stdout.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """Return a function that starts a classroom; all are stopped at the end."""
    running = []

    def start(*options: str) -> Server:
        running.append(started(tmp_path_factory.mktemp("classroom"), *options))
        return running[-1]

    yield start
    for server in running:
        if server.process.poll() is None:
            stopped(server)


@pytest.fixture(scope="session")
def classroom(serve):
    """A classroom on this machine alone."""
    return serve()


@pytest.fixture(scope="module")
def browser():
    """A browser without a screen, and without a wish to call home.

    It is closed after each module: as long as it runs, so does its event loop, and other tests
    start loops of their own.
    """
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium on this machine: install it to test the page")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield opened
        opened.close()


class Watched(NamedTuple):
    """What pages did that they should not."""

    away: list[str]
    complaints: list[str]


@pytest.fixture
def visit(browser, classroom):
    """Return a function that opens the page at a path and waits until a story is drawn.

    The test fails when a page asks for anything off this machine or its script complains.
    """
    watched, contexts = Watched([], []), []

    def open_page(path: str = "", width: int = 1280, drawn: bool = True):
        context = browser.new_context(viewport={"width": width, "height": SIZES[width]})
        contexts.append(context)
        page = context.new_page()
        watch(page, watched)
        page.goto(classroom.url + path)
        if drawn:
            until_told(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watched.away == []
    assert watched.complaints == []


def watch(page, watched: Watched) -> None:
    def asked(request) -> None:
        if urlsplit(request.url).hostname not in (*LOOPBACK, None):
            watched.away.append(request.url)

    def said(message) -> None:
        if message.type == "error" and "422" not in message.text:
            watched.complaints.append(message.text)

    page.on("request", asked)
    page.on("websocket", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))


def choices(page) -> None:
    """Open the drawer with Kubes, policies and levers."""
    page.click("#choices-open")
    page.wait_for_selector("#choices[open]")


def until_told(page, part: str = "") -> None:
    """Wait until a story is drawn, one whose link holds `part`."""
    where = f'#stage[data-told*="{part}"]' if part else '#stage[data-told*="kube="]'
    page.wait_for_selector(where, timeout=DRAWN_MS, state="attached")
