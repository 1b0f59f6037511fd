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

LEAST_IKS_IDR = 2000.0


def stage(
    before: int,
    books: float,
    organisation: float,
    market: float,
    access: float,
    assets_real_idr: float,
    bank_real_idr: float,
    iks_real_idr: float,
    has_lkm: bool,
    p: StagesParameters,
) -> int:
    """Return the stage of a living Kube; a stage once reached is kept a little below its mark.

    Money is in Rp of March 2010.
    """
    berkembang = 1.0
    if before >= BERKEMBANG:
        berkembang = p.kept
    if not (
        books >= berkembang * p.berkembang_books
        and organisation >= berkembang * p.berkembang_organisation
        and market >= berkembang * p.berkembang_market
        and access >= berkembang * p.berkembang_access
        and assets_real_idr >= berkembang * p.berkembang_assets_idr
        and iks_real_idr >= LEAST_IKS_IDR
    ):
        return TUMBUH
    mandiri = 1.0
    if before == MANDIRI:
        mandiri = p.kept
    if (
        books >= mandiri * p.mandiri_books
        and organisation >= mandiri * p.mandiri_organisation
        and access >= mandiri * p.mandiri_access
        and assets_real_idr >= mandiri * p.mandiri_assets_idr
        and bank_real_idr >= mandiri * p.mandiri_bank_idr
        and has_lkm
    ):
        return MANDIRI
    return BERKEMBANG
