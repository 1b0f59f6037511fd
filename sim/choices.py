"""Levers as numbers: a choice is the number of its word, in the order of its declaration.

Compiled code compares numbers and not words, so the phases of a month do so in both engines.
"""

from dataclasses import make_dataclass
from typing import Any, get_args

from sim.levers import Levers

LeverNumbers: Any = make_dataclass("LeverNumbers", Levers.model_fields, frozen=True, slots=True)

GRANT_KINDS = ("bpls", "lkm")
BPLS, LKM = range(2)


def number_of(lever: str, word: str) -> int:
    """Return the number of a choice."""
    return get_args(Levers.model_fields[lever].annotation).index(word)


def in_numbers(levers: Levers) -> Any:
    """Return all levers, each a number or yes or no."""
    return LeverNumbers(
        *(
            number_of(name, value) if isinstance(value, str) else value
            for name, value in levers.model_dump().items()
        )
    )


IN_KIND = number_of("starter_form", "in_kind")
AS_AGREED = number_of("rule", "as_agreed")
SET_ASIDE_FIRST = number_of("rule", "set_aside_first")
RANDOM = number_of("monitoring_on", "random")
AT_RISK = number_of("monitoring_on", "at_risk")
