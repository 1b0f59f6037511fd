"""Parameters of membership: leaving, joining, failing, winding up."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import Evidence, constant, log_uniform
from sim.titles import Titles


class MembershipParameters(NamedTuple):
    """Who leaves and joins, when a Kube has failed and what becomes of its things."""

    leave_rate: Annotated[
        float,
        log_uniform(0.002, 0.03, "chance a month"),
        Titles("rate of leaving", "laju anggota keluar", "scale of leaving"),
        Evidence("-", "assumption"),
    ] = 0.0077
    leave_unmotivated: Annotated[
        float,
        constant(0.0, 20.0, "1"),
        Titles(
            "leaving for lack of motivation",
            "anggota keluar karena kurang semangat",
            "weight of squared missing motivation",
        ),
        Evidence("-", "assumption"),
    ] = 3.0
    leave_distrust: Annotated[
        float,
        constant(0.0, 20.0, "1"),
        Titles(
            "leaving for lack of trust",
            "anggota keluar karena kurang percaya",
            "weight of squared missing trust",
        ),
        Evidence("A", "secrecy lowers participation; the size is an assumption"),
    ] = 1.5
    leave_distress: Annotated[
        float,
        constant(0.0, 20.0, "1"),
        Titles(
            "leaving in distress",
            "anggota keluar karena kesulitan",
            "weight of distress times the share set aside",
        ),
        Evidence("-", "assumption: who cannot wait for the kas leaves"),
    ] = 3.0
    leave_graduated: Annotated[
        float,
        constant(0.0, 20.0, "1"),
        Titles(
            "leaving for an own business",
            "anggota keluar karena usaha sendiri kuat",
            "weight of an own business that feeds the household",
        ),
        Evidence("-", "assumption"),
    ] = 1.0
    join_rate: Annotated[
        float,
        log_uniform(0.05, 1.5, "scale of a chance a month"),
        Titles(
            "rate of joining",
            "laju anggota masuk",
            "chance that an attractive Kube takes a newcomer, twice",
        ),
        Evidence("A", "Hunafa grew from 10 to 33 in four years; the size is an assumption"),
    ] = 0.27
    join_half: Annotated[
        float,
        constant(0.001, 5.0, "1"),
        Titles(
            "attractiveness at half of the joining",
            "daya tarik saat separuh peluang masuk tercapai",
            "attractiveness at which the chance of joining is half",
        ),
        Evidence("-", "assumption"),
    ] = 0.15
    attraction_empty: Annotated[
        float,
        constant(0.0, 1.0, "share"),
        Titles(
            "attractiveness of an empty kas",
            "daya tarik Kube yang kasnya kosong",
            "share of its attractiveness that an empty kas leaves",
        ),
        Evidence("-", "assumption"),
    ] = 0.30
    attraction_half_lines: Annotated[
        float,
        constant(0.0, 50.0, "poverty lines per head"),
        Titles(
            "kas at half of the attraction",
            "kas yang memberi separuh daya tariknya",
            "kas per member at which half of the rest is there",
        ),
        Evidence("-", "assumption"),
    ] = 3.0
    return_rate: Annotated[
        float,
        constant(0.0, 1.0, "chance a month"),
        Titles(
            "return of former members",
            "bekas anggota yang mencari Kube lain",
            "chance that a household which left looks for another Kube of the city",
        ),
        Evidence("-", "assumption"),
    ] = 0.02
    idle_months: Annotated[
        int,
        constant(1, 120, "months"),
        Titles(
            "idle months until a Kube has failed",
            "bulan tanpa kegiatan sampai Kube gagal",
            "months without activity after which a Kube has failed",
        ),
        Evidence("A", "failed means no business activity any more; six months is an assumption"),
    ] = 6
    active_profit_idr: Annotated[
        float,
        constant(0.0, 1.0e8, "Rp of March 2010 a month"),
        Titles(
            "least earnings of an active month",
            "hasil terkecil pada bulan yang berkegiatan",
            "earnings below which a month is idle",
        ),
        Evidence("-", "assumption"),
    ] = 5.0e4
    active_members: Annotated[
        int,
        constant(1, 100, "members at work"),
        Titles(
            "least members of an active month",
            "anggota bekerja paling sedikit pada bulan yang berkegiatan",
            "members at work below which a month is idle",
        ),
        Evidence("-", "assumption"),
    ] = 2
    salvage: Annotated[
        float,
        constant(0.0, 1.0, "share"),
        Titles(
            "salvage value of equipment",
            "nilai jual alat Kube yang gagal",
            "share of its value that the equipment of a failed Kube brings",
        ),
        Evidence("-", "assumption"),
    ] = 0.50
    loans_collected: Annotated[
        float,
        constant(0.0, 1.0, "share"),
        Titles(
            "neighbours' loans collected at winding up",
            "pinjaman tetangga yang tertagih saat bubar",
        ),
        Evidence("-", "assumption"),
    ] = 0.50
