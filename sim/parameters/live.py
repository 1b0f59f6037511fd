"""Parameters of living: income, shocks, borrowing, the solidarity fund, saving."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    ChanceAMonth,
    Channel,
    Evidence,
    Share,
    ShareAMonth,
    constant,
    measured,
    uniform,
)


class LiveParameters(NamedTuple):
    """A household's month outside the Kube."""

    income_volatility: Annotated[
        float,
        constant(0.0, 0.33, "share of income"),
        "month-to-month variation of outside income",
        "naik-turun penghasilan dari luar Kube",
        "standard deviation of a month's outside income",
    ] = 0.20
    illness_per_month: Annotated[
        float,
        measured(0.021, "same", "chance a month"),
        "serious illness",
        "sakit berat dalam rumah tangga",
        "chance of a serious illness in the household",
        Evidence(
            "C",
            "5.05 % of persons in hospital in a year (Susenas 2019, 320,000 households), five to a "
            "household; carried over with 0.3 in log odds: poor households of one city",
        ),
    ] = 0.021
    illness_income: Annotated[
        Share,
        "income left in a month of illness",
        "penghasilan yang tersisa saat sakit",
        "share of outside income left in a month of illness",
    ] = 0.50
    illness_need: Annotated[
        float,
        constant(0.0, 2.0, "share of need"),
        "need added by illness",
        "kebutuhan yang ditambah sakit",
    ] = 0.25
    ceremony_per_month: Annotated[
        ChanceAMonth,
        "ceremony that must be paid",
        "hajatan yang harus dibiayai",
        "chance of a ceremony that must be paid",
    ] = 0.03
    ceremony_need: Annotated[
        float,
        constant(0.0, 2.0, "share of need"),
        "need added by a ceremony",
        "kebutuhan yang ditambah hajatan",
    ] = 0.20
    least_loan_idr: Annotated[
        float,
        constant(0.0, 1.0e6, "Rp of March 2010"),
        "smallest loan",
        "pinjaman terkecil",
        "below it nobody writes a loan down",
    ] = 2.0e4
    lending: Annotated[
        Share,
        "loans that are made",
        "pinjaman yang diberikan",
        "share of the largest loan that is lent in fact",
        Channel("retention", "money"),
        Evidence("A", "Ayal 2016"),
    ] = 1.0
    loan_kas_share: Annotated[
        Share, "kas that one loan may take", "bagian kas untuk satu pinjaman"
    ] = 0.25
    loan_capacity: Annotated[
        Share,
        "surplus that a loan may claim",
        "kelebihan uang yang boleh terikat pinjaman",
        "share of the surplus expected until it is due that a loan may claim",
        Evidence("-", "assumption: officers lend what can be repaid"),
    ] = 0.80
    iks_help_share: Annotated[
        Share,
        "solidarity fund for one household",
        "dana IKS untuk satu rumah tangga",
        "share of the solidarity fund that one household may get at once",
    ] = 0.333
    iks_outside_share: Annotated[
        ShareAMonth,
        "solidarity fund for poor families outside",
        "dana IKS untuk keluarga miskin di luar kelompok",
        "share of the solidarity fund above what it keeps that a Kube past its first stage "
        "gives to poor families outside",
        Evidence("B", "checklist of Kebon Waru: IKS reaches outside the group", size="-"),
    ] = 0.25
    iks_kept_months: Annotated[
        float,
        constant(0.0, 120.0, "months of dues"),
        "solidarity fund that is kept",
        "dana IKS yang disimpan",
        "dues that the solidarity fund keeps",
    ] = 12.0
    present_bias: Annotated[
        float,
        uniform(0.85, 0.95, "0-1"),
        "weight of the future against today",
        "bobot masa depan dibanding hari ini",
        Evidence("B", "0.90-0.92 (Kenya)"),
    ] = 0.90
    saving_without_discipline: Annotated[
        float,
        constant(0.0, 1.0, "share of what is over"),
        "saving without the habit",
        "tabungan tanpa kebiasaan menabung",
        "kept by a household without any habit of saving, before present bias",
    ] = 0.25
    business_return_per_month: Annotated[
        float,
        uniform(0.0, 0.06, "per month"),
        "return on a household's own business",
        "hasil bersih usaha sendiri rumah tangga",
        Evidence(
            "B",
            "grants to owners: 4.6-5.3 % on average, about 0 for women (Sri Lanka; de Mel et al. "
            "2008, doi 10.1126/science.1212973); 5.5 % at most (Kenya; doi 10.1257/app.5.1.163)",
        ),
    ] = 0.03
    business_plan: Annotated[
        float,
        uniform(0.0, 0.3, "chance a month"),
        "wish to start a business of one's own",
        "keinginan membuka usaha sendiri",
        "chance that a skilled, disciplined household wants to start a business",
        Evidence("A", "fear of new lines is a hindering factor", size="-"),
    ] = 0.15
    business_sale: Annotated[
        Share,
        "price of an own business sold in distress",
        "harga usaha sendiri bila terpaksa dijual",
        "share of its price that an own business brings when sold in distress",
    ] = 0.60
    business_sale_shortage: Annotated[
        float,
        constant(0.0, 2.0, "share of need"),
        "shortage at which the own business is sold",
        "kekurangan yang memaksa usaha sendiri dijual",
        "need still missing after all help at which the own business is sold",
    ] = 0.30
    distress_full: Annotated[
        float,
        constant(0.01, 1.0, "share of need"),
        "unmet need of full distress",
        "kebutuhan tak terpenuhi saat kesulitan penuh",
    ] = 0.25
    distress_speed: Annotated[
        ShareAMonth,
        "speed of distress",
        "cepatnya kesulitan dirasakan",
        "share by which distress follows unmet need",
    ] = 0.25
