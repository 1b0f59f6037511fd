"""Parameters of the stages: the published criteria, put into numbers."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import Channel, Evidence, Share, ZeroToOne, constant

_PUBLISHED = "criterion after Hermawati (2011)"


class StagesParameters(NamedTuple):
    """Thresholds for rising; `kept` is the share of each that is enough to stay."""

    berkembang_books: Annotated[
        ZeroToOne,
        "books for berkembang",
        "pembukuan untuk tahap berkembang",
        "complete books",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 0.40
    berkembang_organisation: Annotated[
        ZeroToOne,
        "organisation for berkembang",
        "organisasi untuk tahap berkembang",
        "growing organisation",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 0.40
    berkembang_market: Annotated[
        ZeroToOne,
        "market reach for berkembang",
        "jangkauan pasar untuk tahap berkembang",
        "growing market reach",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 0.35
    berkembang_access: Annotated[
        ZeroToOne,
        "access to sources for berkembang",
        "akses ke sumber daya untuk tahap berkembang",
        "growing access to sources",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 0.25
    berkembang_assets_idr: Annotated[
        float,
        constant(0.0, 1.0e9, "Rp of March 2010"),
        "assets for berkembang",
        "harta untuk tahap berkembang",
        "growing assets (kas, bank, IKS, LKM, loans out, equipment)",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 8.0e6
    mandiri_books: Annotated[
        ZeroToOne,
        "books for mandiri",
        "pembukuan untuk tahap mandiri",
        "complete books",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 0.50
    mandiri_organisation: Annotated[
        ZeroToOne,
        "organisation for mandiri",
        "organisasi untuk tahap mandiri",
        "growing organisation",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 0.50
    mandiri_access: Annotated[
        ZeroToOne,
        "access to sources for mandiri",
        "akses ke sumber daya untuk tahap mandiri",
        "growing access to sources",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 0.35
    mandiri_assets_idr: Annotated[
        float,
        constant(0.0, 1.0e9, "Rp of March 2010"),
        "assets for mandiri",
        "harta untuk tahap mandiri",
        "growing assets",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 2.0e7
    mandiri_bank_idr: Annotated[
        float,
        constant(0.0, 1.0e9, "Rp of March 2010"),
        "bank balance for mandiri",
        "saldo bank untuk tahap mandiri",
        "balance at a bank that stands for access to commercial finance",
        Evidence("A", _PUBLISHED, size="-"),
    ] = 2.0e6
    least_iks_idr: Annotated[
        float,
        constant(0.0, 1.0e6, "Rp of March 2010"),
        "least solidarity fund",
        "dana IKS terkecil",
        "solidarity fund that shows that dues are paid",
        Channel("retention", "criterion"),
        Evidence("B", "checklist of Kebon Waru: profit feeds the IKS", size="-"),
    ] = 2.0e3
    kept: Annotated[
        Share,
        "threshold at which a stage is kept",
        "batas untuk bertahan di tahapnya",
        "share of a threshold at which a stage once reached is kept",
        Evidence("-", "assumption: no flicker at the edge"),
    ] = 0.75
