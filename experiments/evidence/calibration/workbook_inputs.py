"""A calibration's inputs from a city's workbook, as its books tell what was seen.

Seen one by one are the Kubes of which a month tells of the kas, or else of the members, a year or
more after the first month: each in its last such month, with its balances, members and stage.
Counted are all Kubes with a status, by their year of founding: those that stopped have failed. How
many Kubes had each stage together is not asked, since each stage that is known is told by itself.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from experiments.evidence.calibration.calibration_file import Quantity, Settings
from experiments.evidence.calibration.inputs import FILE, OF_THE_CITY, YEAR, Inputs, clashes
from sim.calendar import month_number
from sim.inputs.faults import Fault
from sim.inputs.said import both
from sim.inputs.strict import InputError, read_toml
from sim.scenario import KubeRow, Observation, Scenario, scenario_of_reading
from sim.workbook.as_scenario import GRADE
from sim.workbook.columns import sheet_kind
from sim.workbook.reading import read
from sim.workbook.records import KubeSeen, MonthSeen, Workbook

BANK = {
    "draws": 65_536,
    "seed": 9_999,
    "digits": 6,
    "replications_first": 4,
    "replications_most": 24,
    "cohorts": 2,
}
"""As `kubesim new` writes it; two cohorts hold twice as many Kubes as are counted."""
FAILED, LIVING = "gagal", ("tumbuh", "berkembang", "mandiri")
STOPPED = ("inactive", "dissolved")
SETS_ASIDE = "set_aside_first"
GROUP, NAME = "told", "list"


def inputs_of_workbook(path: Path) -> Inputs:
    """Return what a workbook says, to calibrate on it.

    Raises
    ------
    InputError
        When it has faults, or tells of no Kube that was seen, or of none that may have failed.
    """
    reading = read(path, Scenario)
    whole, book = scenario_of_reading(reading), reading.book
    seen = {kube.id: row for kube in book.kubes if (row := last_seen(kube, book, whole))}
    counted = [kube for kube in book.kubes if has_fate(kube, whole)]
    faults = list(_missing(path, seen, counted))
    if faults:
        raise InputError(faults)
    method = {key: value for key, value in read_toml(FILE).items() if key not in OF_THE_CITY}
    settings = Settings.model_validate({**method, **_of_city(path, whole, book, seen, counted)})
    ten, cohort = _ten(whole, seen), _cohort(whole, counted)
    unlike = [fault._replace(file=str(path)) for fault in clashes(settings, ten, cohort)]
    if unlike:
        raise InputError(unlike)
    return Inputs(settings, ten, cohort, str(path))


def last_seen(kube: KubeSeen, book: Workbook, whole: Scenario) -> MonthSeen | None:
    """Return the last month in which a Kube lived and its kas, or else its members, were known."""
    first = max(month_number(whole.start) + YEAR, month_number(kube.founded or whole.start))
    lived = [
        row
        for row in book.months
        if row.code == kube.code and month_number(row.month) >= first and row.stage != FAILED
    ]
    for key in ("kas_idr", "members"):
        known = [row for row in lived if getattr(row, key) is not None]
        if known:
            return max(known, key=lambda row: row.month)
    return None


def has_fate(kube: KubeSeen, whole: Scenario) -> bool:
    """Whether it is known if a Kube that was founded by today has stopped."""
    known = kube.status is not None or kube.ended is not None
    return known and kube.founded is not None and kube.founded <= (whole.today or "")


def has_stopped(kube: KubeSeen) -> bool:
    """Whether a Kube has stopped."""
    return kube.status in STOPPED or kube.ended is not None


def _missing(
    path: Path, seen: dict[int, MonthSeen], counted: Sequence[KubeSeen]
) -> Iterator[Fault]:
    """Yield what a calibration cannot do without."""
    months, kubes = sheet_kind("monthly").title, sheet_kind("kube").title
    if not seen:
        why = both(
            "tells of the kas or the members of no Kube, a year or more after the first month",
            "tidak memuat kas atau anggota Kube mana pun, setahun atau lebih sesudah bulan pertama",
        )
        remedy = both("write them, at least of one month", "tulislah, paling sedikit satu bulan")
        yield Fault(str(path), why, months, remedy=remedy)
    if not counted:
        why = both(
            "tells of no Kube whether it is active", "tidak menyebut Kube mana yang masih aktif"
        )
        yield Fault(str(path), why, kubes, remedy=both("fill in status", "isilah kolom status"))


def _of_city(
    path: Path,
    whole: Scenario,
    book: Workbook,
    seen: dict[int, MonthSeen],
    counted: Sequence[KubeSeen],
) -> dict[str, Any]:
    """Return what a calibration file would say of the city."""
    names = {kube.id: kube.name for kube in book.kubes}
    careful = [kube.name for kube in book.kubes if kube.id in seen and kube.rule == SETS_ASIDE]
    told = {"grade": GRADE, "source": f"{path.name}: {sheet_kind('kube').title}"}
    years = sorted({str(kube.founded)[:4] for kube in counted})
    founded = {year: sum(str(kube.founded)[:4] == year for kube in counted) for year in years}
    variant = {"name": "main", "title": path.name, "why": "as the workbook tells it"}
    labels = [label for id, row in seen.items() for label in _label(path, names[id], row)]
    return {
        "bank": {**BANK, "ten": whole.name, "cohort": whole.name},
        "survey": {"first": whole.today, "last": whole.today},
        "figure": [one for id, row in seen.items() for one in _figures(path, names[id], row)],
        "stages": [],
        "label": labels,
        "habit": {"kubes": careful, **told},
        "exposure": [
            {"name": NAME, "failed": sum(map(has_stopped, counted)), "founded": founded, **told}
        ],
        "variant": [
            {**variant, "stages": None, "labels": [GROUP] if labels else [], "exposure": NAME}
        ],
    }


def _figures(path: Path, name: str, row: MonthSeen) -> Iterator[dict[str, Any]]:
    for quantity in get_args(Quantity):
        value = getattr(row, quantity)
        if value is not None:
            what = {"kube": name, "quantity": quantity, "value": value, "month": row.month}
            yield {**what, **_told(path, row)}


def _label(path: Path, name: str, row: MonthSeen) -> Iterator[dict[str, Any]]:
    if row.stage in LIVING:
        yield {"kube": name, "stage": row.stage, "group": GROUP, **_told(path, row)}


def _told(path: Path, row: MonthSeen) -> dict[str, Any]:
    source = f"{path.name}: {sheet_kind('monthly').title}"
    return {"grade": row.grade or GRADE, "source": source}


def _ten(whole: Scenario, seen: dict[int, MonthSeen]) -> Scenario:
    """Return the Kubes that were seen, until today, with the figures of the month that is taken."""
    kubes = tuple(_observed(kube, seen[kube.id]) for kube in whole.kubes if kube.id in seen)
    return whole.model_copy(update={"kubes": kubes, "months": _until_today(whole)})


def _observed(kube: KubeRow, row: MonthSeen) -> KubeRow:
    figures = [
        {"quantity": quantity, "value": value, "month": row.month, "grade": row.grade or GRADE}
        for quantity in get_args(Quantity)
        if (value := getattr(row, quantity)) is not None
    ]
    return kube.model_copy(update={"observed": tuple(map(Observation.model_validate, figures))})


def _cohort(whole: Scenario, counted: Sequence[KubeSeen]) -> Scenario:
    """Return the Kubes of which it is known whether they stopped, as they are today."""
    ids = {kube.id for kube in counted}
    kubes = tuple(kube for kube in whole.kubes if kube.id in ids)
    return whole.model_copy(
        update={"kubes": kubes, "seen": whole.today, "months": _until_today(whole)}
    )


def _until_today(whole: Scenario) -> int:
    return whole.month(whole.today) + 1 if whole.today else whole.months
