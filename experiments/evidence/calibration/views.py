"""What a calibration found, as tables of 100 columns."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.evidence.calibration.further import Json
from experiments.evidence.calibration.view_parts import new_table, number
from experiments.evidence.calibration.views_further import further_tables

STYLES = {
    "learned": "green", "at its prior": "dim", "out of reach": "yellow",
    "fails check": "red", "not checked": "yellow",
}  # fmt: skip
SHOWN_MOST = 4
"""So many parameters stand side by side for all variants."""


def tables(report: Json) -> RenderableType:
    """Return the main variant's parameters, what is learned together, all variants, checks."""
    main = report["variants"][0]
    return Group(
        _parameters(main), Text(""), _combinations(main), Text(""), _variants(report), Text(""),
        further_tables(report), Text(""), Text(_bank(report), style="dim"),
    )  # fmt: skip


def _parameters(main: Json) -> Table:
    """Show each parameter against its prior, the narrowest first."""
    table = new_table(
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
    table = new_table("Learned together (directions in units of the prior)", ("", "direction"), 2)
    for row in main["combinations"]:
        parts = "  ".join(f"{part['weight']:+.2f} {part['name']}" for part in row["parts"])
        table.add_row(f"{row['contraction']:.2f}", parts)
    return table


def _variants(report: Json) -> Table:
    """Show all variants side by side: how well they fit and what they say of what is learned."""
    main = report["variants"][0]
    ranked = sorted(main["parameters"], key=lambda row: -row["contraction_expected"])
    shown = [row["name"] for row in ranked[:SHOWN_MOST]]
    table = new_table(
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
