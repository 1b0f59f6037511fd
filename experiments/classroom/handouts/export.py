"""Recorded stories as one HTML file: style, script, words and stories are all inside."""

import html
from collections.abc import Callable, Sequence
from pathlib import Path
from string import Template

from experiments.classroom.stage import stage_script, stage_style
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.story import Story
from experiments.classroom.telling.places import places_json
from experiments.classroom.telling.side_record import Json
from experiments.classroom.telling.story_record import record_story
from experiments.classroom.texts import say, stage_words
from experiments.common.files import save_all
from experiments.common.languages import Lang
from experiments.common.refusals import fault_of
from experiments.pages.scripts import json_in_script
from sim.inputs.said import both
from sim.inputs.strict import InputError

FOLDER = Path(__file__).parent
SEEDS = 6
"""Seeds that are recorded when nothing else is asked."""
KUBE_DRAWN = (
    "stage", "members", "stopped", "kas_idr", "bank_idr", "iks_idr", "loans_out_idr",
    "equipment_idr", "trust", "got_each_idr", "sets_aside", "profit_idr", "aside_idr",
)  # fmt: skip
HOUSEHOLD_DRAWN = (
    "role", "cash_idr", "income_idr", "share_idr", "need_idr", "owed_idr", "own_business_idr",
    "discipline", "trust", "spirit", "motivation", "paid", "bond",
)  # fmt: skip
"""Columns that the stage draws; the file has no others."""


def with_seeds(story: Story, number: int = SEEDS) -> list[Story]:
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
        The first is shown first; each has one seed.
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
        why = both("no story to export", "tidak ada cerita untuk ditulis")
        raise InputError([fault_of(str(path), why)])
    records = []
    for number, story in enumerate(stories, start=1):
        records.append(_compact(record_story(choice_of(story))))
        progress(number)
    save_all(path.parent, {path.name: _page(records, lang).encode()})
    return path


def _compact(record: Json) -> Json:
    """Return what the stage draws of a record; the places are the same in all of them."""
    sides = []
    for side in record["sides"]:
        households = [
            {**household, "columns": {name: household["columns"][name] for name in HOUSEHOLD_DRAWN}}
            for household in side["households"]
        ]
        kube = {name: side["kube"][name] for name in KUBE_DRAWN}
        sides.append({**side, "kube": kube, "households": households})
    return {**{name: record[name] for name in ("story", "difference", "split")}, "sides": sides}


def _page(records: Sequence[Json], lang: Lang) -> str:
    data = {"words": stage_words(), "places": places_json(), "stories": list(records)}
    return Template(_part("html")).substitute(
        lang=lang,
        title=html.escape(say(lang, "stage.export.title")),
        script_id=html.escape(say("id", "stage.export.script")),
        script_en=html.escape(say("en", "stage.export.script")),
        style=_part("css") + stage_style(),
        script=stage_script() + _part("js"),
        data=json_in_script(data),
    )


def _part(kind: str) -> str:
    return (FOLDER / f"export.{kind}").read_text(encoding="utf-8")
