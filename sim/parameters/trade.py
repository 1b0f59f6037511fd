"""Parameters of trade: who turns up, what the business earns, what wears out."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, log_uniform, uniform


class TradeParameters(NamedTuple):
    """Attendance, earnings, wear."""

    attendance_without_trust: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of the will to turn up that is left without trust in the officers",
            "-",
            "assumption",
        ),
    ] = 0.40
    attendance_alone: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "a conditional co-operator's attendance when nobody came last month, relative to full",
            "-",
            "assumption",
        ),
    ] = 0.50
    attendance_of_peers: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "attendance that full attendance of the others adds",
            "B",
            "conditional co-operation is the commonest type; the size is an assumption",
        ),
    ] = 0.70
    free_rider_attendance: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "a free rider's attendance relative to full", "-", "assumption"),
    ] = 0.50
    conditional_free_rider: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "a conditional free rider's attendance relative to that of a conditional co-operator",
            "-",
            "assumption",
        ),
    ] = 0.75
    attendance_memory: Annotated[
        float,
        constant(
            0.0, 1.0, "share a month", "by which the remembered attendance moves", "-", "assumption"
        ),
    ] = 0.30
    return_per_month: Annotated[
        float,
        log_uniform(
            0.02,
            0.20,
            "per month",
            "net return on the effective capital of a Kube with "
            "labour and market at their reference",
            "B",
            "4.6-5.3 % a month on small capital (de Mel et al. 2008); about 0 for women",
        ),
    ] = 0.06
    capital_half_idr: Annotated[
        float,
        log_uniform(
            1.5e6,
            1.2e7,
            "Rp of March 2010",
            "scale at which returns to capital fall off "
            "(a quarter of the capital that one line can use)",
            "-",
            "assumption",
            1.0e5,
        ),
    ] = 4.2e6
    working_capital_share: Annotated[
        float,
        uniform(0.1, 0.9, "share", "of the kas that works in the business", "-", "assumption"),
    ] = 0.50
    labour_product_idr: Annotated[
        float,
        log_uniform(
            1.5e4,
            1.5e5,
            "Rp of March 2010 a month",
            "net product of one fully skilled worker without equipment",
            "-",
            "assumption; 2-15 % of the minimum wage: a side line",
        ),
    ] = 4.7e4
    work_without_skill: Annotated[
        float,
        constant(
            0.0, 1.0, "skilled workers", "that a member without skill is worth", "-", "assumption"
        ),
    ] = 0.50
    labour_half: Annotated[
        float,
        constant(
            0.1,
            50.0,
            "workers",
            "skilled workers at which labour is half of what equipment can use",
            "-",
            "assumption",
        ),
    ] = 3.0
    line_gain: Annotated[
        float,
        constant(
            0.0,
            2.0,
            "share",
            "of one line's capital that a further line can use",
            "-",
            "assumption",
        ),
    ] = 0.60
    market_start: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "share of demand that a Kube without market reach serves",
            "-",
            "assumption",
        ),
    ] = 0.50
    demand_without_access: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of revenue left to a Kube that customers cannot reach",
            "-",
            "assumption",
        ),
    ] = 0.50
    inexperienced: Annotated[
        float,
        constant(
            0.05,
            1.0,
            "share",
            "of its later revenue that a Kube without experience earns; 1: experience adds nothing",
            "-",
            "assumption; below 1 in the rival account of the falling hazard",
        ),
    ] = 1.0
    experience_half_months: Annotated[
        float,
        log_uniform(
            3.0,
            24.0,
            "months",
            "of trading by which half of what experience adds is there",
            "-",
            "assumption; without effect while experience adds nothing",
            0.1,
        ),
    ] = 8.5
    demand_depth: Annotated[
        float,
        log_uniform(
            20.0,
            800.0,
            "Kubes",
            "rivals of the same trade in the city at which each one's revenue halves",
            "-",
            "assumption",
            1.0,
        ),
    ] = 125.0
    volatility: Annotated[
        float,
        uniform(
            0.1,
            0.6,
            "share of revenue",
            "standard deviation of a month's revenue of a business of volatility 1 with one line",
            "-",
            "assumption",
        ),
    ] = 0.35
    trade_shock: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "weight",
            "of the month's luck that all Kubes of the trade share "
            "(squares of the two weights add to 1)",
            "-",
            "assumption",
        ),
    ] = 0.60
    season_strength: Annotated[
        float,
        uniform(
            0.0,
            1.0,
            "0-1",
            "how fully revenue follows the season of the trade",
            "-",
            "assumption; feasts follow the lunar calendar",
        ),
    ] = 0.50
    wear_per_month: Annotated[
        float,
        uniform(
            0.003,
            0.02,
            "share a month",
            "of equipment of wear 1 that wears out",
            "-",
            "assumption: 5-8 years of use",
        ),
    ] = 0.0115
    loss_per_month: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "chance a month",
            "of losing much of the equipment (theft, fire, flood, dead fish)",
            "D",
            "Honduras failed when its livestock died; matters little",
        ),
    ] = 0.005
    loss_least: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of the equipment lost at least in a loss; all at most",
            "-",
            "assumption",
        ),
    ] = 0.30
    repair_share: Annotated[
        float,
        constant(
            0.0, 1.0, "share of profit", "that repair may take before sharing", "-", "assumption"
        ),
    ] = 0.333
