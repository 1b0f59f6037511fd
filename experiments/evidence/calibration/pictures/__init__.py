"""Pictures of a calibration."""

from experiments.common import style
from experiments.evidence.calibration.calibrating import Fitted
from experiments.evidence.calibration.further import Json
from experiments.evidence.calibration.pictures import posterior, predictive, sbc, structures


def pictures(report: Json, main: Fitted) -> dict[str, bytes]:
    """Return the pictures of a calibration as PNG, by file name."""
    figures = {
        "posterior.png": posterior.draw(report),
        "sbc.png": sbc.draw(main.checked.below, main.checked.passed, report["checks"]),
        "structures.png": structures.draw(report),
    }
    if report["predictive"]:
        figures["predictive.png"] = predictive.draw(report)
    return {name: style.png(figure) for name, figure in figures.items()}
