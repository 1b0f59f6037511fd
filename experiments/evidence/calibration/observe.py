"""What an observer would have written down: pseudo-data with the errors of the real ones.

Every feature stands beside what was observed, on the same scale. Balances become log(1 + x /
scale), since they are compared in ratios and may be nothing; counts of Kubes that failed go
through Anscombe's arcsine, which levels their variance.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.agreement import MONEY
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.noise import (
    CITY,
    FIRST,
    Error,
    normal_errors,
    uniform_errors,
)
from experiments.evidence.calibration.settings import Exposure, Settings, Variant
from sim.rules.stages import BERKEMBANG, MANDIRI, STAGES, TUMBUH

Reals = NDArray[np.float64]
READINGS = ("cash", "liquid", "received", "saved")


class Feature(NamedTuple):
    """One figure: as observed, and of every draw."""

    name: str
    observed: float
    simulated: Reals
    binary: bool = False


def features_of(bank: Bank, variant: Variant) -> list[Feature]:
    """Return the figures that a variant looks at, of all draws.

    A draw in which a Kube never lived has figures without meaning (`Bank.complete`).
    """
    return list(_Observer(bank, variant).features())


def failed_of(bank: Bank, exposure: Exposure) -> Reals:
    """Return how many had failed of so many founded in each year, shape (draws,).

    They are Kubes of the first city by id, then of the second.
    """
    total = np.zeros(len(bank))
    rows = sorted(bank.inputs.cohort.kubes, key=lambda kube: kube.id)
    for year, count in exposure.founded.items():
        places = [place for place, kube in enumerate(rows) if kube.founded.startswith(year)]
        of_year = bank.failed[:, :, places].reshape(len(bank), -1)
        total += of_year[:, :count].sum(axis=1)
    return total


def reading_of(bank: Bank, variant: Variant) -> NDArray[np.int64]:
    """Return which of `READINGS` every draw has: the variant's, or any with equal chances."""
    if variant.reading != "unknown":
        return np.full(len(bank), READINGS.index(variant.reading))
    errors = uniform_errors(bank.inputs.settings.bank.seed, _numbers(bank), CITY, Error.READING)
    return np.asarray((errors * len(READINGS)).astype(np.int64))


def _numbers(bank: Bank) -> NDArray[np.int64]:
    return np.arange(len(bank))


class _Observer:
    """Looks at a bank as a variant does."""

    def __init__(self, bank: Bank, variant: Variant) -> None:
        self.bank = bank
        self.variant = variant
        self.settings: Settings = bank.inputs.settings
        self.kubes = list(bank.inputs.kubes)
        own = variant.money_log_sd
        self.money_log_sd = self.settings.errors.money_log_sd if own is None else own

    def features(self) -> Iterator[Feature]:
        """Yield all features, in a fixed order."""
        yield self._failed()
        for name in self.kubes:
            if name not in self.variant.leave_out:
                yield from self._money(name)
        yield from self._members()
        yield from self._stages()
        yield self._habit()

    def _failed(self) -> Feature:
        exposure = self.settings.exposure_of(self.variant)
        failed, total = failed_of(self.bank, exposure), exposure.total
        observed = float(_anscombe(np.array(float(exposure.failed)), total))
        return Feature("failed", observed, _anscombe(failed, total))

    def _money(self, name: str) -> Iterator[Feature]:
        """Yield the balances of a Kube: its money together, its bank and its fund."""
        figures = self.bank.inputs.figures(name)
        seen = {
            quantity: float(it.value)
            for quantity, it in figures.items()
            if self.variant.inferred or not it.inferred
        }
        fit = self.settings.fit
        if "kas_idr" in seen:
            told = sum(seen.get(quantity, 0.0) for quantity in MONEY)
            simulated = self._wrong(self._read(name, seen), name, Error.MONEY)
            yield _logged(f"{name}: money", told, simulated, fit.money_scale_idr)
        if "bank_idr" in seen:
            simulated = self._wrong(self.bank.kube(name, "bank_idr"), name, Error.BANK)
            yield _logged(f"{name}: bank", seen["bank_idr"], simulated, fit.money_scale_idr)
        if "iks_idr" in seen:
            simulated = self._wrong(self.bank.kube(name, "iks_idr"), name, Error.IKS)
            yield _logged(f"{name}: IKS", seen["iks_idr"], simulated, fit.iks_scale_idr)

    def _read(self, name: str, seen: dict[str, float]) -> Reals:
        """Return the money that the source would tell of, under each draw's reading.

        As cash, bank and loans count only where they are told of.
        """
        kube = {it: self.bank.kube(name, f"{it}_idr") for it in ("cash", "bank", "lent")}
        told = [it for it in ("bank", "lent") if f"{it}_idr" in seen]
        liquid = kube["cash"] + kube["bank"] + kube["lent"]
        readings = (
            kube["cash"] + sum(kube[it] for it in told),
            liquid,
            liquid + self.bank.kube(name, "equipment_idr"),
            self.bank.kube(name, "saved_idr"),
        )
        return np.asarray(np.choose(reading_of(self.bank, self.variant), readings), np.float64)

    def _wrong(self, amounts: Reals, name: str, error: Error) -> Reals:
        """Return amounts with the error of a balance."""
        errors = self._errors(normal_errors, name, error)
        return np.asarray(amounts * np.exp(self.money_log_sd * errors))

    def _errors(self, kind: Any, name: str, error: Error) -> Reals:
        seed, place = self.settings.bank.seed, FIRST + self.kubes.index(name)
        return np.asarray(kind(seed, _numbers(self.bank), place, error))

    def _members(self) -> Iterator[Feature]:
        for name in self.kubes:
            figure = self.bank.inputs.figures(name).get("members")
            if figure is not None:
                simulated = np.log1p(self.bank.kube(name, "members"))
                yield Feature(f"{name}: members", float(np.log1p(figure.value)), simulated)

    def _stages(self) -> Iterator[Feature]:
        """Yield how many Kubes are told to be of each stage, and single stages."""
        labels = {name: self._label(name) for name in self.kubes}
        totals = self.settings.stages_of(self.variant)
        for stage, observed in ((BERKEMBANG, totals.berkembang), (MANDIRI, totals.mandiri)):
            count = sum((label == stage).astype(float) for label in labels.values())
            yield Feature(STAGES[stage], float(observed), np.asarray(count))
        for label in self.settings.labels_of(self.variant):
            told = (labels[label.kube] == STAGES.index(label.stage)).astype(float)
            yield Feature(f"{label.kube}: {label.stage}", 1.0, told, binary=True)

    def _label(self, name: str) -> NDArray[np.int64]:
        """Return the stage that a Kube is told to have: at times one step off."""
        stage = self.bank.kube(name, "stage").astype(np.int64)
        named = any(label.kube == name for label in self.settings.labels_of(self.variant))
        chance = self.settings.errors.named_label if named else self.settings.errors.label
        up = self._errors(uniform_errors, name, Error.LABEL_SIDE) < 0.5
        other = np.where(stage == TUMBUH, BERKEMBANG, np.where(up, MANDIRI, TUMBUH))
        other = np.where(stage == MANDIRI, BERKEMBANG, other)
        wrong = self._errors(uniform_errors, name, Error.LABEL) < chance
        return np.where(wrong, other, stage)

    def _habit(self) -> Feature:
        """Return how many Kubes are told to set aside first, of those that the text tells so."""
        errors = self.settings.errors
        count = np.zeros(len(self.bank))
        for name in self.settings.habit.kubes:
            holds = self.bank.kube(name, "held") >= errors.habit_held_least
            wrong = self._errors(uniform_errors, name, Error.HABIT) < errors.habit
            count += holds != wrong
        return Feature("set aside first", float(len(self.settings.habit.kubes)), count)


def _anscombe(failed: Reals, total: int) -> Reals:
    return np.asarray(np.arcsin(np.sqrt((failed + 0.375) / (total + 0.75))))


def _logged(name: str, observed: float, simulated: Reals, scale: float) -> Feature:
    return Feature(name, float(np.log1p(observed / scale)), np.log1p(simulated / scale))
