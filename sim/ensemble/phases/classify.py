"""Phase 8, classify: each living Kube gets its stage."""

from typing import Any

from sim.ensemble.compiled import phase
from sim.rules import stages as rule
from sim.standing import ALIVE


@phase
def classify(city: Any) -> None:
    """Give every living Kube its stage, after the published criteria."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.status != ALIVE:
            continue
        assets = rule.assets_idr(
            kube.kas.idr,
            kube.bank.idr,
            kube.iks.idr,
            kube.loans_out.idr,
            kube.lkm.idr + kube.lkm_loans.idr,
            kube.equipment.idr,
        )
        kube.stage = rule.stage(
            kube.stage,
            kube.books,
            kube.organisation,
            kube.market,
            kube.access,
            assets,
            kube.bank.idr,
            kube.iks.idr,
            kube.has_lkm > 0,
            city.now.price,
            city.p.stages,
        )
