"""One browser's page: its language, its words, and the story that it shows."""

import json
from collections.abc import Callable
from typing import Any

from nicegui import Client
from pydantic import ValidationError

from experiments.classroom.link import to_query
from experiments.classroom.story import Side, SideName, Story
from experiments.policy.languages import Lang
from sim.policy import LeverOverrides


class Room:
    """What the tabs of one page share.

    Attributes
    ----------
    lang : {"id", "en"}
    words : dict
        Texts of the page in that language, by key.
    story : Story
    """

    def __init__(self, client: Client, lang: Lang, words: dict[str, Any], story: Story) -> None:
        self.lang: Lang = lang
        self.words = words
        self.story = story
        self._client = client
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
        self.run(f"kubesimPage.show({json.dumps(to_query(self.story))})")

    def change_side(self, name: SideName, **fields: Any) -> None:
        """Change one side of the story, then tell it."""
        side: Side = getattr(self.story, name)
        try:
            self.change(**{name: Side.model_validate({**dict(side), **fields})})
        except ValidationError:
            return

    def set_lever(self, name: SideName, lever: str, value: Any) -> None:
        """Set a lever over a side's policy; None leaves it to the policy again."""
        side: Side = getattr(self.story, name)
        levers = {**side.overrides(), lever: value}
        try:
            self.change_side(name, levers=LeverOverrides(**levers))
        except ValidationError:
            return

    def run(self, script: str) -> None:
        """Run a line of JavaScript in the browser; after a cut line, once it is back."""
        self._client.run_javascript(script)
