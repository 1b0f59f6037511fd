"""Break a posting of every kind of flow in the compiled engine; run as a process of its own.

The engine is compiled once, into a cache of its own and by this process alone, with a posting
that asks Python, flow by flow, whether to fail.
"""

import ctypes
from importlib import import_module

import numba
import numpy as np
import pytest

from sim.ensemble import ledger
from sim.ensemble.compiled import OPTIONS
from sim.ledger import Flow, LedgerError
from tests.docs.small_cities import CITIES_OF_EVERYTHING
from tests.worlds import EVERYTHING_HAPPENS

KEPT, NOT_BOOKED, ONE_LEG, LEFT_OUT = range(4)
broken = {"flow": -1, "how": KEPT}


@ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)
def how(flow):
    return broken["how"] if flow == broken["flow"] else KEPT


@numba.njit(**OPTIONS)
def faulty_post(books, flow, source, target, amount):
    fault = how(np.int64(flow)) if amount else 0
    if fault == LEFT_OUT:
        return
    if fault != ONE_LEG:
        source.idr -= amount
    target.idr += amount
    if fault != NOT_BOOKED:
        source.booked -= amount
        target.booked += amount


ledger.post = faulty_post


def main():
    codes = import_module("sim.ensemble.first_compile").compile_functions()
    vars(import_module("sim.ensemble.machine_code"))["kept"] = lambda: codes
    ensemble = import_module("sim.ensemble.ensemble")
    city = ensemble.Ensemble(EVERYTHING_HAPPENS)
    city.run(city.jobs(1), threads=1)
    for fault in (NOT_BOOKED, ONE_LEG):
        for flow in Flow:
            broken.update(flow=int(flow), how=fault)
            with pytest.raises(LedgerError, match="month"):
                city.run(city.jobs(1), threads=1)
    broken.update(how=KEPT)
    unlike = import_module("tests.docking.after_odd").unlike
    assert not any(unlike(name) for name in CITIES_OF_EVERYTHING)
    for flow in Flow:
        broken.update(flow=int(flow), how=LEFT_OUT)
        assert any(is_unlike(unlike, name) for name in CITIES_OF_EVERYTHING), flow.name
    print("all seen")


def is_unlike(unlike, name):
    """Say whether a posting left out is seen: the books close, but who holds what is not so."""
    try:
        return bool(unlike(name))
    except (LedgerError, OverflowError):
        return True


if __name__ == "__main__":
    main()
