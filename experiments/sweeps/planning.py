"""From a sweep file to a plan: names resolved, faults told, points made."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.common.uncertainty import NOTHING_DRAWN, Drawn
from experiments.sweeps.checks import faults_in
from experiments.sweeps.designs import points_of
from experiments.sweeps.factors import (
    LEVELS,
    POLICY,
    Value,
    Values,
    as_kind,
    is_lever,
    is_structure,
)
from experiments.sweeps.plan import Plan
from experiments.sweeps.spec import SAMPLERS, SweepSpec, beside, is_sweep, spec_of, sweep_path
from sim.inputs.faults import Fault, InputError, shown
from sim.inputs.strict import read_toml
from sim.nation.load import Setting, check_policies, load_setting
from sim.nation.records import Nation
from sim.policy import LeverOverrides, Policy, is_policy, is_scenario, load_policy


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


def _of_spec(spec: SweepSpec, drawn: Drawn) -> Drawn:
    """Return the draws that a sweep uses, of those that there are."""
    return drawn._replace(draws=min(spec.draws or drawn.draws, drawn.draws))


def plan_in(data: Mapping[str, Any], path: Path, drawn: Drawn = NOTHING_DRAWN) -> Plan:
    """Make a plan of the content of a sweep file; `path` names it in faults.

    Raises
    ------
    InputError
        With one line per fault.
    """
    for what, is_one in (("scenario", is_scenario), ("policy", is_policy)):
        if is_one(data) and not is_sweep(data):
            remedy = "name the sweep that names it"
            raise InputError([Fault(str(path), f"is a {what}, not a sweep", remedy=remedy)])
    spec = spec_of(data, path)
    faults = faults_in(spec, str(path))
    scenario, policies = None, {}
    try:
        scenario = load_setting(beside(spec.scenario, path))
    except InputError as error:
        faults += _placed(error, path, "scenario", spec.scenario)
    for key, text in _policy_texts(spec).items():
        try:
            policies[text] = load_policy(beside(text, path))
        except InputError as error:
            faults += _placed(error, path, key, text)
    if scenario is None or faults:
        raise InputError(faults)
    if isinstance(scenario, Nation):
        check_policies(policies.values())
    used = _of_spec(spec, drawn)
    base = _base(spec, scenario, policies, used)
    return Plan(spec, scenario, policies, points_of(spec, base), used)


def continued(plan: Plan, earlier: Plan) -> Plan:
    """Return a plan whose sampled points are those of an earlier one, as far as they go."""
    new, old = plan.spec, earlier.spec
    if new.design not in SAMPLERS or _sampler(new) != _sampler(old):
        return plan
    if new.samples != old.samples and new.design != "sobol":
        return plan
    return replace(plan, values=points_of(new, (), earlier.values))


def _sampler(spec: SweepSpec) -> tuple[Any, ...]:
    return spec.design, spec.factors, spec.seed


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
    group, _, parameter = name.partition(".")
    return as_kind(name, getattr(getattr(scenario.values(), group), parameter))


def _lever_value(name: str, spec: SweepSpec, scenario: Setting, policy: Policy) -> Value | None:
    """Return a lever's value in the scenario under a policy.

    None where named policies or the Kubes themselves say it.
    """
    if POLICY in spec.factor_names():
        return None
    under = scenario.under(policy)
    value: Value = getattr(under.programme, name)
    over = LeverOverrides(**{**policy.overrides(), name: value})
    same = scenario.under(Policy(name=name, title=name, judul=name, levers=over)) == under
    return value if same else None
