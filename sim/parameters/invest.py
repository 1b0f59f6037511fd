"""Parameters of investing: equipment, new lines, the bank, the LKM."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    ChanceAMonth,
    Channel,
    Evidence,
    Share,
    ShareAMonth,
    ZeroToOne,
    constant,
    log_uniform,
)


class InvestParameters(NamedTuple):
    """What the Kube does with the kas above its reserve."""

    set_aside_used: Annotated[
        Share,
        "what is set aside put to use",
        "hasil yang disisihkan yang dipakai",
        "share of what is set aside that works in the Kube; the rest lies idle in the kas",
        Channel("retention", "capital"),
        Evidence("A", "what is set aside is the kas that is worked with (Ayal 2016)"),
    ] = 1.0
    invest_share: Annotated[
        float,
        log_uniform(0.003, 0.15, "share a month"),
        "kas put into equipment",
        "bagian kas yang dijadikan alat",
        "share of the kas above the reserve that a well organised Kube puts into equipment",
        Evidence("A", "fear of new business holds it back", size="-"),
    ] = 0.021
    invest_unorganised: Annotated[
        Share,
        "investment without organisation",
        "investasi tanpa organisasi",
        "share of that which a Kube without organisation invests",
    ] = 0.30
    reserve_idr: Annotated[
        float,
        constant(0.0, 1.0e7, "Rp of March 2010 a member"),
        "reserve kept in the kas",
        "cadangan kas",
    ] = 2.0e5
    line_price_idr: Annotated[
        float,
        constant(1.0e5, 1.0e9, "Rp of March 2010"),
        "cost of a new line of business",
        "biaya membuka jenis usaha baru",
    ] = 3.0e6
    line_kas_idr: Annotated[
        float,
        constant(0.0, 1.0e9, "Rp of March 2010"),
        "kas needed for a new line",
        "kas yang diperlukan untuk jenis usaha baru",
        "kas above which a new line is considered",
    ] = 5.0e6
    line_organisation: Annotated[
        ZeroToOne,
        "organisation needed for a new line",
        "organisasi yang diperlukan untuk jenis usaha baru",
    ] = 0.40
    line_market: Annotated[
        ZeroToOne,
        "market reach needed for a new line",
        "jangkauan pasar yang diperlukan untuk jenis usaha baru",
    ] = 0.35
    line_courage: Annotated[
        ChanceAMonth,
        "courage for a new line",
        "keberanian membuka jenis usaha baru",
        "chance of opening a line with full organisation or facilitation",
        Evidence("A", "fear of new lines is a hindering factor", size="-"),
    ] = 0.03
    courage_of_visits: Annotated[
        float,
        constant(0.0, 5.0, "organisation"),
        "courage from full facilitation",
        "keberanian dari pendampingan penuh",
        "courage for a new line that full facilitation gives, against full organisation",
        Channel("visits", "teach"),
    ] = 1.0
    lines_most: Annotated[
        int,
        constant(1, 20, "lines"),
        "most lines of a Kube",
        "jenis usaha terbanyak dalam satu Kube",
        Evidence("A", "four lines at Papandaan"),
    ] = 4
    bank_books: Annotated[
        ZeroToOne, "books that a bank asks for", "pembukuan yang diminta bank"
    ] = 0.45
    bank_share: Annotated[
        ShareAMonth,
        "kas taken to the bank",
        "kas yang disetor ke bank",
        "share of the kas above the reserves that stay, taken to the bank",
    ] = 0.10
    bank_above: Annotated[
        float,
        constant(0.0, 20.0, "reserves"),
        "reserves kept beside a bank",
        "cadangan kas di samping simpanan bank",
        "reserves that stay in the kas beside a bank",
    ] = 2.0
    bank_below: Annotated[
        float,
        constant(0.0, 20.0, "reserves"),
        "reserves filled up from the bank",
        "cadangan kas yang diisi kembali dari bank",
        "reserves to which money is fetched from the bank",
    ] = 0.50
    lkm_books: Annotated[ZeroToOne, "books that an LKM asks for", "pembukuan yang diminta LKM"] = (
        0.55
    )
    lkm_organisation: Annotated[
        ZeroToOne, "organisation that an LKM asks for", "organisasi yang diminta LKM"
    ] = 0.50
    lkm_access: Annotated[
        ZeroToOne, "access to sources that an LKM asks for", "akses ke sumber daya yang diminta LKM"
    ] = 0.35
    lkm_fund_idr: Annotated[
        float,
        constant(0.0, 1.0e9, "Rp of March 2010"),
        "fund of a new LKM",
        "modal LKM baru",
        "fund with which an LKM opens",
        Evidence("C", "less than half of the Kube-LKM grant of 25 million (2009)"),
    ] = 1.0e7
    lkm_members: Annotated[
        int,
        constant(1, 1000, "members"),
        "members that an LKM asks for",
        "anggota yang diminta LKM",
    ] = 8
    lkm_rate: Annotated[
        float,
        log_uniform(0.025, 0.1, "chance a month"),
        "rate of founding an LKM",
        "laju pendirian LKM",
        "chance of founding an LKM when all is there",
    ] = 0.05
    lkm_lent_share: Annotated[
        Share,
        "LKM money lent to neighbours",
        "uang LKM yang dipinjamkan kepada tetangga",
        "share of the LKM's money that it wants out with neighbours",
        Evidence("A", "Mawar lends to neighbours too", size="-"),
    ] = 0.50
    lkm_fee: Annotated[
        float,
        constant(0.0, 0.03, "per month"),
        "service fee of the LKM",
        "jasa pinjaman LKM",
        "service fee (jasa) that neighbours pay",
        Evidence("D", "1-2 % a month is common"),
    ] = 0.015
    lkm_repaid: Annotated[
        ShareAMonth,
        "neighbours' loans repaid",
        "pinjaman tetangga yang dibayar kembali",
        Evidence("-", "assumption: about ten months"),
    ] = 0.10
    lkm_lost: Annotated[ShareAMonth, "neighbours' loans lost", "pinjaman tetangga yang macet"] = (
        0.005
    )
