"""All exercises, and answers to them checked against the model, with the explanation."""

import re
from functools import lru_cache
from typing import NamedTuple

from experiments.classroom.lessons.exercise import (
    Answer,
    Asked,
    Exercise,
    Kind,
    answer_text,
    because,
    choices,
)
from experiments.classroom.lessons.level1 import LEVEL_1
from experiments.classroom.lessons.level2 import LEVEL_2
from experiments.classroom.lessons.level3 import LEVEL_3
from experiments.classroom.lessons.own_story import known_as
from experiments.classroom.texts import say
from experiments.common.languages import LANGS, Lang
from sim.inputs.faults import nearest
from sim.inputs.strict import InputError

EXERCISES: tuple[Exercise, ...] = (*LEVEL_1, *LEVEL_2, *LEVEL_3)
"""In the order of a lesson."""

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
RUPIAH = re.compile(r"(?:rp\.?)?(\d{1,15}|\d{1,3}(?:([.,])\d{3})(?:\2\d{3}){0,4})(?:,-)?")
"""`120000`, `120.000`, `Rp 120,000`, `Rp120.000,-`."""
LONGEST = 200
SHORT_MONTH = 3
"""So many letters of a month's name are enough."""


def exercise_named(name: str) -> Exercise:
    """Return an exercise by its name.

    Raises
    ------
    InputError
    """
    by_name = {exercise.name: exercise for exercise in EXERCISES}
    if name not in by_name:
        raise InputError([f"exercise {name}: unknown; {nearest(name, list(by_name))}"])
    return by_name[name]


def asked(name: str, trainee: str) -> Asked:
    """Return an exercise as a trainee gets it.

    Raises
    ------
    InputError
        When there is no such exercise, or the trainee has no name.
    """
    return _asked(exercise_named(name).name, known_as(trainee))


@lru_cache(maxsize=512)
def _asked(name: str, trainee: str) -> Asked:
    return exercise_named(name).ask(trainee)


class Feedback(NamedTuple):
    """What is said to an answer.

    Attributes
    ----------
    right : bool
    texts : dict of language to str
        Where it could not be read at all, nothing is given away.
    """

    right: bool
    texts: dict[Lang, str]


def check(name: str, trainee: str, answer: str | int, again: bool = False) -> Feedback:
    """Check an answer of a trainee.

    Parameters
    ----------
    name : str
        Of the exercise.
    trainee : str
        Name or number; capitals and blanks do not matter.
    answer : str or int
        A number, rupiah as people write them, a month as `2016-05`, the key of a choice or its
        words in either language, yes or no.
    again : bool
        A wrong answer may be tried again: then a hint is given and no solution.

    Raises
    ------
    InputError
        When there is no such exercise, or the trainee has no name.
    """
    exercise, given = exercise_named(name), asked(name, trainee)
    read = read_answer(exercise, given, answer)
    if read is None:
        advice = {lang: say(lang, f"lesson.write.{exercise.kind}") for lang in LANGS}
        return Feedback(False, advice)
    right = given.passes(read)
    if again and not right:
        return Feedback(False, {lang: _hint(exercise, given, read, lang) for lang in LANGS})
    texts: dict[Lang, str] = {}
    for lang in LANGS:
        solution = answer_text(exercise, given, given.answer, lang)
        verdict = say(lang, f"lesson.word.{'right' if right else 'wrong'}", answer=solution)
        texts[lang] = f"{verdict} {because(exercise, given, lang)}"
    return Feedback(right, texts)


def _hint(exercise: Exercise, given: Asked, answer: Answer, lang: Lang) -> str:
    """Return where to look again; of an amount or number also whether it is too large."""
    hint = say(lang, f"lesson.hint.{exercise.kind}")
    if isinstance(answer, int) and isinstance(given.answer, int):
        how = "less" if answer > given.answer else "more"
        hint = f"{say(lang, f'lesson.hint.{how}')} {hint}"
    return f"{say(lang, 'lesson.hint.again')} {hint}"


def read_answer(exercise: Exercise, given: Asked, answer: str | int) -> Answer | None:
    """Return an answer as the model writes it, or None where it cannot be read."""
    text = " ".join(str(answer).split()).casefold()
    if not text or len(text) > LONGEST or isinstance(answer, bool):
        return None
    if exercise.kind in ("amount", "number"):
        return _number(text, exercise.kind)
    if exercise.kind == "month":
        return text if MONTH.fullmatch(text) else _named_month(text, exercise, given)
    for lang in LANGS:
        for key, words in choices(exercise, given, lang):
            if text in (key.casefold(), words.casefold()):
                return key
    return None


def _number(text: str, kind: Kind) -> int | None:
    match = RUPIAH.fullmatch(text.replace(" ", "").removesuffix("%" if kind == "number" else ""))
    return int(re.sub(r"\D", "", match[1])) if match else None


def _named_month(text: str, exercise: Exercise, given: Asked) -> str | None:
    """Return a month that is written out, of those that the question shows; the year may lack."""
    for month in dict.fromkeys(row.month for row in given.rows):
        for lang in LANGS:
            whole = answer_text(exercise, given, month, lang).casefold()
            name, _, year = whole.partition(" ")
            words = text.replace(".", "").split()
            short = len(words[0]) >= SHORT_MONTH and name.startswith(words[0])
            if (short or words[0] == name) and words[1:] in ([], [year]):
                return month
    return None
