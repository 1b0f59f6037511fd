"""The stage that the browser draws: scripts, style, and how they become one."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SCRIPTS = (
    "numbers", "elements", "states", "family", "centre", "village", "why", "charts", "book",
    "controls", "legend", "cards", "side", "motion", "scene", "kubesim",
)  # fmt: skip
"""In the order in which they need one another."""
STYLES = ("stage", "first")
"""What holds for all of it, then its first screen."""


@cache
def stage_script() -> str:
    """Return the stage as one plain script, which makes `window.kubesim`."""
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return '(function () {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


@cache
def stage_style() -> str:
    """Return the style of the stage."""
    return "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)


def json_in_script(data: Any) -> str:
    """Return JSON that ends no script, whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")
