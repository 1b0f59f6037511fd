"""The score sheet: what the group and its members have, side by side, in one month of a story.

There is no total: what counts more, the kas or the plate, is for the group to say.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

Json = dict[str, Any]
Unit = Literal["idr", "count", "stage"]


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
    ahead: Literal["left", "right", "none"]


def sheet(told: Mapping[str, Any], month: int) -> list[Line]:
    """Return the score sheet of a story after a month.

    Parameters
    ----------
    told : dict
        As `told_of` returns it.
    month : int
        Index among the months told.
    """
    left, right = told["sides"]
    lines = []
    for name, unit, more_is_better, value in LINES:
        one, other = value(left, month), value(right, month)
        lines.append(Line(name, unit, one, other, _ahead(one, other, more_is_better)))
    return lines


def _ahead(
    one: int | None, other: int | None, more_is_better: bool
) -> Literal["left", "right", "none"]:
    if one == other:
        return "none"
    if one is None or other is None:
        return "right" if one is None else "left"
    return "left" if (one > other) == more_is_better else "right"


def _of_kube(*names: str) -> Callable[[Json, int], int | None]:
    def value(side: Json, month: int) -> int | None:
        figures = [side["kube"][name][month] for name in names]
        return None if None in figures else int(sum(figures))

    return value


def _stage(side: Json, month: int) -> int:
    return int(side["kube"]["stage"][month] or 0)


def _of_members(name: str, so_far: bool) -> Callable[[Json, int], int | None]:
    """Return the sum over the households that belong to the Kube, in the month or so far."""

    def value(side: Json, month: int) -> int | None:
        if side["kube"]["kas_idr"][month] is None and not so_far:
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
    ("stage", "stage", True, _stage),
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
