"""Parameters of living: income, shocks, borrowing, the solidarity fund, saving."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, uniform


class LiveParameters(NamedTuple):
    """A household's month outside the Kube."""

    income_volatility: Annotated[
        float,
        constant(
            0.0,
            0.33,
            "share of income",
            "standard deviation of a month's outside income",
            "-",
            "assumption",
        ),
    ] = 0.20
    illness_per_month: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "chance a month",
            "of a serious illness in the household",
            "D",
            "10-15 % a year; matters little",
        ),
    ] = 0.0105
    illness_income: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of outside income left in a month of illness", "-", "assumption"
        ),
    ] = 0.50
    illness_need: Annotated[
        float,
        constant(0.0, 2.0, "share of need", "that illness adds", "-", "assumption"),
    ] = 0.25
    ceremony_per_month: Annotated[
        float,
        constant(0.0, 1.0, "chance a month", "of a ceremony that must be paid", "-", "assumption"),
    ] = 0.03
    ceremony_need: Annotated[
        float,
        constant(0.0, 2.0, "share of need", "that a ceremony adds", "-", "assumption"),
    ] = 0.20
    least_loan_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e6,
            "Rp of March 2010",
            "below which nobody writes a loan down",
            "-",
            "assumption",
        ),
    ] = 2.0e4
    loan_kas_share: Annotated[
        float,
        constant(0.0, 1.0, "share", "of the kas that one loan may take", "-", "assumption"),
    ] = 0.25
    loan_capacity: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of the surplus expected until it is due that a loan may claim",
            "-",
            "assumption: officers lend what can be repaid",
        ),
    ] = 0.80
    iks_help_share: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of the solidarity fund that one household may get at once",
            "-",
            "assumption",
        ),
    ] = 0.333
    iks_outside_share: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share a month",
            "of the solidarity fund above what it keeps that a Kube past its first stage "
            "gives to poor families outside",
            "B",
            "checklist of Kebon Waru: IKS reaches outside the group; the rate is an assumption",
        ),
    ] = 0.25
    iks_kept_months: Annotated[
        float,
        constant(0.0, 120.0, "months of dues", "that the solidarity fund keeps", "-", "assumption"),
    ] = 12.0
    present_bias: Annotated[
        float,
        uniform(0.85, 0.95, "0-1", "weight of the future against today", "B", "0.90-0.92 (Kenya)"),
    ] = 0.90
    saving_without_discipline: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share of what is over",
            "kept by a household without any habit of saving, before present bias",
            "-",
            "assumption",
        ),
    ] = 0.25
    business_return_per_month: Annotated[
        float,
        uniform(
            0.0,
            0.06,
            "per month",
            "net return of a household's own business",
            "B",
            "4.6-5.3 % on average, about 0 for women (de Mel et al. 2008)",
        ),
    ] = 0.03
    business_plan: Annotated[
        float,
        uniform(
            0.0,
            0.3,
            "chance a month",
            "that a skilled, disciplined household wants to start a business",
            "A",
            "fear of new lines is a hindering factor; the size is an assumption",
        ),
    ] = 0.15
    business_sale: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of its price that an own business brings when sold in distress",
            "-",
            "assumption",
        ),
    ] = 0.60
    business_sale_shortage: Annotated[
        float,
        constant(
            0.0,
            2.0,
            "share of need",
            "still missing after all help at which the own business is sold",
            "-",
            "assumption",
        ),
    ] = 0.30
    distress_full: Annotated[
        float,
        constant(
            0.01, 1.0, "share of need", "missing in a month of full distress", "-", "assumption"
        ),
    ] = 0.25
    distress_speed: Annotated[
        float,
        constant(
            0.0, 1.0, "share a month", "by which distress follows unmet need", "-", "assumption"
        ),
    ] = 0.25
