"""What a policy costs for every type of Kube: a run's lines of cost parted among the cells."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from experiments.policy import accounting as money
from experiments.policy.ranking_runs import Cube, Ranked

Cells = NDArray[np.float64]
"""Shape (policies, draws, luck, cells)."""

PARTED_BY = {
    "grants_idr": "grants_real_idr",
    "honoraria_idr": "supported_months",
    "visit_idr": "visits",
    "monitoring_visit_idr": "monitoring_visits",
    "campaign_idr": "supported_months",
    "training_member_day_idr": "founders",
    "facilitator_training_idr": "supported_months",
    "member_meeting_idr": "household_months",
    "member_day_idr": "founders",
}
"""By line of cost, the column of the cells (`experiments.runs.accounts.OF_KUBES`) that parts it.

Campaigns, grants, both kinds of visits and training days are exact, as they go. A Kube-month of
support bears an equal part of honoraria and of facilitators' training, a household-month one of
the meetings, whoever has left by then included.
"""


def costs_by_cell(ranked: Ranked) -> dict[str, Cells]:
    """Return what each payer spends on each cell, in Rp of the price year.

    Present values, as the set discounts; all cells of a line were paid in the same years. The
    sum over cells and payers is `ranked.cost` times the Kubes.

    Returns
    -------
    dict of NDArray, shape (policies, draws, luck, cells)
        By payer.
    """
    found: dict[str, Cells] = {}
    for line in money.LINES:
        parts = parted(ranked.lines[line.name] * ranked.kubes, _column(ranked.cells, line.name),
                       ranked.cells["kubes_kubes"])  # fmt: skip
        found[line.payer] = found[line.payer] + parts if line.payer in found else parts
    return found


def _column(cells: Mapping[str, Cells], line: str) -> Cells:
    return cells[f"kubes_{PARTED_BY[line]}"]


def parted(cost: Cube, by: Cells, otherwise: Cells) -> Cells:
    """Part a cost in proportion to what cells have of something, or else of another thing.

    Parameters
    ----------
    cost : NDArray, shape (policies, draws, luck)
    by, otherwise : NDArray, shape (policies, draws, luck, cells)
        The second where no cell has anything of the first.
    """
    weight = np.where(by.sum(axis=-1, keepdims=True) > 0.0, by, otherwise)
    whole = weight.sum(axis=-1, keepdims=True)
    share = np.divide(weight, whole, out=np.zeros_like(weight), where=whole > 0.0)
    return np.asarray(share * cost[..., np.newaxis])
