"""Guesses in a room: everybody's last one of each question, while there is room."""

from collections import OrderedDict

QUESTIONS_MOST = 50
GUESSERS_MOST = 200
LETTERS_MOST = 24
"""Of the random name that a page gives itself."""


class Guesses:
    """Guesses by question and by page."""

    def __init__(self) -> None:
        self._by_question: OrderedDict[str, OrderedDict[str, int]] = OrderedDict()

    def put(self, question: str, who: str, value: int) -> None:
        """Keep a guess in the place of an earlier one of the same page."""
        guesses = self._by_question.setdefault(question, OrderedDict())
        self._by_question.move_to_end(question)
        guesses[who[:LETTERS_MOST]] = value
        while len(guesses) > GUESSERS_MOST:
            guesses.popitem(last=False)
        while len(self._by_question) > QUESTIONS_MOST:
            self._by_question.popitem(last=False)

    def of(self, question: str) -> list[int]:
        """Return all guesses of a question, small ones first."""
        return sorted(self._by_question.get(question, {}).values())
