"""What fits need of a bank, small enough to ship: summaries and counts of every complete draw.

Parameters and structures are no part of it: draws are made again from the seed, and from what was
known before the data. So pseudo-data of any draw can be fitted without a bank, and what is said of
the model held against the truth that made them.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.common.calibration_luck import CITY, Error, uniform_errors
from experiments.common.database import about, columns_of, read_tables
from experiments.common.draws import STRUCTURES, Columns, priors
from experiments.evidence.calibration.bank import Bank, kubes_of
from experiments.evidence.calibration.calibration_file import Exposure
from experiments.evidence.calibration.failed_count import count_of_numbers
from experiments.evidence.calibration.fit import Reference, Seen
from experiments.evidence.calibration.inputs import Inputs

FILE = "reference.parquet"
DRAW, FAILED = "draw", "failed"
DRAWS, SEEN = "draws", "seen"
"""What it says of itself: how many the whole bank has, and the summaries of the real data."""
SUMMARY, YEAR = "summary_", "failed_of_"


class Shipped(NamedTuple):
    """A reference table, and the draws of which it tells.

    Attributes
    ----------
    draws : dict of NDArray, shape (draws,)
        Parameters, month of the survey, structures, as `experiments.common.draws.draw` makes them.
    seen : Seen
        The real data.
    """

    reference: Reference
    draws: Columns
    seen: Seen


def reference_columns(bank: Bank, reference: Reference, exposure: Exposure) -> Columns:
    """Return the table of the complete draws of a bank, one row a draw."""
    rows = reference.rows
    numbers = {
        f"{YEAR}{year}": bank.failed_of(year)[rows].sum(axis=1).astype(np.int16)
        for year in exposure.founded
    }
    summaries = {
        f"{SUMMARY}{place:02d}": of.astype(np.float32)
        for place, of in enumerate(reference.summed.T)
    }
    failed = reference.count.failed[rows].astype(np.int16)
    return {DRAW: rows.astype(np.int32), FAILED: failed, **numbers, **summaries}


def of_itself(bank: Bank, seen: Seen) -> dict[str, str]:
    """Return what the table says of itself."""
    return {DRAWS: str(len(bank)), SEEN: json.dumps(seen.summed.tolist())}


def load_reference(inputs: Inputs, folder: Path, exposure: Exposure) -> Shipped:
    """Return the table of a folder, its draws made again.

    Parameters
    ----------
    exposure : Exposure
        By which the failed are counted.

    Raises
    ------
    duckdb.Error
        When there is none, or it lacks a founding year of the exposure.
    """
    path, bank = folder / FILE, inputs.settings.bank
    says = about(path)
    summaries = [name for name in columns_of(path) if name.startswith(SUMMARY)]
    years = [f"{YEAR}{year}" for year in exposure.founded]
    table = read_tables([path], [DRAW, FAILED, *years, *summaries], DRAW)
    rows = table[DRAW].astype(np.int64)
    before = inputs.before
    whole = before.draw(int(says[DRAWS]), bank.seed, bank.digits, inputs.survey)
    draws = {name: values[rows] for name, values in whole.items()}
    numbers = np.stack([table[year] for year in years], axis=1).astype(np.int64)
    kubes = [bank.cohorts * len(kubes_of(inputs, year)) for year in exposure.founded]
    failed = table[FAILED].astype(np.int64)
    count = count_of_numbers(failed, numbers, kubes, [*exposure.founded.values()])
    return Shipped(
        Reference(
            np.arange(len(rows)),
            np.stack([before.unit_of(name, draws[name]) for name in priors()], axis=1),
            np.stack([draws[name] for name in STRUCTURES.values()], axis=1),
            uniform_errors(bank.seed, rows, CITY, Error.ORDER),
            np.stack([table[name] for name in summaries], axis=1).astype(np.float64),
            count,
        ),
        draws,
        Seen(np.array(json.loads(says[SEEN])), exposure.failed),
    )
