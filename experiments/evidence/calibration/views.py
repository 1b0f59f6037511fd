"""What a calibration found, as tables of 100 columns."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.evidence.calibration.report import Json

STYLES = {
    "learned": "green", "at its prior": "dim", "out of reach": "yellow",
    "fails check": "red", "not checked": "yellow",
}  # fmt: skip
SHOWN_MOST = 4
"""So many parameters stand side by side for all variants."""


def tables(report: Json) -> RenderableType:
    """Return the main variant's parameters, what is learned together, and all variants."""
    main = report["variants"][0]
    return Group(
        _parameters(main), Text(""), _combinations(main), Text(""), _variants(report), Text(""),
        Text(_bank(report), style="dim"),
    )  # fmt: skip


def _table(title: str, columns: Sequence[str], left: int) -> Table:
    table = Table(title=Text(title), title_justify="left", box=None, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(
            Text(column), justify="left" if number < left else "right", overflow="fold"
        )
    return table


def _parameters(main: Json) -> Table:
    """Show each parameter against its prior, the narrowest first."""
    table = _table(
        f"Posterior of the uncertain parameters: {main['title']}",
        ("parameter", "prior", "median", "90 %", "shrinks", "usual", "verdict"),
        1,
    )
    for row in sorted(main["parameters"], key=lambda row: -row["contraction"]):
        prior = row["prior"]
        table.add_row(
            row["name"],
            f"{number(prior['low'])}-{number(prior['high'])}",
            number(row["median"]),
            f"{number(row['low'])}-{number(row['high'])}",
            f"{row['contraction']:.2f}",
            f"{row['contraction_expected']:.2f}",
            Text(row["verdict"], style=STYLES[row["verdict"]]),
        )
    return table


def _combinations(main: Json) -> Table:
    table = _table("Learned together (directions in units of the prior)", ("", "direction"), 2)
    for row in main["combinations"]:
        parts = "  ".join(f"{part['weight']:+.2f} {part['name']}" for part in row["parts"])
        table.add_row(f"{row['contraction']:.2f}", parts)
    return table


def _variants(report: Json) -> Table:
    """Show all variants side by side: how well they fit and what they say of what is learned."""
    main = report["variants"][0]
    ranked = sorted(main["parameters"], key=lambda row: -row["contraction_expected"])
    shown = [row["name"] for row in ranked[:SHOWN_MOST]]
    table = _table(
        "All variants: posterior medians",
        ("variant", "surprise", "learned", "failed", *(name.partition(".")[2] for name in shown)),
        1,
    )
    for variant in report["variants"]:
        rows = {row["name"]: row for row in variant["parameters"]}
        learned = sum(row["verdict"] == "learned" for row in variant["parameters"])
        table.add_row(
            variant["name"],
            f"{variant['surprise']:.2f}",
            str(learned),
            f"{variant['failed_share']['p50']:.0%}",
            *(number(rows[name]["median"]) for name in shown),
        )
    return table


def _bank(report: Json) -> str:
    """Say what the figures rest on and how to read them."""
    bank, main = report["bank"], report["variants"][0]
    near = bank["missing_share_near"]
    nearby = "" if near is None else f" ({near:.1%} of those whose failed share is near)"
    readings = ", ".join(f"{name} {weight:.0%}" for name, weight in main["readings"].items())
    return (
        f"{bank['draws']:,} draws; left out, for a Kube never lived: "
        f"{bank['missing_share']:.1%}{nearby}.\n"
        f"{main['fits_checked']:,} fits to pseudo-data checked; {main['kept']:,} draws kept.\n"
        f"Readings of the kas after the data: {readings}.\n"
        "shrinks: 1 - posterior over prior variance; usual: its mean over the pseudo-data.\n"
        "surprise: part of the pseudo-data that lie as far out as the real ones, or further."
    )


def number(value: Any) -> str:
    """Return a value short enough for a table."""
    if abs(value) >= 1e5:
        return f"{value / 1e6:.3g} m"
    return f"{value:,.0f}" if abs(value) >= 1e3 else f"{value:.3g}"
