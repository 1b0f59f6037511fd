"""What lets a short command start and end sooner; no figure depends on it."""

import atexit
import gc
import importlib
import sys

SELDOM = 50_000
"""New objects after which garbage is looked for: importing alone makes hundreds of thousands."""
BLAS = "scipy.linalg.cython_blas"


def collect_seldom() -> None:
    """Look for garbage seldom, and at the end, when all goes anyway, not at all."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)


def import_numba() -> None:
    """Import Numba without scipy, of which it wants linear algebra that no rule needs."""
    if BLAS in sys.modules:
        return
    sys.modules[BLAS] = None  # type: ignore[assignment]
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules[BLAS]
