"""How well experts answered questions whose answers are known: Cooke's classical model.

Calibration is the p-value of the hypothesis that the known answers fall between an expert's
quantiles as often as he says; information is how far his quantiles are from knowing nothing. Their
product is his weight, where the first is above a level (Cooke 1991, *Experts in Uncertainty*;
Colson and Cooke 2017, Reliability Engineering & System Safety 163, 109-120).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincc, rel_entr

from experiments.evidence.elicit.opinions import LEVELS, Ruler

Reals = NDArray[np.float64]
PARTS = np.diff([0.0, *LEVELS, 1.0])
"""Probability between neighbouring quantiles: 5, 45, 45 and 5 %."""
OVERSHOOT = 0.1
"""By so much of its length the range of all answers is longer on both sides."""
LEVEL = 0.05
"""An expert whose calibration is below this has no weight."""


class Score(NamedTuple):
    """How somebody answered the seed questions.

    Attributes
    ----------
    calibration : float
        A p-value; 1 is best.
    information : float
        Relative information over knowing nothing, mean over the questions, in nats.
    """

    calibration: float
    information: float

    @property
    def weight(self) -> float:
        """The weight before all weights are brought to 1."""
        return self.calibration * self.information if self.calibration >= LEVEL else 0.0


def calibration(counts: ArrayLike) -> float:
    """Return the probability of known answers that fall so unevenly, or worse.

    Parameters
    ----------
    counts : array of int, shape (4,)
        Known answers below 5 %, up to the median, up to 95 %, and above.

    Returns
    -------
    float
        Upper tail of chi-square with three degrees of freedom at 2 N I(s, p).
    """
    fallen = np.asarray(counts, np.float64)
    total = float(fallen.sum())
    statistic = 2.0 * total * float(rel_entr(fallen / total, PARTS).sum())
    return float(gammaincc((len(PARTS) - 1) / 2.0, statistic / 2.0))


def fallen_in(figures: Reals, answer: float) -> int:
    """Return between which of an expert's quantiles a known answer falls, counted from 0."""
    return int(np.searchsorted(figures, answer, side="left"))


def intrinsic_range(places: Reals) -> tuple[float, float]:
    """Return the range in which every answer is possible to one who knows nothing.

    Parameters
    ----------
    places : NDArray
        Of all quantiles of all experts, and of the known answer.
    """
    low, high = float(places.min()), float(places.max())
    more = OVERSHOOT * (high - low)
    return low - more, high + more


def information(places: Reals, ends: tuple[float, float]) -> float:
    """Return the relative information of quantiles over an even spread, in nats.

    Parameters
    ----------
    places : NDArray, shape (3,)
        Rising, within the ends.
    """
    edges = np.array([ends[0], *places, ends[1]])
    return float(np.log(ends[1] - ends[0]) + (PARTS * np.log(PARTS / np.diff(edges))).sum())


def scores(rulers: Sequence[Ruler], figures: Reals, answers: Sequence[float]) -> list[Score]:
    """Return the scores of experts who all answered the same seed questions.

    What has a highest answer is compared as it is, amounts by their logs.

    Parameters
    ----------
    rulers : sequence of Ruler
        One a question.
    figures : NDArray, shape (experts, questions, 3)
    answers : sequence of float
        The known ones, one a question.
    """
    fallen = np.zeros((len(figures), len(PARTS)))
    known = np.zeros((len(figures), len(answers)))
    for place, (ruler, answer) in enumerate(zip(rulers, answers, strict=True)):
        of_all = _places(ruler, figures[:, place])
        ends = intrinsic_range(np.append(of_all, _places(ruler, answer)))
        for expert, own in enumerate(of_all):
            fallen[expert, fallen_in(figures[expert, place], answer)] += 1
            known[expert, place] = information(own, ends)
    return [Score(calibration(fallen[n]), float(known[n].mean())) for n in range(len(figures))]


def _places(ruler: Ruler, values: ArrayLike) -> Reals:
    return ruler.along(values) if ruler.most is None else np.asarray(values, np.float64)
