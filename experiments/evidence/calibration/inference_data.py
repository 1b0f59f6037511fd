"""A calibration as ArviZ's InferenceData: netCDF with a group each of its draws and data."""

import importlib
import importlib.util
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from experiments.common.draws import DRAWN, STRUCTURES, Columns, priors
from experiments.common.files import save_all
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.observe import Feature
from experiments.evidence.calibration.predictions import Predictive
from experiments.evidence.calibration.variants import Fitted, prior_draws
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.parameters import declared

FIGURE = "figure"
CHAIN = "chain"
DRAW = "draw"
LEVEL = "level, 0 own"


def check_installed() -> None:
    """Refuse when ArviZ, or what writes netCDF for it, is missing.

    Raises
    ------
    InputError
    """
    missing = [
        package for package in ("arviz", "h5netcdf") if importlib.util.find_spec(package) is None
    ]
    if missing:
        install = "pip install 'kubesim[arviz]'"
        fault = both(
            f"--inference-data: needs the package {missing[0]}; {install} installs it",
            f"--inference-data: memerlukan paket {missing[0]}; pasang dengan {install}",
        )
        raise InputError([fault])


def save_inference_data(path: Path, bank: Bank, main: Fitted, predicted: Predictive | None) -> None:
    """Save the main variant; `arviz.from_netcdf` reads it.

    Groups are `posterior` and `prior`, what was known before the data (a variable a parameter, and
    the level of each structure), `observed_data`, `prior_predictive` and, where it was simulated,
    `posterior_predictive` (variable `figure`, on the scales on which figures are compared).

    Raises
    ------
    InputError
        When it cannot be written.
    """
    xarray = importlib.import_module("xarray")
    units = {name: spec.unit for name, _, spec in declared()}
    figures = {"name": [feature.name for feature in main.features]}

    def drawn(draws: Columns) -> Any:
        """Return draws as one chain, a variable a parameter, with its unit."""
        columns = {
            name: ((CHAIN, DRAW), draws[name][None, :], {"units": units.get(name, LEVEL)})
            for name in (*priors(), *STRUCTURES.values())
        }
        return xarray.Dataset(columns, _chain(len(draws[DRAWN])))

    def simulated(features: list[Feature]) -> Any:
        values = np.stack([feature.simulated for feature in features], axis=1)[None, :, :]
        return xarray.Dataset(
            {FIGURE: ((CHAIN, DRAW, "name"), values)}, _chain(values.shape[1]) | figures
        )

    observed = np.array([feature.observed for feature in main.features])
    groups = {
        "posterior": drawn(main.draws),
        "prior": drawn(prior_draws(bank)),
        "observed_data": xarray.Dataset({FIGURE: (("name",), observed)}, figures),
        "prior_predictive": simulated(main.features),
    }
    if predicted is not None:
        groups["posterior_predictive"] = simulated(predicted.features)
    with TemporaryDirectory() as folder:
        written = Path(folder) / path.name
        xarray.DataTree.from_dict(groups).to_netcdf(written, engine="h5netcdf")
        save_all(path.parent, {path.name: written.read_bytes()})


def _chain(count: int) -> dict[str, Any]:
    return {CHAIN: [0], DRAW: np.arange(count)}
