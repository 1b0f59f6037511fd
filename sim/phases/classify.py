"""Phase 8, classify: each living Kube gets its stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.phases.groups import working_equipment, working_kas
from sim.rules import stages as rule
from sim.standing import ALIVE

if TYPE_CHECKING:
    from sim.city import City


def classify(city: City) -> None:
    """Give every living Kube its stage, after the published criteria."""
    for kube in city.kubes:
        if kube.status == ALIVE:
            kube.counted_idr = rule.assets_idr(
                working_kas(kube),
                kube.bank_idr,
                kube.iks_idr,
                kube.loans_out_idr,
                kube.lkm_cash_idr + kube.lkm_loans_idr,
                working_equipment(kube),
                city.p.invest.set_aside_used,
            )
            kube.stage = rule.stage(
                kube.stage,
                kube.books,
                kube.organisation,
                kube.market,
                kube.access,
                kube.counted_idr,
                kube.bank_idr,
                kube.iks_idr,
                kube.has_lkm,
                city.now.price,
                city.p.stages,
            )
