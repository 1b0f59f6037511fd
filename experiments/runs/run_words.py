"""What tables and pictures of runs share: their texts, counts, draws and figures in words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.common.called import place_called, policy_called
from experiments.common.languages import Lang
from experiments.common.numbers import number, whole_percent
from experiments.common.spread_words import parameters_text
from experiments.common.texts import Texts, texts_of
from experiments.common.uncertainty import Drawn

FOLDER = Path(__file__).parent / "texts"
UNKNOWN = "-"
"""Where there is no figure."""


def texts(lang: Lang) -> Texts:
    """Return the texts of runs in a language."""
    return texts_of(FOLDER)[lang]


def runs_text(words: Texts, runs: int) -> str:
    """Return a count of runs."""
    key = "count.runs.one" if runs == 1 else "count.runs.many"
    return words[key].format(count=number(runs, 0, words.lang))


def drawn_text(words: Texts, drawn: Drawn) -> str:
    """Say where the parameters of the runs come from."""
    told = parameters_text(drawn, words.lang)
    return told if drawn.alone else words.say("drawn.one_each", parameters=told)


def whose(words: Texts, scenario: str, policy: str, runs: int, drawn: Drawn) -> str:
    """Say of what a picture is: scenario, policy, number of runs and their parameters."""
    return words.say(
        "picture.whose",
        scenario=place_called(scenario, words.lang),
        policy=policy_called(policy, words.lang),
        runs=runs_text(words, runs),
        drawn=words[f"drawn.{drawn.kind}"],
    )


def told_of(summary: Mapping[str, Any], *keys: str, lang: Lang) -> dict[str, Any]:
    """Return entries of a summary, scenario, policy and engine as people call them."""
    told = {key: summary[key] for key in keys}
    told["scenario"] = place_called(told["scenario"], lang)
    told["policy"] = policy_called(told["policy"], lang)
    if "engine" in told:
        told["engine"] = texts(lang)[f"engine.{told['engine']}"]
    return told


def written(value: float | None, places: int, lang: Lang, unit: float = 1.0) -> str:
    """Write a number with so many decimals, divided by a unit; a stroke where it is not known."""
    return UNKNOWN if value is None else number(value / unit, places, lang)


def percent(share: float | None, lang: Lang = "en") -> str:
    """Write a share in whole per cent; a stroke where it is not known."""
    return UNKNOWN if share is None else whole_percent(share, lang)
