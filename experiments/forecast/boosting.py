"""Small gradient boosting by scikit-learn, on one thread: the same bytes on every machine."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.refusals import not_installed
from sim.inputs.strict import InputError

Values = NDArray[np.float64]

SMALL: dict[str, Any] = {
    "max_iter": 100, "learning_rate": 0.05, "max_leaf_nodes": 15, "min_samples_leaf": 60,
    "l2_regularization": 1.0, "early_stopping": False, "random_state": 0,
}  # fmt: skip
INSTALL = 'pip install "kubesim[forecast]"'


def library(name: str) -> Any:
    """Return a module of scikit-learn, or of what it brings.

    Raises
    ------
    InputError
        When it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError([not_installed(["scikit-learn"], INSTALL)]) from None


@contextmanager
def one_thread() -> Iterator[None]:
    """Let all that calculates inside do so on one thread: no order of adding depends on cores.

    Libraries are loaded before, for only those that are there are told.
    """
    library("sklearn.ensemble")
    with library("threadpoolctl").threadpool_limits(1):
        yield


def classifier(features: Values, happens: NDArray[np.bool_]) -> Callable[[Values], Values]:
    """Fit chances, and return what gives them for other features.

    Parameters
    ----------
    features : NDArray of float64, shape (rows, features)
        NaN where not known.
    happens : NDArray of bool, shape (rows,)
    """
    if happens.all() or not happens.any():
        share = float(happens.mean())
        return lambda rows: np.full(len(rows), share)
    model = library("sklearn.ensemble").HistGradientBoostingClassifier(**SMALL)
    model.fit(features, happens)
    return lambda rows: np.asarray(model.predict_proba(rows)[:, 1], np.float64)


def quantile(features: Values, values: Values, share: float) -> Callable[[Values], Values]:
    """Fit a quantile, and return what gives it for other features.

    Parameters
    ----------
    features : NDArray of float64, shape (rows, features)
    values : NDArray of float64, shape (rows,)
    share : float
        Of the values that lie below it.
    """
    model = library("sklearn.ensemble").HistGradientBoostingRegressor(
        loss="quantile", quantile=share, **SMALL
    )
    model.fit(features, values)
    return lambda rows: np.asarray(model.predict(rows), np.float64)
