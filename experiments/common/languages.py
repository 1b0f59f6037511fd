"""The two languages of the project, and what declared things are called in them."""

import os
import re
from collections.abc import Mapping
from typing import Literal, Protocol, get_args

from sim.inputs.faults import Fault, InputError
from sim.inputs.said import both, in_indonesian

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Variables of the environment; the first that is set decides."""


class Titled(Protocol):
    """Anything that declares its titles."""

    @property
    def title(self) -> str:
        """In English."""

    @property
    def judul(self) -> str:
        """In Indonesian."""


def language(text: str | None, usual: Lang = "en", *, json: bool = False) -> Lang:
    """Return the language that --lang names, or else that of the environment.

    Parameters
    ----------
    text : str, optional
        None where --lang is not given.
    usual : str
        Where the environment is of neither language.
    json : bool
        Whether a program reads the answer: it is the same in every environment.

    Raises
    ------
    InputError
    """
    if text is None:
        return usual if json else spoken(os.environ, usual)
    for lang in LANGS:
        if lang == text:
            return lang
    known = ", ".join(LANGS)
    what = f"--lang {text}"
    raise InputError(
        [both(f"{what}: unknown; known: {known}", f"{what}: tidak dikenal; yang dikenal: {known}")]
    )


def heard(text: str | None) -> Lang:
    """Return the language of faults: that of --lang where there is such a one, or as spoken."""
    return next((lang for lang in LANGS if lang == text), spoken(os.environ, "en"))


def line_of(fault: Fault, lang: Lang) -> str:
    """Return the line of a fault; in English where it is said in no other language."""
    return str(fault) if lang == "en" else fault.indonesian


def in_language(text: str, lang: Lang) -> str:
    """Return a text that may be said in both languages in one of them."""
    return text if lang == "en" else in_indonesian(text)


def spoken(environment: Mapping[str, str], usual: Lang) -> Lang:
    """Return the language of messages in an environment, as POSIX has it: `id_ID.UTF-8`."""
    locale = next((environment[name] for name in LOCALES if environment.get(name)), "")
    return next((lang for lang in LANGS if re.match(rf"{lang}(?![a-z])", locale)), usual)


def title_of(thing: Titled, lang: Lang) -> str:
    """Return what a declared thing is called."""
    return thing.title if lang == "en" else thing.judul


def headed(text: str) -> str:
    """Return a title as it stands at the head of a line: with a large letter."""
    return text[:1].upper() + text[1:]
