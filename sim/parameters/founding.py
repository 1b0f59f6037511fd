"""Parameters of founding: who the households are and how well the Kube fits its place."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import Evidence, ZeroToOne, constant, log_uniform, measured, uniform


class FoundingParameters(NamedTuple):
    """Households and Kubes at founding."""

    need_share: Annotated[
        float,
        constant(0.3, 1.5, "share of the poverty line"),
        "subsistence need per head",
        "kebutuhan pokok per kepala",
        "the food part of the poverty line",
        Evidence("B", "food share of the line, South Kalimantan urban"),
    ] = 0.72
    income_mean: Annotated[
        float,
        uniform(0.45, 0.95, "share of the poverty line"),
        "outside income, mean",
        "penghasilan dari luar Kube per kepala, rata-rata",
        "mean income per head from outside the Kube",
        Evidence(
            "C",
            "852 thousand a month in 2014 (Sarolangun) is 0.58 of the line at 4.9 persons; "
            "members are poor by selection, so below 1",
        ),
    ] = 0.70
    income_spread_kube: Annotated[
        float,
        uniform(0.03, 0.35, "share of the poverty line"),
        "outside income, spread between Kubes",
        "penghasilan dari luar, sebaran antar-Kube",
        "standard deviation of outside income between Kubes",
    ] = 0.19
    income_spread_household: Annotated[
        float,
        constant(0.0, 1.0, "share of the poverty line"),
        "outside income, spread inside a Kube",
        "penghasilan dari luar, sebaran di dalam satu Kube",
        "standard deviation of outside income between households of a Kube",
        Evidence("-", "assumption; matters little"),
    ] = 0.15
    income_floor: Annotated[
        float,
        constant(0.0, 1.0, "share of the poverty line"),
        "outside income per head, lowest",
        "penghasilan dari luar per kepala, terendah",
        Evidence("-", "assumption: odd jobs and help from relatives"),
    ] = 0.15
    schooling_mean: Annotated[
        float,
        uniform(0.175, 0.525, "0-1"),
        "schooling, mean",
        "pendidikan, rata-rata",
        "mean schooling (0 none, 1 secondary finished)",
        Evidence("A", "low schooling is named a hindering factor", size="-"),
    ] = 0.35
    skill_without_schooling: Annotated[
        ZeroToOne,
        "skill at founding without schooling",
        "keterampilan saat pembentukan tanpa pendidikan",
        "mean skill at founding of a member without schooling",
    ] = 0.25
    skill_of_schooling: Annotated[
        ZeroToOne,
        "skill from full schooling",
        "keterampilan dari pendidikan penuh",
        "skill added by full schooling",
    ] = 0.30
    discipline_mean: Annotated[
        float,
        uniform(0.2, 0.6, "0-1"),
        "habit of saving at founding",
        "kebiasaan menabung saat pembentukan",
        "mean habit of saving at founding",
    ] = 0.40
    motivation_mean: Annotated[
        ZeroToOne, "motivation at founding, mean", "motivasi saat pembentukan, rata-rata"
    ] = 0.65
    trust_mean: Annotated[
        ZeroToOne,
        "trust in the officers at founding, mean",
        "kepercayaan pada pengurus saat pembentukan, rata-rata",
    ] = 0.60
    trait_spread: Annotated[
        float,
        constant(0.0, 0.5, "0-1"),
        "traits, spread between households",
        "watak anggota, sebaran",
        "standard deviation of each trait between households",
        Evidence("-", "assumption; matters little"),
    ] = 0.15
    conditional_free_riders: Annotated[
        float,
        constant(0.0, 0.5, "share of households"),
        "conditional free riders",
        "penumpang gelap bersyarat",
        Evidence("B", "public-goods experiment, 13.6 %"),
    ] = 0.136
    free_riders: Annotated[
        float,
        constant(0.0, 0.5, "share of households"),
        "unconditional free riders",
        "penumpang gelap tanpa syarat",
        Evidence("B", "public-goods experiment, 10.6 %"),
    ] = 0.106
    starting_institutions: Annotated[
        ZeroToOne,
        "institutions of a new Kube",
        "kelembagaan Kube baru",
        "books, organisation, market reach and access of a new Kube without preparation",
        Evidence("-", "assumption: hardly any"),
    ] = 0.10
    starting_record: Annotated[
        ZeroToOne,
        "record of a new Kube",
        "rekam jejak awal Kube baru",
        "attendance, consent and holding to the rule that a new Kube reckons with, as if "
        "remembered; holding also after a change of rule",
    ] = 0.50
    fit_spread: Annotated[
        float,
        uniform(0.2, 1.2, "per standard deviation"),
        "fit of businesses to their place, spread",
        "kecocokan usaha dengan tempatnya, sebaran",
        "spread of the fit of the business to its place: revenue x (1 + spread) one SD up, / "
        "(1 + spread) one SD down",
        Evidence(
            "A", "business that fits local potential is a supporting factor (frailty)", size="-"
        ),
    ] = 0.70
    cohesion_spread: Annotated[
        float,
        uniform(0.0, 0.5, "0-1"),
        "cohesion of founders, spread",
        "kekompakan pendiri, sebaran",
        "standard deviation of the founders' cohesion, added to the level that motivation "
        "returns to",
        Evidence("A", "brotherhood is a supporting factor (frailty)", size="-"),
    ] = 0.25
    own_business_share: Annotated[
        float,
        measured(0.58, "other country", "share of households"),
        "households with a business of their own",
        "rumah tangga yang sudah punya usaha sendiri",
        "households that own a small business at founding",
        Evidence(
            "B",
            "47-69 % of poor urban households in four countries, Indonesia among them (Banerjee "
            "and Duflo 2007); carried over with 0.7 in log odds: Kube members are poorer",
        ),
    ] = 0.58
    starting_cash_months: Annotated[
        float,
        constant(0.0, 6.0, "months of need"),
        "cash of a household at founding",
        "uang tunai rumah tangga saat pembentukan",
    ] = 0.25
    business_price_idr: Annotated[
        float,
        log_uniform(1.0e6, 6.0e6, "Rp of March 2010"),
        "price of a household's own business",
        "harga usaha sendiri yang terkecil",
        "price of the smallest own business (cart, sewing machine, boat): it cannot be "
        "bought by halves",
        Evidence("-", "assumption; a threshold appears at 1.5-4 million"),
    ] = 2.5e6
