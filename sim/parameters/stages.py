"""Parameters of the stages: the published criteria, put into numbers."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant

_PUBLISHED = "criterion after Hermawati (2011); the figure is an assumption"


class StagesParameters(NamedTuple):
    """Thresholds for rising; `kept` is the share of each that is enough to stay."""

    berkembang_books: Annotated[
        float, constant(0.0, 1.0, "0-1", "complete books", "A", _PUBLISHED)
    ] = 0.40
    berkembang_organisation: Annotated[
        float, constant(0.0, 1.0, "0-1", "growing organisation", "A", _PUBLISHED)
    ] = 0.40
    berkembang_market: Annotated[
        float, constant(0.0, 1.0, "0-1", "growing market reach", "A", _PUBLISHED)
    ] = 0.35
    berkembang_access: Annotated[
        float, constant(0.0, 1.0, "0-1", "growing access to sources", "A", _PUBLISHED)
    ] = 0.25
    berkembang_assets_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e9,
            "Rp of March 2010",
            "growing assets (kas, bank, IKS, LKM, loans out, equipment)",
            "A",
            _PUBLISHED,
        ),
    ] = 8.0e6
    mandiri_books: Annotated[
        float, constant(0.0, 1.0, "0-1", "complete books", "A", _PUBLISHED)
    ] = 0.50
    mandiri_organisation: Annotated[
        float, constant(0.0, 1.0, "0-1", "growing organisation", "A", _PUBLISHED)
    ] = 0.50
    mandiri_access: Annotated[
        float, constant(0.0, 1.0, "0-1", "growing access to sources", "A", _PUBLISHED)
    ] = 0.35
    mandiri_assets_idr: Annotated[
        float, constant(0.0, 1.0e9, "Rp of March 2010", "growing assets", "A", _PUBLISHED)
    ] = 2.0e7
    mandiri_bank_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e9,
            "Rp of March 2010",
            "balance at a bank that stands for access to commercial finance",
            "A",
            _PUBLISHED,
        ),
    ] = 2.0e6
    least_iks_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e6,
            "Rp of March 2010",
            "solidarity fund that shows that dues are paid",
            "B",
            "checklist of Kebon Waru: profit feeds the IKS; the figure is an assumption",
        ),
    ] = 2.0e3
    kept: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of a threshold at which a stage once reached is kept",
            "-",
            "assumption: no flicker at the edge",
        ),
    ] = 0.75
