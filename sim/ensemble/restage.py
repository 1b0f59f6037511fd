"""Stages again from two runs of one Kube: the money of one, the books and access of the other."""

from typing import Any

from numpy.typing import NDArray

from sim.ensemble.compiled import compiled
from sim.outcomes import SUSTAINED_FROM, SUSTAINED_TO
from sim.rules import stages as rule
from sim.rules.stages import GAGAL, MANDIRI, TUMBUH


@compiled
def restage(
    money: Any,
    inputs: Any,
    support_ends: NDArray[Any],
    prices: NDArray[Any],
    p: Any,
    at_end: NDArray[Any],
    sustained: NDArray[Any],
) -> None:
    """Classify every Kube month by month as `sim.outcomes.split_effect` says.

    A Kube dead in one run keeps its last values; it is gagal where the run of its money is dead.

    Parameters
    ----------
    money, inputs : recarray of KUBE_MONTH, shape (months, Kubes)
    support_ends : NDArray of int, shape (Kubes,)
        First month without support, or -1.
    prices : NDArray of float, shape (months,)
    p : record
        Parameters of the stages.
    at_end, sustained : NDArray of int, shape (Kubes,)
        Filled: the stage at the horizon; whether mandiri in every month 13-24 after support.
    """
    months, kubes = money.shape
    window = SUSTAINED_TO - SUSTAINED_FROM + 1
    for kube in range(kubes):
        before, now, mandiri = TUMBUH, GAGAL, 0
        alive, alive_inputs = 0, 0
        for month in range(months):
            row = money[month, kube]
            if row.stage < 0:
                alive = alive_inputs = month + 1
                continue
            if row.stage != GAGAL:
                alive = month
            if inputs[month, kube].stage != GAGAL:
                alive_inputs = month
            now = GAGAL
            if row.stage == GAGAL:
                before = TUMBUH
            else:
                held, kept = money[alive, kube], inputs[alive_inputs, kube]
                before = now = rule.stage(
                    before, kept.books, kept.organisation, kept.market, kept.access,
                    held.counted_idr, held.bank_idr, held.iks_idr, held.has_lkm > 0,
                    prices[month], p,
                )  # fmt: skip
            after = month - support_ends[kube] + 1
            if support_ends[kube] >= 0 and SUSTAINED_FROM <= after <= SUSTAINED_TO:
                mandiri += now == MANDIRI
        at_end[kube] = now
        sustained[kube] = mandiri == window
