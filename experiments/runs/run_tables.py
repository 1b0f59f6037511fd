"""The tables of `kubesim run`: by Kube and for the whole, within 100 columns."""

from rich.console import RenderableType

from experiments.common.files import csv_text
from experiments.common.numbers import counted
from experiments.common.readings import READINGS
from experiments.common.tables import Table, on_screen
from experiments.common.uncertainty import Drawn
from experiments.runs.run_summary import Json
from sim.rules.stages import STAGES

MILLION = 1e6
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
    of_kubes = [_stages(summary), _kas(summary), *_other_figures(summary)]
    return on_screen(*(of_kubes if summary["kubes"] else []), _whole(summary))


def _stages(summary: Json) -> Table:
    """Stages and members of each Kube in the months in which it was observed."""
    rows = [
        (
            kube["name"],
            months_text(kube["month"]),
            *(percent(kube["stages"][stage]) for stage in STAGES),
            _spread(kube["members"], ".0f"),
            written(kube["members"]["observed"], ".0f"),
        )
        for kube in summary["kubes"]
    ]
    return Table(
        f"Kubes: stages and members, in the months observed ({counted(summary['runs'], 'run')})",
        ("Kube", "months", *STAGES, "members", "observed"),
        rows,
        text_columns=(0, 1),
    )


def _kas(summary: Json) -> Table:
    """Observed kas beside the four readings of the simulated one."""
    rows = []
    for kube in summary["kubes"]:
        kas = kube["kas_idr"]
        simulated = (_spread(kas[reading], ".1f", MILLION) for reading in READINGS)
        rows.append((kube["name"], written(kas["observed"], ".1f", MILLION), *simulated))
    title = "Kubes: kas (m), observed and in its four readings"
    return Table(title, ("Kube", "observed", *READINGS), rows, [LEGEND])


def _other_figures(summary: Json) -> list[Table]:
    """Show observed figures that no other table has beside the simulated ones, if there are any."""
    rows = [
        (kube["name"], *_other_figure(figure))
        for kube in summary["kubes"]
        for figure in kube["observed"]
        if figure["quantity"] not in ("kas_idr", "members")
    ]
    columns = ("Kube", "months", "grade", "figure", "observed", "simulated")
    title = "Kubes: other observed figures (m)"
    return [Table(title, columns, rows, text_columns=range(4))] if rows else []


def _other_figure(figure: Json) -> tuple[str, ...]:
    """Return the cells of a figure; two decimals, for solidarity funds are small."""
    name, simulated = next(iter(figure["simulated"].items()))
    if figure["quantity"] == "stage":
        observed = STAGES[figure["value"]] if figure["value"] < len(STAGES) else "?"
        beside = f"{percent(simulated.get(observed))} of runs"
    else:
        form, unit = (".0f", 1.0) if figure["quantity"] == "attended" else (".2f", MILLION)
        observed, beside = written(figure["value"], form, unit), _spread(simulated, form, unit)
    what = figure["quantity"].removesuffix("_idr")
    title = what if name in (what, "stages") else f"{what} ({name})"
    return months_text(figure["months"]), figure["grade"], title, observed, beside


def _whole(summary: Json) -> Table:
    """Return the table for the whole city."""
    rows = [("stages at the horizon", _stage_text(summary))]
    if summary["seen_alive"] is not None:
        alive = summary["seen_alive"]
        share = f"{100 * alive['alive_share']:.1f} % of them live then in the runs"
        rows.append(("Kubes seen to live", f"{alive['kubes']}; {share}"))
    if summary["seen"] is not None:
        seen = summary["seen"]
        rows.append((f"stages when seen, {seen['month']}", _stage_text(seen)))
    shares = [percent(summary[share]) for share in ("proposed_share", "realised_share")]
    rows += [
        ("failure rate at the horizon", percent(summary["stages"]["gagal"])),
        ("retention ratio (of profit)", f"proposed {shares[0]}, realised {shares[1]}"),
    ]
    households = summary["households"]
    for name, label in HOUSEHOLDS.items():
        nominal, real = (written(households[name][kind], ",.0f") for kind in ("nominal", "real"))
        of_base = f"Rp {real} of {households['price_base']}"
        rows.append((label, f"Rp {nominal} nominal, {of_base}, per household-month"))
    rows += [
        ("parameters", Drawn(**summary["parameters"]).text()),
        ("ledger difference", f"Rp {summary['ledger_difference_idr']:,}"),
        ("digest", summary["digest"]),
    ]
    title = (
        f"The whole: {summary['scenario']}, policy {summary['policy']}, engine "
        f"{summary['engine']}, {counted(summary['runs'], 'run')} of {summary['months']} months, "
        f"seed {summary['seed']}"
    )
    return Table(title, ("", ""), rows, text_columns=(0, 1))


def _stage_text(part: Json) -> str:
    return "  ".join(f"{stage} {percent(part['stages'][stage])}" for stage in STAGES)


def _spread(figures: Json, form: str, unit: float = 1.0) -> str:
    """Write percentiles as `median (5th-95th)`."""
    if not figures["n"]:
        return "-"
    low, middle, high = (written(figures[name], form, unit) for name in ("p05", "p50", "p95"))
    return f"{middle} ({low}-{high})"


def written(value: float | None, form: str, unit: float = 1.0) -> str:
    """Write a number in a form, divided by a unit; a stroke where it is not known."""
    return "-" if value is None else f"{value / unit:{form}}"


def percent(share: float | None) -> str:
    """Write a share in whole per cent."""
    return "-" if share is None else f"{100 * share:.0f} %"


def months_text(text: str) -> str:
    """Write a window of months shortly: whole years where it covers them."""
    first, _, last = text.partition("/")
    if first.endswith("-01") and last.endswith("-12"):
        return f"{first[:4]}-{last[2:4]}"
    return text


def kubes_csv(summary: Json, numbers: str = "plain") -> str:
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
    return csv_text(header, rows, numbers)
