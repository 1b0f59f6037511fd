"""Phase 8, classify: each living Kube gets its stage."""

from sim.city import City
from sim.rules import stages as rule


def classify(city: City) -> None:
    """Give every living Kube its stage, after the published criteria."""
    for kube in city.living():
        assets = rule.assets_idr(
            kube.kas_idr,
            kube.bank_idr,
            kube.iks_idr,
            kube.loans_out_idr,
            kube.lkm_idr,
            kube.equipment_idr,
        )
        kube.stage = rule.stage(
            kube.stage,
            kube.books,
            kube.organisation,
            kube.market,
            kube.access,
            assets,
            kube.bank_idr,
            kube.iks_idr,
            kube.has_lkm,
            city.price,
            city.p.stages,
        )
