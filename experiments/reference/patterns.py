"""Table of the patterns that the model is held against, from their data file."""

import tomllib
from typing import Any

from experiments.reference.markdown import number, table
from sim.locations import OBSERVED


def patterns() -> str:
    """Return the table of the patterns, one row a statistic."""
    data = tomllib.loads((OBSERVED / "patterns.toml").read_text(encoding="utf-8"))
    rows = [row for pattern in data["pattern"] for row in _rows(pattern)]
    return table(("", "Pattern", "Statistic", "Target", "Grade", "Source"), rows)


def _rows(pattern: dict[str, Any]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for place, statistic in enumerate(pattern["statistic"]):
        first = place == 0
        rows.append(
            (
                pattern["id"] if first else "",
                pattern["title"] if first else "",
                statistic["meaning"],
                f"{number(statistic['low'])} – {number(statistic['high'])}",
                pattern["grade"] if first else "",
                pattern["source"] if first else "",
            )
        )
    return rows
