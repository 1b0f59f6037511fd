"""The calibration's inputs: its file and scenarios, which agree and hold nothing held out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.evidence.calibration.agreement import disagreements
from experiments.evidence.calibration.holdout import texts_held_out, why_held_out
from experiments.evidence.calibration.settings import Figure, Settings
from experiments.sweeps.sweep_file import beside
from sim.inputs.faults import shown
from sim.inputs.strict import Fault, InputError, faults_of, read_toml
from sim.locations import OBSERVED
from sim.scenario import KubeRow, Scenario, load_scenario

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
