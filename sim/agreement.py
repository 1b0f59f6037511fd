"""What must agree inside a scenario: ids, names, dates, years, facilitators, parameters.

The checks look at plain values, some of which may be missing: a value that is faulty by itself
is left out, and all that does not need it is checked all the same.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple, Self, TypeVar

from pydantic import ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from sim.calendar import month_number, month_text, years_needed
from sim.inputs.declared import Loc
from sim.inputs.explain import DISAGREEMENT, PLACED_MOST
from sim.inputs.faults import FAULTS_MOST, Fault, shown
from sim.inputs.hints import NOT_WHOLE, with_unit
from sim.inputs.said import Said, both
from sim.inputs.strict import Strict
from sim.luck import IDS_MOST
from sim.parameters import declared

YEARS_SHOWN = 3
"""Where prices of more years in a row are missing, one line names them."""
ALL_PARAMETERS = both("kubesim parameters lists all", "kubesim parameters menampilkan semuanya")
CORRECT_MONTHS = both(
    "correct it, or start or months", "perbaiki bulan ini, atau start atau months"
)
STAGE_HIGHEST = 3
"""Stages are 0 gagal, 1 tumbuh, 2 berkembang, 3 mandiri."""


class Disagreement(NamedTuple):
    """Where it is, what stands there, why that cannot be, and the remedy."""

    loc: Loc
    value: Any
    why: str
    remedy: str


class Agreeing(Strict, ABC):
    """A record whose values have to agree with each other, as its `disagreements` say."""

    @staticmethod
    @abstractmethod
    def disagreements(data: Mapping[str, Any]) -> Iterator[Disagreement]:
        """Yield all that does not agree in values, of which any may be missing or None."""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        error = _error_of(type(self), self.model_dump())
        if error is not None:
            raise error
        return self


Record = TypeVar("Record", bound=Agreeing)


def agreeing(
    kind: type[Record],
    values: Mapping[str, Any],
    faults_of: Callable[[ValidationError], list[Fault]],
) -> tuple[Record | None, list[Fault]]:
    """Make a record of values, or return their faults, also those of values that do not agree."""
    try:
        return kind.model_validate(values), []
    except ValidationError as error:
        faults = faults_of(error)
        if error.error_count() > PLACED_MOST:
            return None, faults
        report = error.errors(include_url=False, include_input=False)
        if all(fault["type"] != DISAGREEMENT for fault in report):
            more = _error_of(kind, _salvaged(values, [fault["loc"] for fault in report]))
            faults += [] if more is None else faults_of(more)
        return None, faults


def _error_of(kind: type[Agreeing], values: Mapping[str, Any]) -> ValidationError | None:
    """Return all that does not agree as one error of pydantic's, or None where all agrees."""
    details = [
        InitErrorDetails(
            type=PydanticCustomError(
                DISAGREEMENT, "{why}; {remedy}", {"why": why, "remedy": remedy}
            ),
            loc=loc,
            input=value,
        )
        for loc, value, why, remedy in kind.disagreements(values)
    ]
    return ValidationError.from_exception_data(kind.__name__, details) if details else None


def scenario_disagreements(data: Mapping[str, Any]) -> Iterator[Disagreement]:
    """Yield all that does not agree in a scenario's values, of which any may be missing or None."""
    kubes = [(row, kube) for row, kube in enumerate(data.get("kubes") or ()) if kube]
    span = span_of(data)
    yield from _given_twice(kubes)
    for row, kube in kubes:
        yield from _dates(("kubes", row), kube, span)
        yield from _stages(("kubes", row), kube)
    yield from _seen(data.get("seen"), span)
    yield from of_today(data.get("today"), span)
    yield from of_changes(data, span)
    yield from _facilitators(data.get("city") or {}, kubes)
    yield from of_years(data.get("prices") or {}, span)
    yield from of_parameters(data.get("parameters") or {})


def policy_disagreements(data: Mapping[str, Any]) -> Iterator[Disagreement]:
    """Yield all that does not agree in a policy's values, of which any may be missing or None."""
    yield from _changes_twice(data)
    since = data.get("from")
    for row, month in _months_of_changes(data):
        if since is not None and month_number(month) <= month_number(since):
            why = both(
                f"is not after the month from which on the policy acts, {since}",
                f"tidak sesudah bulan mulai berlakunya kebijakan, {since}",
            )
            remedy = both(
                "write its levers under [levers], or a later month",
                "tulis tuasnya di bawah [levers], atau bulan sesudahnya",
            )
            yield Disagreement(("change", row, "from"), month, why, remedy)


class Span(NamedTuple):
    """The scenario's months, as numbers; the last one is inside."""

    first: int
    last: int

    def has(self, month: str) -> bool:
        """Whether a month is one of them."""
        return self.first <= month_number(month) <= self.last

    def outside(self, english: str, indonesian: str) -> Said:
        """Return that something is outside of these months, as both languages call them."""
        first, last = month_text(self.first), month_text(self.last)
        return both(
            f"is outside {english}, {first} to {last}",
            f"di luar {indonesian}, {first} sampai {last}",
        )


def span_of(data: Mapping[str, Any]) -> Span | None:
    """Return the months of a scenario's values, where they are known."""
    start, months = data.get("start"), data.get("months")
    if start is None or months is None:
        return None
    return Span(month_number(start), month_number(start) + months - 1)


Kubes = Sequence[tuple[int, Mapping[str, Any]]]


def _given_twice(kubes: Kubes) -> Iterator[Disagreement]:
    for what, other in (("id", "name"), ("name", "id")):
        first: dict[Any, Any] = {}
        for row, kube in kubes:
            value = kube.get(what)
            if value in first:
                why = both("is given twice", "dipakai dua kali")
                if first[value] is not None:
                    whose = f"{other} {shown(first[value])}"
                    why = both(
                        f"is given twice, first by the Kube with {whose}",
                        f"dipakai dua kali, pertama oleh Kube dengan {whose}",
                    )
                remedy = both(f"give each its own {what}", f"beri setiap Kube {what} sendiri")
                yield Disagreement(("kubes", row, what), value, why, remedy)
            elif value is not None:
                first[value] = kube.get(other)


def _dates(at: Loc, kube: Mapping[str, Any], span: Span | None) -> Iterator[Disagreement]:
    founded = kube.get("founded")
    if founded is not None and span is not None and not span.has(founded):
        why = span.outside("the scenario's months", "bulan-bulan skenario")
        yield Disagreement((*at, "founded"), founded, why, CORRECT_MONTHS)
    ended = kube.get("ended")
    if ended is not None and founded is not None and month_number(ended) < month_number(founded):
        why = both(
            f"is before {founded}, its founding", f"lebih awal daripada pembentukannya, {founded}"
        )
        remedy = both("mend one", "perbaiki salah satu")
        yield Disagreement((*at, "ended"), ended, why, remedy)
    for what in ("grants", "observed"):
        for number, row in enumerate(kube.get(what) or ()):
            month = row.get("month") if row else None
            loc = (*at, what, number, "month")
            if month is None:
                continue
            if founded is not None and month_number(month) < month_number(founded):
                why = both(
                    f"is before the Kube is founded, {founded}",
                    f"lebih awal daripada pembentukan Kube, {founded}",
                )
                remedy = both("correct the month or founded", "perbaiki bulan ini atau founded")
                yield Disagreement(loc, month, why, remedy)
            if span is not None and month_number(month) > span.last:
                last = month_text(span.last)
                why = both(
                    f"is after the scenario's last month, {last}",
                    f"sesudah bulan terakhir skenario, {last}",
                )
                remedy = both(
                    "correct it, or lengthen months", "perbaiki bulan ini, atau perbesar months"
                )
                yield Disagreement(loc, month, why, remedy)


def _stages(at: Loc, kube: Mapping[str, Any]) -> Iterator[Disagreement]:
    for number, figure in enumerate(kube.get("observed") or ()):
        value = figure.get("value") if figure else None
        if (
            figure
            and figure.get("quantity") == "stage"
            and value is not None
            and value > STAGE_HIGHEST
        ):
            why = both("not a stage", "bukan tahap")
            remedy = both(
                "write 0 gagal, 1 tumbuh, 2 berkembang or 3 mandiri",
                "tulis 0 gagal, 1 tumbuh, 2 berkembang, atau 3 mandiri",
            )
            yield Disagreement((*at, "observed", number, "value"), value, why, remedy)


def _seen(seen: str | None, span: Span | None) -> Iterator[Disagreement]:
    if seen is not None and span is not None and not span.has(seen):
        why = span.outside("the scenario's months", "bulan-bulan skenario")
        yield Disagreement(("seen",), seen, why, CORRECT_MONTHS)


def of_today(today: str | None, span: Span | None) -> Iterator[Disagreement]:
    """Yield a today that leaves no month in which a policy could act, or is of no month."""
    if today is None or span is None or span.first <= month_number(today) < span.last:
        return
    why, remedy = span.outside("the months", "bulan-bulannya"), both("correct it", "perbaikilah")
    if span.has(today):
        why = both("is the last month", "adalah bulan terakhir")
        remedy = both(
            "make months longer: policies act after today",
            "perbesar months: kebijakan berlaku sesudah today",
        )
    yield Disagreement(("today",), today, why, remedy)


def of_changes(data: Mapping[str, Any], span: Span | None) -> Iterator[Disagreement]:
    """Yield changes of a programme that are of no month of its scenario, or twice of one."""
    yield from _changes_twice(data)
    for row, month in _months_of_changes(data):
        loc = ("change", row, "from")
        if span is None or span.first < month_number(month) <= span.last:
            continue
        if month_number(month) == span.first:
            why = both("is the first month", "adalah bulan pertama")
            remedy = both(
                "write what holds from the start under [programme]",
                "tulis yang berlaku sejak awal di bawah [programme]",
            )
            yield Disagreement(loc, month, why, remedy)
        else:
            why = span.outside("the months", "bulan-bulannya")
            yield Disagreement(loc, month, why, CORRECT_MONTHS)


def _changes_twice(data: Mapping[str, Any]) -> Iterator[Disagreement]:
    first: dict[str, int] = {}
    for row, month in _months_of_changes(data):
        if month in first:
            before = f"change[{first[month] + 1}]"
            why = both(
                f"is given twice, first in {before}", f"ditulis dua kali, pertama di {before}"
            )
            remedy = both(
                "write all levers of a month under one [[change]]",
                "tulis semua tuas satu bulan di bawah satu [[change]]",
            )
            yield Disagreement(("change", row, "from"), month, why, remedy)
        else:
            first[month] = row


def _months_of_changes(data: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    for row, change in enumerate(data.get("change") or ()):
        if change and change.get("from") is not None:
            yield row, change["from"]


def _facilitators(city: Mapping[str, Any], kubes: Kubes) -> Iterator[Disagreement]:
    first, count = city.get("first_facilitator", 1), city.get("facilitators")
    if first is None or count is None:
        return
    if first + count >= IDS_MOST:
        why = both(
            f"with {count} facilitators, ids go beyond {IDS_MOST - 1}",
            f"dengan {count} pendamping, nomornya melewati {IDS_MOST - 1}",
        )
        remedy = both("start at a lower id", "mulai dari nomor yang lebih kecil")
        yield Disagreement(("city", "first_facilitator"), first, why, remedy)
        return
    for row, kube in kubes:
        named = kube.get("facilitator")
        if named is not None and not first <= named < first + count:
            last = first + count - 1
            why = both(
                f"is no facilitator of the city, which has {first} to {last}",
                f"bukan pendamping kota ini, yang bernomor {first} sampai {last}",
            )
            if not count:
                why = both(
                    "is no facilitator of the city, which has none",
                    "bukan pendamping kota ini, yang tidak punya pendamping",
                )
            remedy = both(
                "name one of these, or leave it out to let the model assign one",
                "sebutkan salah satunya, atau kosongkan agar model yang memilih",
            )
            yield Disagreement(("kubes", row, "facilitator"), named, why, remedy)


def of_years(prices: Mapping[str, Any], span: Span | None) -> Iterator[Disagreement]:
    """Yield the years whose prices are missing."""
    base, figures = prices.get("base"), prices.get("inflation_percent")
    if base is None or figures is None or span is None:
        return
    years = years_needed(month_text(span.first), span.last - span.first + 1, base)
    given = sorted(int(year) for year in figures if str(year).isdigit()) or [years[-1] + 1]
    before = [year for year in years if year < given[0]]
    within = [year for year in years if given[0] < year < given[-1] and str(year) not in figures]
    after = [year for year in years if year > given[-1]]
    needed = both(
        f"months and base need every year from {years[0]} to {years[-1]}",
        f"months dan base memerlukan setiap tahun dari {years[0]} sampai {years[-1]}",
    )
    yield from _years(within, needed, both("", ""))
    ends = (("before", "sebelum", before, given[0]), ("after", "sesudah", after, given[-1]))
    for end, sisi, missing, given_year in ends:
        key = f"inflation_{end}_percent"
        if prices.get(key) is None:
            otherwise = both(
                f", or {key} = … for every year {end} {given_year}",
                f", atau {key} = … untuk setiap tahun {sisi} {given_year}",
            )
            yield from _years(missing, needed, otherwise)


def _years(missing: Sequence[int], needed: Said, otherwise: Said) -> Iterator[Disagreement]:
    """Yield missing years, each by itself or, where they are many, the first for all."""
    folded = len(missing) > YEARS_SHOWN
    for year in missing[:1] if folded else missing:
        why = both(f"is missing: {needed}", f"belum ada: {needed.indonesian}")
        if folded:
            why = both(
                f"is missing, as is every year to {missing[-1]}: {needed}",
                f"belum ada, begitu pula setiap tahun sampai {missing[-1]}: {needed.indonesian}",
            )
        remedy = both(
            f"add {year} = … (% from December to December){otherwise}",
            f"tambahkan {year} = … (% dari Desember ke Desember){otherwise.indonesian}",
        )
        loc = ("prices", "inflation_percent", str(year))
        yield Disagreement(loc, None, why, remedy)


def inflation_rates(prices: Mapping[str, Any]) -> list[float | None]:
    """Return every inflation that prices name, of which any may be missing or None."""
    ends = (prices.get(f"inflation_{end}_percent") for end in ("before", "after"))
    return [*(prices.get("inflation_percent") or {}).values(), *ends]


def of_parameters(values: Mapping[str, Any]) -> Iterator[Disagreement]:
    """Yield parameters that are unknown, or out of their bounds."""
    known = {name: (default, spec) for name, default, spec in declared()}
    unknown = [name for name in values if name not in known]
    near = {name: _near(name, list(known)) for name in unknown[:FAULTS_MOST]}
    for name, value in values.items():
        loc = ("parameters", name)
        if value is None:
            continue
        if name not in known:
            why = both("unknown parameter", "parameter tidak dikenal")
            yield Disagreement(loc, value, why, near.get(name, ALL_PARAMETERS))
            continue
        default, spec = known[name]
        if isinstance(default, int) and value != int(value):
            remedy = with_unit("write a whole number", "tulis bilangan bulat", spec.unit)
            yield Disagreement(loc, value, NOT_WHOLE, remedy)
        elif not spec.low <= value <= spec.high:
            low, high = f"{spec.low:g}", f"{spec.high:g}"
            why = with_unit(
                f"must be from {low} to {high}", f"harus dari {low} sampai {high}", spec.unit
            )
            remedy = both(f"the default is {default:g}", f"nilai awalnya {default:g}")
            if spec.high <= 2.0 and 2.0 < value <= 100.0:
                remedy = both(
                    f"for {value:g} % write {value / 100:g}",
                    f"untuk {value:g} % tulis {value / 100:g}",
                )
            yield Disagreement(loc, value, why, remedy)


def _near(name: str, known: list[str]) -> Said:
    """Return the parameter that is nearest, also when only its group is wrong or missing."""
    short = name.rpartition(".")[2]
    same = [full for full in known if full.rpartition(".")[2] == short]
    near = same or get_close_matches(name, known, n=1)
    return both(f"did you mean {near[0]}?", f"maksud Anda {near[0]}?") if near else ALL_PARAMETERS


def _salvaged(value: Any, faulty: Sequence[Loc]) -> Any:
    """Return values without those at faulty places, for the checks above."""
    if any(not loc for loc in faulty):
        return None
    inside: dict[int | str, list[Loc]] = {}
    for loc in faulty:
        inside.setdefault(loc[0], []).append(loc[1:])
    if isinstance(value, dict):
        return {k: _salvaged(part, inside[k]) if k in inside else part for k, part in value.items()}
    if isinstance(value, list):
        return [_salvaged(part, inside[k]) if k in inside else part for k, part in enumerate(value)]
    return value
