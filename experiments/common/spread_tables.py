"""Cells of tables of effects: signed figures, intervals, probabilities, means with their precision.

Shares are in points. Money is in rupiah, or in thousands of them, without Rp, which the legend has;
a row with very large sums is in millions, and says so.
"""

import math
from typing import NamedTuple

from experiments.common.differences import amount, is_money, is_share
from experiments.common.languages import Lang
from experiments.common.numbers import MILLION, THOUSAND, number
from experiments.common.outcomes import Measure
from experiments.common.spread import Spread
from experiments.common.spread_words import FOLDER, percent
from experiments.common.texts import texts_of

IN_MILLIONS = 1e8
"""Sums from here on are written in millions."""
NONE = "-"
"""Where there is no figure."""


class Row(NamedTuple):
    """How the figures of one row are written.

    Attributes
    ----------
    in_thousands : bool
        Money is in thousands of rupiah.
    largest : float
        The largest figure of the row without its sign, which decides whether it is in millions.
    """

    outcome: Measure
    lang: Lang
    in_thousands: bool = False
    largest: float = 0.0

    def value(self, value: float) -> str:
        """Write a value of the outcome."""
        if math.isnan(value):
            return NONE
        if self.largest >= IN_MILLIONS:
            millions = number(value / MILLION, 1, self.lang)
            return texts_of(FOLDER)[self.lang].say("unit.millions", number=millions)
        if self.in_thousands and is_money(self.outcome):
            return number(value / THOUSAND, 1, self.lang)
        return amount(value, self.outcome, self.lang).removeprefix("Rp ")

    def size(self, value: float) -> str:
        """Write how large a difference is: of shares in points."""
        if is_share(self.outcome) and not math.isnan(value):
            return number(100 * abs(value), 1, self.lang)
        return self.value(abs(value))

    def signed(self, value: float) -> str:
        """Write a difference with its sign; what is written as nothing has none."""
        size = self.size(value)
        if math.isnan(value) or not any(digit in size for digit in "123456789"):
            return size
        return f"{'-' if value < 0.0 else '+'}{size}"

    def interval(self, spread: Spread) -> str:
        """Write a 90 % interval from one end to the other."""
        low, high = self.signed(spread.low), self.signed(spread.high)
        return texts_of(FOLDER)[self.lang].say("range_of_cell", low=low, high=high)

    def mean(self, spread: Spread) -> str:
        """Write a mean with its precision."""
        mean = self.signed(spread.mean)
        if math.isnan(spread.mean_precision):
            return mean
        return f"{mean} ±{self.size(spread.mean_precision)}"

    def chances(self, spread: Spread) -> tuple[str, str]:
        """Write the probabilities of better and of worse; of what is not judged none."""
        if math.isnan(spread.probability_better):
            return NONE, NONE
        better, worse = spread.probability_better, spread.probability_worse
        return percent(better, self.lang), percent(worse, self.lang)
