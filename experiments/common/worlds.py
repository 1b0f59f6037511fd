"""In which of the drawn worlds the levers work that differ between two policies."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES
from experiments.common.uncertainty import Given, Uncertainty
from sim.course import SHARE, levers_at, periods
from sim.levers import LEVERS
from sim.nation.load import Setting
from sim.policy import Policy
from sim.scenario import Scenario
from sim.structures import FACTOR_OF_LEVER, NOTHING, SET_BY

DECIDES: Mapping[str, str] = {
    "share": SHARE, "visits": "visits_per_month", "lend": "loan_cap_idr", "grant": "starter_form",
}  # fmt: skip
"""What a Kube decides by itself, and the lever nearest to it."""


class Worlds(NamedTuple):
    """Worlds as two sides see them.

    Attributes
    ----------
    works : NDArray of bool, shape (draws,)
        Where at least one of the levers that differ works; everywhere without a rival.
    levers : tuple of str
        Levers that differ and have a rival in which they do nothing
        (`sim.structures.FACTOR_OF_LEVER`).
    without_rival : tuple of str
        What else differs: that it acts is an assumption.
    prior, drawn : float
        Weight of the worlds in which all of `levers` do nothing: before the data, and in the
        stored draws.
    """

    works: NDArray[np.bool_]
    levers: tuple[str, ...] = ()
    without_rival: tuple[str, ...] = ()
    prior: float = 0.0
    drawn: float = 0.0

    @property
    def assumed(self) -> bool:
        """Whether something differs, and no rival lets it do nothing."""
        return bool(self.without_rival) and not self.levers

    def json(self) -> dict[str, Any]:
        """Return what is told of them: the levers, and the weight of `do nothing`."""
        return {
            "levers": list(self.levers),
            "without_rival": list(self.without_rival),
            "does_nothing": {"prior": self.prior, "drawn": self.drawn},
        }

    def before_data(self, weight: float) -> float:
        """Return the prior weight of `do nothing` that the data turn into a weight.

        The data multiply its odds by the same factor whatever the prior weight.
        """
        if not (0.0 < self.drawn < 1.0 and 0.0 < self.prior < 1.0 and weight < 1.0):
            return weight
        odds = _odds(weight) * _odds(self.prior) / _odds(self.drawn)
        return odds / (1.0 + odds)


def told_worlds(figures: Mapping[str, Any]) -> Worlds:
    """Return the worlds that stored figures tell of (`Worlds.json`), without the draws."""
    weight = figures["does_nothing"]
    return Worlds(
        np.zeros(0, np.bool_),
        tuple(figures["levers"]),
        tuple(figures["without_rival"]),
        weight["prior"],
        weight["drawn"],
    )


def _odds(weight: float) -> float:
    return weight / (1.0 - weight)


def worlds_of(
    moved: Iterable[str], drawn: Uncertainty, count: int, given: Sequence[Given] = ()
) -> Worlds:
    """Return the first so many draws as worlds.

    Parameters
    ----------
    moved : iterable of str
        What differs between the sides: levers of `sim.levers`, parameters, structures.
    given : sequence of mapping
        What each side sets over the draws: a structure that both set is no longer drawn.
    """
    names = dict.fromkeys(moved)
    levers = tuple(lever for lever, own in SET_BY.items() if names.keys() & set(own))
    rivalled = {name for lever in levers for name in SET_BY[lever]}
    without = tuple(name for name in names if name not in rivalled)
    if not levers:
        return Worlds(np.ones(count, np.bool_), (), without)
    nothing = np.ones(len(drawn), np.bool_)
    for lever in levers:
        factor = FACTOR_OF_LEVER[lever]
        number = [level.name for level in factor.levels].index(NOTHING)
        column = STRUCTURES[factor.name]
        sides = [side.get(column, drawn.draws[column]) for side in (given or ({},))]
        for level in sides:
            nothing &= np.asarray(level) == number
    prior = math.prod(
        level.weight
        for lever in levers
        for level in FACTOR_OF_LEVER[lever].levels
        if level.name == NOTHING
    )
    return Worlds(~nothing[:count], levers, without, prior, float(nothing.mean()))


def moved_between(place: Setting, a: Policy, b: Policy) -> tuple[str, ...]:
    """Return what two policies set otherwise in a scenario or nation, by names of `sim.levers`.

    Decisions of single Kubes count as the lever that they take the place of.
    """
    one, other = place.under(a), place.under(b)
    months = {period.first for side in (one, other) for period in periods(side)}
    levers = [(levers_at(one, month), levers_at(other, month)) for month in sorted(months)]
    moved = [
        name
        for name in LEVERS
        if any(getattr(first, name) != getattr(second, name) for first, second in levers)
    ]
    return tuple(dict.fromkeys([*moved, *_of_kubes(one, other), *_decided(a, b)]))


def _of_kubes(one: Setting, other: Setting) -> Iterator[str]:
    """Yield what is otherwise in what single Kubes of a scenario agreed and were promised."""
    if isinstance(one, Scenario) and isinstance(other, Scenario):
        pairs = list(zip(one.kubes, other.kubes, strict=True))
        if any(first.set_aside_share != second.set_aside_share for first, second in pairs):
            yield SHARE
        if any(first.grants != second.grants for first, second in pairs):
            yield from SET_BY["second_grant"][:1]


def _decided(a: Policy, b: Policy) -> Iterator[str]:
    """Yield the levers that decisions of single Kubes take the place of."""
    one, other = (policy.decisions if policy.active else () for policy in (a, b))
    for decision in {*one} ^ {*other}:
        for name, lever in DECIDES.items():
            if getattr(decision, name) is not None:
                yield lever
