"""What an observer would have written down: pseudo-data with the errors of the real ones.

Errors are keyed as luck is: by seed, draw, Kube and what they fall on. Every feature stands beside
what was observed, on the same scale. Balances become log(1 + x / scale), since they are compared in
ratios and may be nothing; counts of Kubes that failed go through Anscombe's arcsine, which levels
their variance.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.calibration_luck import Error, normal_errors, uniform_errors
from experiments.common.readings import READINGS, readings_at
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import Label, Settings, Variant
from experiments.evidence.calibration.inputs import MONEY
from sim.rules.stages import BERKEMBANG, MANDIRI, STAGES, TUMBUH

FIRST = 1
"""Kubes are numbered from here, in the order of their ids."""
Reals = NDArray[np.float64]
Unit = Literal["Rp", "members", "share", "Kubes", "told so"]


class Feature(NamedTuple):
    """One figure: as observed, and of every draw, on the scale on which it is compared.

    Attributes
    ----------
    binary : bool
        Whether it is true or not, 1 or 0.
    unit : str
        Of the figure as the source tells it.
    scale : float
        Rupiah of a balance that count as little; how many there are of which a share is told.
    counted : bool
        Whether it enters by its likelihood (`failed_count`), and takes part in no distance.
    """

    name: str
    observed: float
    simulated: Reals
    binary: bool = False
    unit: Unit = "Kubes"
    scale: float = 1.0
    counted: bool = False

    def as_told(self, values: Reals) -> Reals:
        """Return values of this figure in its unit, as the source tells them."""
        if self.unit in ("Rp", "members"):
            return np.asarray(np.expm1(values) * self.scale)
        if self.unit == "share":
            count = np.sin(values) ** 2 * (self.scale + 0.75) - 0.375
            return np.asarray(np.clip(count / self.scale, 0.0, 1.0))
        return values


def features_of(bank: Bank, variant: Variant, without: str | None = None) -> list[Feature]:
    """Return the figures that a variant looks at, of all draws.

    A draw in which a Kube never lived has figures without meaning (`Bank.complete`).

    Parameters
    ----------
    without : str, optional
        A Kube of which nothing is looked at: its balances, members and stage, and its part in
        what is counted. A stage that is latent stays in the totals, which are of the ten.
    """
    return list(_Observer(bank, variant, without).features())


def features_of_kube(bank: Bank, variant: Variant, name: str) -> list[Feature]:
    """Return the figures of a single Kube that a variant looks at, of all draws."""
    return list(_Observer(bank, variant).of_kube(name))


def reading_of(bank: Bank, variant: Variant) -> NDArray[np.int64]:
    """Return which of `READINGS` every draw has: the variant's, or any with equal chances."""
    if variant.reading != "unknown":
        return np.full(len(bank), READINGS.index(variant.reading))
    return readings_at(bank.inputs.settings.bank.seed, _numbers(bank))


def _numbers(bank: Bank) -> NDArray[np.int64]:
    return np.arange(len(bank))


class _Observer:
    """Looks at a bank as a variant does."""

    def __init__(self, bank: Bank, variant: Variant, without: str | None = None) -> None:
        self.bank = bank
        self.variant = variant
        self.without = without
        self.settings: Settings = bank.inputs.settings
        self.kubes = list(bank.inputs.kubes)
        own = variant.money_log_sd
        self.money_log_sd = self.settings.errors.money_log_sd if own is None else own

    def features(self) -> Iterator[Feature]:
        """Yield all features, in a fixed order."""
        yield self._failed()
        for name in self.kubes:
            if name not in self.variant.leave_out and name != self.without:
                yield from self._money(name)
        for name in self.kubes:
            if name != self.without:
                yield from self._members(name)
        yield from self._stages()
        yield self._habit()

    def of_kube(self, name: str) -> Iterator[Feature]:
        """Yield the figures of one Kube."""
        yield from self._money(name)
        yield from self._members(name)
        for label in self.settings.labels_of(self.variant):
            if label.kube == name:
                yield self._told(label, self._label(name))
        if name in self.settings.habit.kubes:
            yield Feature(f"{name}: sets aside", 1.0, self._sets_aside(name), True, "told so")

    def _failed(self) -> Feature:
        exposure = self.settings.exposure_of(self.variant)
        total = exposure.total
        failed = self.bank.counts[exposure.name].failed.astype(np.float64)
        observed = float(_anscombe(np.array(float(exposure.failed)), total))
        simulated = _anscombe(failed, total)
        return Feature("failed", observed, simulated, unit="share", scale=total, counted=True)

    def _money(self, name: str) -> Iterator[Feature]:
        """Yield the balances of a Kube: its money together, its bank and its fund."""
        figures = self.bank.inputs.figures(name)
        seen = {
            quantity: float(figure.value)
            for quantity, figure in figures.items()
            if self.variant.inferred or not figure.inferred
        }
        fit = self.settings.fit
        if "kas_idr" in seen:
            observed = sum(seen.get(quantity, 0.0) for quantity in MONEY)
            simulated = self._wrong(self._read(name, seen), name, Error.MONEY)
            yield _logged(f"{name}: money", observed, simulated, fit.money_scale_idr)
        if "bank_idr" in seen:
            simulated = self._wrong(self.bank.kube(name, "bank_idr"), name, Error.BANK)
            yield _logged(f"{name}: bank", seen["bank_idr"], simulated, fit.money_scale_idr)
        if "iks_idr" in seen:
            simulated = self._wrong(self.bank.kube(name, "iks_idr"), name, Error.IKS)
            yield _logged(f"{name}: IKS", seen["iks_idr"], simulated, fit.iks_scale_idr)

    def _read(self, name: str, seen: dict[str, float]) -> Reals:
        """Return the money that the source would tell of, under each draw's reading.

        As cash, bank and loans count only where they are reported.
        """
        kube = {
            quantity: self.bank.kube(name, f"{quantity}_idr")
            for quantity in ("cash", "bank", "lent")
        }
        named = [quantity for quantity in ("bank", "lent") if f"{quantity}_idr" in seen]
        liquid = kube["cash"] + kube["bank"] + kube["lent"]
        readings = (
            kube["cash"] + sum(kube[quantity] for quantity in named),
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

    def _members(self, name: str) -> Iterator[Feature]:
        figure = self.bank.inputs.figures(name).get("members")
        if figure is not None:
            simulated = np.log1p(self.bank.kube(name, "members"))
            observed = float(np.log1p(figure.value))
            yield Feature(f"{name}: members", observed, simulated, unit="members")

    def _stages(self) -> Iterator[Feature]:
        """Yield how many Kubes are told to be of each stage, and single stages."""
        single = self.settings.labels_of(self.variant)
        apart = {label.kube: label.stage for label in single if label.kube == self.without}
        labels = {name: self._label(name) for name in self.kubes if name not in apart}
        totals = self.settings.stages_of(self.variant)
        counts = ((BERKEMBANG, totals.berkembang), (MANDIRI, totals.mandiri)) if totals else ()
        for stage, of_all in counts:
            observed = of_all - list(apart.values()).count(STAGES[stage])  # type: ignore[arg-type]
            count = sum((label == stage).astype(float) for label in labels.values())
            yield Feature(STAGES[stage], float(observed), np.asarray(count))
        for label in single:
            if label.kube != self.without:
                yield self._told(label, labels[label.kube])

    def _told(self, label: Label, stages: NDArray[np.int64]) -> Feature:
        """Return whether a Kube is told to have the stage of a label."""
        as_labelled = (stages == STAGES.index(label.stage)).astype(float)
        return Feature(f"{label.kube}: {label.stage}", 1.0, as_labelled, True, "told so")

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
        names = [name for name in self.settings.habit.kubes if name != self.without]
        count = sum((self._sets_aside(name) for name in names), np.zeros(len(self.bank)))
        return Feature("set aside first", float(len(names)), count)

    def _sets_aside(self, name: str) -> Reals:
        """Return whether a Kube is told to set aside first, 1 or 0."""
        errors = self.settings.errors
        holds = self.bank.kube(name, "held") >= errors.habit_held_least
        wrong = self._errors(uniform_errors, name, Error.HABIT) < errors.habit
        return np.asarray(holds != wrong, np.float64)


def _anscombe(failed: Reals, total: int) -> Reals:
    return np.asarray(np.arcsin(np.sqrt((failed + 0.375) / (total + 0.75))))


def _logged(name: str, observed: float, simulated: Reals, scale: float) -> Feature:
    logged, values = float(np.log1p(observed / scale)), np.log1p(simulated / scale)
    return Feature(name, logged, values, unit="Rp", scale=scale)
