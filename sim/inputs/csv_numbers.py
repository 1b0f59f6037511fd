"""Numbers in a CSV: written the Indonesian way or plainly, refused where both may be meant."""

import re

from sim.inputs.hints import number_of, plain

FORMS = ("id", "plain")
"""`id`: 1.234.567,89. `plain`: 1234567.89."""
CHARACTERS_MOST = 40

DIGITS = re.compile(r"[+-]?[0-9]+")
PLAIN = re.compile(r"[+-]?[0-9]+\.[0-9]+")
INDONESIAN = re.compile(r"[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?")
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
"""One point before three digits: thousands or thousandths."""
MARKED = re.compile(r"[+-]?[0-9][0-9.,]*[.,][0-9]+")


class NumberError(Exception):
    """Why a cell is no number, and the remedy; SCENARIO stands for the scenario's file."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why}; {remedy}")
        self.why = why
        self.remedy = remedy


def read_number(text: str, form: str | None, whole: bool) -> int | float:
    """Read the number of a cell.

    Parameters
    ----------
    text : str
        The cell.
    form : {"id", "plain"} or None
        As the scenario declares it; None where it does not.
    whole : bool
        Whether a whole number is wanted.

    Raises
    ------
    NumberError
        When the cell is no number, or two numbers could be meant.
    """
    if len(text) <= CHARACTERS_MOST:
        if DIGITS.fullmatch(text):
            return int(text)
        if MARKED.fullmatch(text):
            return _marked(text, form, whole)
    raise NumberError("not a whole number" if whole else "not a number", _remedy(text, form, whole))


def _marked(text: str, form: str | None, whole: bool) -> int | float:
    """Read a number that has points or commas."""
    if form is None and (GROUPED.fullmatch(text) or not PLAIN.fullmatch(text)):
        why = "what its point or comma means is not declared"
        remedy = 'write numbers = "id" (1.234.567,89) or "plain" (1234567.89) in SCENARIO'
        raise NumberError(why, remedy)
    read = None
    if form == "id" and INDONESIAN.fullmatch(text):
        read = text.replace(".", "").replace(",", ".")
    elif form != "id" and PLAIN.fullmatch(text):
        read = text
    if read is None:
        like = "1.234.567,89" if form == "id" else "1234567.89"
        why = f'not a number like {like} (numbers = "{form}")'
        raise NumberError(why, _remedy(text, form, whole))
    if "." not in read:
        return int(read)
    if whole:
        raise NumberError("not a whole number", _remedy(text, form, whole))
    return float(read)


def _remedy(text: str, form: str | None, whole: bool) -> str:
    """Say how the number is written that was probably meant."""
    meant = number_of(text)
    if meant is not None and "%" in text:
        meant /= 100
    if meant is None or (whole and meant != int(meant)):
        return "write digits alone, e.g. 10" if whole else "write a number, e.g. 0.3"
    written = plain(meant)
    return f"write {written.replace('.', ',') if form == 'id' else written}"
