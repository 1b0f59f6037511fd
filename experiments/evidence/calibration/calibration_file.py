"""What the calibration's file may say, strictly: bank, error models, figures, variants.

The file that ships is `sim/observed/calibration.toml`; it holds every choice, with its reason.
"""

from typing import Annotated, Literal

from pydantic import Field

from sim.calendar import Month, Year
from sim.inputs.strict import Strict
from sim.parameters.spec import Grade

Reading = Literal["unknown", "cash", "liquid", "received", "saved"]
Stage = Literal["tumbuh", "berkembang", "mandiri"]
Quantity = Literal["kas_idr", "bank_idr", "lent_idr", "iks_idr", "members"]
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Text = Annotated[str, Field(min_length=1, max_length=300)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Positive = Annotated[int, Field(ge=1, le=1_000_000_000)]


Listed = Field(strict=False)
"""TOML's lists become tuples, which a frozen record can hold."""


class Bank(Strict):
    """How pseudo-data are simulated.

    Attributes
    ----------
    ten, cohort : str
        Scenarios of the Kubes that were seen one by one, and of those that were counted.
    replications_first, replications_most : int
        Cities of `ten` simulated at a time, and at most, for a draw.
    cohorts : int
        Cities of `cohort` simulated for a draw.
    """

    ten: str
    cohort: str
    draws: Annotated[int, Field(ge=2, le=2**20)]
    seed: Annotated[int, Field(ge=0, lt=2**32)]
    digits: Annotated[int, Field(ge=3, le=12)]
    replications_first: Annotated[int, Field(ge=1, le=100)]
    replications_most: Annotated[int, Field(ge=1, le=1_000)]
    cohorts: Annotated[int, Field(ge=1, le=20)]


class Survey(Strict):
    """First and last month in which what is undated may have been seen."""

    first: Month
    last: Month


class Errors(Strict):
    """How what was written down differs from what was."""

    money_log_sd: Annotated[float, Field(ge=0.0, le=2.0)]
    label: Share
    named_label: Share
    habit: Share
    habit_held_least: Share


class FitSettings(Strict):
    """How a posterior is made; see `fit`."""

    money_scale_idr: Positive
    iks_scale_idr: Positive
    ridge: Annotated[float, Field(gt=0.0, le=1.0)]
    directions_variance: Annotated[float, Field(gt=0.0, le=1.0)]
    kept_share: Annotated[float, Field(gt=0.0, le=1.0)]
    kept_least: Positive
    level_slopes_least: Share
    posterior_draws: Annotated[int, Field(ge=2, le=100_000)]


class ChecksSettings(Strict):
    """How the inference is checked; see `checks` and `verdicts`."""

    fits: Positive
    fits_near: Positive
    fits_least: Positive
    bins: Annotated[int, Field(ge=2, le=100)]
    significance: Annotated[float, Field(gt=0.0, lt=1.0)]
    contraction_least: Share
    structure_weight_least: Annotated[float, Field(gt=0.5, le=1.0)]
    reach_least: Share


class PredictiveSettings(Strict):
    """How many posterior draws are simulated anew; see `predictions`."""

    draws: Annotated[int, Field(ge=2, le=100_000)]


class ConclusionsSettings(Strict):
    """Which conclusions are watched, and what moves them; see `main_checks`."""

    parameters: Positive
    moved_least: Annotated[float, Field(gt=0.0, le=10.0)]


class NeuralSettings(Strict):
    """How the second method is trained and compared; see `cross_check`."""

    parameters: Positive
    fits: Positive
    samples: Positive
    batch: Positive
    patience: Positive
    epochs_most: Positive
    median_most: Share
    width_ratio_most: Annotated[float, Field(gt=1.0, le=10.0)]


class Figure(Strict):
    """A figure of one Kube; without a month it was seen in the month of the survey."""

    kube: str
    quantity: Quantity
    value: Annotated[int, Field(ge=0, lt=2**53)]
    month: Month | None = None
    grade: Grade
    source: Text
    inferred: bool = False


class Sourced(Strict):
    """What was counted: an observed outcome that ships, or else its grade and source."""

    outcome: str | None = None
    grade: Grade | None = None
    source: Text | None = None


class Stages(Sourced):
    """How many of the Kubes had each stage when they were seen."""

    name: Name
    tumbuh: Count
    berkembang: Count
    mandiri: Count


class Label(Strict):
    """The stage of one Kube, as some hint has it; variants take hints by group."""

    kube: str
    stage: Stage
    group: Name
    grade: Grade
    source: Text


class Habit(Strict):
    """Kubes of which it is told that they set aside before they share."""

    kubes: Annotated[tuple[str, ...], Listed]
    grade: Grade
    source: Text


class Exposure(Sourced):
    """How many had failed when seen, of how many founded in each year."""

    name: Name
    failed: Count
    founded: dict[Year, Count]

    @property
    def total(self) -> int:
        """How many there were."""
        return sum(self.founded.values())


class Variant(Strict):
    """One reading of the data; the defaults are the main one's.

    Attributes
    ----------
    stages : str, optional
        Totals of the stages; None where single stages alone are told, as by a workbook.
    labels : tuple of str
        Groups of labels that are taken for true.
    leave_out : tuple of str
        Kubes whose money is not looked at.
    inferred : bool
        Take what is not stated but follows.
    money_log_sd : float, optional
        Instead of the usual error.
    contrasts : bool
        Weigh the draws by the contrasts that others measured; see `elsewhere`.
    transport : float
        So many times the declared error of carrying over what was measured elsewhere.
    """

    name: Name
    title: Text
    why: Text
    reading: Reading = "unknown"
    stages: Name | None = "conclusion"
    labels: Annotated[tuple[Name, ...], Listed] = ("text", "conclusion")
    exposure: Name = "even"
    leave_out: Annotated[tuple[str, ...], Listed] = ()
    inferred: bool = False
    money_log_sd: Annotated[float, Field(ge=0.0, le=2.0)] | None = None
    contrasts: bool = True
    transport: Annotated[float, Field(gt=0.0, le=10.0)] = 1.0


class Settings(Strict):
    """The whole file."""

    bank: Bank
    survey: Survey
    errors: Errors
    fit: FitSettings
    checks: ChecksSettings
    predictive: PredictiveSettings
    conclusions: ConclusionsSettings
    neural: NeuralSettings
    figure: Annotated[tuple[Figure, ...], Listed]
    stages: Annotated[tuple[Stages, ...], Listed]
    label: Annotated[tuple[Label, ...], Listed]
    habit: Habit
    exposure: Annotated[tuple[Exposure, ...], Listed]
    variant: Annotated[tuple[Variant, ...], Listed, Field(min_length=1)]

    def stages_of(self, variant: Variant) -> Stages | None:
        """Return the totals that a variant takes, if any."""
        return next((stages for stages in self.stages if stages.name == variant.stages), None)

    def exposure_of(self, variant: Variant) -> Exposure:
        """Return the failed share that a variant takes."""
        return next(exposure for exposure in self.exposure if exposure.name == variant.exposure)

    def labels_of(self, variant: Variant) -> list[Label]:
        """Return the single stages that a variant takes."""
        return [label for label in self.label if label.group in variant.labels]
