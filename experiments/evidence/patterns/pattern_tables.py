"""The pattern card as one JSON object, and the table made from it."""

import math
from collections.abc import Sequence
from typing import Any

from experiments.common.numbers import counted
from experiments.common.tables import Cell, Table, strong
from experiments.common.uncertainty import draws_named
from experiments.evidence.accounts import ACCOUNTS
from experiments.evidence.figures import NONE, alike, percent, span, verdict_cell, with_interval
from experiments.evidence.patterns.experiment import Interval
from experiments.evidence.patterns.pattern_card import PatternResult, Trial
from experiments.evidence.words import known
from sim.inputs.said import both, in_indonesian

Json = dict[str, Any]
TARGET = both("target", "sasaran")


def card_json(results: Sequence[PatternResult], trial: Trial) -> Json:
    """Return the card as one JSON object; a figure of which there is no case is None."""
    return {
        "runs": trial.runs,
        "seed": trial.seed,
        "parameters": dict(trial.values),
        "uncertainty": draws_named(trial.parameters).drawn._asdict(),
        "patterns": [_pattern_json(result) for result in results],
    }


def _pattern_json(result: PatternResult) -> Json:
    first = result.statistics[0]
    return {
        "id": result.pattern.id,
        "title": result.pattern.title,
        "source": result.pattern.source,
        "grade": result.pattern.grade,
        "note": result.pattern.note,
        "target": [first.statistic.low, first.statistic.high],
        **_interval_json(first.interval),
        "verdict": result.verdict,
        "statistics": [
            {
                "name": one.statistic.name,
                "meaning": one.statistic.meaning,
                "target": [one.statistic.low, one.statistic.high],
                **_interval_json(one.interval),
                "verdict": one.verdict,
                "on_target": one.on_target,
                "by_account": {
                    account: _known(figures[one.statistic.name])
                    for account, figures in result.by_account.items()
                },
            }
            for one in result.statistics
        ],
        "knock_out": {
            "rule": result.pattern.knock_out.rule,
            "asked": result.knock_out.asked,
            **_interval_json(result.knock_out.move),
            "bites": result.knock_out.bites,
        },
    }


def _interval_json(interval: Interval) -> Json:
    return {
        name: _known(value) for name, value in zip(("figure", "low", "high"), interval, strict=True)
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def pattern_table(card: Json) -> Table:
    """Return the patterns, a line each, and one for every statistic and knock-out."""
    return Table(
        both(f"Patterns, {counted(card['runs'], 'run')}", f"Pola, {card['runs']:,} simulasi"),
        (
            "",
            both("pattern", "pola"),
            TARGET,
            both("simulated (95 %)", "simulasi (95 %)"),
            both("verdict", "putusan"),
        ),
        [row for pattern in card["patterns"] for row in _pattern(pattern)],
        (
            both(
                "Behind a verdict: how many of the runs lie on target alone. Without a rule, the "
                "first figure has to move at least so far; m: million.",
                "Di belakang putusan: berapa bagian simulasi yang masing-masing berada pada "
                "sasaran. Tanpa sebuah aturan, angka pertama harus bergeser paling sedikit sejauh "
                "itu; jt: juta.",
            ),
        ),
        text_columns=(0, 1),
    )


def pattern_accounts_table(card: Json) -> Table:
    """Return every statistic by account of failure, over the runs that belong to each."""
    return Table(
        both("Patterns by account of failure", "Pola menurut penjelasan kegagalan"),
        ("", both("statistic", "angka"), TARGET, *ACCOUNTS.values()),
        [
            (pattern["id"], known(one["meaning"]), span(*alike(*one["target"])), *_by_account(one))
            for pattern in card["patterns"]
            for one in pattern["statistics"]
        ],
        (
            both(
                "None: no run belongs to the account, or there is no case.",
                "Tidak ada: tidak ada simulasi dengan penjelasan itu, atau tidak ada kasus.",
            ),
        ),
        text_columns=(0, 1),
    )


def _by_account(one: Json) -> list[str]:
    return alike(*(one["by_account"].get(account) for account in ACCOUNTS))


def _pattern(pattern: Json) -> list[tuple[Cell, ...]]:
    knock_out = pattern["knock_out"]
    bites = verdict_cell("bites" if knock_out["bites"] else "does not bite")
    rule = known(knock_out["rule"])
    without = both(f"without {rule}", f"tanpa: {rule.indonesian}")
    asked, *moved = alike(*(knock_out[end] for end in ("asked", "figure", "low", "high")))
    return [
        (
            strong(pattern["id"]),
            strong(known(pattern["title"])),
            "",
            "",
            verdict_cell(pattern["verdict"]),
        ),
        *map(_statistic, pattern["statistics"]),
        (
            "",
            without,
            both(f"moves {asked}", f"bergeser {in_indonesian(asked)}"),
            _simulated(*moved),
            bites,
        ),
    ]


def _statistic(one: Json) -> tuple[Cell, ...]:
    lowest, highest, *simulated = alike(
        *one["target"], *(one[end] for end in ("figure", "low", "high"))
    )
    verdict = (verdict_cell(one["verdict"]), f" {percent(one['on_target'])}")
    return "", known(one["meaning"]), span(lowest, highest), _simulated(*simulated), verdict


def _simulated(figure: str, low: str, high: str) -> str:
    return figure if figure == NONE else with_interval(figure, low, high)
