"""Scripts and data inside pages: several files as one script, JSON that ends no script."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any


@cache
def one_script(folder: Path, names: Sequence[str]) -> str:
    """Return files of a folder as one plain script, in the order in which they need one another."""
    parts = [(folder / f"{name}.js").read_text(encoding="utf-8") for name in names]
    return '(function () {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def json_in_script(data: Any) -> str:
    """Return JSON that ends no script, whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")
