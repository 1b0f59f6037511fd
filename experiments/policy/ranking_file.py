"""The report of a finished ranking, read from its folder and checked for its form."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from experiments.common.json_files import Form, read_json
from experiments.common.refusals import fault_of
from experiments.policy import ranking_runs as places
from experiments.policy.effects import AIMS, Json
from experiments.policy.ranking_report import SCHEMA
from experiments.policy.sets import NONE
from sim.inputs.said import both
from sim.inputs.strict import InputError

REMEDY = both("rank again", "buat lagi peringkatnya")
Number = float | None
Count = Annotated[int, Field(ge=0)]


class FiguresForm(Form):
    """The form of an effect, or of an outcome under one policy."""

    median: Number = None
    mean: Number
    low: Number
    high: Number


class OutcomesForm(Form):
    """Figures by the names of outcomes."""

    __pydantic_extra__: dict[str, FiguresForm] = Field(init=False)

    @model_validator(mode="after")
    def _has_aims(self) -> "OutcomesForm":
        if not set(AIMS) <= self.__pydantic_extra__.keys():
            raise ValueError(f"lacks one of {', '.join(AIMS)}")
        return self


class PolicyForm(Form):
    """The form of what is said of a policy."""

    policy: str
    title: str
    judul: str
    levers: Json
    rows: Annotated[list[Count], Field(min_length=2, max_length=2)]
    outcomes: OutcomesForm
    against_none: OutcomesForm
    worlds: Json
    cost: Json
    paid: Json
    visits: Json


class SetForm(Form):
    """The form of the set that was ranked."""

    name: str
    title: str
    judul: str
    question: str
    pertanyaan: str
    scenario: str
    seed: int


class DrawnForm(Form):
    """The form of the draws."""

    kind: str
    digest: str
    folder: str


class RunsForm(Form):
    """The form of what is said of the runs."""

    digest: str
    rows: Count
    draws: Count
    luck: Count
    kubes: Count
    parameters: DrawnForm


class MoneyForm(Form):
    """The form of what amounts are in."""

    price_year: int
    price_year_over_base_month: float
    fiscal_years: list[int]


class ChoiceForm(Form):
    """The form of the choice."""

    decide_by: str
    chosen: str
    order: Annotated[list[str], Field(min_length=1)]


class PriceForm(Form):
    """The form of a unit cost."""

    name: str
    title: str
    judul: str
    unit: str
    satuan: str
    low: float
    high: float
    price_year: int
    given: bool
    used: Annotated[list[float], Field(min_length=2, max_length=3)]


class ReportForm(Form):
    """The form of a ranking's report."""

    version: Literal[SCHEMA] = Field(alias="schema")  # type: ignore[valid-type]
    ranked: SetForm = Field(alias="set")
    sweep: RunsForm
    money: MoneyForm
    policies: Annotated[list[PolicyForm], Field(min_length=1)]
    choice: ChoiceForm
    willing_idr: Number
    recommended: str
    economics: dict[str, Json]
    prices: Annotated[list[PriceForm], Field(min_length=1)]
    digest: str

    @model_validator(mode="after")
    def _names_policies(self) -> "ReportForm":
        known = [policy.policy for policy in self.policies]
        named = {NONE, self.recommended, self.choice.chosen, *self.choice.order}
        if len(set(known)) < len(known) or not named <= set(known):
            raise ValueError("names a policy that is not among `policies`, or one is there twice")
        return self


def report_in(folder: Path, called: str = "") -> dict[str, Any]:
    """Return the report of a finished ranking.

    Parameters
    ----------
    called : str, optional
        Set that a folder without a report is to be ranked with.

    Raises
    ------
    InputError
        When there is none, or it is damaged or of another version.
    """
    path = folder / places.REPORT
    if not path.exists():
        command = f"kubesim policy rank {called}".rstrip()
        why = both(
            f"holds no finished ranking (no {places.REPORT}); run `{command}`",
            f"tidak memuat peringkat yang selesai ({places.REPORT}); jalankan `{command}`",
        )
        raise InputError([fault_of(str(folder), why)])
    return read_json(path, REMEDY, ReportForm)
