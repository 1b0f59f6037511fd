"""Few words for each uncertain parameter, for pictures and sentences."""

import textwrap

from sim.parameters import declared

MOST = 48
WORDS = {
    "founding.income_mean": "outside income, mean",
    "founding.income_spread_kube": "outside income, spread between Kubes",
    "founding.discipline_mean": "habit of saving at founding",
    "founding.fit_spread": "fit of businesses to their place, spread",
    "founding.cohesion_spread": "cohesion of founders, spread",
    "founding.own_business_share": "households with a business of their own",
    "founding.business_price_idr": "price of a household's own business",
    "support.capacity_visits": "visits a facilitator can make",
    "support.competence_mean": "competence of facilitators",
    "support.honorarium_half_idr": "honorarium that buys half of the visits",
    "support.turnover_per_month": "turnover of facilitators",
    "support.leak": "cash grant eaten up at once",
    "support.leak_in_kind": "leak of grants in kind beside cash",
    "trade.return_per_month": "return on a Kube's capital",
    "trade.capital_half_idr": "capital at which returns fall off",
    "trade.working_capital_share": "kas at work in the business",
    "trade.labour_product_idr": "product of a skilled worker",
    "trade.experience_half_months": "months to half of the experience",
    "trade.demand_depth": "depth of demand: rivals that halve revenue",
    "trade.volatility": "month-to-month luck of revenue",
    "trade.season_strength": "strength of the seasons",
    "trade.wear_per_month": "wear of equipment",
    "meet.need_pressure": "pressure of need against setting aside",
    "meet.slack_half": "slack at which that pressure is half",
    "meet.raid": "kas shared out by groups that refuse",
    "meet.reluctance": "borrowers' reluctance to repay",
    "meet.contact_effect": "meetings and visits firm up repayment",
    "meet.openness": "openness of the books untold",
    "live.present_bias": "weight of the future against today",
    "live.business_return_per_month": "return on a household's own business",
    "live.business_plan": "wish to start a business of one's own",
    "learn.visit_learning": "what visits teach",
    "learn.peer_learning": "discipline learned from peers",
    "learn.holding_learning": "discipline learned by holding to the rule",
    "learn.distress_unlearning": "discipline lost in distress",
    "learn.decay": "decay of discipline and books without care",
    "learn.motivation_speed": "speed of motivation",
    "learn.motivation_base": "motivation without notice or gain",
    "learn.motivation_attention": "motivation from being noticed",
    "learn.motivation_gain": "motivation from gains",
    "learn.gain_half": "gain at which half of it is felt",
    "learn.trust_secrecy": "trust lost to secrecy",
    "learn.promotion_gain": "what a promotion campaign opens",
    "invest.invest_share": "kas put into equipment",
    "membership.leave_rate": "rate of leaving",
    "membership.join_rate": "rate of joining",
}


def labels() -> dict[str, str]:
    """Return few words by full name of a parameter; its meaning cut short where there are none."""
    return {
        name: WORDS.get(name, textwrap.shorten(spec.meaning, MOST, placeholder=" …"))
        for name, _, spec in declared()
        if spec.prior is not None
    }
