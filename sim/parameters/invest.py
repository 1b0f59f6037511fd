"""Parameters of investing: equipment, new lines, the bank, the LKM."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, log_uniform


class InvestParameters(NamedTuple):
    """What the Kube does with the kas above its reserve."""

    invest_share: Annotated[
        float,
        log_uniform(
            0.003,
            0.15,
            "share a month",
            "of the kas above the reserve that a well organised Kube puts into equipment",
            "A",
            "fear of new business holds it back; the size is an assumption",
        ),
    ] = 0.021
    invest_unorganised: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of that which a Kube without organisation invests",
            "-",
            "assumption",
        ),
    ] = 0.30
    reserve_idr: Annotated[
        float,
        constant(0.0, 1.0e7, "Rp of March 2010 a member", "kas kept ready", "-", "assumption"),
    ] = 2.0e5
    line_price_idr: Annotated[
        float,
        constant(
            1.0e5,
            1.0e9,
            "Rp of March 2010",
            "cost of opening a new line of business",
            "-",
            "assumption",
        ),
    ] = 3.0e6
    line_kas_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e9,
            "Rp of March 2010",
            "kas above which a new line is considered",
            "-",
            "assumption",
        ),
    ] = 5.0e6
    line_organisation: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "organisation that a new line asks for", "-", "assumption"),
    ] = 0.40
    line_market: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "market reach that a new line asks for", "-", "assumption"),
    ] = 0.35
    line_courage: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "chance a month",
            "of opening a line with full organisation or facilitation",
            "A",
            "fear of new lines is a hindering factor; the size is an assumption",
        ),
    ] = 0.03
    lines_most: Annotated[
        int,
        constant(1, 20, "lines", "a Kube runs at most", "A", "four lines at Papandaan"),
    ] = 4
    bank_books: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "books that a bank asks for", "-", "assumption"),
    ] = 0.45
    bank_share: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share a month",
            "of the kas above the reserves that stay, taken to the bank",
            "-",
            "assumption",
        ),
    ] = 0.10
    bank_above: Annotated[
        float,
        constant(0.0, 20.0, "reserves", "that stay in the kas beside a bank", "-", "assumption"),
    ] = 2.0
    bank_below: Annotated[
        float,
        constant(
            0.0, 20.0, "reserves", "to which money is fetched from the bank", "-", "assumption"
        ),
    ] = 0.50
    lkm_books: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "books that an LKM asks for", "-", "assumption"),
    ] = 0.55
    lkm_organisation: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "organisation that an LKM asks for", "-", "assumption"),
    ] = 0.50
    lkm_access: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "access to sources that an LKM asks for", "-", "assumption"),
    ] = 0.35
    lkm_fund_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e9,
            "Rp of March 2010",
            "fund with which an LKM opens",
            "C",
            "less than half of the Kube-LKM grant of 25 million (2009)",
        ),
    ] = 1.0e7
    lkm_members: Annotated[
        int,
        constant(1, 1000, "members", "that an LKM asks for", "-", "assumption"),
    ] = 8
    lkm_rate: Annotated[
        float,
        constant(
            0.0, 1.0, "chance a month", "of founding an LKM when all is there", "-", "assumption"
        ),
    ] = 0.05
    lkm_lent_share: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of the LKM's money that it wants out with neighbours",
            "A",
            "Mawar lends to neighbours too; the size is an assumption",
        ),
    ] = 0.50
    lkm_fee: Annotated[
        float,
        constant(
            0.0,
            0.03,
            "per month",
            "service fee (jasa) that neighbours pay",
            "D",
            "1-2 % a month is common",
        ),
    ] = 0.015
    lkm_repaid: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share a month",
            "of the neighbours' loans that is repaid",
            "-",
            "assumption: about ten months",
        ),
    ] = 0.10
    lkm_lost: Annotated[
        float,
        constant(
            0.0, 1.0, "share a month", "of the neighbours' loans that is lost", "-", "assumption"
        ),
    ] = 0.005
