"""Numbers as a language writes them, rounded to what a reader can use."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

MINUS = "\u2212"
NO_BREAK = "\u00a0"
BILLION, MILLION = 1e9, 1e6
HUNDRED = 100.0


class Number(NamedTuple):
    """How numbers of one order are written: what they are divided by, and the words around."""

    unit: float
    digits: int
    before: str = ""
    after: str = ""
    step: float = 0.0
    """To which they are rounded instead."""


class Language(NamedTuple):
    """Signs and words for numbers."""

    decimal: str
    thousands: str
    million: str
    billion: str

    def bare(self, value: float, order: Number, signed: bool = False) -> str:
        """Return a number of an order without its words."""
        scaled = value / order.unit
        if order.step:
            scaled = round(scaled / order.step) * order.step
        text = f"{abs(scaled):,.{order.digits}f}"
        nothing = float(text.replace(",", "")) == 0.0
        text = text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)
        sign = MINUS if scaled < 0.0 else "+" if signed else ""
        return text if nothing else sign + text

    def full(self, value: float, order: Number, signed: bool = False) -> str:
        """Return a number of an order with its words."""
        text = self.bare(value, order, signed)
        sign, digits = (text[0], text[1:]) if text[0] in f"+{MINUS}" else ("", text)
        return f"{sign}{order.before}{digits}{order.after}"

    def rupiah(self, value: float) -> Number:
        """Return the order of an amount of money."""
        size, before = abs(value), f"Rp{NO_BREAK}"
        if size >= BILLION:
            after = f"{NO_BREAK}{self.billion}"
            return Number(BILLION, 2 if size < 10 * BILLION else 1, before, after)
        if size >= MILLION:
            after = f"{NO_BREAK}{self.million}"
            return Number(MILLION, 1 if size < 10 * MILLION else 0, before, after)
        step = HUNDRED if size >= 1000.0 else 10.0 if size >= HUNDRED else 1.0
        return Number(1.0, 0, before, "", step)

    def points(self, value: float) -> Number:
        """Return the order of a difference of shares, in points."""
        return Number(0.01, 0 if abs(value) >= 0.1 else 1)

    def percent(self, value: float) -> Number:
        """Return the order of a share, in per cent."""
        edge = 0.0 < value < 0.01 or 0.99 < value < 1.0
        return Number(0.01, 1 if edge else 0, "", f"{NO_BREAK}%")

    def counted(self, value: float) -> Number:
        """Return the order of things that are counted, such as Kubes."""
        return Number(1.0, 0 if abs(value) >= 3.0 or value == int(value) else 1)

    def plain(self, value: float) -> Number:
        """Return the order of a parameter's value: three digits that say something."""
        size = abs(value)
        digits = next((it for it, most in enumerate((100.0, 10.0, 1.0, 0.1)) if size >= most), 4)
        return Number(1.0, digits)


Order = Callable[[float], Number]
LANGUAGES: Mapping[str, Language] = {
    "id": Language(",", ".", "juta", "miliar"),
    "en": Language(".", ",", "million", "billion"),
}
