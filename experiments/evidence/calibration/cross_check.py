"""The second method: neural posterior estimation on the same bank, with `sbi`.

A normalising flow learns the posterior of those parameters of which there is something to learn,
from figures in their own spread; it shares neither summaries nor distances nor a regression with
the first method (Papamakarios and Murray 2016; Greenberg, Nonnenmacher and Macke 2019).
"""

import contextlib
import importlib
import importlib.util
import sys
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import priors
from experiments.common.log_odds import from_logit, logit
from experiments.evidence.calibration.bank import PRIOR_VARIANCE, Bank
from experiments.evidence.calibration.calibration_file import NeuralSettings
from experiments.evidence.calibration.checks import COVERED, judged, pseudo_data
from experiments.evidence.calibration.fit import Fit
from experiments.evidence.calibration.main_checks import taught_most
from experiments.evidence.calibration.variants import Fitted
from sim.inputs.said import both
from sim.inputs.strict import InputError

Reals = NDArray[np.float64]
PARTS = np.array([0.05, 0.5, 0.95])
Json = dict[str, Any]
NAME = "cross-check.json"


def agreement(
    names: list[str], places: list[int], first_fit: Fit, samples: Reals, settings: NeuralSettings
) -> list[Json]:
    """Compare a fit with samples of another method.

    Parameters
    ----------
    names : list of str
        Of the parameters that are compared.
    places : list of int
        Where they are among those of the fit.
    samples : NDArray, shape (samples, parameters)
        Cumulative probabilities under the prior.

    Returns
    -------
    list of dict
        Of each parameter `first` and `second`, quantiles of .05, .5 and .95 as cumulative
        probabilities under the prior; `median_difference`, second minus first in prior SDs;
        `width_ratio` of the second's 90 % interval and the first's; `overlap`, the part of both
        together that lies in both; `verdict`, `agree` or `disagree`.
    """
    first = first_fit.quantiles(PARTS)[:, places].T
    second = np.quantile(samples, PARTS, axis=0).T
    return [_one(*compared, settings) for compared in zip(names, first, second, strict=True)]


def _one(name: str, first: Reals, second: Reals, settings: NeuralSettings) -> Json:
    difference = float(second[1] - first[1]) / float(np.sqrt(PRIOR_VARIANCE))
    ratio = float((second[2] - second[0]) / (first[2] - first[0]))
    inside = min(first[2], second[2]) - max(first[0], second[0])
    around = max(first[2], second[2]) - min(first[0], second[0])
    alike = (
        abs(difference) <= settings.median_most
        and max(ratio, 1.0 / ratio) <= settings.width_ratio_most
    )
    return {
        "name": name,
        "first": first.tolist(),
        "second": second.tolist(),
        "median_difference": difference,
        "width_ratio": ratio,
        "overlap": float(max(0.0, inside) / around),
        "verdict": "agree" if alike else "disagree",
    }


class _Nowhere:
    """Takes the course of a training and keeps nothing: by itself `sbi` writes a folder of it."""

    log_dir = None

    def log_metric(self, name: str, value: float, step: int | None = None) -> None:
        pass

    def flush(self) -> None:
        pass


def check_installed() -> None:
    """Refuse when `sbi` is missing.

    Raises
    ------
    InputError
    """
    if importlib.util.find_spec("sbi") is None:
        install = "pip install 'kubesim[neural]'"
        fault = both(
            f"--cross-check: needs the package sbi; {install} installs it, about 1.3 GB",
            f"--cross-check: memerlukan paket sbi; pasang dengan {install}, sekitar 1,3 GB",
        )
        raise InputError([fault])


def cross_check(bank: Bank, main: Fitted) -> Json:
    """Fit the main variant with the second method, check it and compare.

    Returns everything that is reported; intervals are cumulative probabilities of the prior.

    It takes one core: the steps are so small that two threads take ten times as long as one. The
    same seed gives the same samples on the same machine.
    """
    settings, begun = bank.inputs.settings.neural, time.monotonic()
    places = taught_most(main, settings.parameters)
    reference = main.reference
    held = pseudo_data(reference, settings.fits)
    free = np.setdiff1d(np.arange(len(reference.rows)), held)
    figures = np.stack([feature.simulated for feature in main.features], axis=1)
    middle, scale = figures[free].mean(axis=0), np.maximum(figures[free].std(axis=0), 1e-9)
    seen = np.vstack([[feature.observed for feature in main.features], figures[held]])

    estimator = _trained(
        logit(reference.unit[free][:, places]),
        (figures[free] - middle) / scale,
        settings,
        bank.inputs.settings.bank.seed,
    )
    samples = _samples(estimator, (seen - middle) / scale, settings.samples)
    true = reference.unit[held][:, places]
    coverage, p_values, passed = judged(
        (samples[:, 1:] < true).mean(axis=0), bank.inputs.settings.checks
    )
    names = [list(priors())[place] for place in places]
    rows = agreement(names, places, main.fit, samples[:, 0], settings)
    for place, row in enumerate(rows):
        row["coverage"] = {
            f"{share:.0%}": float(coverage[part, place]) for part, share in enumerate(COVERED)
        }
        row["p_values"] = p_values[:, place].tolist()
        row["passed"] = bool(passed[place])
    return {
        "method": "neural posterior estimation (sbi)",
        "variant": main.variant.name,
        "bank": bank.digest,
        "trained_on": len(free),
        "fits_checked": len(held),
        "seconds": round(time.monotonic() - begun, 1),
        "settings": settings.model_dump(),
        "agree": sum(row["verdict"] == "agree" for row in rows),
        "parameters": rows,
    }


def _trained(aims: Reals, figures: Reals, settings: NeuralSettings, seed: int) -> Any:
    """Train a flow that tells the density of aims, given figures."""
    torch = importlib.import_module("torch")
    inference = importlib.import_module("sbi.inference")
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    method = inference.NPE(density_estimator="maf", show_progress_bars=False, tracker=_Nowhere())
    pair = (torch.as_tensor(values, dtype=torch.float32) for values in (aims, figures))
    with contextlib.redirect_stdout(sys.stderr):
        return method.append_simulations(*pair).train(
            training_batch_size=settings.batch,
            stop_after_epochs=settings.patience,
            max_num_epochs=settings.epochs_most,
        )


def _samples(estimator: Any, figures: Reals, count: int) -> Reals:
    """Return samples given several data, shape (samples, data, parameters)."""
    torch = importlib.import_module("torch")
    with torch.no_grad():
        condition = torch.as_tensor(figures, dtype=torch.float32)
        samples = estimator.sample((count,), condition=condition).numpy()
    return from_logit(np.asarray(samples, np.float64))
