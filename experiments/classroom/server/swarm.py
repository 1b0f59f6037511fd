"""The swarm of lucks as the browser draws it: lines, a few at a time."""

from collections.abc import Mapping
from functools import lru_cache
from threading import Thread
from typing import Any

import numpy as np

from experiments.classroom.games import in_force
from experiments.classroom.luck_runs import KINDS, Kind, lucks, numbers_of, story_of_line
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.story import Story
from experiments.classroom.telling.story_record import titles_of
from sim.calendar import month_number, month_text
from sim.ensemble.code_cache import is_kept
from sim.inputs.strict import InputError

PIECE_MOST = 40
"""Lines of one answer."""
THOUSAND = 1_000
PIECES_KEPT = 32


def swarm(query: str, kind: str, first: str, count: str) -> Mapping[str, Any]:
    """Return lines of a story's swarm.

    Parameters
    ----------
    query : str
        Of the story.
    kind : str
        `alone` or `drawn` (`luck_runs.Kind`).
    first, count : str
        Which of the hundred lines.

    Returns
    -------
    dict
        `months` of the Kube; `titles` and proposed `shares` of the sides; `own`, the story's own
        line; `lines` in order. A line has its `query` and `sides`, the money of the group by month
        in thousands of rupiah, null where the Kube does not live.

    Raises
    ------
    InputError
        With one line per fault.
    """
    known = {name: name for name in KINDS}
    if kind not in known or not (first.isdecimal() and count.isdecimal()):
        raise InputError([f"link: {kind[:20]!a}: unknown"])
    return _swarm(to_query(from_query(query)), known[kind], int(first[:4]), int(count[:4]))


@lru_cache(PIECES_KEPT)
def _swarm(query: str, kind: Kind, first: int, count: int) -> Mapping[str, Any]:
    choice = choice_of(from_query(query))
    story = choice.story
    wanted = numbers_of(story, kind)[first : first + min(count, PIECE_MOST)]
    answer: dict[str, Any] = {"lines": _lines(choice, kind, wanted)}
    if not first:
        founded = month_number(choice.kube.founded)
        answer |= {
            "months": [month_text(founded + month) for month in range(choice.kube_months)],
            "titles": titles_of(story, choice.policies),
            "shares": [in_force(choice, side, choice.kube, choice.kube.founded).share
                       for side in (0, 1)],
            "own": answer["lines"][0] if kind == "alone"
            else _lines(choice, "alone", [story.replication])[0],
        }  # fmt: skip
    return answer


def _lines(choice: Choice, kind: Kind, numbers: list[int]) -> list[dict[str, Any]]:
    if not numbers:
        return []
    runs = lucks(choice, kind, numbers)
    thousands = np.round(runs.funds_idr / THOUSAND).astype(np.int64)
    return [
        {
            "query": to_query(story_of_line(choice, kind, number)),
            "sides": [
                [
                    int(value) if lives else None
                    for value, lives in zip(thousands[side, run], runs.alive[side, run],
                                            strict=True)
                ]
                for side in (0, 1)
            ],
        }
        for run, number in enumerate(numbers)
    ]  # fmt: skip


def warm(first: Story) -> None:
    """Load what draws the first lines, beside all else, where it is compiled already."""
    if is_kept():
        Thread(target=swarm, args=(to_query(first), KINDS[0], "0", "1"), daemon=True).start()
