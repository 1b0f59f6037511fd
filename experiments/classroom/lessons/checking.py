"""An answer checked against the model, with the explanation."""

import re
from typing import NamedTuple

from experiments.classroom.lessons.all import asked, exercise
from experiments.classroom.lessons.exercise import Answer, Asked, Exercise, Kind
from experiments.classroom.lessons.wording import answer_text, because, choices
from experiments.classroom.texts import say
from experiments.common.languages import LANGS, Lang

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
RUPIAH = re.compile(r"(?:rp\.?)?(\d{1,15}|\d{1,3}(?:([.,])\d{3})(?:\2\d{3}){0,4})(?:,-)?")
"""`120000`, `120.000`, `Rp 120,000`, `Rp120.000,-`."""
LONGEST = 200


class Feedback(NamedTuple):
    """What is said to an answer.

    Attributes
    ----------
    right : bool
    understood : bool
        Whether it could be read at all; if not, nothing is given away.
    said : dict of language to str
    """

    right: bool
    understood: bool
    said: dict[Lang, str]


def check(name: str, trainee: str, answer: str | int) -> Feedback:
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

    Raises
    ------
    InputError
        When there is no such exercise, or the trainee has no name.
    """
    one, given = exercise(name), asked(name, trainee)
    read = read_answer(one, given, answer)
    if read is None:
        return Feedback(
            False, False, {lang: say(lang, f"lesson.write.{one.kind}") for lang in LANGS}
        )
    right = given.passes(read)
    return Feedback(right, True, {lang: _said(one, given, right, lang) for lang in LANGS})


def _said(one: Exercise, given: Asked, right: bool, lang: Lang) -> str:
    told = answer_text(one, given, given.answer, lang)
    first = say(lang, "lesson.word.right" if right else "lesson.word.wrong", answer=told)
    return f"{first} {because(one, given, lang)}"


def read_answer(one: Exercise, given: Asked, answer: str | int) -> Answer | None:
    """Return an answer as the model writes it, or None where it cannot be read."""
    text = " ".join(str(answer).split()).casefold()
    if not text or len(text) > LONGEST or isinstance(answer, bool):
        return None
    if one.kind in ("amount", "number"):
        return _number(text, one.kind)
    if one.kind == "month":
        return text if MONTH.fullmatch(text) else _named_month(text, one, given)
    for lang in LANGS:
        for key, words in choices(one, given, lang):
            if text in (key.casefold(), words.casefold()):
                return key
    return None


def _number(text: str, kind: Kind) -> int | None:
    found = RUPIAH.fullmatch(text.replace(" ", "").removesuffix("%" if kind == "number" else ""))
    return int(re.sub(r"\D", "", found[1])) if found else None


def _named_month(text: str, one: Exercise, given: Asked) -> str | None:
    """Return a month that is written out, of those that the question shows."""
    for month in dict.fromkeys(row.month for row in given.rows):
        if any(text == answer_text(one, given, month, lang).casefold() for lang in LANGS):
            return month
    return None
