"""The two languages of the project, and what declared things are called in them."""

from typing import Literal, Protocol, get_args

from sim.inputs.strict import InputError

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class Titled(Protocol):
    """Anything that declares its titles."""

    @property
    def title(self) -> str:
        """In English."""

    @property
    def judul(self) -> str:
        """In Indonesian."""


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


def title_of(thing: Titled, lang: Lang) -> str:
    """Return what a declared thing is called."""
    return thing.title if lang == "en" else thing.judul


def headed(text: str) -> str:
    """Return a title as it stands at the head of a line: with a large letter."""
    return text[:1].upper() + text[1:]
