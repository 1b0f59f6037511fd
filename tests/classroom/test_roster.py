"""The room's guesses and answers, as the trainer sees them."""

import pytest

from experiments.classroom.lessons.marking import EXERCISES, exercise_named
from experiments.classroom.lessons.roster import TRAINEES_MOST, Guess, Roster
from experiments.classroom.page.room_guesses import bars
from experiments.common.languages import LANGS


def test_a_roster_keeps_what_was_once_right_and_makes_room():
    roster = Roster()
    for right in (False, True, False):
        roster.put(" Ibu  Siti", "owed", right)
    roster.put("ibu siti", "leak", False)
    ((name, results),) = roster.rows()
    assert name == "Ibu Siti"
    assert results["owed"] == (3, True)
    assert roster.by_exercise() == {"owed": (1, 1), "leak": (1, 0)}
    roster.guess("Ibu Siti", "spread", Guess("one", False))
    for number in range(TRAINEES_MOST):
        roster.put(str(number), "owed", True)
    assert "Ibu Siti" not in [name for name, _ in roster.rows()]
    assert roster.guesses_of("spread") == []


def test_the_first_guess_counts_and_is_no_answer():
    roster = Roster()
    roster.guess("Ibu Siti", "spread", Guess("one", False))
    roster.guess(" ibu SITI", "spread", Guess("each", True))
    assert roster.guesses_of("spread") == [("one", False)]
    assert roster.guess_of("Ibu Siti", "spread") == ("one", False)
    assert roster.guess_of("Pak Udin", "spread") is None
    assert roster.rows() == [] and roster.by_exercise() == {}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "one", [one for one in EXERCISES if one.is_guessed], ids=lambda one: one.name
)
def test_every_guess_stands_in_one_bar(one, lang):
    if one.kind == "number":
        guesses = [Guess(number, number > 50) for number in (0, 9, 10, 55, 90, 99, 100)]
        counts = [(2, 0), (1, 0), (1, 1), (3, 3)]
    else:
        keys = list(exercise_named(one.name).ask("Ibu Siti").choices) or ["yes", "no"]
        guesses = [Guess(key, key == keys[0]) for key in (keys[0], keys[0], keys[-1])]
        counts = [(2, 2), *[(0, 0)] * (len(keys) - 2), (1, 0)]
    drawn = bars(one, guesses, lang)
    assert [(bar.guesses, bar.fit) for bar in drawn] == counts
    assert len({bar.label for bar in drawn}) == len(drawn)
