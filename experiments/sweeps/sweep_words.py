"""What all that a sweep reports shares: its texts, its runs and worlds in words, its values."""

from pathlib import Path

from experiments.common.languages import Lang
from experiments.common.numbers import number
from experiments.common.spread_words import parameters_text
from experiments.common.texts import Texts, texts_of
from experiments.common.uncertainty import Drawn

FOLDER = Path(__file__).parent / "texts"


def texts(lang: Lang) -> Texts:
    """Return the texts of sweeps in a language."""
    return texts_of(FOLDER)[lang]


def counted(words: Texts, thing: str, count: int) -> str:
    """Return a count of `points`, or of the `runs` of each."""
    shown = number(count, 0, words.lang)
    return words[f"count.{thing}.{'one' if count == 1 else 'many'}"].format(count=shown)


def runs_and_parameters(words: Texts, replications: int, drawn: Drawn) -> dict[str, str]:
    """Return the runs of each point, and where their parameters come from."""
    used = drawn._replace(draws=min(replications, drawn.draws))
    return {
        "runs": counted(words, "runs", replications),
        "parameters": parameters_text(used, words.lang),
    }


def worlds_text(words: Texts, replications: int, drawn: Drawn) -> str:
    """Say over what a spread is: worlds, worlds that ran once each, or the runs of one."""
    if drawn.draws == 1:
        return words["worlds.one"]
    if replications > drawn.draws:
        return words["worlds.chance_removed"]
    return words.say("worlds.once", half=number(max(2, replications // 2), 0, words.lang))
