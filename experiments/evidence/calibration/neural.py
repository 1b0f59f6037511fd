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
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import priors
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibrating import Fitted
from experiments.evidence.calibration.checks import judged, pseudo_data
from experiments.evidence.calibration.conclusions import taught_most
from experiments.evidence.calibration.second import Agreement, agreement
from experiments.evidence.calibration.settings import NeuralSettings
from experiments.evidence.calibration.summaries import from_logit, logit
from sim.inputs.strict import InputError

Reals = NDArray[np.float64]


class _Nowhere:
    """Takes the course of a training and keeps nothing: by itself `sbi` writes a folder of it."""

    log_dir = None

    def log_metric(self, name: str, value: float, step: int | None = None) -> None:
        pass

    def flush(self) -> None:
        pass


class Second(NamedTuple):
    """What the second method found.

    Attributes
    ----------
    coverage, p_values : NDArray
        Of its own check, as `checks.judged` gives them.
    passed : NDArray of bool, shape (parameters,)
    """

    agreement: list[Agreement]
    coverage: Reals
    p_values: Reals
    passed: NDArray[np.bool_]
    trained_on: int
    fits: int
    seconds: float


def check_installed() -> None:
    """Refuse when `sbi` is missing.

    Raises
    ------
    InputError
    """
    if importlib.util.find_spec("sbi") is None:
        remedy = "pip install 'kubesim[neural]' installs it, about 1.3 GB"
        raise InputError([f"--cross-check: needs the package sbi; {remedy}"])


def cross_check(bank: Bank, main: Fitted) -> Second:
    """Fit the main variant with the second method, check it and compare.

    It takes one core: the steps are so small that two threads take ten times as long as one. The
    same seed gives the same samples on the same machine.
    """
    settings, begun = bank.inputs.settings.neural, time.monotonic()
    places = taught_most(main, settings.parameters)
    reference = main.reference
    held = pseudo_data(reference, settings.fits)
    free = np.setdiff1d(np.arange(len(reference.rows)), held)
    figures = np.stack([it.simulated for it in main.features], axis=1)
    middle, scale = figures[free].mean(axis=0), np.maximum(figures[free].std(axis=0), 1e-9)
    seen = np.vstack([[it.observed for it in main.features], figures[held]])

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
    compared = agreement(names, places, main.fit, samples[:, 0], settings)
    seconds = time.monotonic() - begun
    return Second(compared, coverage, p_values, passed, len(free), len(held), seconds)


def _trained(aims: Reals, figures: Reals, settings: NeuralSettings, seed: int) -> Any:
    """Train a flow that tells the density of aims, given figures."""
    torch = importlib.import_module("torch")
    inference = importlib.import_module("sbi.inference")
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    method = inference.NPE(density_estimator="maf", show_progress_bars=False, tracker=_Nowhere())
    pair = (torch.as_tensor(it, dtype=torch.float32) for it in (aims, figures))
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
        found = estimator.sample((count,), condition=condition).numpy()
    return from_logit(np.asarray(found, np.float64))
