"""Everything that is made for the pages, by the name by which a mark asks for it."""

from docs.tools import (
    commands,
    interface,
    lesson,
    luck_tables,
    model_tables,
    output,
    result_tables,
    worked_example,
)
from docs.tools.pages import Makers, filled, places

QUICK: Makers = {
    "commands": commands.reference,
    "interface": interface.reference,
    "parameters": model_tables.parameters,
    "sources": model_tables.sources,
    "levers": model_tables.levers,
    "states": model_tables.states,
    "accounts": model_tables.accounts,
    "flows": model_tables.flows,
    "structures": model_tables.structures,
    "trades": model_tables.trades,
    "seasons": model_tables.seasons,
    "patterns": model_tables.patterns,
    "fields of luck": luck_tables.fields,
    "purposes of luck": luck_tables.purposes,
    "first month": worked_example.first_month,
    "errors of observation": result_tables.errors_of_observation,
    "results": result_tables.results,
}
"""Made in seconds."""
SLOW = {"lesson", "output", "comparison"}
"""Made in minutes: thousands of runs."""


def refreshed(text: str, *, slow: bool = False) -> str:
    """Return a page with every made part refreshed, those that take minutes if so asked.

    Raises
    ------
    ValueError
        When a mark is not closed, or asks for a part that nobody makes.
    """
    unknown = {place["part"] for place in places(text)} - {*QUICK, *SLOW}
    if unknown:
        raise ValueError(f"nobody makes {', '.join(sorted(unknown))}")
    text = filled(text, QUICK)
    return filled(text, {"lesson": lesson.lesson, **output.makers(text)}) if slow else text
