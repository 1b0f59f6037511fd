"""A calibration as ArviZ reads it."""

import numpy as np
import pytest

from experiments.evidence.calibration.inference_data import save_inference_data
from experiments.evidence.calibration.predictions import predictive
from experiments.evidence.calibration.variants import fit_all


@pytest.mark.filterwarnings("ignore")  # those of ArviZ are not ours
def test_arviz_reads_draws_and_data(bank, tmp_path):
    arviz = pytest.importorskip("arviz")
    pytest.importorskip("h5netcdf")
    fitted = fit_all(bank)
    predicted = predictive(bank, fitted, 1)
    path = tmp_path / "posterior.nc"
    save_inference_data(path, bank, fitted[0], predicted)
    read = arviz.from_netcdf(path, engine="h5netcdf")
    name = "trade.return_per_month"
    assert np.array_equal(read["posterior"][name].values[0], fitted[0].draws[name])
    assert read["prior"][name].attrs["units"] == "per month"
    assert float(read["observed_data"]["figure"].sel(name="Kube 1: money")) == pytest.approx(
        np.log1p(4.0)
    )
    shape = (1, len(predicted.features[0].simulated), len(predicted.features))
    assert read["posterior_predictive"]["figure"].shape == shape
