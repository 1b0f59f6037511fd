"""The words of the classroom in both languages, from `texts/en.toml` and `texts/id.toml`.

Each part of the classroom has a table of its own: `[stage]`, `[page]`, `[lesson]`.
"""

from pathlib import Path
from typing import Any

from experiments.common.languages import LANGS, Lang, headed, title_of
from experiments.common.numbers import LANGUAGES
from experiments.common.texts import texts_of
from sim.business import BUSINESSES
from sim.ledger import Flow

FOLDER = Path(__file__).parent / "texts"

Words = dict[str, Any]


def words(part: str) -> dict[Lang, Words]:
    """Return one part in both languages.

    Raises
    ------
    KeyError
        When there is no such part.
    """
    return {lang: texts_of(FOLDER)[lang].tables[part] for lang in LANGS}


def stage_words() -> dict[Lang, Words]:
    """Return what the stage says: texts, trades, lines of a cash book, how numbers look."""
    return {
        lang: {
            **texts,
            "business": {name: title_of(it, lang) for name, it in BUSINESSES.items()},
            "flow": {flow.name: flow_name(flow.name, lang) for flow in Flow},
            "number": LANGUAGES[lang]._asdict(),
        }
        for lang, texts in words("stage").items()
    }


def flow_name(flow: str, lang: Lang) -> str:
    """Return what a line of a cash book is called, by the flow's name."""
    return headed(title_of(Flow[flow], lang))


def say(lang: Lang, key: str, **figures: object) -> str:
    """Return one text by its full key, such as `stage.word.kas`, with figures in their places."""
    return texts_of(FOLDER)[lang].say(key, **figures)
