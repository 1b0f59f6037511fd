"""The checks beyond calibration by simulation, as tables of 100 columns."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.evidence.calibration.further import Json
from experiments.evidence.calibration.view_parts import chance_told, new_table, number

FAR = 0.05
"""A tail probability that is worth a look."""
TWO = 2
MILLION = 1e6
TOLD_SO = "told so"


def further_tables(report: Json) -> RenderableType:
    """Return predictions against what was observed, Kubes left out, what moves conclusions."""
    parts: list[RenderableType] = []
    if report["predictive"]:
        parts += [_predictive(report["predictive"]), Text("")]
    if report["left_out"]:
        parts += [_left_out(report["left_out"]), Text(verdict(report["left_out"])), Text("")]
    parts += [_conclusions(report), Text(""), _structures(report)]
    return Group(*parts)


def _predictive(found: Json) -> Table:
    table = new_table(
        f"Predicted and observed ({found['complete']} posterior draws simulated anew)",
        ("figure", "observed", "prior 90 %", "tail", "posterior 90 %", "tail"),
        1,
    )
    for row in found["figures"]:
        tails = [
            Text(f"{row[which]['tail']:.2f}", style="yellow" if row[which]["tail"] < FAR else "")
            for which in ("prior", "posterior")
        ]
        name = row["name"] if row["fitted"] else f"{row['name']} *"
        spans = [_span(row[which], row["unit"]) for which in ("prior", "posterior")]
        observed = _amount(row["observed"], row["unit"])
        table.add_row(name, observed, spans[0], tails[0], spans[1], tails[1])
    table.caption = "tail: two-sided probability of a figure so far out.  * not fitted"
    table.caption_justify = "left"
    return table


def _span(spread: Any, unit: str) -> str:
    """Return an interval, or how often something is told."""
    if unit == TOLD_SO:
        return f"{chance_told(spread):.0%} told so"
    return f"{_amount(spread['low'], unit)} - {_amount(spread['high'], unit)}"


def _amount(value: float, unit: str) -> str:
    if unit == TOLD_SO:
        return "told so"
    return f"{value / MILLION:.2f} m" if unit == "Rp" else number(value)


def _left_out(found: Json) -> Table:
    table = new_table(
        "Each Kube left out: how much better its figures are predicted (log score, nats)",
        ("Kube", "figures", "than by the prior", "than by a uniform guess"),
        1,
    )
    for row in found["kubes"]:
        gains = (f"{row[it]:+.2f}" for it in ("gain_over_prior", "gain_over_uniform"))
        table.add_row(row["kube"], str(len(row["figures"])), *gains)
    totals = (found[it] for it in ("over_prior", "over_uniform"))
    told = (f"{it['total']:+.1f} ({it['low']:+.1f} to {it['high']:+.1f})" for it in totals)
    table.add_row("all", "", *told, style="bold")
    return table


def verdict(found: Json) -> str:
    """Say whether the calibration predicts a Kube better."""
    told = {
        "better": "better than {}",
        "worse": "worse than {}",
        "cannot be told": "cannot be told from {}",
    }
    over = (("over_prior", "the prior"), ("over_uniform", "a uniform guess"))
    said = [told[found[key]["verdict"]].format(name) for key, name in over]
    return f"A Kube is predicted by the others: {said[0]}; {said[1]} (95 %)."


def _conclusions(report: Json) -> Table:
    table = new_table(
        "What moves the conclusions most, in posterior SDs",
        ("conclusion", "variants", "tilted priors"),
        3,
    )
    for row in report["conclusions"]:
        told = [
            "  ".join(f"{it['shift']:+.2f} {it['by']}" for it in row[kind][:TWO])
            for kind in ("variants", "tilts")
        ]
        table.add_row(row["name"], *told)
    return table


def _structures(report: Json) -> Table:
    main = {row["factor"]: row for row in report["variants"][0]["structures"]}
    table = new_table(
        "Rival structures: weight of the rival (prior 0.50)",
        ("structure", "rival", "weight", "over variants", "tilted priors", "recovered", "verdict"),
        2,
    )
    for moved in report["structures_moved"]:
        row = main[moved["factor"]]
        spans = [f"{moved[it][0]:.2f}-{moved[it][1]:.2f}" for it in ("variants", "tilts")]
        table.add_row(
            row["factor"], row["rival"], f"{row['posterior']:.2f}", *spans,
            f"{row['recovered']:.0%}", row["verdict"],
        )  # fmt: skip
    return table
