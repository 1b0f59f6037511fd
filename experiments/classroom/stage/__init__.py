"""The stage that the browser draws: scripts, style, and how they become one."""

from functools import cache
from pathlib import Path

from experiments.pages.scripts import one_script

FOLDER = Path(__file__).parent
SCRIPTS = (
    "numbers", "elements", "states", "family", "centre", "village", "why", "charts", "book",
    "controls", "legend", "cards", "side", "motion", "scene", "kubesim",
)  # fmt: skip
"""In the order in which they need one another."""
STYLES = ("stage", "first")
"""What holds for all of it, then its first screen."""


def stage_script() -> str:
    """Return the stage as one plain script, which makes `window.kubesim`."""
    return one_script(FOLDER, SCRIPTS)


@cache
def stage_style() -> str:
    """Return the style of the stage."""
    return "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
