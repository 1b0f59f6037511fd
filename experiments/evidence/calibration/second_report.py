"""The second method's agreement with the first: report, table, file."""

import json
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from experiments.common.files import save_all
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibrating import Fitted
from experiments.evidence.calibration.checks import COVERED
from experiments.evidence.calibration.neural import Second
from experiments.evidence.calibration.view_parts import new_table

Json = dict[str, Any]
NAME = "cross-check.json"


def second_report(bank: Bank, main: Fitted, found: Second) -> Json:
    """Return everything that is reported; intervals are cumulative probabilities of the prior."""
    rows = []
    for place, it in enumerate(found.agreement):
        coverage = dict(zip(COVERED, found.coverage[:, place].tolist(), strict=True))
        rows.append(
            {
                **it._asdict(),
                "coverage": {f"{share:.0%}": value for share, value in coverage.items()},
                "p_values": found.p_values[:, place].tolist(),
                "passed": bool(found.passed[place]),
            }
        )
    return {
        "method": "neural posterior estimation (sbi)",
        "variant": main.variant.name,
        "bank": bank.digest,
        "trained_on": found.trained_on,
        "fits_checked": found.fits,
        "seconds": round(found.seconds, 1),
        "settings": bank.inputs.settings.neural.model_dump(),
        "agree": sum(it.verdict == "agree" for it in found.agreement),
        "parameters": rows,
    }


def second_table(report: Json) -> RenderableType:
    """Return both methods side by side."""
    table = new_table(
        "Cross-check by neural posterior estimation (cumulative probabilities of the prior)",
        ("parameter", "ABC 90 %", "NPE 90 %", "medians", "widths", "overlap", "90 % holds", ""),
        1,
    )
    for row in report["parameters"]:
        first, second = (
            f"{low:.2f} {middle:.2f} {high:.2f}"
            for low, middle, high in (row["first"], row["second"])
        )
        table.add_row(
            row["name"], first, second, f"{row['median_difference']:+.2f}",
            f"{row['width_ratio']:.2f}", f"{row['overlap']:.0%}", f"{row['coverage']['90%']:.0%}",
            Text(row["verdict"], style="green" if row["verdict"] == "agree" else "yellow"),
        )  # fmt: skip
    told = (
        f"Both methods agree on {report['agree']} of {len(report['parameters'])} parameters. "
        "medians: NPE less ABC, in prior SDs; widths: ratio of the intervals.\n"
        f"NPE was trained on {report['trained_on']:,} draws in {report['seconds']:,.0f} s; its "
        f"ranks on {report['fits_checked']} pseudo-data pass for "
        f"{sum(row['passed'] for row in report['parameters'])}."
    )
    return Group(table, Text(told, style="dim"))


def save_second(folder: Path, report: Json) -> list[Path]:
    """Save the report beside the posteriors; return its path."""
    content = json.dumps(report, indent=1, allow_nan=False) + "\n"
    return save_all(folder, {NAME: content.encode()})
