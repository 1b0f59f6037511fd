"""One thread for linear algebra: fits are many and small, and come out the same byte for byte."""

import os

VARIABLES = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def pin_threads() -> None:
    """Pin the libraries behind numpy to one thread; it has to be called before numpy is loaded.

    Workers inherit it. More threads only wait for each other here, ten times as long as the
    work takes.
    """
    for name in VARIABLES:
        os.environ[name] = "1"
