"""What a file that users write says: its faults, figures that look wrong, a summary."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.commands.common import fields_of
from experiments.common.city_or_nation import kubes_in, support_over
from experiments.common.city_workbook import with_descriptions
from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, cost
from experiments.evidence.calibration.inputs import Inputs, inputs_of, is_calibration
from experiments.evidence.calibration.simulate import estimate
from experiments.policy.sets import PolicySet, is_set, plan_of_set, set_of
from experiments.runs.windows import UNDATED
from experiments.sweeps.plan import Plan, plan_in
from experiments.sweeps.sweep_file import is_sweep
from sim.calendar import Inflation, month_number, month_text
from sim.course import periods, set_by
from sim.inputs.faults import Fault, InputError
from sim.inputs.said import both
from sim.inputs.strict import is_workbook, read_bytes, read_toml, resolve
from sim.locations import NATIONS, POLICIES, SCENARIOS, SETS, SWEEPS
from sim.nation.load import Setting, nation_of
from sim.nation.records import Nation
from sim.outcomes import SUSTAINED_TO
from sim.policy import Policy, is_policy, policy_of
from sim.scenario import KubeRow, Scenario, is_nation, scenario_of, scenario_of_reading
from sim.workbook.cells import FILE_BYTES_MOST
from sim.workbook.faults import grouped
from sim.workbook.reading import BELOW_A_COIN, read
from sim.workbook.records import Workbook
from sim.workbook.values import of_millions

ANY_FILE = both(
    "scenario, policy, sweep or policy set",
    "skenario, kebijakan, rangkaian simulasi, atau himpunan kebijakan",
)
OTHER_FOLDERS = (NATIONS, POLICIES, SWEEPS, SETS)


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
        """Return everything as one JSON object; what a fault does not have is null."""
        return {
            "ok": not self.faults,
            "file": self.file,
            **self.summary,
            "faults": [self._fault(fault) for fault in self.faults],
            "notes": [self._fault(note) for note in self.notes],
        }

    def _fault(self, fault: Fault) -> dict[str, Any]:
        return {
            "file": fault.file or self.file,
            "line": fault.line or None,
            "kube": fault.about or None,
            "key": fault.key or None,
            "value": fault.value or None,
            "cells": list(fault.cells) or None,
            "why": fault.why,
            "remedy": fault.remedy or None,
        }


def check_file(name: str) -> Checked:
    """Look at a file of any kind that users write; the content says which."""
    checked = Checked(name)
    try:
        path = _find(name)
        if is_workbook(path):
            _check_workbook(checked, path)
            return checked
        data = read_toml(path)
        if is_calibration(data):
            checked.summary = _of_calibration(inputs_of(data, path), path)
        elif is_set(data):
            policy_set = set_of(data, path)
            checked.summary = _of_set(policy_set, plan_of_set(policy_set, path))
        elif is_sweep(data):
            checked.summary = _of_sweep(plan_in(data, path))
        elif is_policy(data):
            policy = policy_of(data, path)
            checked.summary = _of_policy(policy)
            checked.notes = [
                *_levers(policy.overrides(), "levers", name),
                *_changes(policy.change, name),
            ]
        elif is_nation(data):
            nation = nation_of(data, path)
            checked.summary = _of_nation(nation)
            checked.notes = list(notes_on_setting(nation, name))
        else:
            scenario = scenario_of(data, path)
            checked.summary = _of_scenario(scenario)
            checked.notes = list(notes_on_scenario(scenario, name))
    except InputError as error:
        checked.faults = error.records
    return checked


def _check_workbook(checked: Checked, path: Path) -> None:
    """Look at a city's workbook: its cells, and the scenario that it makes."""
    reading = read(path, Scenario)
    checked.notes = grouped(reading.notes)
    scenario = scenario_of_reading(reading)
    checked.summary = {**_of_scenario(scenario), "workbook": _of_workbook(reading.book)}
    checked.notes += notes_on_setting(scenario, checked.file)


def sorted_copy(path: Path) -> bytes:
    """Return a workbook with a sheet that sorts the descriptions of its cash books into kinds.

    Raises
    ------
    InputError
        When the workbook cannot be read.
    """
    return with_descriptions(read_bytes(path, FILE_BYTES_MOST), read(path, Scenario))


def _of_workbook(book: Workbook) -> dict[str, Any]:
    """Return what a workbook tells of beyond its scenario."""
    return {
        "last_seen": book.last_seen,
        "months_of_kubes": len(book.months),
        "kubes_seen": len({row.code for row in book.months}),
        "cash_entries": len(book.cash),
        "grants": len(book.grants),
    }


def _find(name: str) -> Path:
    """Return the path of a shipped file of any kind, or of another file."""
    try:
        return resolve(name, SCENARIOS, ANY_FILE, *OTHER_FOLDERS)
    except InputError as error:
        fault = error.records[0]
        if not fault.remedy.startswith("known"):
            raise
        remedy = both(
            "name a file with its ending, e.g. my-city.toml",
            "sebutkan berkas dengan akhiran namanya, misalnya kota-saya.toml",
        )
        raise InputError([fault._replace(remedy=remedy)]) from None


def _of_policy(policy: Policy) -> dict[str, Any]:
    titles = fields_of(policy, "name", "title", "judul")
    return {"kind": "policy", **titles, "levers": policy.overrides(), **policy.dates()}


def _of_scenario(scenario: Scenario) -> dict[str, Any]:
    return {
        "kind": "scenario",
        **_span(scenario),
        "kubes": len(scenario.kubes),
        "members": sum(kube.members for kube in scenario.kubes),
        "one_run": cost(scenario, 1).json(),
    }


def _of_nation(nation: Nation) -> dict[str, Any]:
    return {
        "kind": "nation",
        **_span(nation),
        "regions": len(nation.regions),
        "cities": nation.cities,
        "kubes": kubes_in(nation),
        "one_core": _on_one_core(nation, 1),
    }


def _span(setting: Setting) -> dict[str, Any]:
    last = month_text(month_number(setting.start) + setting.months - 1)
    start = month_number(setting.start)
    changes = [month_text(start + period.first) for period in periods(setting)[1:]]
    titles = fields_of(setting, "name", "title", "start")
    over = support_over(setting, [])
    return {
        **titles,
        "end": last,
        "months": setting.months,
        "months_to_rank": None if over is None else over + SUSTAINED_TO,
        "today": setting.today,
        "changes": changes,
    }


def _on_one_core(setting: Setting, runs: int) -> dict[str, Any]:
    return cost(setting, runs, FAST_HOUSEHOLD_MONTHS_PER_SECOND).json()


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


def _of_set(policy_set: PolicySet, plan: Plan) -> dict[str, Any]:
    return {
        "kind": "policy set",
        **fields_of(policy_set, "name", "title", "judul"),
        "scenario": plan.scenario.name,
        "policies": list(policy_set.names),
        **fields_of(policy_set, "draws", "luck"),
        "one_core": _on_one_core(plan.scenario, len(plan)),
    }


def _of_sweep(plan: Plan) -> dict[str, Any]:
    return {
        "kind": "sweep",
        **fields_of(plan.spec, "name", "title", "judul"),
        "scenario": plan.scenario.name,
        "factors": list(plan.factors),
        "points": len(plan.values),
        "replications": plan.spec.replications,
        "one_core": _on_one_core(plan.scenario, len(plan)),
    }


RUPIAH_LEAST = 100
"""A smaller sum does not exist in cash: it may have been given in millions or thousands."""
PERCENT_LEAST = 0.5
"""Where every year's inflation is below it, shares may have been given for percent."""
BASE = "2010-03"
"""The model's own figures are in rupiah of this month."""


def notes_on_scenario(scenario: Scenario, file: str) -> Iterator[Fault]:
    """Yield what looks wrong in a scenario."""
    if not scenario.kubes:
        why = both("there are no Kubes", "tidak ada Kube")
        remedy = both(
            "write them under [[kubes]] or in a CSV", "tulis di bawah [[kubes]] atau dalam CSV"
        )
        yield Fault(file, why, "kubes", remedy=remedy)
    yield from notes_on_setting(scenario, file)
    for row, kube in enumerate(scenario.kubes):
        yield from _kube(scenario, kube, f"kubes[{row + 1}]", file)


def notes_on_setting(setting: Setting, file: str) -> Iterator[Fault]:
    """Yield what looks wrong in the prices and the programme of a scenario or nation."""
    yield from _prices(setting.prices, file)
    yield from _levers(setting.programme.model_dump(), "programme", file)
    yield from _changes(setting.change, file)


def _prices(prices: Inflation, file: str) -> Iterator[Fault]:
    base, figures = prices.base, prices.inflation_percent
    if base != BASE:
        why = both(
            "the model's own figures are in rupiah of March 2010",
            "angka bawaan model dalam rupiah bulan Maret 2010",
        )
        remedy = both(f'write "{BASE}"', f'tulis "{BASE}"')
        yield Fault(file, why, "prices.base", f'"{base}"', remedy)
    if any(figures.values()) and all(abs(rate) < PERCENT_LEAST for rate in figures.values()):
        why = both("every year is below 0.5 %", "setiap tahun di bawah 0,5 %")
        remedy = both("for 4 % write 4.0, not 0.04", "untuk 4 % tulis 4.0, bukan 0.04")
        yield Fault(file, why, "prices.inflation_percent", remedy=remedy)


def _kube(scenario: Scenario, kube: KubeRow, key: str, file: str) -> Iterator[Fault]:
    for number, grant in enumerate(kube.grants, start=1):
        if 0 < grant.amount_idr < RUPIAH_LEAST:
            yield _small(file, f"{key}.grants[{number}].amount_idr", grant.amount_idr, kube.name)
    for number, seen in enumerate(kube.observed, start=1):
        if seen.quantity.endswith("_idr") and 0 < seen.value < RUPIAH_LEAST:
            yield _small(file, f"{key}.observed[{number}].value", seen.value, kube.name)
        if seen.month is None and not _reaches_undated(scenario):
            why = both(
                "is missing, and undated figures are of 2011-2015, which the months do not reach",
                "belum ada; angka tanpa bulan dianggap dari 2011-2015, di luar bulan skenario",
            )
            where = f"{key}.observed[{number}].month"
            remedy = both("add the month", "tambahkan bulannya")
            yield Fault(file, why, where, remedy=remedy, about=kube.name)


def _reaches_undated(scenario: Scenario) -> bool:
    first, last = (month_number(month) for month in UNDATED)
    start = month_number(scenario.start)
    return start <= last and first < start + scenario.months


def _changes(changes: Iterable[Any], file: str) -> Iterator[Fault]:
    for row, change in enumerate(changes, start=1):
        yield from _levers(set_by(change), f"change[{row}]", file)


def _levers(levers: Mapping[str, Any], table: str, file: str) -> Iterator[Fault]:
    for key, value in levers.items():
        if key.endswith("_idr") and 0 < value < RUPIAH_LEAST:
            yield _small(file, f"{table}.{key}", value)


def _small(file: str, key: str, value: int, about: str = "") -> Fault:
    return Fault(file, BELOW_A_COIN, key, str(value), of_millions(str(value), value), about=about)
