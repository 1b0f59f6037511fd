"""How a state variable is declared, and how declarations are read.

A state is a class whose attributes stand for variables: the annotation gives the type, the value
is a `Variable`, or `derived` from others. Variables stand in the order in which a month sets
them, causes before effects.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from sim.ledger import Account, Ledger
from sim.schedule import PHASES

Lasts = Literal["fixed", "carried", "month", "aid"]
FROM_SCENARIO = "scenario"
"""Stands for a phase: what the scenario says before the first month."""


class Variable(NamedTuple):
    """One state variable's record.

    Attributes
    ----------
    lasts : str
        *fixed* when it is set once, *carried* when the next month starts from it, of the *month*
        when each month makes it anew; an *aid* is no state: it hands a number on within a month,
        or adds up what costs are reckoned from, and no rule reads it in another month.
    phase : str
        Name of the phase that sets it first (`sim.schedule`), or `FROM_SCENARIO`.
    title, judul : str
        Its name in a sentence, in English and Indonesian.
    start : object
        What it starts as; by default nothing of its type.
    """

    unit: str
    lasts: Lasts
    phase: str
    title: str
    judul: str
    meaning: str
    start: Any = None


class OpenedAccount(NamedTuple):
    """An account that every agent of a kind opens; it is read as the variable `read_as`."""

    kind: Account
    read_as: str


class SetIn(NamedTuple):
    """Declares the variables that a phase sets first.

    Each is declared by its unit, its titles, and its meaning where the title does not say all.
    """

    phase: str

    def fixed(self, unit: str, title: str, judul: str, meaning: str = "", start: Any = None) -> Any:
        """Declare a variable that is set once."""
        return Variable(unit, "fixed", self.phase, title, judul, meaning or title, start)

    def carried(
        self, unit: str, title: str, judul: str, meaning: str = "", start: Any = None
    ) -> Any:
        """Declare a variable from which the next month starts."""
        return Variable(unit, "carried", self.phase, title, judul, meaning or title, start)

    def month(self, unit: str, title: str, judul: str, meaning: str = "") -> Any:
        """Declare a variable that each month makes anew."""
        return Variable(unit, "month", self.phase, title, judul, meaning or title)

    def aid(self, unit: str, title: str, judul: str, meaning: str = "") -> Any:
        """Declare a number that is no state."""
        return Variable(unit, "aid", self.phase, title, judul, meaning or title)


SCENARIO = SetIn(FROM_SCENARIO)
SUPPORT, TRADE, MEET, LIVE, LEARN, INVEST, JOIN_AND_LEAVE, CLASSIFY = (
    SetIn(phase.name) for phase in PHASES
)


def account(kind: Account, read_as: str) -> Any:
    """Declare an account."""
    return OpenedAccount(kind, read_as)


def derived(read: Callable[[Any], Any], variable: Variable) -> Any:
    """Declare a variable that is not stored but read."""
    vars(read)["variable"] = variable
    return property(read, doc=variable.meaning)


def balance(kind: Account, opened_as: str, phase: SetIn, meaning: str) -> Any:
    """Declare the balance of an account, a carried variable with the titles of the account."""
    return derived(
        lambda agent: agent.ledger.balance[getattr(agent, opened_as)],
        phase.carried("Rp", kind.title, kind.judul, f"{meaning} (account)"),
    )


def variables(state: type) -> dict[str, Variable]:
    """Return the variables of a state, in order."""
    read = {
        name: vars(member.fget).get("variable") if isinstance(member, property) else member
        for name, member in vars(state).items()
    }
    return {name: member for name, member in read.items() if isinstance(member, Variable)}


def kinds(state: type) -> dict[str, str]:
    """Return what is stored of a state, in order: the type of each, as it is annotated."""
    declared = (Variable, OpenedAccount)
    return {
        name: kind
        for name, kind in state.__annotations__.items()
        if isinstance(vars(state).get(name), declared)
    }


def start(agent: object, state: type, ledger: Ledger | None = None) -> None:
    """Give an agent the state that all of its kind start with, and open its accounts."""
    nothing = {"int": 0, "float": 0.0, "bool": False}
    for name, kind in kinds(state).items():
        declared = vars(state)[name]
        value: Any
        if isinstance(declared, OpenedAccount):
            value = None if ledger is None else ledger.open(declared.kind)
        elif kind.startswith("list"):
            value = []
        elif declared.start is None:
            value = nothing.get(kind)
        else:
            value = declared.start
        setattr(agent, name, value)
