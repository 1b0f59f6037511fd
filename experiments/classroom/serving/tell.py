"""What `/told` answers: a story's query told in full."""

from typing import Any

from experiments.classroom.choosing import choice_of
from experiments.classroom.link import from_query, to_query
from experiments.classroom.telling import told_of


def tell(query: str) -> dict[str, Any]:
    """Tell the story of a link's query.

    Raises
    ------
    InputError
        With one line per fault of the link.
    """
    story = from_query(query)
    choice = choice_of(story)
    return told_of(story, choice.scenario, choice.policies, link=to_query(story))
