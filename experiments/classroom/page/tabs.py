"""The tabs of the page, each with what builds it."""

from collections.abc import Callable
from typing import NamedTuple

from experiments.classroom.page.exercises import exercises
from experiments.classroom.page.facilitator import facilitator
from experiments.classroom.page.luck import luck
from experiments.classroom.page.play import play
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
    stage : bool
        Whether the stage is shown under it.
    own_story : bool
        Whether it has a story of its own; else it speaks of the one shown last.
    """

    name: str
    build: Callable[[Room], None]
    stage: bool
    own_story: bool


TABS = (
    Tab("twins", twins, stage=True, own_story=True),
    Tab("play", play, stage=True, own_story=True),
    Tab("facilitator", facilitator, stage=True, own_story=True),
    Tab("luck", luck, stage=False, own_story=False),
    Tab("exercises", exercises, stage=False, own_story=False),
)
