"""Stored forecasts compared with what became of their Kubes, as a later book says."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import NO_MONTH
from experiments.forecast.chances import NORMAL_90
from experiments.forecast.city_forecast import Json
from experiments.forecast.forecaster import OLD_MONTHS
from experiments.forecast.own_books import OwnBooks
from experiments.forecast.stored import event
from experiments.forecast.training import HORIZONS
from sim.calendar import month_number, month_text
from sim.inputs.faults import InputError
from sim.inputs.said import both
from sim.rules.stages import GAGAL

Values = NDArray[np.float64]

KUBES_LEAST = 40
"""With fewer scored Kubes nothing is concluded."""
SURE = 0.001
"""A chance nearer to 0 or 1 counts as this near in the log score."""
BETTER, NO_BETTER, TOO_FEW = "better", "no_better", "too_few"


class Fate(NamedTuple):
    """A forecast of a Kube and what came of it."""

    code: str
    today: str
    chance: float
    base_rate: float
    failed: bool


class Scored(NamedTuple):
    """Stored forecasts of one horizon.

    Attributes
    ----------
    fates : tuple of Fate
        Of Kubes whose fate is known.
    unknown : int
        Kubes whose fate the later book does not say.
    due : dict of str
        By the month of a forecast that cannot be scored yet: the month from which on it can.
    """

    months: int
    fates: tuple[Fate, ...]
    unknown: int
    due: dict[str, str]

    @property
    def happened(self) -> Values:
        """1 for every Kube that failed."""
        return np.array([fate.failed for fate in self.fates], np.float64)

    @property
    def chance(self) -> Values:
        """What was forecast."""
        return np.array([fate.chance for fate in self.fates], np.float64)

    @property
    def base_rate(self) -> Values:
        """What the base rate by age said."""
        return np.array([fate.base_rate for fate in self.fates], np.float64)

    def json(self) -> Json:
        """Return the scores, the difference with its 90 % confidence interval, and the verdict."""
        chance, base, happened = self.chance, self.base_rate, self.happened
        gained = (base - happened) ** 2 - (chance - happened) ** 2
        many = len(gained)
        mean = _mean(gained)
        error = None
        if many > 1:
            error = NORMAL_90 * float(gained.std(ddof=1)) / math.sqrt(many)
        brier_base = _mean((base - happened) ** 2)
        return {
            "kubes": many,
            "least": KUBES_LEAST,
            "unknown": self.unknown,
            "not_due": self.due,
            "failed": int(happened.sum()),
            "brier": _mean((chance - happened) ** 2),
            "brier_base_rate": brier_base,
            "log_score": _log_score(chance, happened),
            "log_score_base_rate": _log_score(base, happened),
            "skill": None if not brier_base or mean is None else round(mean / brier_base, 6),
            "gained": mean,
            "low": None if error is None or mean is None else round(mean - error, 6),
            "high": None if error is None or mean is None else round(mean + error, 6),
            "verdict": _verdict(many, mean, error),
        }


def _verdict(many: int, mean: float | None, error: float | None) -> str:
    if many < KUBES_LEAST or mean is None or error is None:
        return TOO_FEW
    return BETTER if mean - error > 0.0 else NO_BETTER


def _mean(values: Values) -> float | None:
    return round(float(values.mean()), 6) if len(values) else None


def _log_score(chance: Values, happened: Values) -> float | None:
    """Return the mean of the negative logarithm of what was said of the fate."""
    inside = np.clip(chance, SURE, 1.0 - SURE)
    return _mean(-np.log(np.where(happened > 0.0, inside, 1.0 - inside)))


def scored(forecasts: list[Json], books: OwnBooks) -> dict[int, Scored]:
    """Return stored forecasts with what became of their Kubes, by horizon.

    Of forecasts whose months overlap only the earlier one is scored: the same fate counts once.

    Raises
    ------
    InputError
        When the book has none of the Kubes.
    """
    codes = {code: place for place, code in enumerate(books.panel.codes)}
    told = {kube["code"] for content in forecasts for kube in content["kubes"]}
    if told and not told & codes.keys():
        fault = both(
            "forecast: the stored forecasts are of other Kubes than these books",
            "forecast: prakiraan yang tersimpan adalah tentang Kube lain daripada pembukuan ini",
        )
        raise InputError([fault])
    return {months: _of_horizon(forecasts, books, codes, months) for months in HORIZONS}


def _of_horizon(
    forecasts: list[Json], books: OwnBooks, codes: dict[str, int], months: int
) -> Scored:
    fates, unknown, due = [], 0, {}
    free = -1
    for content in sorted(forecasts, key=lambda content: str(content["today"])):
        today = month_number(content["today"])
        if today + months > books.today:
            due[content["today"]] = month_text(today + months)
            continue
        if today < free:
            continue
        free = today + months
        for kube in content["kubes"]:
            figures, place = kube[event(months)], codes.get(kube["code"])
            if not figures:
                continue
            failed = None if place is None else _failed(books, place, today, today + months)
            if failed is None:
                unknown += 1
                continue
            fates.append(
                Fate(
                    kube["code"], content["today"], figures["chance"], figures["base_rate"], failed
                )
            )
    return Scored(months, tuple(fates), unknown, due)


def _failed(books: OwnBooks, kube: int, since: int, until: int) -> bool | None:
    """Return whether a Kube failed in the months after one up to another; None if not known."""
    panel = books.panel
    if panel.ended[kube] != NO_MONTH and panel.ended[kube] <= until:
        return True
    last = min(until - panel.first + 1, panel.shape[1])
    stage = panel["stage"][kube, max(0, since - panel.first + 1) : last]
    if np.any(stage == GAGAL):
        return True
    if panel.ended[kube] != NO_MONTH:
        return False
    after = panel.known[kube, max(0, until - OLD_MONTHS - panel.first) :]
    return False if after.any() else None
