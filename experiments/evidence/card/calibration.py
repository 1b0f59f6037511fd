"""What the calibration taught and what its checks found, in short; it is computed elsewhere."""

import json
from pathlib import Path
from typing import Any

from experiments.common.uncertainty import FOLDER
from sim.inputs.strict import InputError

FILE = FOLDER / "calibration.json"


def calibration(path: Path = FILE) -> dict[str, Any]:
    """Return the main variant of a calibration in short.

    Raises
    ------
    InputError
        When it is not there or is not one.
    """
    try:
        found = json.loads(path.read_bytes())
        main = found["variants"][0]
        return {
            "variant": main["name"],
            "draws": found["bank"]["draws"],
            "fits_checked": main["fits_checked"],
            "surprise": main["surprise"],
            "within_reach": main["within_reach"],
            **{
                name: found[name]
                for name in ("learned", "at_prior", "out_of_reach", "failed_check", "not_checked")
            },
            "combinations": len(main["combinations"]),
            "readings": main["readings"],
            "structures": [_structure(it) for it in main["structures"]],
        }
    except OSError as error:
        raise InputError([f"{path}: cannot be read: {error.strerror}"]) from None
    except (ValueError, KeyError, IndexError, TypeError) as error:
        why = f"not a calibration's ({error}); calibrate again"
        raise InputError([f"{path}: {why}"]) from None


def _structure(found: dict[str, Any]) -> dict[str, Any]:
    kept = ("factor", "own", "rival", "prior", "posterior", "recovered", "verdict")
    return {name: found[name] for name in kept}
