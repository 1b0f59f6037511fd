"""A workbook as the values of a scenario, and where in the workbook each value stands.

What the sheet `kota` leaves out is that of the template, or follows from the Kubes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.calendar import month_number
from sim.inputs.declared import Loc
from sim.inputs.explain import key_text
from sim.inputs.faults import Fault
from sim.inputs.strict import read_toml
from sim.locations import SCENARIOS
from sim.luck import MONTHS_MOST
from sim.workbook.reading import Reading
from sim.workbook.records import GrantSeen, KubeSeen, MonthSeen, Workbook
from sim.workbook.settings import INFLATION, loc_of

TEMPLATE = SCENARIOS / "template" / "my-city.toml"
KUBES_PER_FACILITATOR = 10
YEARS_AHEAD = 3
"""A scenario without a length ends in December, so many years after the last that is known."""
MONTHS_AFTER_SUPPORT = 24
"""And not before so many months after the support of the last Kube: then policies are ranked."""
STAGES = ("gagal", "tumbuh", "berkembang", "mandiri")
OBSERVED = ("kas_idr", "bank_idr", "lent_idr", "iks_idr", "members", "attended")
"""What a scenario compares with, among what a month of a workbook may tell; and the stage."""
GRADE = "B"
"""Of books and reports, where the workbook names no grade."""
OF_A_KUBE = (
    "id", "name", "founded", "business", "lines", "members", "set_aside_share", "share_by",
    "access", "facilitator", "status", "ended",
)  # fmt: skip


@dataclass(frozen=True)
class LaidOut:
    """A scenario's values from a workbook.

    Attributes
    ----------
    values : dict
        As under the keys of a scenario's file.
    reading : Reading
        The workbook.
    """

    values: dict[str, Any]
    reading: Reading

    def place(self, loc: Loc) -> Fault:
        """Return a fault without `why` that names the cell of a place."""
        sheets, rows = self.reading.sheets, self.reading.kube_rows
        if len(loc) > 2 and loc[0] == "kubes" and isinstance(loc[1], int) and loc[1] < len(rows):
            kube = self.reading.book.kubes[loc[1]]
            key = {"id": "code"}.get(str(loc[2]), str(loc[2]))
            if any(column.key == key for column in sheets["kube"].kind.column):
                return sheets["kube"].fault(rows[loc[1]], key, "", about=kube.name)
            where = key_text(loc[2:])
            return Fault(str(self.reading.book.path), "", f"{kube.code}: {where}", about=kube.name)
        key = key_text(loc).replace('"', "")
        row = self.reading.setting_rows.get(key)
        if row is not None:
            found = sheets["city"].fault(row, "value", "")
            return found._replace(key=f"{found.key}: {key}")
        return Fault(str(self.reading.book.path), "", f"{sheets['city'].title}: {key}")

    def is_told(self, fault: Fault) -> bool:
        """Whether the reading of the cells has told of a fault, or of what it follows from."""
        if fault.rest:
            return bool(self.reading.faults)
        if fault.cells:
            at = {(fault.key, cell) for cell in fault.cells}
            return bool(at & self.reading.faulty)
        return bool(self.reading.faults) and fault.why.startswith("is missing")


def laid_out(reading: Reading) -> LaidOut:
    """Return the values of a scenario."""
    book = reading.book
    values = _with_defaults(book)
    months: dict[str, list[MonthSeen]] = {}
    for row in book.months:
        months.setdefault(row.code, []).append(row)
    grants: dict[str, list[GrantSeen]] = {}
    for grant in book.grants:
        grants.setdefault(grant.code, []).append(grant)
    values["kubes"] = [
        _kube(kube, months.get(kube.code, []), grants.get(kube.code, [])) for kube in book.kubes
    ]
    return LaidOut(values, reading)


def _kube(kube: KubeSeen, months: list[MonthSeen], grants: list[GrantSeen]) -> dict[str, Any]:
    """Return a Kube's values: what is not known has the scenario's default."""
    given = kube._asdict()
    values = {key: given[key] for key in OF_A_KUBE if given[key] is not None}
    if kube.rule in {"share_everything", "set_aside_first"}:
        values["rule"] = kube.rule
    paid = [_grant(kube, grant) for grant in grants]
    values["grants"] = [grant for grant in paid if grant is not None]
    values["observed"] = _observed(months)
    return values


def _grant(kube: KubeSeen, grant: GrantSeen) -> dict[str, Any] | None:
    """Return a grant on its date; what was given at founding is the programme's."""
    kind = grant.grant or ("starter" if grant.month == kube.founded else "bpls")
    if kind == "starter":
        return None
    form = {"form": grant.form} if grant.form else {}
    return {"kind": kind, "month": grant.month, "amount_idr": grant.amount_idr, **form}


def _observed(months: list[MonthSeen]) -> list[dict[str, Any]]:
    """Return the last figure of each quantity with its month and grade."""
    found = []
    for quantity in (*OBSERVED, "stage"):
        for row in reversed(months):
            value = getattr(row, quantity)
            if value is None:
                continue
            value = STAGES.index(value) if quantity == "stage" else round(value)
            seen = {"quantity": quantity, "value": value, "month": row.month}
            found.append({**seen, "grade": row.grade or GRADE})
            break
    return found


def _with_defaults(book: Workbook) -> dict[str, Any]:
    """Return what is no Kube: what the workbook sets over what follows from it or the template."""
    template = read_toml(TEMPLATE)
    name = book.path.stem
    values: dict[str, Any] = {
        "name": name,
        "title": name,
        "kind": "forward",
        **_months(book, template["programme"]["support_months"]),
        "city": {
            "id": template["city"]["id"],
            "name": name,
            "facilitators": -(-len(book.kubes) // KUBES_PER_FACILITATOR),
        },
        "prices": dict(template["prices"]),
        "programme": dict(template["programme"]),
        "parameters": {},
    }
    if any(key.startswith(INFLATION) for key in book.settings):
        values["prices"] |= {"inflation_percent": {}, "inflation_after_percent": None}
    changes: dict[str, dict[str, Any]] = {}
    for key, value in book.settings.items():
        if key.startswith("change."):
            _, since, lever = key.split(".", 2)
            changes.setdefault(since, {"from": since})[lever] = value
        else:
            _put(values, loc_of(key), value)
    if changes:
        values["change"] = [changes[since] for since in sorted(changes)]
    return values


def _put(values: dict[str, Any], loc: tuple[str, ...], value: Any) -> None:
    """Set a value at its place in tables."""
    table: Any = values
    for part in loc[:-1]:
        table = table[part]
    table[loc[-1]] = value


def _months(book: Workbook, support_months: int) -> Mapping[str, Any]:
    """Return first month, length and today, as what is known of the Kubes has them."""
    founded = [kube.founded for kube in book.kubes if kube.founded is not None]
    if not founded:
        return {}
    start = str(book.settings.get("start", min(founded)))
    seen = [row.month for row in book.months]
    last = max([*founded, *seen, *(row.month for row in book.grants)])
    support = int(book.settings.get("programme.support_months", support_months))
    over = month_number(max(founded)) + support + MONTHS_AFTER_SUPPORT - 1
    december = max((int(last[:4]) + YEARS_AHEAD) * 12 + 11, over + 11 - over % 12)
    months = max(1, min(december - month_number(start) + 1, MONTHS_MOST - 1))
    today = {"today": max(seen)} if seen and max(seen) >= start else {}
    return {"start": start, "months": months, **today}
