"""What the second method found beside the first, as a table of the page on evidence."""

from typing import Any

from experiments.reference.markdown import code, table
from sim.locations import RESULTS

Json = dict[str, Any]
SECOND = RESULTS / "calibration" / "cross-check.json"
HEAD = ("Parameter", "First method (90 %)", "Second method (90 %)", "Medians", "Widths", "Says")


def second(found: Json) -> str:
    """Put both methods side by side, in cumulative probabilities of the prior."""
    rows = found["parameters"]
    passed = sum(row["passed"] for row in rows)
    told = (
        f"Both agree on **{found['agree']} of {len(rows)}** parameters. The second was trained on "
        f"{found['trained_on']:,} draws; on {found['fits_checked']} pseudo-data its ranks pass for "
        f"{passed} of {len(rows)}."
    )
    return f"{told}\n\n{table(HEAD, map(_row, rows))}"


def _row(row: Json) -> tuple[str, ...]:
    first, second = (
        f"{middle:.2f} ({low:.2f} to {high:.2f})"
        for low, middle, high in (row["first"], row["second"])
    )
    return (
        code(row["name"]),
        first,
        second,
        f"{row['median_difference']:+.2f}",
        f"{row['width_ratio']:.2f}",
        row["verdict"],
    )
