"""The tables of `kubesim run`: by Kube and for the whole, within 100 columns."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.common.files import csv_text
from experiments.common.tables import titled
from experiments.common.uncertainty import Drawn
from experiments.runs.run_summary import Json
from experiments.runs.runner import READINGS
from sim.rules.stages import STAGES

NAME_MOST = 20
WRAPPED = ("members", "simulated", *READINGS)
"""Columns that take a second line on a narrow screen."""
PERCENTILES = ("p05", "p50", "p95", "n")

HOUSEHOLDS = {
    "income_idr": "household income",
    "income_from_kube_idr": "of it from the Kube",
    "unmet_need_idr": "unmet need",
    "savings_idr": "savings",
}

LEGEND = (
    "m: million rupiah, nominal. 45.0 (12.0-80.0): median (5th-95th percentile) of the living.\n"
    "cash: in the box; liquid: cash, bank, loans out; received: all capital, with equipment;\n"
    "saved: set aside from profit."
)


def tables(summary: Json) -> RenderableType:
    """Return all tables of a summary, as `experiments.runs.run_summary.summarise` makes it."""
    parts: list[RenderableType] = []
    if summary["kubes"]:
        parts += [_stages(summary), _kas(summary), Text(LEGEND, style="dim"), Text("")]
        if any(_others(kube) for kube in summary["kubes"]):
            parts.append(_other_figures(summary))
    return Group(*parts, _whole(summary))


def _table(title: str, columns: Sequence[str], left: int = 1) -> Table:
    """Return an empty table whose first `left` columns are text and the rest figures."""
    table = titled(title)
    for number, column in enumerate(columns):
        text = number < left
        table.add_column(
            Text(column),
            justify="left" if text else "right",
            no_wrap=column not in WRAPPED,
            max_width=NAME_MOST if column == "Kube" else None,
            overflow="ellipsis",
        )
    return table


def _stages(summary: Json) -> Table:
    """Stages and members of each Kube in the months in which it was observed."""
    table = _table(
        f"Kubes: stages and members, in the months observed ({summary['runs']} runs)",
        ("Kube", "months", *STAGES, "members", "observed"),
        left=2,
    )
    for kube in summary["kubes"]:
        members = kube["members"]
        table.add_row(
            Text(kube["name"]),
            months_text(kube["month"]),
            *(percent(kube["stages"][stage]) for stage in STAGES),
            _spread(members, _count),
            _count(members["observed"]),
        )
    return table


def _kas(summary: Json) -> Table:
    """Observed kas beside the four readings of the simulated one."""
    table = _table(
        "Kubes: kas (m), observed and in its four readings", ("Kube", "observed", *READINGS)
    )
    for kube in summary["kubes"]:
        kas = kube["kas_idr"]
        table.add_row(
            Text(kube["name"]),
            millions(kas["observed"]),
            *(_spread(kas[reading], millions) for reading in READINGS),
        )
    return table


def _others(kube: Json) -> list[Json]:
    """Return the observed figures of a Kube that no other table shows."""
    shown = ("kas_idr", "members")
    return [figure for figure in kube["observed"] if figure["quantity"] not in shown]


def _other_figures(summary: Json) -> Table:
    """Show other observed figures beside the simulated ones."""
    table = _table(
        "Kubes: other observed figures (m)",
        ("Kube", "months", "grade", "figure", "observed", "simulated"),
        left=4,
    )
    for kube in summary["kubes"]:
        for figure in _others(kube):
            name, simulated = next(iter(figure["simulated"].items()))
            if figure["quantity"] == "stage":
                observed = STAGES[figure["value"]] if figure["value"] < len(STAGES) else "?"
                beside = f"{percent(simulated.get(observed))} of runs"
            else:
                observed, beside = _hundredths(figure["value"]), _spread(simulated, _hundredths)
            what = figure["quantity"].removesuffix("_idr")
            table.add_row(
                Text(kube["name"]),
                months_text(figure["months"]),
                figure["grade"],
                what if name in (what, "stages") else f"{what} ({name})",
                observed,
                beside,
            )
    return table


def _whole(summary: Json) -> Table:
    """Return the table for the whole city."""
    table = _table(
        f"The whole: {summary['scenario']}, policy {summary['policy']}, engine "
        f"{summary['engine']}, {summary['runs']} runs of {summary['months']} months, "
        f"seed {summary['seed']}",
        ("", ""),
        left=2,
    )
    table.show_header = False
    table.add_row("stages at the horizon", _stage_text(summary))
    if summary["seen"] is not None:
        seen = summary["seen"]
        table.add_row(f"stages when seen, {seen['month']}", _stage_text(seen))
    table.add_row("failed share at the horizon", percent(summary["stages"]["gagal"]))
    table.add_row(
        "set-aside share of profit",
        f"proposed {percent(summary['proposed_share'])}, "
        f"realised {percent(summary['realised_share'])}",
    )
    households = summary["households"]
    for name, label in HOUSEHOLDS.items():
        figure = households[name]
        table.add_row(
            label,
            f"Rp {_whole_rupiah(figure['nominal'])} nominal, Rp {_whole_rupiah(figure['real'])} of "
            f"{households['price_base']}, per household-month",
        )
    table.add_row("parameters", Drawn(**summary["parameters"]).text())
    table.add_row("ledger difference", f"Rp {summary['ledger_difference_idr']:,}")
    table.add_row("digest", summary["digest"])
    return table


def _stage_text(part: Json) -> str:
    return "  ".join(f"{stage} {percent(part['stages'][stage])}" for stage in STAGES)


def _spread(figures: Json, write: Any) -> str:
    """Write percentiles as `median (5th-95th)`."""
    if not figures["n"]:
        return "-"
    return f"{write(figures['p50'])} ({write(figures['p05'])}-{write(figures['p95'])})"


def millions(value: int | None) -> str:
    """Write rupiah in millions, one decimal."""
    return "-" if value is None else f"{value / 1e6:.1f}"


def _hundredths(value: int) -> str:
    """Write rupiah in millions, two decimals: solidarity funds are small."""
    return f"{value / 1e6:.2f}"


def percent(value: float | None) -> str:
    """Write a share in whole per cent."""
    return "-" if value is None else f"{value:.0%}"


def months_text(text: str) -> str:
    """Write a window of months shortly: whole years where it covers them."""
    first, _, last = text.partition("/")
    if first.endswith("-01") and last.endswith("-12"):
        return f"{first[:4]}-{last[2:4]}"
    return text


def _count(value: int | None) -> str:
    return "-" if value is None else str(value)


def _whole_rupiah(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def kubes_csv(summary: Json) -> str:
    """Return the Kubes of a summary as CSV, one line each; missing figures are empty."""
    header = ["id", "name", "month", "alive_share", *(f"{stage}_share" for stage in STAGES)]
    header += [f"members_{name}" for name in PERCENTILES] + ["members_observed"]
    header += [f"kas_{reading}_{name}" for reading in READINGS for name in PERCENTILES]
    header.append("kas_observed_idr")
    rows = []
    for kube in summary["kubes"]:
        row = [kube["id"], kube["name"], kube["month"], kube["alive_share"]]
        row += [kube["stages"][stage] for stage in STAGES]
        row += [kube["members"][name] for name in PERCENTILES] + [kube["members"]["observed"]]
        row += [kube["kas_idr"][reading][name] for reading in READINGS for name in PERCENTILES]
        row.append(kube["kas_idr"]["observed"])
        rows.append(row)
    return csv_text(header, rows)
