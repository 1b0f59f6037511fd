"""The words of a brief, from one file a language: sentences with places for figures, and labels."""

from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from experiments.common.languages import Lang
from sim.inputs.strict import read_toml

FOLDER = Path(__file__).parent / "texts"


class Texts:
    """Texts of one language by key, such as `answer.chosen`."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.all = _load(lang)

    def say(self, key: str, **figures: object) -> Markup:
        """Return a text with its figures in their places; what is no markup is escaped."""
        return Markup(self.all[key]).format(**figures)

    def label(self, key: str) -> str:
        """Return a text that has no places."""
        return self.all[key]

    def listed(self, parts: list[Markup]) -> Markup:
        """Return parts as a list in a sentence."""
        if len(parts) < 2:
            return Markup("").join(parts)
        return self.say("word.and", a=Markup(", ").join(parts[:-1]), b=parts[-1])


@cache
def _load(lang: Lang) -> dict[str, str]:
    return dict(_flat("", read_toml(FOLDER / f"{lang}.toml")))


def _flat(before: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    """Return texts by their full keys."""
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{before}{key}"
        found += _flat(f"{name}.", value) if isinstance(value, dict) else [(name, str(value))]
    return found
