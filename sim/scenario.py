"""What a scenario file may say, strictly: a city, its prices, its programme, its Kubes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationError

from sim.agreement import Agreeing, agreeing, scenario_disagreements
from sim.business import BusinessName
from sim.calendar import Month, Prices, month_number
from sim.course import SHARE, Change, Step, course_under, in_force, levers_at
from sim.decisions import Decided, decided
from sim.inputs.declared import Loc
from sim.inputs.explain import key_text
from sim.inputs.faults import FAULTS_MOST, SHOWN_MOST
from sim.inputs.kubes_csv import KubesTable, column_of, kubes_of_csv
from sim.inputs.said import both
from sim.inputs.strict import (
    Fault,
    InputError,
    Strict,
    faults_of,
    is_workbook,
    read_toml,
    resolve,
)
from sim.levers import Form, Levers, Rupiah
from sim.locations import SCENARIOS
from sim.luck import IDS_MOST, MONTHS_MOST, SLOTS_MOST
from sim.money import sum_idr
from sim.parameters import Parameters, with_values
from sim.policy import Policy, acts_from, is_policy, not_after_today, outside
from sim.workbook.as_scenario import laid_out
from sim.workbook.faults import told
from sim.workbook.reading import Reading, read, read_workbook
from sim.workbook.records import Workbook

Identifier = Annotated[int, Field(ge=1, lt=IDS_MOST)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
Grade = Literal["A", "B", "C", "D", "-"]
IDR: dict[str, Any] = {"unit": "Rp"}


class Grant(Strict):
    """A grant on its date, in nominal rupiah."""

    kind: Literal["bpls", "lkm"] = Field(description="second grant, or grant of a Kube-LKM")
    month: Month = Field(description="month in which it is paid")
    amount_idr: Rupiah = Field(description="sum, nominal", json_schema_extra=IDR)
    form: Form = Field("cash", description="money, or equipment of that worth")


class Observation(Strict):
    """What was seen of a Kube, with its grade.

    `reading` says what a balance is: cash in the box; cash, bank and loans out; all capital
    ever received; saved from profit alone; or `stated` where the source does not say.
    A figure without `month` is undated: seen in any month of 2011-2015.
    """

    quantity: Literal[
        "kas_idr", "bank_idr", "iks_idr", "lent_idr", "members", "attended", "stage"
    ] = Field(
        description="what was seen; sums in nominal Rp, members present (attended) in a month, "
        "stages 0 gagal to 3 mandiri"
    )
    value: Rupiah = Field(description="the figure, in whole rupiah, members or the stage")
    month: Month | None = Field(None, description="month in which it was seen")
    grade: Grade = Field(description="grade of the evidence")
    reading: Literal["stated", "cash", "liquid", "received", "saved"] = Field(
        "stated", description="what a balance contains"
    )
    note: str = Field("", description="anything that a reader should know")


class KubeRow(Strict):
    """One Kube of a scenario. The id is its identity in the keys of luck."""

    id: Identifier = Field(description="unique over the nation")
    name: Name = Field(description="unique in the scenario")
    founded: Month = Field(description="month of founding")
    business: BusinessName = Field(description="line of business")
    lines: Annotated[int, Field(ge=1, le=20)] = Field(
        1, description="lines of business at founding", json_schema_extra={"unit": "lines"}
    )
    members: Annotated[int, Field(ge=0, lt=SLOTS_MOST)] = Field(
        10,
        description="households at founding; 0 is an extreme: such a Kube fails at once",
        json_schema_extra={"unit": "households"},
    )
    rule: Literal["share_everything", "set_aside_first"] = Field(
        "set_aside_first", description="profit rule agreed at founding"
    )
    set_aside_share: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        None,
        description="share that its officers propose to set aside; else the programme's",
        json_schema_extra={"unit": "share of profit"},
    )
    share_by: Literal["work", "rota"] = Field(
        "rota", description="how profit is shared: by work, or by turn"
    )
    access: Literal["easy", "hard"] = Field("easy", description="of the place, to customers")
    facilitator: Identifier | None = Field(None, description="id; else the model assigns one")
    grants: tuple[Grant, ...] = Field((), strict=False, description="grants on their dates")
    observed: tuple[Observation, ...] = Field(
        (), strict=False, description="figures to compare with"
    )
    status: Literal["active", "inactive", "dissolved"] | None = Field(
        None, description="whether it works today, as far as that is known"
    )
    ended: Month | None = Field(None, description="month in which it stopped for good")

    @property
    def was_seen(self) -> bool:
        """Whether anything that has a month, or its status, is known of it."""
        return self.status is not None or any(figure.month for figure in self.observed)


class City(Strict):
    """The city and the Kubes that nobody observed: a declared load on what is shared."""

    id: Identifier = Field(description="code of the city at Statistics Indonesia (BPS)")
    name: Name = Field(description="name of the city")
    facilitators: Annotated[int, Field(ge=0, le=100_000)] = Field(
        description="social facilitators (pendamping)", json_schema_extra={"unit": "persons"}
    )
    first_facilitator: Identifier = Field(1, description="id of the first; unique over the nation")
    background_kubes: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        0,
        description="Kubes that share demand and facilitators but are not simulated",
        json_schema_extra={"unit": "Kubes"},
    )
    coupled: bool = Field(
        True, description="Kubes share demand, facilitators, grant places and members"
    )


class Scenario(Agreeing):
    """A city over a time: what was observed or is planned."""

    file_keys: ClassVar = ("kubes_csv", "numbers")
    disagreements: ClassVar = staticmethod(scenario_disagreements)

    name: Name = Field(description="name of the scenario, as in its file's name")
    title: str = Field(min_length=1, max_length=200, description="title of tables and pictures")
    kind: Literal["historical", "forward"] = Field(description="what was observed, or a plan")
    start: Month = Field(description="first month")
    months: Annotated[int, Field(ge=1, lt=MONTHS_MOST)] = Field(
        description="length of the scenario, in months", json_schema_extra={"unit": "months"}
    )
    city: City
    prices: Prices
    programme: Levers = Levers()
    change: tuple[Change, ...] = Field(
        (), strict=False, description="levers of the programme that change from a month on"
    )
    parameters: dict[str, float] = Field(
        default_factory=dict, description="values other than the model's own, by full name"
    )
    seen: Month | None = Field(None, description="month in which the cohort was surveyed")
    today: Month | None = Field(
        None, description="last month that is past: policies act from the month after it"
    )
    kubes: tuple[KubeRow, ...] = Field((), strict=False)

    @property
    def has_pasts(self) -> bool:
        """Whether Kubes have pasts of their own: what was seen of them until today is known."""
        return self.today is not None and any(kube.was_seen for kube in self.kubes)

    def month(self, text: str) -> int:
        """Return the number of a month, counted from the scenario's start."""
        return month_number(text) - month_number(self.start)

    def values(self) -> Parameters:
        """Return the parameters with this scenario's own values."""
        return with_values(self.parameters)

    def under(self, policy: Policy) -> "Scenario":
        """Return the scenario with the policy's levers put in; `none` returns an equal one.

        Raises
        ------
        InputError
            With one line per date of the policy on which it cannot act.
        """
        over = policy.steps(self)
        if not over:
            return self
        programme, change = course_under(self, over)
        place = self.model_copy(update={"programme": programme, "change": change})
        kubes = tuple(place._kube_under(kube, over) for kube in self.kubes)
        return place.model_copy(update={"kubes": kubes})

    def _kube_under(self, kube: KubeRow, over: Sequence[Step]) -> KubeRow:
        """Put a policy's levers over what one Kube agreed, and was promised on their dates."""
        first = in_force(over, month_number(self.start))
        share = first.get(SHARE, kube.set_aside_share)
        grants = tuple(self._grant_under(grant, over) for grant in kube.grants)
        return kube.model_copy(update={"set_aside_share": share, "grants": grants})

    def _grant_under(self, grant: Grant, over: Sequence[Step]) -> Grant:
        """Put what a policy has set until a grant's date over the grant, at prices of the date."""
        levers = in_force(over, month_number(grant.month))
        amount, form = levers.get(f"{grant.kind}_idr"), levers.get(f"{grant.kind}_form", grant.form)
        if amount is None:
            return grant.model_copy(update={"form": form})
        indexed = levers_at(self, self.month(grant.month)).grants_indexed
        price = self.prices.index(grant.month, 1)[0]
        amount = sum_idr(amount, indexed, price)
        return grant.model_copy(update={"form": form, "amount_idr": amount})


def first_after_today(scenario: Scenario) -> int:
    """Return the first month after today, or that after the horizon where there is no today."""
    return scenario.months if scenario.today is None else scenario.month(scenario.today) + 1


def decisions_under(scenario: Scenario, policy: Policy) -> tuple[Decided, ...]:
    """Return a policy's decisions in numbers, month by month, the earlier in its list first.

    Raises
    ------
    InputError
        With one line per decision of a Kube or a month that the scenario does not have.
    """
    if not policy.active:
        return ()
    places = {
        number: place for place, number in enumerate(sorted(kube.id for kube in scenario.kubes))
    }
    taken, faults = [], []
    for number, decision in enumerate(policy.decisions, start=1):
        month = scenario.month(decision.month)
        at = both(
            f"policy {policy.name}: decisions, entry {number}: ",
            f"kebijakan {policy.name}: keputusan ke-{number}: ",
        )
        if decision.kube not in places:
            known = ", ".join(str(number) for number in list(places)[:SHOWN_MOST])
            why = both(
                f"kube {decision.kube}: unknown in {scenario.name}; known: {known}",
                f"Kube {decision.kube} tidak dikenal dalam {scenario.name}; yang dikenal: {known}",
            )
        elif month_number(decision.month) < acts_from(scenario) and month >= 0:
            why = both(
                f"month {decision.month}: {not_after_today(scenario)}",
                f"bulan {decision.month}: {not_after_today(scenario).indonesian}",
            )
        elif not 0 <= month < scenario.months:
            why = both(
                f"month {decision.month}: {outside(scenario)}",
                f"bulan {decision.month}: {outside(scenario).indonesian}",
            )
        else:
            taken.append(decided(decision, month, places[decision.kube]))
            continue
        faults.append(both(f"{at}{why}", f"{at.indonesian}{why.indonesian}"))
    if faults:
        raise InputError(faults)
    return tuple(sorted(taken, key=lambda decision: decision.month))


def load_scenario(name: str) -> Scenario:
    """Load a shipped scenario by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, SCENARIOS, both("scenario", "skenario"))
    if is_workbook(path):
        return scenario_of_workbook(path)
    return scenario_of(read_toml(path), path)


def scenario_of_workbook(path: Path) -> Scenario:
    """Make a scenario of a city's workbook.

    Raises
    ------
    InputError
        With one line per kind of fault, which names its cells.
    """
    return scenario_of_reading(read(path, Scenario))


def scenario_of_reading(reading: Reading) -> Scenario:
    """Make a scenario of a workbook that has been read.

    Raises
    ------
    InputError
        With one line per kind of fault, those of its cells among them.
    """
    path = reading.book.path
    laid = laid_out(reading)

    def faults(error: ValidationError) -> list[Fault]:
        listed = faults_of(error, path, Scenario, laid.place)
        return [fault for fault in listed if not laid.is_told(fault)]

    scenario, more = agreeing(Scenario, laid.values, faults)
    if scenario is None or reading.faults or more:
        raise InputError(told([*reading.faults, *more], path))
    return scenario


def load_workbook(name: str) -> Workbook:
    """Load a city's workbook from a path: months, cash books and grants as they were seen.

    Raises
    ------
    InputError
        With one line per kind of fault, which names its cells.
    """
    return read_workbook(Path(name), Scenario)


def scenario_of(data: Mapping[str, Any], path: Path) -> Scenario:
    """Make a scenario of the content of its file; the CSV that it names lies beside `path`.

    Raises
    ------
    InputError
        With one line per fault, also those of the CSV.
    """
    if is_policy(data):
        why = both("is a policy, not a scenario", "adalah kebijakan, bukan skenario")
        remedy = both("name it where a policy is asked for", "sebutkan di tempat kebijakan diminta")
        raise InputError([Fault(str(path), why, remedy=remedy)])
    if is_nation(data):
        why = both("is a nation, not a scenario", "adalah negara, bukan skenario satu kota")
        remedy = both(
            "run, compare, sweep and policy rank take it; here name one city",
            "run, compare, sweep, dan policy rank menerimanya; di sini sebutkan satu kota",
        )
        raise InputError([Fault(str(path), why, remedy=remedy)])
    values = {key: value for key, value in data.items() if key not in Scenario.file_keys}
    table = kubes_of_csv(path, data)
    inline = values.get("kubes", [])
    rows = table.rows if len(table.faults) <= FAULTS_MOST else []
    if rows and isinstance(inline, list):
        values["kubes"] = [*inline, *rows]
    files = _Places(path, values, table, len(rows))
    scenario, more = agreeing(Scenario, values, files.faults)
    faults = [*table.faults, *more]
    if scenario is None or faults:
        faults.sort(key=lambda fault: (fault.file != str(path), fault.line))
        raise InputError(faults)
    return scenario


def is_nation(data: Mapping[str, Any]) -> bool:
    """Whether the content of a file is a nation (`sim.nation`), as it says itself."""
    return data.get("kind") == "nation"


class _Places:
    """Where each value of a scenario stands: in the TOML file, or in its CSV of Kubes."""

    def __init__(self, path: Path, values: Mapping[str, Any], table: KubesTable, rows: int) -> None:
        kubes = values.get("kubes")
        self.path = path
        self.table = table
        self.kubes = kubes if isinstance(kubes, list) else []
        self.inline = len(self.kubes) - rows

    def faults(self, error: ValidationError) -> list[Fault]:
        """Return the faults of a report; those that the CSV's own reading told are left out."""
        return [
            fault
            for fault in faults_of(error, self.path, Scenario, self._place)
            if not (fault.line and self.table.has_fault(fault.line, fault.key))
        ]

    def _place(self, loc: Loc) -> Fault:
        row = loc[1] if len(loc) > 1 and loc[0] == "kubes" else None
        if not isinstance(row, int):
            return Fault(str(self.path), "", key_text(loc))
        kube = self.kubes[row]
        about = kube.get("name") if isinstance(kube, dict) else None
        about = about if isinstance(about, str) and loc[2:] != ("name",) else ""
        if row < self.inline:
            return Fault(str(self.path), "", key_text(loc), about=about[:SHOWN_MOST])
        line, column = self.table.lines[row - self.inline], column_of(loc[2:])
        return Fault(str(self.table.path), "", column, line=line, about=about[:SHOWN_MOST])
