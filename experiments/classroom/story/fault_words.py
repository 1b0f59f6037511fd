"""Faults of a link in the language of the room; on the command line they are in English."""

import re
from collections.abc import Iterable

from experiments.classroom.texts import say
from experiments.common.languages import Lang

FORMS = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("long", r"link: (?P<n>[\d,]+) characters; at most (?P<most>[\d,]+)"),
        ("unread", r"link: cannot be read.*"),
        ("twice", r"link: (?P<what>.+): is given twice"),
        ("decision", r"link: (?P<what>\w+\.decide, entry \d+): .+"),
        ("months", r"link: (?P<what>until=.+): must be a number of months"),
        ("large", r"scenario (?P<what>.+): [\d,]+ household-months.*"),
        ("kube", r"kube (?P<what>\d+): unknown in (?P<where>.+); known: (?P<known>.+)"),
        ("bounds", r"(?:parameter )?(?P<what>.+): between (?P<low>.+) and (?P<high>.+)"),
        ("nearest", r"(?:link: )?(?P<what>.+): unknown.*; did you mean (?P<near>.+)\?"),
        ("unknown", r"(?:link: )?(?P<what>.+): unknown.*"),
        ("value", r"link: (?P<what>.+?): .+"),
    )
)
"""Forms of faults, by the key of their text; the first that fits holds."""


def in_language(faults: Iterable[str], lang: Lang) -> list[str]:
    """Return faults of a link as one reads them in a language, a sentence each."""
    return [fault if lang == "en" else _said(fault, lang) for fault in faults]


def _said(fault: str, lang: Lang) -> str:
    for key, pattern in FORMS:
        match = pattern.fullmatch(fault)
        if match:
            return say(lang, f"fault.{key}", **match.groupdict())
    return say(lang, "fault.other", what=fault.partition(":")[0])
