"""Recorded stories as one HTML file: style, script, words and stories are all inside."""

import html
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any

from experiments.classroom.choosing import choice_of
from experiments.classroom.exporting.compact import Json, compact
from experiments.classroom.link import to_query
from experiments.classroom.stage import stage_script, stage_style
from experiments.classroom.story import Story
from experiments.classroom.telling import told_of
from experiments.classroom.telling.places import places_json
from experiments.classroom.texts import say, words
from experiments.common.files import save_all
from experiments.common.languages import Lang
from sim.inputs.strict import InputError

FOLDER = Path(__file__).parent
LUCKS = 6
"""Seeds that are recorded when nothing else is asked."""


def lucks(story: Story, number: int = LUCKS) -> list[Story]:
    """Return a story with its own seed and those after it."""
    return [story.model_copy(update={"seed": story.seed + more}) for more in range(number)]


def export_to(
    path: Path,
    stories: Sequence[Story],
    lang: Lang = "id",
    progress: Callable[[int], None] = lambda _: None,
) -> Path:
    """Write stories into one HTML file that opens from disk, whole or not at all.

    Parameters
    ----------
    path : Path
        The file; its folder is made if it is missing.
    stories : sequence of Story
        The first is shown first; each is one choice of luck.
    lang : {"id", "en"}
        The language shown first.
    progress : callable
        Called with the stories done.

    Raises
    ------
    InputError
        When there is no story, a story asks for what is unknown, or the file cannot be written.
    """
    if not stories:
        raise InputError([f"{path}: no story to export"])
    told = [compact(it) for it in _told(stories, progress)]
    save_all(path.parent, {path.name: page_of(told, lang).encode()})
    return path


def _told(stories: Sequence[Story], progress: Callable[[int], None]) -> Iterator[Json]:
    for number, story in enumerate(stories, start=1):
        choice = choice_of(story)
        yield told_of(story, choice.scenario, choice.policies, link=to_query(story))
        progress(number)


def page_of(stories: Sequence[Json], lang: Lang) -> str:
    """Return the page with compact stories inside."""
    data = {"words": words("stage"), "places": places_json(), "stories": list(stories)}
    return Template(_part("page.html")).substitute(
        lang=lang,
        title=html.escape(say(lang, "stage.export.title")),
        script_id=html.escape(say("id", "stage.export.script")),
        script_en=html.escape(say("en", "stage.export.script")),
        style=_part("page.css") + stage_style(),
        script=stage_script() + _part("page.js"),
        data=_json(data),
    )


def _json(data: Any) -> str:
    """Return JSON that ends no script, whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")


def _part(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
