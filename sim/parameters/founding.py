"""Parameters of founding: who the households are and how well the Kube fits its place."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, log_uniform, uniform


class FoundingParameters(NamedTuple):
    """Households and Kubes at founding."""

    need_share: Annotated[
        float,
        constant(
            0.3,
            1.5,
            "share of the poverty line",
            "subsistence need per head: the food part of the poverty line",
            "B",
            "food share of the line, South Kalimantan urban",
        ),
    ] = 0.72
    income_mean: Annotated[
        float,
        uniform(
            0.45,
            0.95,
            "share of the poverty line",
            "mean income per head from outside the Kube",
            "C",
            "852 thousand a month in 2014 (Sarolangun) is 0.58 of the line at 4.9 persons; "
            "members are poor by selection, so below 1",
        ),
    ] = 0.70
    income_spread_kube: Annotated[
        float,
        uniform(
            0.03,
            0.35,
            "share of the poverty line",
            "standard deviation of outside income between Kubes",
            "-",
            "assumption",
        ),
    ] = 0.19
    income_spread_household: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share of the poverty line",
            "standard deviation of outside income between households of a Kube",
            "-",
            "assumption; matters little",
        ),
    ] = 0.15
    income_floor: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share of the poverty line",
            "lowest outside income per head",
            "-",
            "assumption: odd jobs and help from relatives",
        ),
    ] = 0.15
    schooling_mean: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "mean schooling (0 none, 1 secondary finished)",
            "A",
            "low schooling is named a hindering factor; the figure is an assumption",
        ),
    ] = 0.35
    skill_without_schooling: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "mean skill at founding of a member without schooling",
            "-",
            "assumption",
        ),
    ] = 0.25
    skill_of_schooling: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "skill added by full schooling", "-", "assumption"),
    ] = 0.30
    discipline_mean: Annotated[
        float,
        uniform(0.2, 0.6, "0-1", "mean habit of saving at founding", "-", "assumption"),
    ] = 0.40
    motivation_mean: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "mean motivation (semangat) at founding", "-", "assumption"),
    ] = 0.65
    trust_mean: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "mean trust in the officers at founding", "-", "assumption"),
    ] = 0.60
    trait_spread: Annotated[
        float,
        constant(
            0.0,
            0.5,
            "0-1",
            "standard deviation of each trait between households",
            "-",
            "assumption; matters little",
        ),
    ] = 0.15
    conditional_free_riders: Annotated[
        float,
        constant(
            0.0,
            0.5,
            "share of households",
            "conditional free riders",
            "B",
            "public-goods experiment, 13.6 %",
        ),
    ] = 0.136
    free_riders: Annotated[
        float,
        constant(
            0.0,
            0.5,
            "share of households",
            "unconditional free riders",
            "B",
            "public-goods experiment, 10.6 %",
        ),
    ] = 0.106
    starting_institutions: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "books, organisation, market reach and access of a new Kube without preparation",
            "-",
            "assumption: hardly any",
        ),
    ] = 0.10
    starting_record: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "attendance, consent and holding to the rule that a new Kube reckons with, as if "
            "remembered; holding also after a change of rule",
            "-",
            "assumption",
        ),
    ] = 0.50
    fit_spread: Annotated[
        float,
        uniform(
            0.2,
            1.2,
            "per standard deviation",
            "spread of the fit of the business to its place: revenue x (1 + spread) one SD up, "
            "/ (1 + spread) one SD down",
            "A",
            "business that fits local potential is a supporting factor; the size is an "
            "assumption (frailty)",
        ),
    ] = 0.70
    cohesion_spread: Annotated[
        float,
        uniform(
            0.0,
            0.5,
            "0-1",
            "standard deviation of the founders' cohesion, added to the "
            "level that motivation returns to",
            "A",
            "brotherhood is a supporting factor; the size is an assumption (frailty)",
        ),
    ] = 0.25
    own_business_share: Annotated[
        float,
        uniform(
            0.0,
            0.3,
            "share of households",
            "households that own a small business at founding",
            "-",
            "assumption",
        ),
    ] = 0.15
    starting_cash_months: Annotated[
        float,
        constant(0.0, 6.0, "months of need", "cash of a household at founding", "-", "assumption"),
    ] = 0.25
    business_price_idr: Annotated[
        float,
        log_uniform(
            1.0e6,
            6.0e6,
            "Rp of March 2010",
            "price of the smallest own business (cart, "
            "sewing machine, boat): it cannot be bought by halves",
            "-",
            "assumption; a threshold appears at 1.5-4 million",
        ),
    ] = 2.5e6
