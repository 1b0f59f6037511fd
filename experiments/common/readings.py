"""Which reading of the kas each draw of a posterior stands for.

The source does not say what the kas of a Kube is. A posterior carries all readings: every draw of
the reference table is compared with the data under one of them, which its number alone decides.
"""

import numpy as np
from numpy.typing import NDArray

from experiments.common.calibration_luck import CITY, Error, uniform_errors
from experiments.common.database import read_tables
from experiments.common.draws import DRAWN, ROW
from experiments.common.uncertainty import FILES, FOLDER, Drawn, uncertainty_of
from sim.inputs.strict import read_toml
from sim.locations import OBSERVED

READINGS = ("cash", "liquid", "received", "saved")
"""What a balance may be: cash in the box; cash, bank and loans out; all capital with the
equipment; saved from profit alone."""


def readings_at(seed: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place in `READINGS` of rows of a reference table: any with equal chances.

    Parameters
    ----------
    seed : int
        Of the reference table.
    """
    errors = uniform_errors(seed, rows, CITY, Error.READING)
    return np.asarray((errors * len(READINGS)).astype(np.int64))


def readings_of(drawn: Drawn) -> NDArray[np.int64] | None:
    """Return the place in `READINGS` of the draws of runs; None where that is not known.

    It is known of the posterior that ships: the seed of another reference table is not stored.

    Raises
    ------
    InputError
        When the draws that ship are others.
    """
    if drawn.kind != "posterior" or drawn.folder:
        return None
    uncertainty_of(drawn)
    rows = read_tables([FOLDER / FILES[drawn.kind]], [ROW], DRAWN)[ROW]
    seed = int(read_toml(OBSERVED / "calibration.toml")["bank"]["seed"])
    return readings_at(seed, rows[: drawn.draws].astype(np.int64))
