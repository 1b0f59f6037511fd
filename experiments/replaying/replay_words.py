"""The texts of what replay and why print."""

from pathlib import Path

from experiments.common.languages import Lang
from experiments.common.texts import Texts, texts_of

FOLDER = Path(__file__).parent / "texts"


def texts(lang: Lang) -> Texts:
    """Return the texts of replays in a language."""
    return texts_of(FOLDER)[lang]
