"""A sweep resolved: from its file to scenario, policies and points, and the key of every point."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from experiments.common.languages import Lang
from experiments.common.uncertainty import (
    NOTHING_DRAWN,
    Drawn,
    Uncertainty,
    uncertainty_of,
    values_of,
)
from experiments.store.digest import canonical, sha256
from experiments.sweeps.designs import points_of
from experiments.sweeps.factors import (
    LEVELS,
    POLICY,
    Value,
    Values,
    as_kind,
    is_lever,
    is_parameter,
    is_structure,
)
from experiments.sweeps.sweep_file import (
    SAMPLERS,
    SweepSpec,
    beside,
    faults_in,
    is_sweep,
    spec_of,
    sweep_path,
)
from sim.calendar import month_number, month_text
from sim.course import Change, LeverOverrides, levers_at, periods
from sim.inputs.faults import FAULTS_MOST, Fault, InputError, not_shown, shown
from sim.inputs.said import both
from sim.inputs.strict import read_toml
from sim.nation.load import Setting, check_policies, load_setting
from sim.nation.records import Nation
from sim.parameters import declared
from sim.policy import Policy, check_dates, is_policy, is_scenario, load_policy

KEY_DIGITS = 32
NAME_MOST = 80
SUPPORT = "support_months"
IS_SCENARIO = both("is a scenario, not a sweep", "adalah skenario, bukan rangkaian simulasi")
IS_POLICY = both("is a policy, not a sweep", "adalah kebijakan, bukan rangkaian simulasi")


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

    def title(self, lang: Lang) -> str:
        """Return the title of tables and pictures."""
        return self.spec.judul if lang == "id" and self.spec.judul else self.spec.title

    def __len__(self) -> int:
        """Return the number of rows: points × replications."""
        return len(self.values) * self.spec.replications

    def policy_of(self, point: Point) -> Policy:
        """Return the policy of a point: the named one, with the levers that are factors."""
        base = self.policies[self._policy_text(point)]
        levers = _set(point, is_lever)
        if not levers:
            return base
        changed = ", ".join(f"{name}={value}" for name, value in levers.items())
        name = (changed if base.name == "none" else f"{base.name}, {changed}")[:NAME_MOST]
        return base.setting(levers).model_copy(
            update=dict.fromkeys(("name", "title", "judul"), name)
        )

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
        different = {
            (self._policy_text(point), point.values.get(SUPPORT)): point for point in self.points
        }
        under = [self.scenario.under(self.policy_of(point)) for point in different.values()]
        places = [self.scenario, *under]
        starts = {period.first for place in places for period in periods(place)}
        latest = [(month, _longest(places, month)) for month in sorted(starts)]
        first = latest[0][1]
        start = month_number(self.scenario.start)
        changes = tuple(
            Change(**{"from": month_text(start + month), SUPPORT: months})
            for (_, before), (month, months) in pairwise(latest)
            if months != before
        )
        over = LeverOverrides(**{SUPPORT: first})
        return Policy(name="scored", title="scored", judul="scored", levers=over, change=changes)

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
        ends = self.scored.told()
        for point in self.points:
            policy = self.policy_of(point)
            levers = canonical(policy.told())
            if levers not in contents:
                under = self.scenario.under(policy)
                text = under.model_dump_json(exclude={"name", "title", "parameters"})
                contents[levers] = sha256(text)
            given = {**self.scenario.parameters, **self.parameters_of(point)}
            parameters = {**first, **{name: float(value) for name, value in given.items()}}
            whole = [contents[levers], parameters, [drawn, self.drawn.draws], ends, *code]
            yield sha256(canonical(whole))[:KEY_DIGITS]


def _longest(places: list[Any], month: int) -> int:
    """Return the longest support of places in a month; 0 where it does not end in one of them."""
    lengths = [levers_at(place, month).support_months for place in places]
    return 0 if 0 in lengths else max(lengths)


def _set(point: Point, of_kind: Any) -> dict[str, Any]:
    """Return the factors of a kind that a point sets."""
    return {
        name: value for name, value in point.values.items() if value is not None and of_kind(name)
    }


def moved(plan: Plan, point: Point) -> dict[str, Value | None]:
    """Return the values of a point; where one factor is moved at a time, that one alone."""
    base = plan.points[0].values if plan.spec.design == "one-at-a-time" else {}
    return {
        name: value
        for name, value in point.values.items()
        if name not in base or value != base[name]
    }


def column_of(plan: Plan, name: str) -> Any:
    """Return a factor's value at every point, shape (points,); None is NaN among numbers."""
    values = [point.values[name] for point in plan.points]
    kind = type(next((value for value in values if value is not None), None))
    if kind in (str, bool):
        return np.array(values, object)
    if None in values or kind is float:
        return np.array([np.nan if value is None else value for value in values], np.float64)
    return np.array(values, np.int64)


def load_plan(name: str, drawn: Drawn = NOTHING_DRAWN) -> Plan:
    """Load a shipped sweep by name, or one from a path.

    Parameters
    ----------
    drawn : Drawn
        Where parameters come from (`experiments.common.uncertainty`); by default
        the first values.

    Raises
    ------
    InputError
        With one line per fault, also those of the scenario and policies that it names.
    """
    path = sweep_path(name)
    return plan_in(read_toml(path), path, drawn)


def plan_in(data: Mapping[str, Any], path: Path, drawn: Drawn = NOTHING_DRAWN) -> Plan:
    """Make a plan of the content of a sweep file; `path` names it in faults.

    Raises
    ------
    InputError
        With one line per fault.
    """
    for why, is_one in ((IS_SCENARIO, is_scenario), (IS_POLICY, is_policy)):
        if is_one(data) and not is_sweep(data):
            remedy = both(
                "name the sweep that names it", "sebutkan rangkaian simulasi yang menyebutnya"
            )
            raise InputError([Fault(str(path), why, remedy=remedy)])
    spec = spec_of(data, path)
    faults = faults_in(spec, str(path))
    scenario, policies = None, {}
    try:
        scenario = load_setting(beside(spec.scenario, path))
    except InputError as error:
        faults += _placed(error, path, "scenario", spec.scenario)
    for key, text in _policy_texts(spec).items():
        if len(faults) > FAULTS_MOST:
            faults.append(not_shown(1, at_least=True))
            break
        try:
            policies[text] = load_policy(beside(text, path))
        except InputError as error:
            faults += _placed(error, path, key, text)
    if scenario is None or faults:
        raise InputError(faults)
    for policy in policies.values():
        check_dates(policy, scenario)
    if isinstance(scenario, Nation):
        check_policies(policies.values())
    used = drawn._replace(draws=min(spec.draws or drawn.draws, drawn.draws))
    base = _base(spec, scenario, policies, used)
    return Plan(spec, scenario, policies, points_of(spec, base), used)


def continued(plan: Plan, earlier: Plan) -> Plan:
    """Return a plan whose sampled points are those of an earlier one, as far as they go."""
    new, old = plan.spec, earlier.spec
    alike = all(getattr(new, of) == getattr(old, of) for of in ("design", "factors", "seed"))
    if new.design not in SAMPLERS or not alike:
        return plan
    if new.samples != old.samples and new.design != "sobol":
        return plan
    return replace(plan, values=points_of(new, (), earlier.values))


def _policy_texts(spec: SweepSpec) -> dict[str, str]:
    """Return every policy that a sweep names once, by the place where it first stands."""
    texts: dict[str, Any] = {"policy": spec.policy}
    for number, factor in enumerate(spec.factors):
        if factor.name == POLICY:
            for place, value in enumerate(factor.values or ()):
                texts[f"factors[{number + 1}].values[{place + 1}]"] = value
    for number, point in enumerate(spec.points):
        texts[f"points[{number + 1}].{POLICY}"] = point.get(POLICY)
    named = {key: text for key, text in texts.items() if isinstance(text, str)}
    first = {text: key for key, text in reversed(named.items())}
    return {key: text for key, text in named.items() if first[text] == key}


def _placed(error: InputError, path: Path, key: str, text: str) -> list[Fault]:
    """Say where in the sweep file an unknown name stands; faults of other files say it."""
    return [
        fault._replace(file=str(path), key=key, value=shown(text)) if fault.file == text else fault
        for fault in error.records
    ]


def _base(spec: SweepSpec, scenario: Setting, policies: dict[str, Policy], drawn: Drawn) -> Values:
    """Return the point at which nothing is varied; None where it is not one known value."""
    if spec.design != "one-at-a-time":
        return ()
    policy = policies[spec.policy]
    return tuple(
        _lever_value(name, spec, scenario, policy)
        if is_lever(name)
        else _own_value(name, spec, scenario, drawn)
        for name in spec.factor_names()
    )


def _own_value(name: str, spec: SweepSpec, scenario: Setting, drawn: Drawn) -> Value | None:
    """Return the policy, or a parameter's or structure's value; None where it may be drawn."""
    if name == POLICY:
        return spec.policy
    if drawn.digest and name not in scenario.parameters:
        return None
    if is_structure(name):
        return LEVELS[name][0]
    return as_kind(name, values_of(scenario)[name])


def _lever_value(name: str, spec: SweepSpec, scenario: Setting, policy: Policy) -> Value | None:
    """Return a lever's value in the scenario under a policy.

    None where named policies or the Kubes themselves say it.
    """
    if POLICY in spec.factor_names():
        return None
    under = scenario.under(policy)
    value: Value = getattr(under.programme, name)
    return value if scenario.under(policy.setting({name: value})) == under else None
