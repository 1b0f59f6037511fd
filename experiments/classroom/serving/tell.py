"""What `/told` answers: a story's query told in full."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from experiments.classroom.choosing import choice_of
from experiments.classroom.link import from_query, to_query
from experiments.classroom.story import Story
from experiments.classroom.telling import told_of
from sim.inputs.strict import InputError
from sim.luck import MONTHS_MOST

KEPT = 8


def tell(query: str) -> Mapping[str, Any]:
    """Tell the story of a link's query, or the first `until` months of it.

    Raises
    ------
    InputError
        With one line per fault of the link.
    """
    return told_until(from_query(query), until_of(query))


def until_of(query: str) -> int | None:
    """Return how many months of the Kube a link tells; None: all.

    Raises
    ------
    InputError
        When that is no number of months.
    """
    text = parse_qs(query).get("until", [""])[-1]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) < MONTHS_MOST):
        raise InputError([f"link: until={text[:20]!a}: must be a number of months"])
    return int(text)


def told_until(story: Story, until: int | None) -> Mapping[str, Any]:
    """Return what is told of a story; of the last few, without running them again.

    Raises
    ------
    InputError
        With one line per fault of the story.
    """
    return _told(to_query(story), until)


@lru_cache(KEPT)
def _told(query: str, until: int | None) -> Mapping[str, Any]:
    story = from_query(query)
    choice = choice_of(story)
    return told_of(story, choice.scenario, choice.policies, months=until, link=query)
