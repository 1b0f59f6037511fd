"""What `kubesim check` finds in a file: faults, figures that look wrong, and a summary."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, cost
from experiments.common.settings import kubes_in
from experiments.evidence.calibration.inputs import Inputs, inputs_of, is_calibration
from experiments.evidence.calibration.planning import estimate
from experiments.policy.sets import PolicySet, is_set, plan_of_set, set_of
from experiments.runs.notes import notes_on_nation, notes_on_policy, notes_on_scenario
from experiments.sweeps.plan import Plan
from experiments.sweeps.planning import plan_in
from experiments.sweeps.spec import is_sweep
from sim.calendar import month_number, month_text
from sim.inputs.faults import Fault, InputError, nearest
from sim.inputs.strict import read_toml, resolve
from sim.locations import NATIONS, POLICIES, SCENARIOS, SETS, SWEEPS, names
from sim.nation.load import nation_of
from sim.nation.records import Nation
from sim.policy import Policy, is_policy, policy_of
from sim.scenario import Scenario, is_nation, scenario_of

FOLDERS = (SCENARIOS, NATIONS, POLICIES, SWEEPS, SETS)


@dataclass
class Checked:
    """A file that has been looked at.

    Attributes
    ----------
    faults : list of Fault
        What makes it unusable.
    notes : list of Fault
        Figures that are allowed but look wrong.
    summary : dict
        Of a good file: kind, name, title and what it holds.
    """

    file: str
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """Return everything as one JSON object."""
        return {
            "ok": not self.faults,
            "file": self.file,
            **self.summary,
            "faults": [fault_json(fault, self.file) for fault in self.faults],
            "notes": [fault_json(note, self.file) for note in self.notes],
        }


def fault_json(fault: Fault, file: str) -> dict[str, Any]:
    """Return a fault's parts; what it does not have is null."""
    return {
        "file": fault.file or file,
        "line": fault.line or None,
        "kube": fault.about or None,
        "key": fault.key or None,
        "value": fault.value or None,
        "why": fault.why,
        "remedy": fault.remedy or None,
    }


def check_file(name: str) -> Checked:
    """Look at a file of any kind that users write; the content says which."""
    checked = Checked(name)
    try:
        path = _find(name)
        data = read_toml(path)
        if is_calibration(data):
            checked.summary = _of_calibration(inputs_of(data, path), path)
        elif is_set(data):
            found = set_of(data, path)
            checked.summary = _of_set(found, plan_of_set(found, path))
        elif is_sweep(data):
            checked.summary = _of_sweep(plan_in(data, path))
        elif is_policy(data):
            policy = policy_of(data, path)
            checked.summary = _of_policy(policy)
            checked.notes = list(notes_on_policy(policy, name))
        elif is_nation(data):
            nation = nation_of(data, path)
            checked.summary = _of_nation(nation)
            checked.notes = list(notes_on_nation(nation, name))
        else:
            scenario = scenario_of(data, path)
            checked.summary = _of_scenario(scenario)
            checked.notes = list(notes_on_scenario(scenario, name))
    except InputError as error:
        checked.faults = error.records
    return checked


def _find(name: str) -> Path:
    """Return the path of a shipped scenario, policy, sweep or policy set, or of a file."""
    for folder in FOLDERS:
        if name in names(folder):
            return folder / f"{name}.toml"
    try:
        return resolve(name, SCENARIOS, "scenario, policy, sweep or policy set")
    except InputError as error:
        if "for the file" in error.records[0].remedy:
            raise
        remedy = nearest(name, [it for folder in FOLDERS for it in names(folder)])
        if remedy.startswith("known"):
            remedy = "name a file with its ending, e.g. my-city.toml"
        raise InputError([error.records[0]._replace(remedy=remedy)]) from None


def _of_policy(policy: Policy) -> dict[str, Any]:
    return {
        "kind": "policy",
        "name": policy.name,
        "title": policy.title,
        "judul": policy.judul,
        "levers": policy.overrides(),
    }


def _of_scenario(scenario: Scenario) -> dict[str, Any]:
    last = month_text(month_number(scenario.start) + scenario.months - 1)
    return {
        "kind": "scenario",
        "name": scenario.name,
        "title": scenario.title,
        "start": scenario.start,
        "end": last,
        "months": scenario.months,
        "kubes": len(scenario.kubes),
        "members": sum(kube.members for kube in scenario.kubes),
        "one_run": cost(scenario, 1).json(),
    }


def _of_nation(nation: Nation) -> dict[str, Any]:
    last = month_text(month_number(nation.start) + nation.months - 1)
    return {
        "kind": "nation",
        "name": nation.name,
        "title": nation.title,
        "start": nation.start,
        "end": last,
        "months": nation.months,
        "regions": len(nation.regions),
        "cities": nation.cities,
        "kubes": kubes_in(nation),
        "one_core": cost(nation, 1, FAST_HOUSEHOLD_MONTHS_PER_SECOND).json(),
    }


def _of_calibration(inputs: Inputs, path: Path) -> dict[str, Any]:
    settings = inputs.settings
    return {
        "kind": "calibration file",
        "name": path.stem,
        "title": settings.variant[0].title,
        "seen": inputs.ten.name,
        "counted": inputs.cohort.name,
        "kubes": len(inputs.kubes),
        "figures": len(settings.figure),
        "survey": [settings.survey.first, settings.survey.last],
        "variants": [variant.name for variant in settings.variant],
        "draws": settings.bank.draws,
        "one_core": estimate(inputs, settings.bank.draws, 1).json(),
    }


def _of_set(found: PolicySet, plan: Plan) -> dict[str, Any]:
    return {
        "kind": "policy set",
        "name": found.name,
        "title": found.title,
        "judul": found.judul,
        "scenario": plan.scenario.name,
        "policies": list(found.names),
        "draws": found.draws,
        "luck": found.luck,
        "one_core": cost(plan.scenario, len(plan), FAST_HOUSEHOLD_MONTHS_PER_SECOND).json(),
    }


def _of_sweep(plan: Plan) -> dict[str, Any]:
    estimate = cost(plan.scenario, len(plan), FAST_HOUSEHOLD_MONTHS_PER_SECOND)
    return {
        "kind": "sweep",
        "name": plan.spec.name,
        "title": plan.spec.title,
        "scenario": plan.scenario.name,
        "factors": list(plan.factors),
        "points": len(plan.values),
        "replications": plan.spec.replications,
        "one_core": estimate.json(),
    }
