"""Who in the room has answered which exercise: the trainer's overview, in memory alone."""

from collections import OrderedDict
from typing import NamedTuple

from experiments.classroom.lessons.own_story import known_as

TRAINEES_MOST = 200


class Result(NamedTuple):
    """How a trainee fares with an exercise: how often answered, and whether right in the end."""

    tries: int
    right: bool


class Roster:
    """Results by trainee and exercise; who answered longest ago makes room."""

    def __init__(self) -> None:
        self._results: OrderedDict[str, dict[str, Result]] = OrderedDict()
        self._names: dict[str, str] = {}

    def put(self, trainee: str, exercise: str, right: bool) -> None:
        """Note an answer; what was once right stays right.

        Raises
        ------
        InputError
            When the trainee has no name.
        """
        key = known_as(trainee)
        results = self._results.setdefault(key, {})
        self._results.move_to_end(key)
        self._names.setdefault(key, " ".join(trainee.split()))
        before = results.get(exercise, Result(0, False))
        results[exercise] = Result(before.tries + 1, before.right or right)
        while len(self._results) > TRAINEES_MOST:
            oldest, _ = self._results.popitem(last=False)
            del self._names[oldest]

    def rows(self) -> list[tuple[str, dict[str, Result]]]:
        """Return each trainee's name and results by exercise, in the order of names."""
        rows = [(self._names[key], dict(results)) for key, results in self._results.items()]
        return sorted(rows, key=lambda row: row[0].casefold())

    def by_exercise(self) -> dict[str, tuple[int, int]]:
        """Return of each exercise how many trainees tried it, and how many were right."""
        counts: dict[str, tuple[int, int]] = {}
        for results in self._results.values():
            for name, result in results.items():
                tried, right = counts.get(name, (0, 0))
                counts[name] = (tried + 1, right + result.right)
        return counts
