"""The calibration's inputs: its file and scenarios, which agree and hold nothing held out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.evidence.calibration.calibration_file import Exposure, Figure, Settings, Sourced
from experiments.evidence.calibration.holdout import (
    outcomes,
    share_held_out,
    texts_held_out,
    why_held_out,
)
from experiments.evidence.calibration.known_before import PRIORS, Before
from experiments.sweeps.sweep_file import beside
from sim.inputs.faults import first_of, nearest, shown
from sim.inputs.said import both
from sim.inputs.strict import Fault, InputError, faults_of, read_toml
from sim.locations import OBSERVED
from sim.scenario import KubeRow, Scenario, load_scenario

MONEY = ("kas_idr", "bank_idr", "lent_idr")
"""What adds up to the money that a source tells of."""
YEAR = 12
FILE = OBSERVED / "calibration.toml"
OF_THE_CITY = {"bank", "survey", "figure", "stages", "label", "habit", "exposure", "variant"}
"""What a file says of its own city. The rest is the method: as in `FILE` where it is left out."""


def clashes(settings: Settings, ten: Scenario, cohort: Scenario) -> Iterator[Fault]:
    """Yield everything that does not agree."""
    yield from _bank(settings, ten)
    yield from _names(settings, [kube.name for kube in ten.kubes])
    yield from _figures(settings, ten)
    yield from _months(settings, ten)
    yield from _stages(settings, ten)
    yield from _exposures(settings, cohort)
    yield from _founded_late(settings, cohort)
    yield from _variants(settings)


CORRECT = both("correct it", "perbaiki")
CORRECT_EITHER = both("correct failed or founded", "perbaiki failed atau founded")
TAKE_OUT = both("take it out", "hapuslah")
WRITE_ONE = both("write one", "tulis yang benar")
NOT_KNOWN = both("is not known here", "tidak dikenal di sini")
ANOTHER_PLACE = both("calibrate on another place", "kalibrasilah dengan tempat lain")


def _clash(key: str, value: str, why: str, remedy: str) -> Fault:
    """Return a fault of a file whose name is not known here."""
    return Fault("", why, key, value, remedy)


def _bank(settings: Settings, ten: Scenario) -> Iterator[Fault]:
    survey, bank = settings.survey, settings.bank
    first, last = ten.month(survey.first), ten.month(survey.last)
    if not YEAR <= first <= last < ten.months:
        why = both(
            f"to {survey.last} is not a time within {ten.name}, a year after its start",
            f"sampai {survey.last} bukan waktu di dalam {ten.name}, setahun sesudah awalnya",
        )
        remedy = both("write its first and last month", "tulis bulan pertama dan terakhirnya")
        yield _clash("survey.first", shown(survey.first), why, remedy)
    if bank.replications_most % bank.replications_first:
        most = shown(bank.replications_most)
        why = both("not a multiple of the first", "bukan kelipatan dari yang pertama")
        yield _clash("bank.replications_most", most, why, WRITE_ONE)
    if bank.draws & (bank.draws - 1):
        why = both("not a power of two", "bukan pangkat dua")
        yield _clash("bank.draws", shown(bank.draws), why, WRITE_ONE)


def _names(settings: Settings, kubes: list[str]) -> Iterator[Fault]:
    """Yield names that nothing has, and names given twice."""
    asked: list[tuple[str, str, list[str]]] = []
    for kind in ("figure", "label"):
        for number, row in enumerate(getattr(settings, kind), start=1):
            asked.append((f"{kind}[{number}].kube", row.kube, kubes))
    for number, kube in enumerate(settings.habit.kubes, start=1):
        asked.append((f"habit.kubes[{number}]", kube, kubes))
    groups = sorted({label.group for label in settings.label})
    for number, variant in enumerate(settings.variant, start=1):
        key = f"variant[{number}]"
        if variant.stages is not None:
            asked.append((f"{key}.stages", variant.stages, [row.name for row in settings.stages]))
        asked.append((f"{key}.exposure", variant.exposure, [row.name for row in settings.exposure]))
        asked += [(f"{key}.labels", group, groups) for group in variant.labels]
        asked += [(f"{key}.leave_out", kube, kubes) for kube in variant.leave_out]
    for key, name, known in asked:
        if name not in known:
            yield _clash(key, shown(name), NOT_KNOWN, nearest(name, known))
    for kind in ("stages", "exposure", "variant"):
        for name, count in Counter(row.name for row in getattr(settings, kind)).items():
            if count > 1:
                twice = both("is there twice", "ada dua kali")
                own = both("give each a name of its own", "beri masing-masing nama sendiri")
                yield _clash(kind, shown(name), twice, own)


def _figures(settings: Settings, ten: Scenario) -> Iterator[Fault]:
    """Yield figures that are given twice, or are not those of the scenario."""
    given = Counter((figure.kube, figure.quantity) for figure in settings.figure)
    for (name, quantity), count in given.items():
        if count > 1:
            why = both(f"has more than one {quantity}", f"punya lebih dari satu {quantity}")
            yield _clash("figure", shown(name), why, both("keep one", "pertahankan satu"))
    for kube in ten.kubes:
        figures = [figure for figure in settings.figure if figure.kube == kube.name]
        seen = _added({figure.quantity: figure.value for figure in kube.observed})
        here = _added({figure.quantity: figure.value for figure in figures})
        for what in seen:
            if seen[what] != here[what]:
                why = both(
                    f"has {what} of {here[what]} here and of {seen[what]} in {ten.name}",
                    f"punya {what} {here[what]} di sini dan {seen[what]} dalam {ten.name}",
                )
                remedy = both("correct the wrong one", "perbaiki yang salah")
                yield _clash("figure", shown(kube.name), why, remedy)
        if len({figure.month for figure in figures}) > 1:
            why = both("was seen in several months", "terlihat dalam beberapa bulan")
            remedy = both("give it one", "beri satu bulan")
            yield _clash("figure", shown(kube.name), why, remedy)


def _months(settings: Settings, ten: Scenario) -> Iterator[Fault]:
    """Yield figures of a month outside the scenario, and Kubes seen before they were founded."""
    seen = {kube.name: settings.survey.first for kube in ten.kubes}
    for number, figure in enumerate(settings.figure, start=1):
        if figure.month is None:
            continue
        seen[figure.kube] = figure.month
        if not YEAR <= ten.month(figure.month) < ten.months:
            why = both(
                f"is not a time within {ten.name}, a year after its start",
                f"bukan waktu di dalam {ten.name}, setahun sesudah awalnya",
            )
            yield _clash(f"figure[{number}].month", shown(figure.month), why, CORRECT)
    for kube in ten.kubes:
        if kube.founded > seen[kube.name]:
            yield _clash("bank.ten", shown(kube.name), *_late(kube.founded, seen[kube.name]))


def _added(values: dict[str, int]) -> dict[str, int | None]:
    """Return the money together, and what else was seen."""
    money = sum(values.get(quantity, 0) for quantity in MONEY)
    return {"money": money, "iks_idr": values.get("iks_idr"), "members": values.get("members")}


def _of_outcome(key: str, counted: Sourced) -> tuple[dict[str, Any], list[Fault]]:
    """Return an outcome that may be calibrated on, or what is wrong with its name or source."""
    if counted.outcome is None:
        missing = [name for name in ("grade", "source") if getattr(counted, name) is None]
        why = both(
            "is missing: no observed outcome is named",
            "belum ada: tidak ada hasil teramati yang disebut",
        )
        write = both("write it", "tulislah")
        return {}, [_clash(f"{key}.{name}", "", why, write) for name in missing]
    known = {name: one for name, one in outcomes().items() if one["use"] == "calibrate"}
    if counted.outcome in known:
        return known[counted.outcome], []
    remedy = nearest(counted.outcome, list(known))
    return {}, [_clash(f"{key}.outcome", shown(counted.outcome), NOT_KNOWN, remedy)]


def _stages(settings: Settings, ten: Scenario) -> Iterator[Fault]:
    """Yield totals of stages that are not those of their outcome, or not of all Kubes."""
    for number, stages in enumerate(settings.stages, start=1):
        outcome, faults = _of_outcome(f"stages[{number}]", stages)
        yield from faults
        totals = {stage: getattr(stages, stage) for stage in ("tumbuh", "berkembang", "mandiri")}
        for stage, total in totals.items():
            if outcome and outcome.get(stage) != total:
                why = both(
                    f"is not that of {stages.outcome}, {outcome.get(stage)}",
                    f"tidak sama dengan {stages.outcome}, {outcome.get(stage)}",
                )
                yield _clash(f"stages[{number}].{stage}", shown(total), why, CORRECT)
        if sum(totals.values()) != len(ten.kubes):
            why = both(
                f"do not add up to the {len(ten.kubes)} Kubes of {ten.name}",
                f"jumlahnya bukan {len(ten.kubes)} Kube dari {ten.name}",
            )
            remedy = both("correct them", "perbaiki")
            yield _clash(f"stages[{number}]", shown(stages.name), why, remedy)


def _exposures(settings: Settings, cohort: Scenario) -> Iterator[Fault]:
    if cohort.seen is None:
        why = both("has no month seen", "tidak punya bulan pengamatan (seen)")
        remedy = both("add it there", "tambahkan di sana")
        yield _clash("bank.cohort", shown(settings.bank.cohort), why, remedy)
    founded = Counter(kube.founded[:4] for kube in cohort.kubes)
    for number, exposure in enumerate(settings.exposure, start=1):
        outcome, faults = _of_outcome(f"exposure[{number}]", exposure)
        yield from faults
        yield from _share(f"exposure[{number}]", exposure, outcome)
        for year, count in exposure.founded.items():
            most = settings.bank.cohorts * founded[year]
            if count > most:
                why = both(
                    f"more than the {most} that are simulated",
                    f"lebih dari {most} yang disimulasikan",
                )
                fewer = both("ask for fewer", "minta lebih sedikit")
                yield _clash(f"exposure[{number}].founded.{year}", shown(count), why, fewer)


def _share(key: str, exposure: Exposure, outcome: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with a failed share."""
    if not max(1, exposure.failed) <= exposure.total:
        why = both(
            f"must be of more than nobody, and at most the {exposure.total} founded",
            f"harus dari lebih dari nol, dan paling banyak {exposure.total} yang dibentuk",
        )
        yield _clash(f"{key}.failed", shown(exposure.failed), why, CORRECT_EITHER)
    place = share_held_out(exposure.failed, exposure.total)
    if place:
        why = both(
            f"is the share of {place}, held out",
            f"adalah bagian {place}, yang disisihkan untuk uji",
        )
        yield _clash(key, shown(exposure.name), why, TAKE_OUT)
    share = exposure.failed / max(1, exposure.total)
    if outcome and f"{share:.4f}" != f"{outcome['share']:.4f}":
        why = both(
            f"makes a share of {share:.4f}, not {outcome['share']:.4f}",
            f"memberi bagian {share:.4f}, bukan {outcome['share']:.4f}",
        )
        yield _clash(f"{key}.failed", shown(exposure.failed), why, CORRECT_EITHER)


def _founded_late(settings: Settings, cohort: Scenario) -> Iterator[Fault]:
    """Yield Kubes of a year that is counted which were founded after the count."""
    counted = {year for exposure in settings.exposure for year in exposure.founded}
    for kube in cohort.kubes:
        if cohort.seen is not None and kube.founded > cohort.seen and kube.founded[:4] in counted:
            yield _clash("bank.cohort", shown(kube.name), *_late(kube.founded, cohort.seen))


def _late(founded: str, seen: str) -> tuple[str, str]:
    why = both(
        f"is founded in {founded}, after {seen}, when it was seen",
        f"dibentuk pada {founded}, sesudah {seen}, waktu diamati",
    )
    return why, both(
        "correct one, or leave it out there", "perbaiki salah satu, atau hapus di sana"
    )


def _variants(settings: Settings) -> Iterator[Fault]:
    for number, variant in enumerate(settings.variant, start=1):
        for kube, count in Counter(label.kube for label in settings.labels_of(variant)).items():
            if count > 1:
                why = both(
                    f"give {kube} more than one stage", f"memberi {kube} lebih dari satu tahap"
                )
                fewer = both("take fewer", "ambil lebih sedikit")
                yield _clash(f"variant[{number}].labels", shown(variant.name), why, fewer)


@dataclass(frozen=True)
class Inputs:
    """Everything that a calibration takes.

    Attributes
    ----------
    file : str
        Where the settings are from, as it was named.
    before : Before
        What is known before the data.

    Raises
    ------
    InputError
        When one of the scenarios is of a place that is held out: there is no other way to make
        an `Inputs`, and nothing is simulated or fitted without one.
    """

    settings: Settings
    ten: Scenario
    cohort: Scenario
    file: str = FILE.name
    before: Before = PRIORS

    def __post_init__(self) -> None:
        """Refuse what is held out."""
        faults = [
            Fault(scenario.name, why, remedy=ANOTHER_PLACE)
            for scenario in (self.ten, self.cohort)
            if (why := why_held_out(scenario))
        ]
        named = texts_held_out(self.settings.model_dump())
        faults += [_held_out_fault(Path(self.file), *text) for text in named]
        if faults:
            raise InputError(faults)

    @cached_property
    def kubes(self) -> dict[str, KubeRow]:
        """The Kubes that were seen one by one, by name in the order of their ids."""
        return {kube.name: kube for kube in sorted(self.ten.kubes, key=lambda kube: kube.id)}

    @cached_property
    def months_seen(self) -> dict[str, int | None]:
        """The month in which each of them was seen; None: in the month of the survey."""
        dated = {
            figure.kube: figure.month for figure in self.settings.figure if figure.month is not None
        }
        return {name: self.ten.month(dated[name]) if name in dated else None for name in self.kubes}

    @property
    def survey(self) -> range:
        """The months in which the survey may have been."""
        first, last = self.settings.survey.first, self.settings.survey.last
        return range(self.ten.month(first), self.ten.month(last) + 1)

    def figures(self, kube: str) -> dict[str, Figure]:
        """Return what was seen of a Kube, by quantity."""
        return {figure.quantity: figure for figure in self.settings.figure if figure.kube == kube}


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
    held = [_held_out_fault(path, *text) for text in texts_held_out(dict(data))]
    if held:
        raise InputError(held)
    method = {key: value for key, value in read_toml(FILE).items() if key not in OF_THE_CITY}
    try:
        settings = Settings.model_validate({**method, **data})
    except ValidationError as error:
        raise InputError(faults_of(error, path, Settings)) from None
    ten, cohort = _scenarios(settings, path)
    inputs = Inputs(settings, ten, cohort, str(path))
    unlike = first_of(clashes(settings, inputs.ten, inputs.cohort))
    faults = [clash._replace(file=str(path)) for clash in unlike]
    if faults:
        raise InputError(faults)
    return inputs


def _scenarios(settings: Settings, path: Path) -> list[Scenario]:
    """Load both scenarios; faults of their names, or what is held out, are faults of this file."""
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    for key in ("ten", "cohort"):
        text = getattr(settings.bank, key)
        try:
            scenario = load_scenario(beside(text, path))
        except InputError as error:
            faults += _placed(error, path, f"bank.{key}", text)
            continue
        scenarios.append(scenario)
        if why := why_held_out(scenario):
            fault = Fault(str(path), why, f"bank.{key}", shown(text), ANOTHER_PLACE)
            faults.append(fault)
    if faults:
        raise InputError(list(dict.fromkeys(faults)))
    return scenarios


def _placed(error: InputError, path: Path, key: str, text: str) -> Iterator[Fault]:
    """Yield faults of a scenario; that there is none is a fault of the file that names it."""
    for fault in error.records:
        if Path(fault.file).is_file():
            yield fault
        else:
            yield fault._replace(file=str(path), key=key, value=shown(text))


def _held_out_fault(path: Path, key: str, text: str, place: str) -> Fault:
    why = both(f"{place} is held out", f"{place} disisihkan untuk uji")
    return Fault(str(path), why, key, shown(text), TAKE_OUT)
