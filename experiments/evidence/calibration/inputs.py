"""The calibration's inputs: its file and scenarios, which agree and hold nothing held out."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from experiments.evidence.calibration.agreement import disagreements
from experiments.evidence.calibration.holdout import texts_held_out, why_held_out
from experiments.evidence.calibration.settings import Figure, Settings
from sim.inputs.faults import shown
from sim.inputs.strict import Fault, InputError, faults_of, read_toml
from sim.locations import OBSERVED
from sim.scenario import KubeRow, Scenario, load_scenario

FILE = OBSERVED / "calibration.toml"


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
    """Load the calibration's file and the scenarios that it names.

    Raises
    ------
    InputError
        With one line per fault: in the file, between it and the scenarios or outcomes, or
        because something is held out.
    """
    content = read_toml(path)
    held = [_held_out_fault(path, *it) for it in texts_held_out(content)]
    if held:
        raise InputError(held)
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        raise InputError(faults_of(error, path, Settings)) from None
    inputs = Inputs(settings, load_scenario(settings.bank.ten), load_scenario(settings.bank.cohort))
    told = disagreements(settings, inputs.ten, inputs.cohort)
    faults = [Fault(str(path), it.why, it.key, it.value, it.remedy) for it in told]
    if faults:
        raise InputError(faults)
    return inputs


def _held_out_fault(path: Path, key: str, text: str, place: str) -> Fault:
    return Fault(str(path), f"{place} is held out", key, shown(text), "take it out")
