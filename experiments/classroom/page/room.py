"""One browser's page: its language, its words, and the story that it shows."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nicegui import Client
from pydantic import ValidationError

from experiments.classroom.lessons.roster import Roster
from experiments.classroom.story.link import to_query
from experiments.classroom.story.story import Side, SideName, Story
from experiments.common.languages import Lang
from experiments.pages.guesses import Guesses


@dataclass
class Served:
    """What the server has for all pages.

    Attributes
    ----------
    record : callable
        From the query of a story to its record; None where it cannot be told.
    guesses : Guesses
    roster : Roster
        Who has answered which exercise.
    """

    record: Callable[[str], Awaitable[Mapping[str, Any] | None]]
    guesses: Guesses = field(default_factory=Guesses)
    roster: Roster = field(default_factory=Roster)


PATHS: dict[Lang, str] = {"id": "/", "en": "/en"}


@dataclass
class Desk:
    """What all tabs of one browser's page share.

    Attributes
    ----------
    served : Served
    trainer : bool
        Whether the browser is on the machine that serves.
    client : Client
        Runs lines of JavaScript in the browser; after a cut line, once it is back.
    words : dict
        Texts of the page in its language, by key.
    last : Room or None
        The one whose story was shown last.
    """

    client: Client
    lang: Lang
    words: dict[str, Any]
    served: Served
    trainer: bool
    last: "Room | None" = None


class Room:
    """One tab's story, and what draws it.

    Attributes
    ----------
    desk : Desk
    story : Story
    until : int or None
        So many months of the Kube are told, and no future; None tells all.
    """

    def __init__(self, desk: Desk, story: Story, until: int | None = None) -> None:
        self.desk = desk
        self.lang: Lang = desk.lang
        self.words = desk.words
        self.story = story
        self.until = until
        self._listeners: list[Callable[[Story], None]] = []

    def on_story(self, listener: Callable[[Story], None]) -> None:
        """Call a function with every new story."""
        self._listeners.append(listener)

    def change(self, **fields: Any) -> None:
        """Change the story, then tell it; what does not fit a story leaves it as it is."""
        try:
            self.story = Story.model_validate({**dict(self.story), **fields})
        except ValidationError:
            return
        for listener in self._listeners:
            listener(self.story)
        self.show()

    def show(self) -> None:
        """Let the browser tell the story."""
        self.desk.last = self
        shown = f"{json.dumps(to_query(self.story))}, {json.dumps(self.until)}"
        self.desk.client.run_javascript(f"kubesimPage.show({shown})")

    def focus(self, key: str) -> None:
        """Let the browser put the focus on an element, once it is drawn."""
        self.desk.client.run_javascript(f"kubesimPage.focus({json.dumps(key)})")

    def cards(self) -> None:
        """Let the browser draw what families say of the month."""
        self.desk.client.run_javascript("kubesimPage.cards()")

    def change_side(self, name: SideName, **fields: Any) -> None:
        """Change one side of the story, then tell it."""
        self.change(**{name: {**dict(getattr(self.story, name)), **fields}})

    def set_lever(self, name: SideName, lever: str, value: Any) -> None:
        """Set a lever over a side's policy; None leaves it to the policy again."""
        side: Side = getattr(self.story, name)
        self.change_side(name, levers={**side.overrides(), lever: value})
