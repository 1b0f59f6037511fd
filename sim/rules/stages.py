"""Stages: gagal, tumbuh, berkembang, mandiri, after the published criteria.

Age is no test. An LKM grant alone meets nothing: a body must have been founded. Members
and lines of business are not among the criteria.
"""

from sim.parameters import StagesParameters

GAGAL = 0
TUMBUH = 1
BERKEMBANG = 2
MANDIRI = 3
STAGES = ("gagal", "tumbuh", "berkembang", "mandiri")


def assets_idr(
    kas_idr: int,
    bank_idr: int,
    iks_idr: int,
    loans_out_idr: int,
    lkm_idr: int,
    equipment_idr: int,
    set_aside_used: float,
) -> int:
    """Return what counts as a Kube's assets; the LKM's are its cash and its loans.

    The solidarity fund counts as far as what is set aside is put to use.
    """
    fund = int(iks_idr * set_aside_used)
    return kas_idr + bank_idr + fund + loans_out_idr + lkm_idr + equipment_idr


def stage(
    before: int,
    books: float,
    organisation: float,
    market: float,
    access: float,
    assets_idr: int,
    bank_idr: int,
    iks_idr: int,
    has_lkm: bool,
    price: float,
    p: StagesParameters,
) -> int:
    """Return the stage of a living Kube; a stage once reached is kept a little below its mark.

    Market reach is a criterion of berkembang and not of mandiri. Money is compared in base prices.
    """
    assets_real_idr, bank_real_idr = assets_idr / price, bank_idr / price
    pays_iks = iks_idr / price >= p.least_iks_idr
    mark = 1.0
    if before == MANDIRI:
        mark = p.kept
    if (
        books >= mark * p.mandiri_books
        and organisation >= mark * p.mandiri_organisation
        and access >= mark * p.mandiri_access
        and assets_real_idr >= mark * p.mandiri_assets_idr
        and bank_real_idr >= mark * p.mandiri_bank_idr
        and pays_iks
        and has_lkm
    ):
        return MANDIRI
    mark = 1.0
    if before >= BERKEMBANG:
        mark = p.kept
    if (
        books >= mark * p.berkembang_books
        and organisation >= mark * p.berkembang_organisation
        and market >= mark * p.berkembang_market
        and access >= mark * p.berkembang_access
        and assets_real_idr >= mark * p.berkembang_assets_idr
        and pays_iks
    ):
        return BERKEMBANG
    return TUMBUH
