"""The sentences of rule cards, from `texts/en.toml` and `texts/id.toml`."""

from pathlib import Path

from experiments.common.languages import Lang
from experiments.common.texts import Texts, texts_of

FOLDER = Path(__file__).parent / "texts"


def sentences(lang: Lang) -> Texts:
    """Return the sentences of a language."""
    return texts_of(FOLDER)[lang]
