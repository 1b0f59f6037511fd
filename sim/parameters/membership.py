"""Parameters of membership: leaving, joining, failing, winding up."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, log_uniform


class MembershipParameters(NamedTuple):
    """Who leaves and joins, when a Kube has failed and what becomes of its things."""

    leave_rate: Annotated[
        float,
        log_uniform(0.002, 0.03, "chance a month", "scale of leaving", "-", "assumption"),
    ] = 0.0077
    leave_unmotivated: Annotated[
        float,
        constant(0.0, 20.0, "1", "weight of squared missing motivation", "-", "assumption"),
    ] = 3.0
    leave_distrust: Annotated[
        float,
        constant(
            0.0,
            20.0,
            "1",
            "weight of squared missing trust",
            "A",
            "secrecy lowers participation; the size is an assumption",
        ),
    ] = 1.5
    leave_distress: Annotated[
        float,
        constant(
            0.0,
            20.0,
            "1",
            "weight of distress times the share set aside",
            "-",
            "assumption: who cannot wait for the kas leaves",
        ),
    ] = 3.0
    leave_graduated: Annotated[
        float,
        constant(
            0.0, 20.0, "1", "weight of an own business that feeds the household", "-", "assumption"
        ),
    ] = 1.0
    join_rate: Annotated[
        float,
        log_uniform(
            0.05,
            1.5,
            "scale of a chance a month",
            "that an attractive Kube takes a newcomer, twice",
            "A",
            "Hunafa grew from 10 to 33 in four years; the size is an assumption",
        ),
    ] = 0.27
    join_half: Annotated[
        float,
        constant(0.001, 5.0, "1", "attractiveness at which that chance is half", "-", "assumption"),
    ] = 0.15
    attraction_empty: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of its attractiveness that an empty kas leaves", "-", "assumption"
        ),
    ] = 0.30
    attraction_half_lines: Annotated[
        float,
        constant(
            0.0,
            50.0,
            "poverty lines per head",
            "kas per member at which half of the rest is there",
            "-",
            "assumption",
        ),
    ] = 3.0
    return_rate: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "chance a month",
            "that a household which left looks for another Kube of the city",
            "-",
            "assumption",
        ),
    ] = 0.02
    idle_months: Annotated[
        int,
        constant(
            1,
            120,
            "months",
            "without activity after which a Kube has failed",
            "A",
            "failed means no business activity any more; six months is an assumption",
        ),
    ] = 6
    active_profit_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e8,
            "Rp of March 2010 a month",
            "earnings below which a month is idle",
            "-",
            "assumption",
        ),
    ] = 5.0e4
    active_members: Annotated[
        int,
        constant(1, 100, "members at work", "below which a month is idle", "-", "assumption"),
    ] = 2
    salvage: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of its value that the equipment of a failed Kube brings",
            "-",
            "assumption",
        ),
    ] = 0.50
    loans_collected: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of the neighbours' loans collected at winding up", "-", "assumption"
        ),
    ] = 0.50
