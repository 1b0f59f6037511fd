"""What a scenario file may say, strictly: a city, its prices, its programme, its Kubes."""

import csv
import io
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from sim.business import BusinessName
from sim.calendar import Month, Prices, month_number
from sim.locations import SCENARIOS
from sim.luck import IDS_MOST, MONTHS_MOST, SLOTS_MOST
from sim.parameters import Parameters, with_values
from sim.policy import Form, Levers, Policy, Rupiah
from sim.strict import InputError, Strict, faults_of, read_text, read_toml, resolve

Identifier = Annotated[int, Field(ge=1, lt=IDS_MOST)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
Grade = Literal["A", "B", "C", "D", "-"]


class Grant(Strict):
    """A grant on its date, in nominal rupiah."""

    kind: Literal["bpls", "lkm"]
    month: Month
    amount_idr: Rupiah
    form: Form = "cash"


class Observation(Strict):
    """What was seen of a Kube, with its grade.

    `reading` says what a balance is: cash in the box; cash, bank and loans out; all capital
    ever received; saved from profit alone; or `stated` where the source does not say.
    A figure without `month` is undated: seen in any month of 2011-2015.
    """

    quantity: Literal["kas_idr", "bank_idr", "iks_idr", "lent_idr", "members", "stage"]
    value: Rupiah
    month: Month | None = None
    grade: Grade
    reading: Literal["stated", "cash", "liquid", "received", "saved"] = "stated"
    note: str = ""


class KubeRow(Strict):
    """One Kube of a scenario. The id is its identity in the keys of luck."""

    id: Identifier
    name: Name
    founded: Month
    business: BusinessName
    lines: Annotated[int, Field(ge=1, le=20)] = 1
    members: Annotated[int, Field(ge=0, lt=SLOTS_MOST)] = 10
    rule: Literal["share_everything", "set_aside_first"] = "set_aside_first"
    set_aside_share: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    share_by: Literal["work", "rota"] = "rota"
    access: Literal["easy", "hard"] = "easy"
    facilitator: Identifier | None = None
    grants: tuple[Grant, ...] = ()
    observed: tuple[Observation, ...] = ()

    @field_validator("grants", "observed", mode="before")
    @classmethod
    def _list_to_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class City(Strict):
    """The city and the Kubes that nobody observed: a declared load on what is shared."""

    id: Identifier
    name: Name
    facilitators: Annotated[int, Field(ge=0, le=100_000)]
    first_facilitator: Identifier = 1
    background_kubes: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    coupled: bool = Field(
        True, description="Kubes share demand, facilitators, grant places and members"
    )


class Scenario(Strict):
    """A city over a time: what was observed or is planned."""

    name: Name
    title: str = Field(min_length=1, max_length=200)
    kind: Literal["historical", "forward"]
    start: Month
    months: Annotated[int, Field(ge=1, lt=MONTHS_MOST)]
    city: City
    prices: Prices
    programme: Levers = Levers()
    parameters: dict[str, float] = Field(default_factory=dict)
    seen: Month | None = Field(None, description="month in which the cohort was surveyed")
    kubes: tuple[KubeRow, ...] = ()

    @field_validator("kubes", mode="before")
    @classmethod
    def _list_to_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _consistent(self) -> "Scenario":
        faults = [*self._id_faults(), *self._date_faults(), *self._facilitator_faults()]
        try:
            with_values(self.parameters)
        except ValueError as error:
            faults += [f"parameters: {line}" for line in str(error).splitlines()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _id_faults(self) -> list[str]:
        faults = []
        for what in ("id", "name"):
            seen: set[object] = set()
            for kube in self.kubes:
                value = getattr(kube, what)
                if value in seen:
                    faults.append(f"kubes: {what} {value!r} is given twice")
                seen.add(value)
        return faults

    def _date_faults(self) -> list[str]:
        faults = [
            f"kubes: {kube.name} is founded {kube.founded}, outside the scenario's months"
            for kube in self.kubes
            if not 0 <= self.month(kube.founded) < self.months
        ]
        faults += [
            f"kubes: {kube.name} gets a grant in {grant.month}, before it is founded"
            for kube in self.kubes
            for grant in kube.grants
            if self.month(grant.month) < self.month(kube.founded)
        ]
        faults += [
            f"kubes: {kube.name} has a figure or grant dated {month}, after the scenario's months"
            for kube in self.kubes
            for month in [*(it.month for it in kube.grants), *(it.month for it in kube.observed)]
            if month is not None and self.month(month) >= self.months
        ]
        if self.seen is not None and not 0 <= self.month(self.seen) < self.months:
            faults.append(f"seen: {self.seen} is outside the scenario's months")
        faults += self.prices.missing_years(self.start, self.months)
        return faults

    def _facilitator_faults(self) -> list[str]:
        first, count = self.city.first_facilitator, self.city.facilitators
        if first + count >= IDS_MOST:
            return [f"city: facilitators {first} + {count} go beyond id {IDS_MOST - 1}"]
        return [
            f"kubes: {kube.name} names facilitator {kube.facilitator}; the city has "
            f"{first} to {first + count - 1}"
            for kube in self.kubes
            if kube.facilitator is not None and not first <= kube.facilitator < first + count
        ]

    def month(self, text: str) -> int:
        """Return the number of a month, counted from the scenario's start."""
        return month_number(text) - month_number(self.start)

    def values(self) -> Parameters:
        """Return the parameters with this scenario's own values."""
        return with_values(self.parameters)

    def under(self, policy: Policy) -> "Scenario":
        """Return the scenario with the policy's levers put in; `none` returns an equal one."""
        levers = policy.overrides()
        if not levers:
            return self
        programme = self.programme.model_copy(update=levers)
        kubes = tuple(_under(kube, levers) for kube in self.kubes)
        return self.model_copy(update={"programme": programme, "kubes": kubes})


def _under(kube: KubeRow, levers: dict[str, Any]) -> KubeRow:
    """Put a policy's levers over what one Kube agreed and was promised."""
    changes: dict[str, Any] = {}
    if "set_aside_share" in levers:
        changes["set_aside_share"] = levers["set_aside_share"]
    grants = []
    for grant in kube.grants:
        over = {
            "amount_idr": levers.get(f"{grant.kind}_idr", grant.amount_idr),
            "form": levers.get(f"{grant.kind}_form", grant.form),
        }
        grants.append(grant.model_copy(update=over))
    return kube.model_copy(update={**changes, "grants": tuple(grants)})


def load_scenario(name: str) -> Scenario:
    """Load a shipped scenario by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, SCENARIOS, "scenario")
    data = read_toml(path)
    table = data.pop("kubes_csv", None)
    if table is not None:
        inline = data.get("kubes", [])
        if not isinstance(inline, list):
            raise InputError([f"{path}: kubes: is not a list; write each Kube under [[kubes]]"])
        data["kubes"] = [*inline, *_kubes_of_csv(path, table)]
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        raise InputError(faults_of(error, path)) from None


WHOLE = {"id", "lines", "members", "facilitator"}
REAL = {"set_aside_share"}


def _kubes_of_csv(scenario: Path, name: object) -> list[dict[str, Any]]:
    """Read the Kubes of a CSV that lies beside the scenario; empty cells are left out."""
    if not isinstance(name, str) or Path(name).name != name:
        raise InputError([f"{scenario}: kubes_csv = {name!r}: name a file in the same folder"])
    path = scenario.parent / name
    rows = csv.DictReader(io.StringIO(read_text(path)))
    try:
        header = rows.fieldnames
        if not header:
            raise InputError([f"{path}: is empty"])
        for key in header:
            if header.count(key) > 1:
                raise InputError([f"{path}: line 1: column {key!r:.100} is given twice"])
        return [_kube_of_row(path, rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise InputError([f"{path}: line {rows.line_num}: is not valid CSV: {error}"]) from None


def _kube_of_row(path: Path, number: int, row: dict[str, Any]) -> dict[str, Any]:
    """Turn one line of text cells into a Kube's values."""
    if None in row or None in row.values():
        raise InputError([f"{path}: line {number}: does not have as many cells as the first line"])
    kube: dict[str, Any] = {}
    for key, cell in row.items():
        text = cell.strip()
        if not text:
            continue
        try:
            kube[key] = int(text) if key in WHOLE else float(text) if key in REAL else text
        except ValueError:
            raise InputError(
                [f"{path}: line {number}: {key} = {text!r:.100}: not a number"]
            ) from None
    return kube
