"""The score sheet: what the group and its members have, side by side, in one month of a story.

There is no total: what counts more, the kas or the plate, is for the group to say.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from experiments.classroom.page.html_parts import tag, text, wide_table
from experiments.classroom.telling.difference import closed, duration, stage_of
from experiments.classroom.telling.side_record import Json
from experiments.classroom.texts import words
from experiments.common.languages import Lang
from experiments.common.numbers import exact_idr
from sim.rules.stages import STAGES

Unit = Literal["idr", "count", "stage"]
Ahead = Literal["left", "right", "none"]


class Line(NamedTuple):
    """A line of the sheet.

    Attributes
    ----------
    name : str
        Key of its text.
    unit : {"idr", "count", "stage"}
    left, right : int or None
        None where the Kube has failed and there is nothing to say.
    ahead : {"left", "right", "none"}
        Who stands better.
    """

    name: str
    unit: Unit
    left: int | None
    right: int | None
    ahead: Ahead


def sheet(record: Mapping[str, Any], month: int) -> list[Line]:
    """Return the score sheet of a story after a month.

    Parameters
    ----------
    record : dict
        As `record_story` returns it.
    month : int
        Index among the months told.
    """
    lines = []
    for name, unit, more_is_better, value in LINES:
        left, right = (value(side, month) for side in record["sides"])
        lines.append(Line(name, unit, left, right, _ahead(left, right, more_is_better)))
    return lines


def _ahead(left: int | None, right: int | None, more_is_better: bool) -> Ahead:
    if left == right:
        return "none"
    if left is None or right is None:
        return "right" if left is None else "left"
    return "left" if (left > right) == more_is_better else "right"


def _of_kube(*names: str) -> Callable[[Json, int], int | None]:
    def value(side: Json, month: int) -> int | None:
        if closed(side, month):
            return None
        return sum(int(side["kube"][name][month]) for name in names)

    return value


def _of_members(name: str, so_far: bool) -> Callable[[Json, int], int | None]:
    """Return the sum over the households that belong to the Kube, in the month or so far."""

    def value(side: Json, month: int) -> int | None:
        if closed(side, month) and not so_far:
            return None
        first = 0 if so_far else month
        return sum(
            int(figure)
            for household in side["households"]
            for figure in household["columns"][name][first : month + 1]
            if figure is not None
        )

    return value


LINES: tuple[tuple[str, Unit, bool, Callable[[Json, int], int | None]], ...] = (
    ("stage", "stage", True, stage_of),
    ("money", "idr", True, _of_kube("kas_idr", "bank_idr", "loans_out_idr", "lkm_idr")),
    ("equipment", "idr", True, _of_kube("equipment_idr")),
    ("iks", "idr", True, _of_kube("iks_idr")),
    ("members", "count", True, _of_kube("members")),
    ("got", "idr", True, _of_members("share_idr", so_far=True)),
    ("unmet", "idr", False, _of_members("unmet_idr", so_far=True)),
    ("savings", "idr", True, _of_members("cash_idr", so_far=False)),
    ("defaults", "count", False, _of_kube("defaults")),
)
"""Name, unit, whether more is better, and how it is read off a side."""


def score_table(record: Mapping[str, Any], months: int, lang: Lang) -> None:
    """Draw the score sheet after so many months of the Kube."""
    score = words("score")[lang]
    titles = [side["title"][lang] for side in record["sides"]]
    names = {"left": titles[0], "right": titles[1], "none": score["nobody"]}
    with wide_table(score["line"], "score"):
        text("caption", score["title"].format(duration=duration(months, lang)))
        with tag("thead"), tag("tr"):
            for head in (score["line"], *titles, score["ahead"]):
                text("th", head, scope="col")
        with tag("tbody"):
            for line in sheet(record, months - 1):
                with tag("tr", line.ahead):
                    text("th", score[line.name], scope="row")
                    for title, value in zip(titles, (line.left, line.right), strict=True):
                        shown = _value(line, value, score, lang)
                        text("td", shown, "figure", data_label=title)
                    text("td", names[line.ahead], data_label=score["ahead"])
    text("p", score["no_total"], "help")


def _value(line: Line, value: int | None, score: dict[str, str], lang: Lang) -> str:
    if value is None:
        return score["gone"]
    if line.unit == "stage":
        return STAGES[value]
    return exact_idr(value, lang) if line.unit == "idr" else str(value)
