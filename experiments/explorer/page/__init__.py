"""The page that the browser draws: scripts, style, and how they become one."""

from pathlib import Path

from experiments.pages.scripts import one_script

FOLDER = Path(__file__).parent
SCRIPTS = ("tools", "state", "dots", "levers", "outcomes", "basis", "pins", "dialogs", "explorer")
"""In the order in which they need one another."""


def page_script() -> str:
    """Return the page's scripts as one plain script."""
    return one_script(FOLDER, SCRIPTS)
