"""How a state variable is declared, and how declarations are read.

A state is a class whose attributes stand for variables: the annotation gives the type, the value
is a `Variable`. What follows from others is a property marked with `derived`. Variables stand in
the order in which a month sets them, causes before effects.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeVar

from sim.ledger import Account, Ledger

Lasts = Literal["fixed", "carried", "month", "aid"]
FROM_SCENARIO = "scenario"
"""Stands for a phase: what the scenario says before the first month."""
Reading = TypeVar("Reading", bound=Callable[[Any], Any])


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


def fixed(unit: str, phase: str, title: str, judul: str, meaning: str, *, start: Any = None) -> Any:
    """Declare a variable that is set once."""
    return Variable(unit, "fixed", phase, title, judul, meaning, start)


def carried(
    unit: str, phase: str, title: str, judul: str, meaning: str, *, start: Any = None
) -> Any:
    """Declare a variable from which the next month starts."""
    return Variable(unit, "carried", phase, title, judul, meaning, start)


def month(unit: str, phase: str, title: str, judul: str, meaning: str) -> Any:
    """Declare a variable that each month makes anew."""
    return Variable(unit, "month", phase, title, judul, meaning)


def aid(unit: str, phase: str, title: str, judul: str, meaning: str) -> Any:
    """Declare a number that is no state."""
    return Variable(unit, "aid", phase, title, judul, meaning)


def account(kind: Account, read_as: str) -> Any:
    """Declare an account."""
    return OpenedAccount(kind, read_as)


def derived(variable: Variable) -> Callable[[Reading], Reading]:
    """Mark the function of a property as a reading that is a variable too."""

    def mark(reading: Reading) -> Reading:
        reading.__dict__["variable"] = variable
        return reading

    return mark


def variables(state: type) -> dict[str, Variable]:
    """Return the variables of a state, in order."""
    return {
        name: variable
        for name, value in vars(state).items()
        if (variable := _variable_of(value)) is not None
    }


def _variable_of(value: object) -> Variable | None:
    if isinstance(value, property):
        return vars(value.fget).get("variable")
    return value if isinstance(value, Variable) else None


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
