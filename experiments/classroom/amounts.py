"""Rupiah and months as people read them."""

from experiments.classroom.texts import texts
from experiments.common.languages import Lang

MILLION = 1_000_000


def month_name(month: str, lang: Lang) -> str:
    """Return `2016-05` as `Mei 2016`."""
    year, _, number = month.partition("-")
    return f"{texts(lang)['stage']['number']['months'][int(number) - 1]} {year}"


def exact_idr(amount_idr: int, lang: Lang) -> str:
    """Return every rupiah, such as `Rp 1.234.567`."""
    sign = "−" if amount_idr < 0 else ""
    return f"{sign}Rp {_grouped(abs(amount_idr), lang)}"


def about_idr(amount_idr: int, lang: Lang) -> str:
    """Return millions with one decimal, or below one million to the nearest thousand."""
    sign, size = ("−" if amount_idr < 0 else ""), abs(amount_idr)
    thousands = (size + 500) // 1000
    if thousands < 1000:
        return f"{sign}Rp {_grouped(thousands * 1000 if thousands else size, lang)}"
    tenths = (size + 50_000) // 100_000
    point = "," if lang == "id" else "."
    unit = "juta" if lang == "id" else "million"
    return f"{sign}Rp {_grouped(tenths // 10, lang)}{point}{tenths % 10} {unit}"


def _grouped(amount: int, lang: Lang) -> str:
    text = f"{amount:,}"
    return text.replace(",", ".") if lang == "id" else text
