"""The score sheet as a table."""

from collections.abc import Mapping
from typing import Any

from experiments.classroom.amounts import exact_idr
from experiments.classroom.page.parts import tag, text, wide_table
from experiments.classroom.score import Line, sheet
from experiments.classroom.texts import words
from experiments.common.languages import Lang
from sim.rules.stages import STAGES


def score_table(told: Mapping[str, Any], months: int, lang: Lang) -> None:
    """Draw the score sheet after so many months of the Kube."""
    said = words("score")[lang]
    titles = [side["title"][lang] for side in told["sides"]]
    with wide_table(said["line"], "score"):
        text("caption", said["title"].format(months=months))
        with tag("thead"), tag("tr"):
            for head in (said["line"], *titles, said["ahead"]):
                text("th", head, scope="col")
        with tag("tbody"):
            for line in sheet(told, months - 1):
                _line(line, titles, said, lang)
    text("p", said["no_total"], "help")


def _line(line: Line, titles: list[str], said: dict[str, str], lang: Lang) -> None:
    names = {"left": titles[0], "right": titles[1], "none": said["nobody"]}
    with tag("tr", line.ahead):
        text("th", said[line.name], scope="row")
        for title, value in zip(titles, (line.left, line.right), strict=True):
            text("td", _value(line, value, said, lang), "figure", data_label=title)
        text("td", names[line.ahead], data_label=said["ahead"])


def _value(line: Line, value: int | None, said: dict[str, str], lang: Lang) -> str:
    if value is None:
        return said["gone"]
    if line.unit == "stage":
        return STAGES[value]
    return exact_idr(value, lang) if line.unit == "idr" else str(value)
