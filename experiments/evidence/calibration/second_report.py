"""The second method's agreement with the first: report and file."""

import json
from pathlib import Path
from typing import Any

from experiments.common.files import save_all
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibrating import Fitted
from experiments.evidence.calibration.checks import COVERED
from experiments.evidence.calibration.neural import Second

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


def save_second(folder: Path, report: Json) -> list[Path]:
    """Save the report beside the posteriors; return its path."""
    content = json.dumps(report, indent=1, allow_nan=False) + "\n"
    return save_all(folder, {NAME: content.encode()})
