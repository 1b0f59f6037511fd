"""Phase 8, classify: the stage of every living Kube."""

from tests.docs.from_odd.records import BERKEMBANG, MANDIRI, TUMBUH, City, Kube


def classify(city: City) -> None:
    for k in city.living():
        k.stage = stage(city, k)


def stage(city: City, k: Kube) -> int:
    v, p = city.values.stages, city.price
    iks = int(k.iks_idr * city.values.invest.set_aside_used)
    liquid = k.working_kas_idr + k.bank_idr + iks + k.loans_out_idr
    assets = k.counted_idr = liquid + k.lkm_idr + k.working_equipment_idr
    dues_paid = k.iks_idr / p >= v.least_iks_idr
    g = v.kept if k.stage == MANDIRI else 1.0
    if (
        k.books >= g * v.mandiri_books
        and k.organisation >= g * v.mandiri_organisation
        and k.access >= g * v.mandiri_access
        and assets / p >= g * v.mandiri_assets_idr
        and k.bank_idr / p >= g * v.mandiri_bank_idr
        and dues_paid
        and k.has_lkm
    ):
        return MANDIRI
    f = v.kept if k.stage >= BERKEMBANG else 1.0
    if (
        k.books >= f * v.berkembang_books
        and k.organisation >= f * v.berkembang_organisation
        and k.market >= f * v.berkembang_market
        and k.access >= f * v.berkembang_access
        and assets / p >= f * v.berkembang_assets_idr
        and dues_paid
    ):
        return BERKEMBANG
    return TUMBUH
