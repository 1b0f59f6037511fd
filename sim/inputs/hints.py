"""What somebody probably meant by a number or a month that is not written as it has to be."""

import datetime
import re
from typing import Any

from sim.inputs.declared import Declared
from sim.inputs.said import Said, both
from sim.units import UNITS

NOT_WHOLE = both("not a whole number", "bukan bilangan bulat")
NOT_A_NUMBER = both("not a number", "bukan angka")
MILLIONS = {"juta": 1e6, "jt": 1e6, "million": 1e6, "ribu": 1e3, "rb": 1e3, "thousand": 1e3}
MONTHS = {
    name: number + 1
    for names in (
        "jan feb mar apr mei jun jul agu sep okt nov des",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split())
}
"""Indonesian and English months by their first three letters."""
MILLION_RUPIAH_MOST = 10_000
"""A sum below it, with a decimal point, may have been given in millions of rupiah."""


def range_text(declared: Declared) -> Said:
    """Say which numbers may stand at a place, with their unit."""
    whole = declared.kind is int
    what, apa = ("a whole number", "bilangan bulat") if whole else ("a number", "angka")
    if declared.low is not None and declared.high is not None:
        low, high = plain(declared.low), plain(declared.high)
        what, apa = f"{what} from {low} to {high}", f"{apa} dari {low} sampai {high}"
    return with_unit(what, apa, declared.unit)


def with_unit(english: str, indonesian: str, unit: str) -> Said:
    """Return a text in both languages with a unit behind it; nothing where there is no unit."""
    if not unit or unit == "-":
        return both(english, indonesian)
    return both(f"{english} ({unit})", f"{indonesian} ({UNITS.get(unit, unit)})")


def plain(number: float) -> str:
    """Return a number without exponent and without a needless `.0`."""
    return str(int(number)) if number == int(number) else repr(round(number, 10))


def number_hint(value: Any, key: str, declared: Declared) -> str:
    """Guess the number that was meant, and say how it is written; or nothing."""
    if isinstance(value, str):
        return _text_hint(value, declared)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if declared.is_share and 1 < value <= 100:
        return both(
            f"a share is from 0 to 1: for {plain(value)} % write {plain(value / 100)}",
            f"bagian ditulis dari 0 sampai 1: untuk {plain(value)} % tulis {plain(value / 100)}",
        )
    if key.endswith("_idr"):
        return _rupiah_hint(value, declared)
    return _whole_hint(value) if declared.kind is int else ""


def _text_hint(value: str, declared: Declared) -> str:
    meant = number_of(value)
    if meant is None:
        return ""
    share = "%" in value and declared.is_share
    written = plain(meant / 100 if share else meant)
    return both(f"write {written}, without quotes", f"tulis {written}, tanpa tanda kutip")


def _rupiah_hint(value: float, declared: Declared) -> str:
    if declared.low and 0 < value < declared.low:
        rupiah = round(value * 1e3)
        return both(
            f"for {plain(value)} thousand write {rupiah}",
            f"untuk {plain(value)} ribu tulis {rupiah}",
        )
    if declared.kind is int and isinstance(value, float) and 0 < value < MILLION_RUPIAH_MOST:
        rupiah = round(value * 1e6)
        return both(
            f"write whole rupiah: for {plain(value)} million write {rupiah}",
            f"tulis rupiah penuh: untuk {plain(value)} juta tulis {rupiah}",
        )
    return _whole_hint(value)


def _whole_hint(value: float) -> str:
    if isinstance(value, float) and abs(value) < 1e12 and value == int(value):
        return both(
            f"write {int(value)}, without a decimal point",
            f"tulis {int(value)}, tanpa titik desimal",
        )
    return ""


def number_of(text: str) -> float | None:
    """Return the number that a text most likely stands for, in whatever way it is written."""
    number = re.fullmatch(
        r"(?:rp\.?|idr)?\s*(-?[0-9][0-9.,\s]*?)(?:,-+)?\s*(%|persen|percent|[a-z]+)?",
        text.strip().lower()[:60],
    )
    if number is None:
        return None
    digits, word = re.sub(r"\s", "", number[1]), number[2] or ""
    if word and word not in {*MILLIONS, "%", "persen", "percent"}:
        return None
    marks = re.sub(r"[0-9-]", "", digits)
    last = digits.rpartition(marks[-1:] or " ")[2] if marks else ""
    if marks and (len(set(marks)) == 2 or (len(marks) == 1 and len(last) != 3)):
        whole = digits[: -len(last) - 1] if last else digits[:-1]
        digits = f"{re.sub(r'[.,]', '', whole)}.{last or '0'}"
    else:
        digits = re.sub(r"[.,]", "", digits)
    return float(digits) * MILLIONS.get(word, 1.0)


def month_hint(value: Any) -> str:
    """Say how a month is written, with the month that was probably meant."""
    meant = _month_of(value)
    if meant:
        return both(f'write "{meant}"', f'tulis "{meant}"')
    return both(
        "write YYYY-MM, e.g. 2009-03", "tulis tahun dan bulan dengan angka, misalnya 2009-03"
    )


def _month_of(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value.year:04d}-{value.month:02d}"
    if not isinstance(value, str):
        return ""
    text = value.strip().lower()[:40]
    for pattern in (
        r"(?P<year>(19|20)[0-9]{2})[-/. ](?P<month>[0-9]{1,2})([-/.][0-9]{1,2})?",
        r"(?P<year>(19|20)[0-9]{2})(?P<month>[0-9]{2})",
        r"([0-9]{1,2}[-/.])?(?P<month>[0-9]{1,2})[-/. ](?P<year>(19|20)[0-9]{2})",
        r"(?P<name>[a-z]{3})[a-z]*[-/. ]+(?P<year>(19|20)[0-9]{2})",
    ):
        if match := re.fullmatch(pattern, text):
            parts = match.groupdict()
            name = parts.get("name")
            month = MONTHS.get(name, 0) if name else int(parts["month"])
            if 1 <= month <= 12:
                return f"{parts['year']}-{month:02d}"
    return ""
