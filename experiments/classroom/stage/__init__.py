"""The stage that the browser draws: scripts, style, and how they become one."""

from functools import cache
from pathlib import Path

from experiments.pages.scripts import one_script

FOLDER = Path(__file__).parent
SCRIPTS = (
    "numbers", "elements", "states", "village", "why", "charts", "book", "controls", "legend",
    "side", "scene", "kubesim",
)  # fmt: skip
"""In the order in which they need one another."""


def stage_script() -> str:
    """Return the stage as one plain script, which makes `window.kubesim`."""
    return one_script(FOLDER, SCRIPTS)


@cache
def stage_style() -> str:
    """Return the style of the stage."""
    return (FOLDER / "stage.css").read_text(encoding="utf-8")
