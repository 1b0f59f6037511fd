"""A browser without a screen, and a classroom for it to look at."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sim.inputs.strict import InputError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""What keeps it quiet: it calls nobody by itself."""
START = "from experiments.cli import main; main()"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


def browser_path() -> str | None:
    """Return where a browser is that can be driven, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Any]:
    """Start a browser; it is closed at the end.

    Raises
    ------
    InputError
        When there is none.
    """
    path = browser_path()
    if path is None:
        raise InputError([f"no browser to drive; install one of {', '.join(BROWSERS)}"])
    with import_module("playwright.sync_api").sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(OPTIONS))
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def classroom() -> Iterator[str]:
    """Serve a classroom in a process of its own; yields its address.

    Raises
    ------
    InputError
        When it does not start.
    """
    command = [sys.executable, "-c", START, "classroom", "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            found = ADDRESS.search(process.stdout.readline() if process.stdout else "")
            if found is None:
                raise InputError(["the classroom does not start; try `kubesim classroom`"])
            yield found[0]
        finally:
            process.terminate()
