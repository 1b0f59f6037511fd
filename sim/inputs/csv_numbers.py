"""Numbers in a CSV: written the Indonesian way or plainly, refused where both may be meant."""

import re

from sim.inputs.hints import NOT_A_NUMBER, NOT_WHOLE, number_of, plain
from sim.inputs.said import both

FORMS = ("id", "plain")
"""`id`: 1.234.567,89. `plain`: 1234567.89."""
CHARACTERS_MOST = 40

DIGITS_ALONE = both("write digits alone, e.g. 10", "tulis angka saja, misalnya 10")
A_NUMBER = both("write a number, e.g. 0.3", "tulis sebuah angka, misalnya 0.3")
DIGITS = re.compile(r"[+-]?[0-9]+")
PLAIN = re.compile(r"[+-]?[0-9]+\.[0-9]+")
INDONESIAN = re.compile(r"[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?")
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
"""One point before three digits: thousands or thousandths."""
MARKED = re.compile(r"[+-]?[0-9][0-9.,]*[.,][0-9]+")


class NumberError(Exception):
    """Why a cell is no number, and the remedy."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why}; {remedy}")
        self.why = why
        self.remedy = remedy


def read_number(text: str, form: str | None, whole: bool, scenario: str) -> int | float:
    """Read the number of a cell.

    Parameters
    ----------
    text : str
        The cell.
    form : {"id", "plain"} or None
        As the scenario declares it; None where it does not.
    whole : bool
        Whether a whole number is wanted.
    scenario : str
        Name of the file that declares the form, for the remedy.

    Raises
    ------
    NumberError
        When the cell is no number, or two numbers could be meant.
    """
    if len(text) <= CHARACTERS_MOST:
        if DIGITS.fullmatch(text):
            return int(text)
        if MARKED.fullmatch(text):
            return _marked(text, form, whole, scenario)
    raise NumberError(NOT_WHOLE if whole else NOT_A_NUMBER, _remedy(text, form, whole))


def _marked(text: str, form: str | None, whole: bool, scenario: str) -> int | float:
    """Read a number that has points or commas."""
    if form is None and (GROUPED.fullmatch(text) or not PLAIN.fullmatch(text)):
        why = both(
            "what its point or comma means is not declared",
            "arti titik atau komanya belum dinyatakan",
        )
        id, plain = '"id" (1.234.567,89)', '"plain" (1234567.89)'
        remedy = both(
            f"write numbers = {id} or {plain} in {scenario}",
            f"tulis numbers = {id} atau {plain} dalam {scenario}",
        )
        raise NumberError(why, remedy)
    read = None
    if form == "id" and INDONESIAN.fullmatch(text):
        read = text.replace(".", "").replace(",", ".")
    elif form != "id" and PLAIN.fullmatch(text):
        read = text
    if read is None:
        like = "1.234.567,89" if form == "id" else "1234567.89"
        why = both(
            f'not a number like {like} (numbers = "{form}")',
            f'bukan angka seperti {like} (numbers = "{form}")',
        )
        raise NumberError(why, _remedy(text, form, whole))
    if "." not in read:
        return int(read)
    if whole:
        raise NumberError(NOT_WHOLE, _remedy(text, form, whole))
    return float(read)


def _remedy(text: str, form: str | None, whole: bool) -> str:
    """Say how the number is written that was probably meant."""
    meant = number_of(text)
    if meant is not None and "%" in text:
        meant /= 100
    if meant is None or (whole and meant != int(meant)):
        return DIGITS_ALONE if whole else A_NUMBER
    written = plain(meant)
    if form == "id":
        written = written.replace(".", ",")
    return both(f"write {written}", f"tulis {written}")
