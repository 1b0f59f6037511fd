"""A sweep resolved: its scenario, policies and points, and the key of every point's runs."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from experiments.common.uncertainty import NOTHING_DRAWN, Drawn, Uncertainty, uncertainty_of
from experiments.sweeps.factors import (
    LEVELS,
    POLICY,
    Value,
    Values,
    is_lever,
    is_parameter,
    is_structure,
)
from experiments.sweeps.spec import SweepSpec
from sim.nation.load import Setting
from sim.parameters import declared
from sim.policy import LeverOverrides, Policy

KEY_DIGITS = 32
NAME_MOST = 80
SUPPORT = "support_months"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a design.

    Attributes
    ----------
    values : dict
        Value of every factor; None: as in scenario and policy, or as drawn.
    """

    number: int
    values: dict[str, Value | None]


@dataclass(frozen=True)
class Plan:
    """A sweep with everything that its file names.

    Attributes
    ----------
    scenario : Scenario or Nation
        Without a policy put in.
    policies : dict of Policy
        By the names that the sweep uses.
    values : list of tuple
        The points in their logical order.
    drawn : Drawn
        Where the parameters of each replication come from that no point sets.
    """

    spec: SweepSpec
    scenario: Setting
    policies: dict[str, Policy]
    values: list[Values]
    drawn: Drawn = NOTHING_DRAWN

    @cached_property
    def factors(self) -> tuple[str, ...]:
        """The names of the factors, in order."""
        return self.spec.factor_names()

    @cached_property
    def points(self) -> list[Point]:
        """The points in their logical order."""
        named = [dict(zip(self.factors, values, strict=True)) for values in self.values]
        return [Point(number, values) for number, values in enumerate(named)]

    @property
    def uncertainty(self) -> Uncertainty:
        """The draws of the parameters, one a replication.

        Raises
        ------
        InputError
            When they are not there any more.
        """
        return uncertainty_of(self.drawn)

    def __len__(self) -> int:
        """Return the number of rows: points × replications."""
        return len(self.values) * self.spec.replications

    def policy_of(self, point: Point) -> Policy:
        """Return the policy of a point: the named one, with the levers that are factors."""
        base = self.policies[self._policy_text(point)]
        levers = _set(point, is_lever)
        if not levers:
            return base
        told = ", ".join(f"{name}={value}" for name, value in levers.items())
        name = (told if base.name == "none" else f"{base.name}, {told}")[:NAME_MOST]
        over = LeverOverrides(**{**base.overrides(), **levers})
        decisions = base.decisions if base.active else ()
        return Policy(name=name, title=name, judul=name, levers=over, decisions=decisions)

    def _policy_text(self, point: Point) -> str:
        return str(point.values.get(POLICY) or self.spec.policy)

    def parameters_of(self, point: Point) -> dict[str, float]:
        """Return what a point sets over the draws, by full name.

        Parameters, and for every structure that is a factor the number of its level.
        """
        levels = _set(point, is_structure).items()
        return {
            **{name: float(value) for name, value in _set(point, is_parameter).items()},
            **{name: float(LEVELS[name].index(level)) for name, level in levels},
        }

    @cached_property
    def scored(self) -> Policy:
        """A policy that ends support as the latest of all points, or never where one never does.

        Beside it every point is scored over the same months (`sim.outcomes.support_ends`).
        """
        found = {(self._policy_text(it), it.values.get(SUPPORT)): it for it in self.points}
        months = [self.scenario.programme.support_months]
        for point in found.values():
            months.append(self.scenario.under(self.policy_of(point)).programme.support_months)
        latest = 0 if 0 in months else max(months)
        over = LeverOverrides(**{SUPPORT: latest})
        return Policy(name="scored", title="scored", judul="scored", levers=over)

    def keys(self, *code: str) -> Iterator[str]:
        """Yield the key of every point: a hash of all that its runs depend on, but the luck.

        What a point does not set is at its first value, or as the digest of the draws says.

        Parameters
        ----------
        *code : str
            Hashes of the code.
        """
        contents: dict[str, str] = {}
        drawn = self.drawn.digest
        first = {} if drawn else {name: float(value) for name, value, _ in declared()}
        ends = self.scored.overrides()[SUPPORT]
        for point in self.points:
            policy = self.policy_of(point)
            levers = canonical(policy.overrides())
            if levers not in contents:
                under = self.scenario.under(policy)
                text = under.model_dump_json(exclude={"name", "title", "parameters"})
                contents[levers] = sha256(text)
            given = {**self.scenario.parameters, **self.parameters_of(point)}
            parameters = {**first, **{name: float(value) for name, value in given.items()}}
            whole = [contents[levers], parameters, [drawn, self.drawn.draws], ends, *code]
            yield sha256(canonical(whole))[:KEY_DIGITS]


def _set(point: Point, of_kind: Any) -> dict[str, Any]:
    """Return the factors of a kind that a point sets."""
    return {
        name: value for name, value in point.values.items() if value is not None and of_kind(name)
    }


def canonical(what: Any) -> str:
    """Return an object as JSON, the same for equal objects."""
    return json.dumps(what, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def column_of(plan: Plan, name: str) -> Any:
    """Return a factor's value at every point, shape (points,); None is NaN among numbers."""
    values = [point.values[name] for point in plan.points]
    kind = type(next((value for value in values if value is not None), None))
    if kind in (str, bool):
        return np.array(values, object)
    if None in values or kind is float:
        return np.array([np.nan if value is None else value for value in values], np.float64)
    return np.array(values, np.int64)
