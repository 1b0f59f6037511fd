"""How tables and pictures write the values of an outcome: shares in per cent, large sums in short.

A column or an axis has one scale, so that its figures can be compared; the scale's unit stands at
its head.
"""

import math
from pathlib import Path
from typing import NamedTuple

from experiments.common.differences import is_money, is_share
from experiments.common.languages import Lang
from experiments.common.numbers import HUNDRED, LANGUAGES, MILLION, THOUSAND, number
from experiments.common.outcomes import Measure
from experiments.common.texts import texts_of
from sim.units import UNITS

FOLDER = Path(__file__).parent / "texts"
WHOLE_FROM = 9.95
"""From here on figures have no decimals."""


class Scale(NamedTuple):
    """A scale of an outcome.

    Attributes
    ----------
    by : float
        What values are divided by.
    unit : str
        Of the figures.
    """

    by: float
    unit: str
    lang: Lang

    def text(self, value: float) -> str:
        """Write a value without its unit; nothing that is known is a dash."""
        if math.isnan(value):
            return "-"
        figure = value / self.by
        return number(figure, 0 if abs(figure) >= WHOLE_FROM or figure == 0.0 else 1, self.lang)


def scale_of(outcome: Measure, largest: float, lang: Lang) -> Scale:
    """Return the scale of an outcome of which a value is the largest mean that is shown."""
    words = texts_of(FOLDER)[lang]
    unit = outcome.unit if lang == "en" else UNITS[outcome.unit]
    if is_share(outcome):
        return Scale(1.0 / HUNDRED, unit.replace(words["unit.share"], words["unit.percent"]), lang)
    if not is_money(outcome):
        return Scale(1.0, unit, lang)
    signs = LANGUAGES[lang]
    by, word = (MILLION, signs.million) if largest >= 10 * MILLION else (THOUSAND, signs.thousand)
    return Scale(by, unit.replace("Rp", words.say("unit.rupiah", size=word), 1), lang)
