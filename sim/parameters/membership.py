"""Parameters of membership: leaving, joining, failing, winding up."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    Channel,
    Evidence,
    Share,
    ZeroToOne,
    constant,
    log_uniform,
    uniform,
    whole,
)


class MembershipParameters(NamedTuple):
    """Who leaves and joins, when a Kube has failed and what becomes of its things."""

    leave_rate: Annotated[
        float,
        log_uniform(0.002, 0.03, "chance a month"),
        "rate of leaving",
        "laju anggota keluar",
        "scale of leaving",
    ] = 0.0077
    leave_unmotivated: Annotated[
        float,
        log_uniform(1.5, 6.0, "1"),
        "leaving for lack of spirit",
        "anggota keluar karena kurang semangat",
        "weight of squared missing spirit",
    ] = 3.0
    leave_distrust: Annotated[
        float,
        log_uniform(0.75, 3.0, "1"),
        "leaving for lack of trust",
        "anggota keluar karena kurang percaya",
        "weight of squared missing trust",
        Evidence("A", "secrecy lowers participation", size="-"),
    ] = 1.5
    leave_distress: Annotated[
        float,
        constant(0.0, 20.0, "1"),
        "leaving in distress",
        "anggota keluar karena kesulitan",
        "weight of distress times the share set aside",
        Channel("retention", "money"),
        Evidence("-", "assumption: who cannot wait for the kas leaves"),
    ] = 3.0
    leave_graduated: Annotated[
        float,
        constant(0.0, 20.0, "1"),
        "leaving for an own business",
        "anggota keluar karena usaha sendiri kuat",
        "weight of an own business that feeds the household",
        Channel("retention", "money"),
    ] = 1.0
    join_rate: Annotated[
        float,
        log_uniform(0.05, 1.5, "scale of a chance a month"),
        "rate of joining",
        "laju anggota masuk",
        "chance that an attractive Kube takes a newcomer, twice",
        Evidence("A", "Hunafa grew from 10 to 33 in four years", size="-"),
    ] = 0.27
    join_half: Annotated[
        float,
        log_uniform(0.075, 0.3, "1", 1.0e-3),
        "attractiveness at half of the joining",
        "daya tarik saat separuh peluang masuk tercapai",
        "attractiveness at which the chance of joining is half",
    ] = 0.15
    attraction_empty: Annotated[
        float,
        uniform(0.15, 0.45, "share"),
        "attractiveness of an empty kas",
        "daya tarik Kube yang kasnya kosong",
        "share of its attractiveness that an empty kas leaves",
    ] = 0.30
    attraction_half_lines: Annotated[
        float,
        constant(0.0, 50.0, "poverty lines per head"),
        "kas at half of the attraction",
        "kas yang memberi separuh daya tariknya",
        "kas per member at which half of the rest is there",
    ] = 3.0
    return_rate: Annotated[
        float,
        log_uniform(0.01, 0.04, "chance a month"),
        "return of former members",
        "bekas anggota yang mencari Kube lain",
        "chance that a household which left looks for another Kube of the city",
    ] = 0.02
    return_by_need: Annotated[
        ZeroToOne,
        "return by need",
        "urutan masuk menurut kesulitan",
        "how far the most distressed of those who look for another Kube come first; 0: by key",
        Channel("retention", "money"),
    ] = 1.0
    idle_months: Annotated[
        int,
        whole(3, 9, "months", 120),
        "idle months until a Kube has failed",
        "bulan tanpa kegiatan sampai Kube gagal",
        "months without activity after which a Kube has failed",
        Evidence("A", "failed means no business activity any more", size="-"),
    ] = 6
    active_profit_idr: Annotated[
        float,
        constant(0.0, 1.0e8, "Rp of March 2010 a month"),
        "least earnings of an active month",
        "hasil terkecil pada bulan yang berkegiatan",
        "earnings below which a month is idle",
    ] = 5.0e4
    active_members: Annotated[
        int,
        whole(1, 3, "members at work", 100),
        "least members of an active month",
        "anggota bekerja paling sedikit pada bulan yang berkegiatan",
        "members at work below which a month is idle",
    ] = 2
    salvage: Annotated[
        Share,
        "salvage value of equipment",
        "nilai jual alat Kube yang gagal",
        "share of its value that the equipment of a failed Kube brings",
    ] = 0.50
    loans_collected: Annotated[
        Share,
        "neighbours' loans collected at winding up",
        "pinjaman tetangga yang tertagih saat bubar",
    ] = 0.50
