"""What a mix of policies pays in every fiscal year, in rupiah of that year."""

import numpy as np

from experiments.common.spread import interval
from experiments.policy.accounting import PAYERS
from experiments.policy.allocate.allocation_options import Mix, Numbers, Options, costs_by_cell
from experiments.policy.effects import Json
from experiments.policy.ranking_runs import Ranked
from sim.cells import KUBE_CELLS


def paid_by_mix(ranked: Ranked, options: Options, mix: Mix) -> Json:
    """Return what payers pay for all Kubes in every fiscal year, nominal, not discounted.

    Of what a policy pays when all Kubes get it, a mix pays the part that its types of Kube cost,
    in every year alike: all cells of a line are paid in the same years (`costs_by_cell`).

    Returns
    -------
    dict
        By payer, lists by fiscal year: `mean` over draws, `low` and `high`, 90 % of them.
    """
    paid = {}
    for payer, parts in _parts(ranked, options, mix).items():
        values = np.einsum("p,pdy->dy", parts, ranked.paid[payer])
        _, low, high = interval(values)
        paid[payer] = {
            "mean": values.mean(axis=0).tolist(),
            "low": low.tolist(),
            "high": high.tolist(),
        }
    return paid


def _parts(ranked: Ranked, options: Options, mix: Mix) -> dict[str, Numbers]:
    """Return the part of each policy's cost that a mix takes, by payer, shape (policies,)."""
    places = [KUBE_CELLS.index(cell) for cell in options.types]
    share = mix / options.kubes[:, np.newaxis]
    parts: dict[str, Numbers] = {}
    by_cell = costs_by_cell(ranked)
    for payer in PAYERS:
        cost = by_cell[payer].mean(axis=(1, 2))[:, places]
        whole = cost.sum(axis=1)
        own = (share.T * cost).sum(axis=1)
        parts[payer] = np.divide(own, whole, out=np.zeros_like(own), where=whole > 0.0)
    return parts
