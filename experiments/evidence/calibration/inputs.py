"""The calibration's inputs: its file and scenarios, which agree and hold nothing held out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from experiments.evidence.calibration.calibration_file import Exposure, Figure, Settings, Sourced
from experiments.evidence.calibration.holdout import (
    outcomes,
    share_held_out,
    texts_held_out,
    why_held_out,
)
from experiments.sweeps.spec import beside
from sim.inputs.faults import nearest, shown
from sim.inputs.strict import Fault, InputError, faults_of, read_toml
from sim.locations import OBSERVED
from sim.scenario import KubeRow, Scenario, load_scenario

MONEY = ("kas_idr", "bank_idr", "lent_idr")
"""What adds up to the money that a source tells of."""
YEAR = 12


class Told(NamedTuple):
    """A fault: where, what stands there, why it is wrong and what to do."""

    key: str
    value: str
    why: str
    remedy: str


def disagreements(settings: Settings, ten: Scenario, cohort: Scenario) -> list[Told]:
    """Return everything that does not agree."""
    checks: tuple[Callable[[], Iterator[Told]], ...] = (
        lambda: _bank(settings, ten),
        lambda: _names(settings, [kube.name for kube in ten.kubes]),
        lambda: _figures(settings, ten),
        lambda: _months(settings, ten),
        lambda: _stages(settings, ten),
        lambda: _exposures(settings, cohort),
        lambda: _founded_late(settings, cohort),
        lambda: _variants(settings),
    )
    return [told for check in checks for told in check()]


def _bank(settings: Settings, ten: Scenario) -> Iterator[Told]:
    survey, bank = settings.survey, settings.bank
    first, last = ten.month(survey.first), ten.month(survey.last)
    if not YEAR <= first <= last < ten.months:
        why = f"to {survey.last} is not a time within {ten.name}, a year after its start"
        yield Told("survey.first", shown(survey.first), why, "write its first and last month")
    if bank.replications_most % bank.replications_first:
        most = shown(bank.replications_most)
        yield Told("bank.replications_most", most, "not a multiple of the first", "write one")
    if bank.draws & (bank.draws - 1):
        yield Told("bank.draws", shown(bank.draws), "not a power of two", "write one")


def _names(settings: Settings, kubes: list[str]) -> Iterator[Told]:
    """Yield names that nothing has, and names given twice."""
    asked: list[tuple[str, str, list[str]]] = []
    for kind in ("figure", "label"):
        for number, it in enumerate(getattr(settings, kind), start=1):
            asked.append((f"{kind}[{number}].kube", it.kube, kubes))
    asked += [(f"habit.kubes[{n}]", it, kubes) for n, it in enumerate(settings.habit.kubes, 1)]
    groups = sorted({label.group for label in settings.label})
    for number, variant in enumerate(settings.variant, start=1):
        key = f"variant[{number}]"
        asked.append((f"{key}.stages", variant.stages, [it.name for it in settings.stages]))
        asked.append((f"{key}.exposure", variant.exposure, [it.name for it in settings.exposure]))
        asked += [(f"{key}.labels", it, groups) for it in variant.labels]
        asked += [(f"{key}.leave_out", it, kubes) for it in variant.leave_out]
    for key, name, known in asked:
        if name not in known:
            yield Told(key, shown(name), "is not known here", nearest(name, known))
    for kind in ("stages", "exposure", "variant"):
        for name, count in Counter(it.name for it in getattr(settings, kind)).items():
            if count > 1:
                yield Told(kind, shown(name), "is there twice", "give each a name of its own")


def _figures(settings: Settings, ten: Scenario) -> Iterator[Told]:
    """Yield figures that are given twice, or are not those of the scenario."""
    for (name, quantity), count in Counter(
        (it.kube, it.quantity) for it in settings.figure
    ).items():
        if count > 1:
            yield Told("figure", shown(name), f"has more than one {quantity}", "keep one")
    for kube in ten.kubes:
        figures = [it for it in settings.figure if it.kube == kube.name]
        seen = _added({it.quantity: it.value for it in kube.observed})
        told = _added({it.quantity: it.value for it in figures})
        for what in seen:
            if seen[what] != told[what]:
                why = f"has {what} of {told[what]} here and of {seen[what]} in {ten.name}"
                yield Told("figure", shown(kube.name), why, "correct the wrong one")
        if len({it.month for it in figures}) > 1:
            yield Told("figure", shown(kube.name), "was seen in several months", "give it one")


def _months(settings: Settings, ten: Scenario) -> Iterator[Told]:
    """Yield figures of a month outside the scenario, and Kubes seen before they were founded."""
    seen = {kube.name: settings.survey.first for kube in ten.kubes}
    for number, it in enumerate(settings.figure, start=1):
        if it.month is None:
            continue
        seen[it.kube] = it.month
        if not YEAR <= ten.month(it.month) < ten.months:
            why = f"is not a time within {ten.name}, a year after its start"
            yield Told(f"figure[{number}].month", shown(it.month), why, "correct it")
    for kube in ten.kubes:
        if kube.founded > seen[kube.name]:
            yield Told("bank.ten", shown(kube.name), *_late(kube.founded, seen[kube.name]))


def _added(values: dict[str, int]) -> dict[str, int | None]:
    """Return the money together, and what else was seen."""
    money = sum(values.get(quantity, 0) for quantity in MONEY)
    return {"money": money, **{it: values.get(it) for it in ("iks_idr", "members")}}


def _of_outcome(key: str, it: Sourced) -> tuple[dict[str, Any], list[Told]]:
    """Return an outcome that may be calibrated on, or what is wrong with its name or source."""
    if it.outcome is None:
        missing = [name for name in ("grade", "source") if getattr(it, name) is None]
        why = "is missing: no observed outcome is named"
        return {}, [Told(f"{key}.{name}", "", why, "write it") for name in missing]
    known = {name: one for name, one in outcomes().items() if one["use"] == "calibrate"}
    if it.outcome in known:
        return known[it.outcome], []
    remedy = nearest(it.outcome, list(known))
    return {}, [Told(f"{key}.outcome", shown(it.outcome), "is not known here", remedy)]


def _stages(settings: Settings, ten: Scenario) -> Iterator[Told]:
    """Yield totals of stages that are not those of their outcome, or not of all Kubes."""
    for number, stages in enumerate(settings.stages, start=1):
        outcome, faults = _of_outcome(f"stages[{number}]", stages)
        yield from faults
        totals = {it: getattr(stages, it) for it in ("tumbuh", "berkembang", "mandiri")}
        for stage, total in totals.items():
            if outcome and outcome.get(stage) != total:
                why = f"is not that of {stages.outcome}, {outcome.get(stage)}"
                yield Told(f"stages[{number}].{stage}", shown(total), why, "correct it")
        if sum(totals.values()) != len(ten.kubes):
            why = f"do not add up to the {len(ten.kubes)} Kubes of {ten.name}"
            yield Told(f"stages[{number}]", shown(stages.name), why, "correct them")


def _exposures(settings: Settings, cohort: Scenario) -> Iterator[Told]:
    if cohort.seen is None:
        yield Told("bank.cohort", shown(settings.bank.cohort), "has no month seen", "add it there")
    founded = Counter(kube.founded[:4] for kube in cohort.kubes)
    for number, exposure in enumerate(settings.exposure, start=1):
        outcome, faults = _of_outcome(f"exposure[{number}]", exposure)
        yield from faults
        yield from _share(f"exposure[{number}]", exposure, outcome)
        for year, count in exposure.founded.items():
            most = settings.bank.cohorts * founded[year]
            if count > most:
                why = f"more than the {most} that are simulated"
                yield Told(f"exposure[{number}].founded.{year}", shown(count), why, "ask for fewer")


def _share(key: str, exposure: Exposure, outcome: dict[str, Any]) -> Iterator[Told]:
    """Yield what is wrong with a failed share."""
    if not max(1, exposure.failed) <= exposure.total:
        why = f"must be of more than nobody, and at most the {exposure.total} founded"
        yield Told(f"{key}.failed", shown(exposure.failed), why, "correct failed or founded")
    place = share_held_out(exposure.failed, exposure.total)
    if place:
        yield Told(key, shown(exposure.name), f"is the share of {place}, held out", "take it out")
    share = exposure.failed / max(1, exposure.total)
    if outcome and f"{share:.4f}" != f"{outcome['share']:.4f}":
        why = f"makes a share of {share:.4f}, not {outcome['share']:.4f}"
        yield Told(f"{key}.failed", shown(exposure.failed), why, "correct failed or founded")


def _founded_late(settings: Settings, cohort: Scenario) -> Iterator[Told]:
    """Yield Kubes of a year that is counted which were founded after the count."""
    counted = {year for exposure in settings.exposure for year in exposure.founded}
    for kube in cohort.kubes:
        if cohort.seen is not None and kube.founded > cohort.seen and kube.founded[:4] in counted:
            yield Told("bank.cohort", shown(kube.name), *_late(kube.founded, cohort.seen))


def _late(founded: str, seen: str) -> tuple[str, str]:
    why = f"is founded in {founded}, after {seen}, when it was seen"
    return why, "correct one, or leave it out there"


def _variants(settings: Settings) -> Iterator[Told]:
    for number, variant in enumerate(settings.variant, start=1):
        for kube, count in Counter(it.kube for it in settings.labels_of(variant)).items():
            if count > 1:
                why = f"give {kube} more than one stage"
                yield Told(f"variant[{number}].labels", shown(variant.name), why, "take fewer")


FILE = OBSERVED / "calibration.toml"
OF_THE_CITY = {"bank", "survey", "figure", "stages", "label", "habit", "exposure", "variant"}
"""What a file says of its own city. The rest is the method: as in `FILE` where it is left out."""


@dataclass(frozen=True)
class Inputs:
    """Everything that a calibration takes.

    Raises
    ------
    InputError
        When one of the scenarios is of a place that is held out: there is no other way to make
        an `Inputs`, and nothing is simulated or fitted without one.
    """

    settings: Settings
    ten: Scenario
    cohort: Scenario

    def __post_init__(self) -> None:
        """Refuse what is held out."""
        faults = [
            Fault(scenario.name, why, remedy="calibrate on another place")
            for scenario in (self.ten, self.cohort)
            if (why := why_held_out(scenario))
        ]
        found = texts_held_out(self.settings.model_dump())
        faults += [_held_out_fault(Path(FILE.name), *it) for it in found]
        if faults:
            raise InputError(faults)

    @cached_property
    def kubes(self) -> dict[str, KubeRow]:
        """The Kubes that were seen one by one, by name in the order of their ids."""
        return {kube.name: kube for kube in sorted(self.ten.kubes, key=lambda it: it.id)}

    @cached_property
    def months_seen(self) -> dict[str, int | None]:
        """The month in which each of them was seen; None: in the month of the survey."""
        dated = {it.kube: it.month for it in self.settings.figure if it.month is not None}
        return {name: self.ten.month(dated[name]) if name in dated else None for name in self.kubes}

    @property
    def survey(self) -> range:
        """The months in which the survey may have been."""
        first, last = self.settings.survey.first, self.settings.survey.last
        return range(self.ten.month(first), self.ten.month(last) + 1)

    def figures(self, kube: str) -> dict[str, Figure]:
        """Return what was seen of a Kube, by quantity."""
        return {it.quantity: it for it in self.settings.figure if it.kube == kube}


def load_inputs(path: Path = FILE) -> Inputs:
    """Load a calibration's file and the scenarios that it names.

    Raises
    ------
    InputError
        With one line per fault: in the file, between it and the scenarios or outcomes, or
        because something is held out.
    """
    return inputs_of(read_toml(path), path)


def is_calibration(data: Mapping[str, Any]) -> bool:
    """Whether the content of a file is what to calibrate on, by its keys."""
    return "bank" in data


def inputs_of(data: Mapping[str, Any], path: Path) -> Inputs:
    """Make inputs of a file's content; scenarios that are paths are seen from its folder.

    Raises
    ------
    InputError
        As `load_inputs` does.
    """
    held = [_held_out_fault(path, *it) for it in texts_held_out(dict(data))]
    if held:
        raise InputError(held)
    method = {key: it for key, it in read_toml(FILE).items() if key not in OF_THE_CITY}
    try:
        settings = Settings.model_validate({**method, **data})
    except ValidationError as error:
        raise InputError(faults_of(error, path, Settings)) from None
    inputs = Inputs(settings, *_scenarios(settings, path))
    told = disagreements(settings, inputs.ten, inputs.cohort)
    faults = [Fault(str(path), it.why, it.key, it.value, it.remedy) for it in told]
    if faults:
        raise InputError(faults)
    return inputs


def _scenarios(settings: Settings, path: Path) -> list[Scenario]:
    """Load both scenarios; what is wrong with their names, or held out, is told of this file."""
    found: list[Scenario] = []
    faults: list[Fault] = []
    for key in ("ten", "cohort"):
        text = getattr(settings.bank, key)
        try:
            scenario = load_scenario(beside(text, path))
        except InputError as error:
            faults += _placed(error, path, f"bank.{key}", text)
            continue
        found.append(scenario)
        if why := why_held_out(scenario):
            fault = Fault(str(path), why, f"bank.{key}", shown(text), "calibrate on another place")
            faults.append(fault)
    if faults:
        raise InputError(list(dict.fromkeys(faults)))
    return found


def _placed(error: InputError, path: Path, key: str, text: str) -> Iterator[Fault]:
    """Yield faults of a scenario; that there is none is a fault of the file that names it."""
    for fault in error.records:
        if Path(fault.file).is_file():
            yield fault
        else:
            yield fault._replace(file=str(path), key=key, value=shown(text))


def _held_out_fault(path: Path, key: str, text: str, place: str) -> Fault:
    return Fault(str(path), f"{place} is held out", key, shown(text), "take it out")
