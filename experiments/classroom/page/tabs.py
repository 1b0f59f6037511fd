"""The tabs of the page, each with what builds it."""

from collections.abc import Callable
from typing import NamedTuple

from experiments.classroom.page.parts import text
from experiments.classroom.page.room import Room
from experiments.classroom.page.twins import twins


class Tab(NamedTuple):
    """A tab.

    Attributes
    ----------
    name : str
        As in the link and in the texts.
    build : callable
        Builds the tab on a page, when it is first opened.
    """

    name: str
    build: Callable[[Room], None]


def _to_come(room: Room) -> None:
    text("p", room.words["to_come"], "about")


TABS = (
    Tab("twins", twins),
    Tab("play", _to_come),
    Tab("facilitator", _to_come),
    Tab("luck", _to_come),
    Tab("exercises", _to_come),
)
