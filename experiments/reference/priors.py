"""The generated part of the assumptions register: uncertain parameters without a source."""

from experiments.reference.markdown import code, number, table
from sim.parameters import declared

OVERTURNED_BY: dict[str, str] = {
    "founding.income_spread_kube": "a household survey with members of many Kubes of one city",
    "founding.discipline_mean": "savings records of households before they joined a Kube",
    "founding.own_business_share": "a listing of members' businesses at founding",
    "founding.business_price_idr": "prices of the smallest carts, machines and boats in use",
    "support.capacity_visits": "facilitators' diaries: visits made against visits planned",
    "support.honorarium_half_idr": "visits kept before and after a change of the honorarium",
    "support.turnover_per_month": "the agency's lists of facilitators, year by year",
    "trade.capital_half_idr": "accounts of Kubes of one trade with very different equipment",
    "trade.working_capital_share": "a kas book that tells idle money from stock and advances",
    "trade.labour_product_idr": "earnings of Kubes that work without equipment",
    "trade.experience_half_months": "monthly earnings of young and old Kubes of one trade",
    "trade.demand_depth": "earnings of old Kubes before and after new ones of their trade",
    "trade.volatility": "a few years of monthly sales of single Kubes",
    "trade.season_strength": "monthly sales against the months of the lunar year",
    "trade.wear_per_month": "age and second-hand price of tents, ovens, machines, nets",
    "meet.slack_half": "votes on the set-aside beside members' budgets of the same month",
    "meet.reluctance": "loan books: instalments missed by members who could have paid",
    "learn.holding_learning": "private savings of members of Kubes that hold to the rule and not",
    "learn.distress_unlearning": "savings habits before and after a bad season",
    "learn.decay": "books and organisation of Kubes in the years after support ended",
    "learn.motivation_speed": "attendance lists in the months after monitoring begins or ends",
    "learn.motivation_base": "attendance of old Kubes that nobody visits and that earn little",
    "learn.motivation_gain": "attendance against members' shares over the months of one Kube",
    "learn.gain_half": "the same, with small and large shares",
    "membership.leave_rate": "membership lists with dates and reasons of leaving",
}


def open_parameters() -> list[str]:
    """Return the names of parameters of grade "-" that have a prior."""
    return [name for name, _, spec in declared() if spec.grade == "-" and spec.prior is not None]


def priors() -> str:
    """Return the table of the uncertain parameters without a source."""
    rows = []
    for name, default, spec in declared():
        if spec.grade != "-" or spec.prior is None:
            continue
        prior = f"{spec.prior.shape} {number(spec.prior.low)} – {number(spec.prior.high)}"
        statement = f"{spec.meaning} ({spec.unit}): {number(default)}; {prior}"
        rows.append(
            (f"A-{name}", statement, spec.grade, spec.source, code(name), OVERTURNED_BY[name])
        )
    return table(("Id", "Statement", "Grade", "Source", "Where", "Overturned by"), rows)


def fixed() -> str:
    """Return the list of fixed constants without a source: assumed, not swept."""
    rows = [
        (f"A-{name}", f"{spec.meaning} ({spec.unit}): {number(default)}", spec.source)
        for name, default, spec in declared()
        if spec.grade == "-" and spec.prior is None
    ]
    return table(("Id", "Statement", "Source"), rows)
