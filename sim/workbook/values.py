"""What a cell says: a month, rupiah, a count, a share, a word; or why it says none of these.

Numbers are those of the spreadsheet, or texts as people write them in Indonesia: `Rp 1.500.000,-`,
`1,5 juta`, `30 %`. A text that may mean two numbers is refused.
"""

import datetime
import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from sim.inputs.csv_numbers import A_NUMBER
from sim.inputs.explain import NOT_A_MONTH, UNKNOWN_WORD
from sim.inputs.faults import nearest, printable
from sim.inputs.hints import MILLIONS, NOT_A_NUMBER, NOT_WHOLE, plain
from sim.inputs.said import Said, both
from sim.workbook.columns import Words, choices, plain_words

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None
RUPIAH_MOST = 10**12
SEN_LEAST = 1_000
"""From this amount on what follows the decimal sign is taken for sen, and rounded."""
DIGITS_MOST = 10**15
"""A spreadsheet keeps fifteen digits."""
TEXT_MOST, NAME_MOST, CODE_MOST = 200, 80, 40
SERIALS = (10_000, 80_000)
"""Days after 30 December 1899 of the years 1927 to 2119: a date whose format was lost."""

_NAMES = (
    "januari january", "februari february pebruari", "maret march", "april", "mei may", "juni june",
    "juli july", "agustus august agt ags agu", "september sept", "oktober october",
    "november nopember nop", "desember december",
)  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(_NAMES, start=1)
    for whole in names.split()
    for name in (whole, whole[:3])
}
"""Months by their names in Indonesian and English, and by the first three letters."""
DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>(19|20|21)\d\d)[-/. ](?P<month>\d{1,2})([-/. ](?P<day>\d{1,2}))?",
        r"(?P<year>(19|20|21)\d\d)(?P<month>\d\d)((?P<day>\d\d))?",
        r"((?P<day>\d{1,2})[-/. ])?(?P<month>\d{1,2})[-/. ](?P<year>(19|20|21)\d\d)",
        r"((?P<day>\d{1,2})[-/. ]*)?(?P<name>[a-z]+)\.?[-/. ']*(?P<year>((19|20|21)\d\d)|\d\d)",
        r"(?P<year>(19|20|21)\d\d)[-/. ]*(?P<name>[a-z]+)",
    )
)
MONEY = re.compile(
    r"(?P<sign>-?)(?:rp\.?|idr)? ?(?P<more>-?)(?P<digits>\d[\d.,' ]*?)(?:[.,] ?[-–—]+|[-–—]+)? ?"
    r"(?P<unit>juta|jt|ribu|rb|miliar|milyar|million|thousand|billion)?(?: ?rupiah)?"
)
UNITS = {**MILLIONS, "miliar": 1e9, "milyar": 1e9, "billion": 1e9}
GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<mark>[.,' ])\d{3})(?:(?P=mark)\d{3})*)(?P<sen>[.,]\d{1,2})?"
)
BARE = re.compile(r"(?P<whole>\d+)(?P<sen>[.,]\d\d)?")
DECIMAL = re.compile(r"\d+([.,]\d+)?")
COUNT = re.compile(
    r"(\d{1,9})(?:[.,]0+)?\s*"
    r"(?:orang|org|kk|rt|rumah tangga|keluarga|anggota|kali|x|persons|households|times|bulan)?"
)
BELOW_ZERO = both("is below zero", "di bawah nol")
NOT_BELOW = both("write 0 or more", "tulis 0 atau lebih")
TOO_MUCH = both("is more than a Kube can have", "lebih banyak daripada yang mungkin dimiliki Kube")
A_TRILLION = both(
    "write whole rupiah, a trillion at most", "tulis rupiah penuh, paling banyak satu triliun"
)
NOT_RUPIAH = both("not an amount of rupiah", "bukan jumlah rupiah")
NOT_WHOLE_RUPIAH = both("not whole rupiah", "bukan rupiah penuh")
A_SHARE = both("write 30 % or 0.3", "tulis 30 % atau 0.3")
SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|persen|percent)?")


class CellError(Exception):
    """Why a cell cannot be read, and the remedy."""

    def __init__(self, why: str, remedy: str = "") -> None:
        super().__init__(f"{why}; {remedy}")
        self.why = why
        self.remedy = remedy


def of_millions(written: str, millions: float) -> Said:
    """Return how an amount is written that was given in millions of rupiah."""
    rupiah = round(millions * 1e6)
    return both(f"for {written} million write {rupiah}", f"untuk {written} juta tulis {rupiah}")


def _is_whole(value: float) -> bool:
    """Whether a number has no decimals, and is none of which a spreadsheet has lost digits."""
    return abs(value) <= DIGITS_MOST and value == int(value)


def _small(value: str) -> str:
    """Return a text in small letters, with plain blanks and digits."""
    return " ".join(unicodedata.normalize("NFKC", value[:TEXT_MOST]).casefold().split())


def _day_of(value: Cell) -> tuple[int, int, int | None] | None:
    """Return year, month and, where it is told, day."""
    if isinstance(value, datetime.date):
        return value.year, value.month, value.day
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if not isinstance(value, str):
        if not _is_whole(value):
            return None
        if SERIALS[0] <= value < SERIALS[1]:
            serial = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value))
            return serial.year, serial.month, serial.day
    written = value if isinstance(value, str) else str(int(value))
    text = re.sub(r" 00:00(:00)?$", "", _small(written))
    for pattern in DATES:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        parts = match.groupdict()
        name = parts.get("name")
        month = MONTHS.get(name, 0) if name else int(parts["month"])
        year, day = int(parts["year"]), parts.get("day")
        if month:
            return year + 2000 if year < 100 else year, month, int(day) if day else None
    return None


def _date(value: Cell) -> tuple[int, int, int | None]:
    """Return a date that the calendar has."""
    found = _day_of(value)
    if found is None:
        remedy = both(
            "write 2022-03, Maret 2022 or a date, the day first",
            "tulis 2022-03, Maret 2022, atau tanggal dengan hari di depan",
        )
        raise CellError(NOT_A_MONTH, remedy)
    year, month, day = found
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        remedy = both("write 2022-03 or Maret 2022", "tulis 2022-03 atau Maret 2022")
        if month > 12 and (day or 13) <= 12:
            turned = f"{month}/{day}/{year}"
            remedy = both(f"the day stands first: {turned}", f"hari ditulis di depan: {turned}")
        why = both("not in the calendar", "tidak ada dalam kalender")
        raise CellError(why, remedy) from None
    return year, month, day


def month(value: Cell) -> str:
    """Read a month as `YYYY-MM`."""
    year, number, _ = _date(value)
    return f"{year:04d}-{number:02d}"


def date(value: Cell) -> str:
    """Read a date as `YYYY-MM-DD`, or as `YYYY-MM` where the day is not told."""
    year, number, day = _date(value)
    return f"{year:04d}-{number:02d}" + (f"-{day:02d}" if day else "")


def rupiah(value: Cell) -> int:
    """Read an amount in whole rupiah, nothing or more."""
    amount = balance(value)
    if amount < 0:
        raise CellError(BELOW_ZERO, NOT_BELOW)
    return amount


def balance(value: Cell) -> int:
    """Read an amount in whole rupiah, which may be below zero."""
    amount = _amount(value)
    if abs(amount) > RUPIAH_MOST:
        raise CellError(TOO_MUCH, A_TRILLION)
    return amount


def _amount(value: Cell) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        remedy = both("write a number, e.g. 1500000", "tulis angka, misalnya 1500000")
        raise CellError(NOT_RUPIAH, remedy)
    if isinstance(value, str):
        return _written(value)
    if not math.isfinite(value) or abs(value) > 10 * RUPIAH_MOST:
        raise CellError(TOO_MUCH, A_TRILLION)
    if value != int(value) and abs(value) < SEN_LEAST:
        raise CellError(NOT_WHOLE_RUPIAH, of_millions(plain(value), value))
    return round(value)


def _written(value: str) -> int:
    """Read rupiah that are written as text."""
    text = _small(value)
    less = text.startswith("(") and text.endswith(")")
    match = MONEY.fullmatch(text.strip("()").replace("\u2212", "-") if less else text)
    if match is None:
        remedy = both(
            "write digits, e.g. 1500000; empty is not known",
            "tulis angka, misalnya 1500000; kosong berarti tidak diketahui",
        )
        raise CellError(NOT_RUPIAH, remedy)
    digits, unit = match["digits"].strip(), match["unit"]
    size = _with_unit(digits, unit) if unit else _without_unit(digits)
    return -size if less or match["sign"] or match["more"] else size


def _with_unit(digits: str, unit: str) -> int:
    """Read `1,5` before `juta`."""
    if not DECIMAL.fullmatch(digits) or re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        why = both("may mean two amounts", "dapat berarti dua jumlah")
        remedy = both("write whole rupiah, e.g. 1500000", "tulis rupiah penuh, misalnya 1500000")
        raise CellError(why, remedy)
    return round(float(digits.replace(",", ".")) * UNITS[unit])


def _without_unit(digits: str) -> int:
    """Read `1.500.000,00`, `1,500,000` or `1500000`."""
    match = GROUPED.fullmatch(digits) or BARE.fullmatch(digits)
    if match is None or (match["sen"] and match.groupdict().get("mark") == match["sen"][0]):
        remedy = both("write digits, e.g. 1500000", "tulis angka, misalnya 1500000")
        if DECIMAL.fullmatch(digits):
            remedy = of_millions(digits, float(digits.replace(",", ".")))
        raise CellError(NOT_WHOLE_RUPIAH, remedy)
    whole = int(re.sub(r"\D", "", match["whole"]))
    sen = int((match["sen"] or ".0")[1:])
    if sen and whole < SEN_LEAST:
        millions = float(f"{whole}.{match['sen'][1:]}")
        raise CellError(NOT_WHOLE_RUPIAH, of_millions(digits, millions))
    return whole


def whole(value: Cell) -> int:
    """Read a count."""
    found = None
    if isinstance(value, str):
        match = COUNT.fullmatch(_small(value))
        found = int(match[1]) if match else None
    elif isinstance(value, int | float) and not isinstance(value, bool) and _is_whole(value):
        found = int(value)
    if found is None:
        remedy = both(
            "write digits alone, e.g. 10; empty is not known",
            "tulis angka saja, misalnya 10; kosong berarti tidak diketahui",
        )
        raise CellError(NOT_WHOLE, remedy)
    if found < 0:
        raise CellError(BELOW_ZERO, NOT_BELOW)
    return found


def number(value: Cell) -> float:
    """Read a number with or without decimals."""
    if isinstance(value, str):
        text = _small(value)
        sign = -1.0 if text.startswith(("-", "\u2212")) else 1.0
        text = text.lstrip("-\u2212 ")
        if DECIMAL.fullmatch(text):
            return sign * float(text.replace(",", "."))
        return float(whole(value))
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise CellError(NOT_A_NUMBER, A_NUMBER)
    return float(value)


def share(value: Cell) -> float:
    """Read a share from 0 to 1, also as `30 %`."""
    if isinstance(value, str):
        match = SHARE.fullmatch(_small(value))
        if match is None:
            raise CellError(both("not a share", "bukan bagian"), A_SHARE)
        figure = float(match[1].replace(",", "."))
        value = round(figure / 100, 12) if match[2] else figure
    figure = number(value)
    if not 0.0 <= figure <= 1.0:
        remedy = A_SHARE
        if 1 < figure <= 100:
            percent, written = plain(figure), plain(figure / 100)
            remedy = both(f"for {percent} % write {written}", f"untuk {percent} % tulis {written}")
        raise CellError(both("a share is from 0 to 1", "bagian ditulis dari 0 sampai 1"), remedy)
    return figure


def text(value: Cell, most: int = TEXT_MOST) -> str:
    """Read a text on one line."""
    if isinstance(value, float) and _is_whole(value):
        value = int(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    found = " ".join(str(value).split())
    if not found.isprintable():
        why = both("has a character that cannot be seen", "memuat tanda yang tidak terlihat")
        raise CellError(why, both("write it again", "tulis ulang"))
    if len(found) > most:
        remedy = both(f"write {most} characters at most", f"tulis paling banyak {most} huruf")
        raise CellError(both("is too long", "terlalu panjang"), remedy)
    return found


def name(value: Cell) -> str:
    """Read the name of a Kube."""
    return text(value, NAME_MOST)


def code(value: Cell) -> str:
    """Read the code of a Kube; 7 and "7" are the same."""
    if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
        remedy = both("write a number, or letters and digits", "tulis nomor, atau huruf dan angka")
        raise CellError(both("not a code", "bukan kode"), remedy)
    return text(value, CODE_MOST)


def word(value: Cell, words: Words) -> str:
    """Read one of several words, and return its key."""
    if isinstance(value, float) and _is_whole(value):
        value = int(value)
    found = words.read.get(plain_words(str(value)[:TEXT_MOST]))
    if found is None:
        near = nearest(str(value)[:TEXT_MOST].casefold(), list(words.written.values()))
        raise CellError(UNKNOWN_WORD, printable(near))
    return found


READERS: dict[str, Callable[[Any], Any]] = {
    "month": month, "date": date, "rupiah": rupiah, "balance": balance, "whole": whole,
    "number": number, "share": share, "text": text, "name": name, "code": code,
}  # fmt: skip


def reader(kind: str) -> Callable[[Any], Any]:
    """Return what reads a kind of cell, by its name or that of its choices."""
    if kind in READERS:
        return READERS[kind]
    words = choices()[kind]
    return lambda value: word(value, words)
