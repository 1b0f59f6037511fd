"""Who in the room has guessed and answered what: the trainer's overview, in memory alone."""

from collections import OrderedDict
from typing import NamedTuple

from experiments.classroom.lessons.exercise import Answer
from experiments.classroom.lessons.own_story import known_as

TRAINEES_MOST = 200


class Result(NamedTuple):
    """How a trainee fares with an exercise: how often answered, and whether right in the end."""

    tries: int
    right: bool


class Guess(NamedTuple):
    """What a trainee said of an exercise before it was checked.

    Attributes
    ----------
    answer : str or int
        As the model writes it.
    fits : bool
        Whether it is what the model gives for this trainee.
    """

    answer: Answer
    fits: bool


class Roster:
    """Guesses and results by trainee and exercise; who was heard longest ago makes room."""

    def __init__(self) -> None:
        self._results: OrderedDict[str, dict[str, Result]] = OrderedDict()
        self._guesses: dict[str, dict[str, Guess]] = {}
        self._names: dict[str, str] = {}

    def put(self, trainee: str, exercise: str, right: bool) -> None:
        """Note an answer; what was once right stays right.

        Raises
        ------
        InputError
            When the trainee has no name.
        """
        results = self._results[self._heard(trainee)]
        before = results.get(exercise, Result(0, False))
        results[exercise] = Result(before.tries + 1, before.right or right)

    def guess(self, trainee: str, exercise: str, guess: Guess) -> None:
        """Note a guess; the first one of a trainee counts.

        Raises
        ------
        InputError
            When the trainee has no name.
        """
        self._guesses[self._heard(trainee)].setdefault(exercise, guess)

    def guess_of(self, trainee: str, exercise: str) -> Guess | None:
        """Return what a trainee guessed, or None."""
        return self._guesses.get(known_as(trainee), {}).get(exercise)

    def guesses_of(self, exercise: str) -> list[Guess]:
        """Return the guesses of the room."""
        return [guesses[exercise] for guesses in self._guesses.values() if exercise in guesses]

    def _heard(self, trainee: str) -> str:
        """Return the key of a trainee who is heard now."""
        key = known_as(trainee)
        self._results.setdefault(key, {})
        self._results.move_to_end(key)
        self._guesses.setdefault(key, {})
        self._names.setdefault(key, " ".join(trainee.split()))
        while len(self._results) > TRAINEES_MOST:
            oldest, _ = self._results.popitem(last=False)
            del self._names[oldest], self._guesses[oldest]
        return key

    def rows(self) -> list[tuple[str, dict[str, Result]]]:
        """Return each trainee's name and results by exercise, in the order of names."""
        rows = [
            (self._names[key], dict(results)) for key, results in self._results.items() if results
        ]
        return sorted(rows, key=lambda row: row[0].casefold())

    def by_exercise(self) -> dict[str, tuple[int, int]]:
        """Return of each exercise how many trainees tried it, and how many were right."""
        counts: dict[str, tuple[int, int]] = {}
        for results in self._results.values():
            for name, result in results.items():
                tried, right = counts.get(name, (0, 0))
                counts[name] = (tried + 1, right + result.right)
        return counts
