"""The two languages in which analysts' answers are told."""

from typing import Literal, get_args

from sim.inputs.strict import InputError

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


def language(text: str) -> Lang:
    """Return the language that --lang names.

    Raises
    ------
    InputError
    """
    for lang in LANGS:
        if lang == text:
            return lang
    raise InputError([f"--lang {text}: unknown; known: {', '.join(LANGS)}"])
