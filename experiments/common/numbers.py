"""Numbers, shares, money and months as English and Indonesian write them.

English writes 45.3 % and Rp 1,250,000, Indonesian 45,3 % and Rp 1.250.000. Functions take a value
and a language and return its text. `Language` rounds a figure and its interval alike: an `Order`
is chosen by the figure, and both are written in it.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from experiments.common.languages import Lang, in_language

MINUS = "\u2212"
NO_BREAK = "\u00a0"
BILLION, MILLION, THOUSAND, HUNDRED = 1e9, 1e6, 1e3, 100.0
DIGITS = 3
WHOLE_FROM = 999.5
"""From here on numbers are whole, for three digits would cut them."""
SMALL_SHARE = 0.095
"""Below it a share has a decimal."""


class Order(NamedTuple):
    """How numbers of one order are written: what they are divided by, and the words around."""

    unit: float
    digits: int
    before: str = ""
    after: str = ""
    step: float = 0.0
    """To which they are rounded instead."""


class Language(NamedTuple):
    """Signs and words for numbers."""

    point: str
    group: str
    thousand: str
    million: str
    billion: str
    points_word: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    times: tuple[str, str, str, str]

    def signs(self, text: str) -> str:
        """Return a number written in English with the signs of this language."""
        return text.translate(str.maketrans(".,", self.point + self.group))

    def bare(self, value: float, order: Order, signed: bool = False) -> str:
        """Return a number of an order without its words."""
        scaled = value / order.unit
        if order.step:
            scaled = round(scaled / order.step) * order.step
        text = f"{abs(scaled):,.{order.digits}f}"
        nothing = float(text.replace(",", "")) == 0.0
        sign = MINUS if scaled < 0.0 else "+" if signed else ""
        return self.signs(text if nothing else sign + text)

    def full(self, value: float, order: Order, signed: bool = False) -> str:
        """Return a number of an order with its words."""
        text = self.bare(value, order, signed)
        sign, digits = (text[0], text[1:]) if text[0] in f"+{MINUS}" else ("", text)
        return f"{sign}{order.before}{digits}{order.after}"

    def rupiah(self, value: float) -> Order:
        """Return the order of an amount of money."""
        size, before = abs(value), f"Rp{NO_BREAK}"
        if size >= BILLION:
            after = f"{NO_BREAK}{self.billion}"
            return Order(BILLION, 2 if size < 10 * BILLION else 1, before, after)
        if size >= MILLION:
            after = f"{NO_BREAK}{self.million}"
            return Order(MILLION, 1 if size < 10 * MILLION else 0, before, after)
        step = HUNDRED if size >= 1000.0 else 10.0 if size >= HUNDRED else 1.0
        return Order(1.0, 0, before, "", step)

    def points(self, value: float) -> Order:
        """Return the order of a difference of shares, in points."""
        return Order(0.01, 0 if abs(value) >= 0.1 else 1)

    def percent(self, value: float) -> Order:
        """Return the order of a share, in per cent."""
        edge = 0.0 < value < 0.01 or 0.99 < value < 1.0
        return Order(0.01, 1 if edge else 0, "", f"{NO_BREAK}%")

    def counted(self, value: float) -> Order:
        """Return the order of things that are counted, such as Kubes."""
        return Order(1.0, 0 if abs(value) >= 3.0 or value == int(value) else 1)

    def plain(self, value: float) -> Order:
        """Return the order of a parameter's value: three digits that say something."""
        size = abs(value)
        digits = next((n for n, most in enumerate((100.0, 10.0, 1.0, 0.1)) if size >= most), 4)
        return Order(1.0, digits)


OrderOf = Callable[[float], Order]
LANGUAGES: Mapping[Lang, Language] = {
    "id": Language(
        ",", ".", "ribu", "juta", "miliar", "poin",
        ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
         "Oktober", "November", "Desember"),
        ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
        ("detik", "menit", "jam", "hari"),
    ),
    "en": Language(
        ".", ",", "thousand", "million", "billion", "points",
        ("January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ("s", "min", "h", "days"),
    ),
}  # fmt: skip


IN_TEXT = re.compile(r"(?<![A-Za-wyz_.=\d])(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?")
"""A number in a sentence as English writes it, and no part of a name such as `learn.decay=0.02`."""


def with_signs(text: str, lang: Lang) -> str:
    """Return a text with its numbers, written in English, in the signs of a language."""
    return IN_TEXT.sub(lambda found: LANGUAGES[lang].signs(found[0]), text)


def said_in(text: str, lang: Lang) -> str:
    """Return a text that may be said in both languages in one, its numbers in the same."""
    return with_signs(in_language(text, lang), lang)


def counted(count: int, thing: str) -> str:
    """Return a count with its noun in English: `1 run`, `2,000 runs`, `3 cities`.

    Indonesian nouns are the same after any number.
    """
    things = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{count:,} {thing if count == 1 else things}"


def number(value: float, places: int, lang: Lang) -> str:
    """Return a number with so many decimals; never -0."""
    return LANGUAGES[lang].signs(f"{round(value, places) + 0.0:,.{places}f}")


def short(value: float, lang: Lang, digits: int = 6) -> str:
    """Return a number without decimals that say nothing; whole ones in groups of three."""
    text = f"{int(value):,}" if value == int(value) else f"{value:.{digits}g}"
    return LANGUAGES[lang].signs(text)


def with_unit(value: float, unit: str, lang: Lang) -> str:
    """Return a number with few digits and its unit, rupiah before it."""
    large = abs(value) >= MILLION
    few = value / MILLION if large else value
    text = f"{few:,.0f}" if abs(few) >= WHOLE_FROM else f"{few:.{DIGITS}g}"
    text = LANGUAGES[lang].signs(text)
    if large:
        text += f" {LANGUAGES[lang].million}"
    if unit.startswith("Rp"):
        return f"Rp {text}{unit.removeprefix('Rp')}"
    return f"{text} ({unit})" if unit else text


def percent(share: float, lang: Lang) -> str:
    """Return a share in per cent, whole unless it is small."""
    places = 0 if share >= SMALL_SHARE or share == 0.0 else 1
    return f"{number(100 * share, places, lang)} %"


def whole_percent(share: float, lang: Lang) -> str:
    """Return a share in whole per cent."""
    return f"{number(100 * share, 0, lang)} %"


def millions(amount_idr: float, lang: Lang) -> str:
    """Return money in millions of rupiah, without words."""
    value = amount_idr / MILLION
    return number(value, 0 if abs(value) >= HUNDRED else 1, lang)


def exact_idr(amount_idr: int, lang: Lang) -> str:
    """Return every rupiah, such as `Rp 1.234.567`."""
    sign = MINUS if amount_idr < 0 else ""
    return f"{sign}Rp {number(abs(amount_idr), 0, lang)}"


def about_idr(amount_idr: int, lang: Lang) -> str:
    """Return millions with one decimal, or below one million to the nearest thousand."""
    sign, size = (MINUS if amount_idr < 0 else ""), abs(amount_idr)
    thousands = (size + 500) // 1000
    if thousands < 1000:
        return f"{sign}Rp {number(thousands * 1000 if thousands else size, 0, lang)}"
    tenths = (size + 50_000) // 100_000
    return f"{sign}Rp {number(tenths / 10, 1, lang)} {LANGUAGES[lang].million}"


def month_name(month: str, lang: Lang) -> str:
    """Return `2016-05` as `Mei 2016`."""
    year, _, number_of = month.partition("-")
    return f"{LANGUAGES[lang].months[int(number_of) - 1]} {year}"
