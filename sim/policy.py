"""Policies: frozen levers over a scenario; the one that changes nothing is `none`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol

from pydantic import Field, create_model

from sim.agreement import Agreeing, agreeing, policy_disagreements
from sim.calendar import Month, month_number, month_text
from sim.course import Change, LeverOverrides, Step, set_by, steps_of
from sim.decisions import Decision
from sim.inputs.said import Said, both
from sim.inputs.strict import Fault, InputError, faults_of, read_toml, resolve
from sim.locations import POLICIES

POLICY_KEYS = {"judul", "levers", "active", "decisions", "from"}
"""Keys that only a policy has."""
SCENARIO_KEYS = {
    "kind", "start", "months", "seen", "city", "prices", "programme", "parameters", "kubes",
    "kubes_csv", "numbers",
}  # fmt: skip
"""Keys that only a scenario has."""
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
Title = Annotated[str, Field(min_length=1, max_length=200)]


_FROM: dict[str, Any] = {
    "from": (
        Month | None,
        Field(None, description="month from which on its levers act; before it all is as it was"),
    )
}
if TYPE_CHECKING:

    class _FromMonth(Agreeing):
        """A record with the month `from`, which is no name in Python."""

else:
    _FromMonth = create_model("_FromMonth", __base__=Agreeing, **_FROM)


class Policy(_FromMonth):
    """A named set of levers over a scenario, from a month on or from the start.

    Attributes
    ----------
    from : str, optional
        The month from which on it acts.
    active : bool
        A policy that is switched off changes nothing, whatever its levers say.
    levers : LeverOverrides
        The levers it sets; those not set stay as the scenario has them.
    change : tuple of Change
        Levers that it sets otherwise from later months on.
    decisions : tuple of Decision
        What single Kubes decide by themselves, month by month, as in a game.
    """

    disagreements: ClassVar = staticmethod(policy_disagreements)

    name: Name = Field(description="name of the policy, as in its file's name")
    title: Title = Field(description="the title in English")
    judul: Title = Field(description="the title in Indonesian")
    active: bool = Field(True, description="false: the policy changes nothing")
    levers: LeverOverrides = Field(default_factory=LeverOverrides)  # type: ignore[valid-type]
    change: tuple[Change, ...] = Field(
        (), strict=False, description="levers that it sets otherwise from later months on"
    )
    decisions: tuple[Decision, ...] = Field((), strict=False)

    @property
    def since(self) -> str | None:
        """The month from which on it acts; None: from the start of any scenario."""
        month: str | None = getattr(self, "from")
        return month

    def overrides(self) -> dict[str, Any]:
        """Return the levers that this policy sets when it begins to act."""
        return set_by(self.levers) if self.active else {}

    def steps(self, place: "Dated") -> list[Step]:
        """Return what it sets from which month on in a place.

        Raises
        ------
        InputError
            With one line per date on which it cannot act there.
        """
        if not self.active:
            return []
        check_dates(self, place)
        begins = acts_from(place) if self.since is None else month_number(self.since)
        first = Step(begins, self.overrides())
        steps = [first, *steps_of(self.change)]
        return [step for step in steps if step.levers]

    def told(self) -> dict[str, Any]:
        """Return all that it sets, by lever; with the month where it acts from one on."""
        since = f" from {self.since}" if self.since else ""
        levers = {f"{name}{since}": value for name, value in self.overrides().items()}
        for step in steps_of(self.change if self.active else ()):
            month = month_text(step.month)
            levers |= {f"{name} from {month}": value for name, value in step.levers.items()}
        return levers

    def dates(self) -> dict[str, Any]:
        """Return its months and changes as its file has them; nothing where it has none."""
        dated = self.model_dump(include={"from", "change"}, exclude_none=True)
        return {key: value for key, value in dated.items() if value and self.active}

    def setting(self, levers: Mapping[str, Any]) -> "Policy":
        """Return the policy with levers set over its own, as long as it acts."""
        over = LeverOverrides(**{**self.overrides(), **levers})
        if not self.active:
            return self.model_copy(
                update={"active": True, "levers": over, "from": None, "change": (), "decisions": ()}
            )
        kept = [change.model_copy(update=dict.fromkeys(levers)) for change in self.change]
        changes = tuple(change for change in kept if set_by(change))
        return self.model_copy(update={"levers": over, "change": changes})


NONE = Policy(name="none", title="Status quo", judul="Rencana tetap")


def load_policy(name: str) -> Policy:
    """Load a shipped policy by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, POLICIES, both("policy", "kebijakan"))
    return policy_of(read_toml(path), path)


def policy_of(data: Mapping[str, Any], path: Path) -> Policy:
    """Make a policy of the content of its file; `path` names it in faults.

    Raises
    ------
    InputError
        With one line per fault.
    """
    if is_scenario(data):
        why = both("is a scenario, not a policy", "adalah skenario, bukan kebijakan")
        remedy = both(
            "name it where the scenario is asked for", "sebutkan di tempat skenario diminta"
        )
        raise InputError([Fault(str(path), why, remedy=remedy)])
    policy, faults = agreeing(Policy, data, lambda error: faults_of(error, path, Policy))
    if policy is None:
        raise InputError(faults)
    return policy


class Dated(Protocol):
    """What policies are put over: a city or a nation, with its months."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def start(self) -> str:
        """The first month."""

    @property
    def months(self) -> int:
        """How many months there are."""

    @property
    def today(self) -> str | None:
        """The last month that is past; None where all is a plan, or all is history."""


def acts_from(place: Dated) -> int:
    """Return the first month in which a policy can act, as `sim.calendar.month_number` counts."""
    return month_number(place.start) if place.today is None else month_number(place.today) + 1


def check_dates(policy: Policy, place: Dated) -> None:
    """Refuse a policy that is dated outside the months of a place, or in its past.

    Raises
    ------
    InputError
        With one line per date.
    """
    if not policy.active:
        return
    dated = {"from": policy.since} if policy.since else {}
    dated |= {
        f"change[{row}].from": getattr(change, "from")
        for row, change in enumerate(policy.change, start=1)
    }
    first = month_number(place.start)
    last = first + place.months - 1
    faults = []
    for key, month in dated.items():
        number = month_number(month)
        if acts_from(place) <= number <= last:
            continue
        why = not_after_today(place) if first <= number <= last else outside(place)
        faults.append(
            both(
                f"policy {policy.name}: {key} {month}: {why}",
                f"kebijakan {policy.name}: {key} {month}: {why.indonesian}",
            )
        )
    if faults:
        raise InputError(faults)


def not_after_today(place: Dated) -> Said:
    """Return why a month cannot be that is past in a place, and the remedy."""
    return both(
        f"not after today, {place.today}, in {place.name}; write a later month",
        f"tidak sesudah hari ini, {place.today}, dalam {place.name}; tulis bulan sesudahnya",
    )


def outside(place: Dated) -> Said:
    """Return why a month cannot be that a place does not have, and the remedy."""
    last = month_text(month_number(place.start) + place.months - 1)
    return both(
        f"outside {place.name}, which is from {place.start} to {last}; correct it",
        f"di luar {place.name}, yang berlangsung dari {place.start} sampai {last}; perbaikilah",
    )


def is_scenario(data: Mapping[str, Any]) -> bool:
    """Whether a file is a scenario and no policy, by its keys."""
    return len(SCENARIO_KEYS & data.keys()) > len(POLICY_KEYS & data.keys())


def is_policy(data: Mapping[str, Any]) -> bool:
    """Whether a file is a policy and no scenario, by its keys."""
    return len(POLICY_KEYS & data.keys()) > len(SCENARIO_KEYS & data.keys())
