"""Parameters of trade: who turns up, what the business earns, what wears out."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    ChanceAMonth,
    Evidence,
    Share,
    ShareAMonth,
    ZeroToOne,
    constant,
    log_uniform,
    uniform,
)


class TradeParameters(NamedTuple):
    """Attendance, earnings, wear."""

    attendance_without_trust: Annotated[
        float,
        uniform(0.2, 0.6, "share"),
        "attendance without trust in the officers",
        "kehadiran tanpa kepercayaan pada pengurus",
        "share of the will to turn up that is left without trust in the officers",
    ] = 0.40
    attendance_alone: Annotated[
        float,
        uniform(0.25, 0.75, "0-1"),
        "attendance when nobody else came",
        "kehadiran bila tidak ada anggota lain yang datang",
        "a conditional co-operator's attendance when nobody came last month, relative to full",
    ] = 0.50
    attendance_of_peers: Annotated[
        float,
        uniform(0.4, 1.0, "0-1"),
        "attendance added by that of the others",
        "kehadiran yang ditambah oleh kehadiran anggota lain",
        "attendance that full attendance of the others adds",
        Evidence("B", "conditional co-operation is the commonest type", size="-"),
    ] = 0.70
    free_rider_attendance: Annotated[
        ZeroToOne,
        "attendance of a free rider",
        "kehadiran penumpang gelap",
        "a free rider's attendance relative to full",
    ] = 0.50
    conditional_free_rider: Annotated[
        ZeroToOne,
        "attendance of a conditional free rider",
        "kehadiran penumpang gelap bersyarat",
        "a conditional free rider's attendance relative to that of a conditional co-operator",
    ] = 0.75
    attendance_memory: Annotated[
        ShareAMonth,
        "speed of remembered attendance",
        "cepatnya ingatan tentang kehadiran berubah",
        "share by which the remembered attendance moves",
    ] = 0.30
    return_per_month: Annotated[
        float,
        log_uniform(0.02, 0.20, "per month"),
        "return on a Kube's capital",
        "hasil bersih modal Kube",
        "net return on the effective capital of a Kube with labour and market at their reference",
        Evidence("B", "4.6-5.3 % a month on small capital (de Mel et al. 2008); about 0 for women"),
    ] = 0.06
    capital_half_idr: Annotated[
        float,
        log_uniform(1.5e6, 1.2e7, "Rp of March 2010", 1.0e5),
        "capital at which returns fall off",
        "modal saat tambahan hasil mulai menurun",
        "scale at which returns to capital fall off (a quarter of the capital that one line "
        "can use)",
    ] = 4.2e6
    working_capital_share: Annotated[
        float,
        uniform(0.1, 0.9, "share"),
        "kas at work in the business",
        "bagian kas yang bekerja dalam usaha",
    ] = 0.50
    volume_without_kas: Annotated[
        float,
        uniform(0.1, 0.9, "share"),
        "business that goes on without a kas",
        "usaha yang tetap berjalan tanpa kas",
        "share of its business that a Kube can do without cash for inputs; 1: the kas adds nothing",
        Evidence("A", "money consumed is what hinders", size="-"),
    ] = 0.50
    inputs_kept_months: Annotated[
        float,
        log_uniform(0.2, 3.0, "months of inputs", 1.0e-3),
        "kas that full business needs",
        "kas yang diperlukan untuk usaha penuh",
        "months of inputs that the kas must hold for full business",
    ] = 0.77
    stop_per_month: Annotated[
        float,
        log_uniform(0.008, 0.08, "chance a month"),
        "breakdowns and spoilt stock",
        "kerusakan alat dan barang",
        "chance that a business of wear 1 stops until it is paid to start again",
        Evidence("A", "broken equipment and dead stock ended Kubes", size="-"),
    ] = 0.025
    restart_idr: Annotated[
        float,
        log_uniform(3.0e5, 4.0e6, "Rp of March 2010"),
        "price of starting again after a stop",
        "biaya memulai lagi setelah berhenti",
    ] = 1.1e6
    restart_help: Annotated[
        float,
        uniform(0.02, 0.35, "chance a month"),
        "help of others to start again",
        "bantuan orang lain untuk memulai lagi",
        "chance that others pay for it where the Kube cannot",
    ] = 0.185
    repairs_from_kas: Annotated[
        Share,
        "repairs that the kas must pay",
        "perbaikan yang harus dibayar kas",
        "share of repairs paid from the kas held before the month; the rest from its profit",
    ] = 1.0
    labour_product_idr: Annotated[
        float,
        log_uniform(1.5e4, 1.5e5, "Rp of March 2010 a month"),
        "product of a skilled worker",
        "hasil bersih seorang pekerja terampil",
        "net product of one fully skilled worker without equipment",
        Evidence("-", "assumption; 2-15 % of the minimum wage: a side line"),
    ] = 4.7e4
    work_without_skill: Annotated[
        float,
        log_uniform(0.25, 1.0, "share"),
        "work of an unskilled member",
        "kerja anggota tanpa keterampilan",
        "skilled workers that a member without skill is worth, as a share of one",
    ] = 0.50
    labour_half: Annotated[
        float,
        log_uniform(1.5, 6.0, "workers", 0.1),
        "workers at half of labour's effect",
        "pekerja saat tenaga kerja memberi separuh pengaruhnya",
        "skilled workers at which labour is half of what equipment can use",
    ] = 3.0
    line_gain: Annotated[
        float,
        constant(0.0, 2.0, "share"),
        "capital that a further line can use",
        "modal yang dapat dipakai jenis usaha tambahan",
        "share of one line's capital that a further line can use",
    ] = 0.60
    market_start: Annotated[
        float,
        uniform(0.25, 0.75, "0-1"),
        "demand served without market reach",
        "permintaan yang terlayani tanpa jangkauan pasar",
        "share of demand that a Kube without market reach serves",
    ] = 0.50
    demand_without_access: Annotated[
        Share,
        "revenue where access is hard",
        "hasil penjualan di tempat yang sulit dijangkau",
        "share of revenue left to a Kube that customers cannot reach",
    ] = 0.50
    inexperienced: Annotated[
        float,
        constant(0.05, 1.0, "share"),
        "revenue without experience",
        "hasil penjualan tanpa pengalaman",
        "share of its later revenue that a Kube without experience earns; 1: experience adds "
        "nothing",
        Evidence("-", "assumption; below 1 in the rival account of the falling hazard"),
    ] = 1.0
    experience_half_months: Annotated[
        float,
        log_uniform(3.0, 24.0, "months", 0.1),
        "months to half of the experience",
        "lama berusaha sampai separuh pengalaman terkumpul",
        "months of trading by which half of what experience adds is there",
        Evidence("-", "assumption; without effect while experience adds nothing"),
    ] = 8.5
    demand_depth: Annotated[
        float,
        log_uniform(20.0, 800.0, "Kubes", 1.0),
        "depth of demand: rivals that halve revenue",
        "kedalaman permintaan: pesaing yang membuat hasil penjualan tinggal separuh",
        "rivals of the same trade in the city at which each one's revenue halves",
    ] = 125.0
    volatility: Annotated[
        float,
        uniform(0.1, 0.6, "share of revenue"),
        "month-to-month variation of revenue",
        "naik-turun hasil penjualan dari bulan ke bulan",
        "standard deviation of a month's revenue of a business of volatility 1 with one line",
    ] = 0.35
    trade_shock: Annotated[
        float,
        constant(0.0, 1.0, "weight"),
        "shock shared by the Kubes of a trade",
        "guncangan bersama satu jenis usaha",
        "weight of the month's luck that all Kubes of the trade share (squares of the two "
        "weights add to 1)",
    ] = 0.60
    season_strength: Annotated[
        float,
        uniform(0.0, 1.0, "0-1"),
        "strength of the seasons",
        "kuatnya pengaruh musim",
        "how fully revenue follows the season of the trade",
        Evidence("-", "assumption; feasts follow the lunar calendar"),
    ] = 0.50
    wear_per_month: Annotated[
        float,
        uniform(0.003, 0.02, "share a month"),
        "wear of equipment",
        "keausan alat",
        "share of equipment of wear 1 that wears out",
        Evidence("-", "assumption: 5-8 years of use"),
    ] = 0.0115
    loss_per_month: Annotated[
        ChanceAMonth,
        "loss of equipment",
        "musibah yang merusak alat",
        "chance of losing much of the equipment (theft, fire, flood, dead fish)",
        Evidence("D", "Honduras failed when its livestock died; matters little", size="-"),
    ] = 0.005
    loss_least: Annotated[
        Share,
        "least part of the equipment lost",
        "bagian alat yang hilang, paling sedikit",
        "share of the equipment lost at least in a loss; all at most",
    ] = 0.30
    repair_share: Annotated[
        float,
        constant(0.0, 1.0, "share of profit"),
        "profit that repair may take",
        "laba yang boleh dipakai untuk perbaikan",
        "share of profit that repair may take before sharing",
    ] = 0.333
