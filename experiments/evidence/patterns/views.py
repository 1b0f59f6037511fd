"""The pattern card to read: a table, JSON, a page of Markdown."""

import math
from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from experiments.common.uncertainty import uncertainty
from experiments.evidence.patterns.card import PatternResult
from experiments.evidence.patterns.experiment import Interval
from experiments.evidence.patterns.running import Trial

TITLE = "Patterns; behind a verdict, how many of the runs lie on target alone"
STYLES = {"shown": "green", "partly": "yellow", "failed": "red"}


def card_json(results: Sequence[PatternResult], trial: Trial) -> dict[str, Any]:
    """Return the card as one JSON object; a figure of which there is no case is None."""
    return {
        "runs": trial.runs,
        "seed": trial.seed,
        "parameters": dict(trial.values),
        "uncertainty": uncertainty(trial.kind).drawn._asdict(),
        "patterns": [_pattern(result) for result in results],
    }


def _pattern(result: PatternResult) -> dict[str, Any]:
    first = result.statistics[0]
    return {
        "id": result.pattern.id,
        "title": result.pattern.title,
        "source": result.pattern.source,
        "grade": result.pattern.grade,
        "note": result.pattern.note,
        "target": [first.statistic.low, first.statistic.high],
        **_interval(first.interval),
        "verdict": result.verdict,
        "statistics": [
            {
                "name": one.statistic.name,
                "meaning": one.statistic.meaning,
                "target": [one.statistic.low, one.statistic.high],
                **_interval(one.interval),
                "verdict": one.verdict,
                "on_target": one.on_target,
            }
            for one in result.statistics
        ],
        "knock_out": {
            "rule": result.pattern.knock_out.rule,
            "asked": result.knock_out.asked,
            **_interval(result.knock_out.move),
            "bites": result.knock_out.bites,
        },
    }


def _interval(interval: Interval) -> dict[str, float | None]:
    return {
        name: None if math.isnan(value) else value
        for name, value in zip(("figure", "low", "high"), interval, strict=True)
    }


def number(value: float) -> str:
    """Return a figure short enough for a table; money in millions."""
    if math.isnan(value):
        return "none"
    if abs(value) >= 1e5:
        return f"{value / 1e6:.2f} m"
    return f"{value:.3g}" if abs(value) < 1e3 else f"{value:,.0f}"


def span(low: float, high: float) -> str:
    """Return an interval for a table."""
    return f"{number(low)} to {number(high)}"


def card_table(results: Sequence[PatternResult]) -> Table:
    """Return the card as a table of 100 columns."""
    table = Table(title=TITLE, title_justify="left", box=None, padding=(0, 1))
    for column in ("pattern", "target", "simulated", "95 %", "verdict"):
        table.add_column(column, overflow="fold")
    for result in results:
        pattern, knock_out = result.pattern, result.knock_out
        table.add_row(f"{pattern.id}  {pattern.title}", "", "", "", _verdict(result.verdict))
        for one in result.statistics:
            table.add_row(
                Text(f"   {one.statistic.name}", style="dim"),
                span(one.statistic.low, one.statistic.high),
                number(one.interval.figure),
                span(one.interval.low, one.interval.high),
                _verdict(one.verdict).append(f" {one.on_target:.0%}"),
            )
        table.add_row(
            Text(f"   without {pattern.knock_out.rule}", style="dim"),
            f"moves {number(knock_out.asked)}",
            number(knock_out.move.figure),
            span(knock_out.move.low, knock_out.move.high),
            "bites" if knock_out.bites else Text("does not bite", style="red"),
            end_section=True,
        )
    return table


def _verdict(verdict: str) -> Text:
    return Text(verdict, style=STYLES[verdict])
