"""What can happen and be booked: the figures told with it, its rule, its place in the ODD."""

from typing import NamedTuple

from sim.ledger import Flow


class Place(NamedTuple):
    """Where a thing is decided.

    Attributes
    ----------
    rule : str
        Name within `sim` of the function that decides.
    section : str
        Heading in the ODD; its anchor is the heading in small letters with hyphens.
    """

    rule: str
    section: str

    @property
    def anchor(self) -> str:
        """Return the anchor of the section on the page of the ODD."""
        return self.section.lower().replace(" ", "-")


class Event(NamedTuple):
    """A kind of event: its place, and the names of the figures that come with it, in order.

    The end of a figure's name says how it is written: `_idr` in rupiah, `_share` as a percentage,
    all others as numbers.
    """

    place: Place
    figures: tuple[str, ...] = ()


def _event(section: str, rule: str, *figures: str) -> Event:
    return Event(Place(rule, section), figures)


OF_HOUSEHOLD: dict[str, Event] = {
    "founder": _event("Founding a Kube", "phases.found.new_households", "cash_idr"),
    "grant_shared": _event("Support", "rules.support.leak", "amount_idr"),
    "worked": _event("Trade", "rules.trade.attendance_chance", "chance_share"),
    "absent": _event("Trade", "rules.trade.attendance_chance", "chance_share"),
    "consented": _event(
        "Meet", "rules.meet.consents", "discipline_share", "trust_share", "have_share",
        "others_share",
    ),
    "refused": _event(
        "Meet", "rules.meet.consents", "discipline_share", "trust_share", "have_share",
        "others_share",
    ),
    "share": _event("Meet", "rules.meet.share_idr", "share_idr"),
    "raided": _event("Meet", "rules.meet.raid_each_idr", "amount_idr"),
    "covered": _event("Meet", "rules.meet.can_cover", "gap_idr"),
    "covered_peer": _event("Meet", "rules.meet.can_cover", "gap_idr"),
    "repaid": _event("Meet", "rules.meet.payment_idr", "paid_idr", "owed_idr"),
    "paid_part": _event("Meet", "rules.meet.payment_idr", "paid_idr", "due_idr", "owed_idr"),
    "unwilling": _event("Meet", "rules.meet.unwilling_chance", "due_idr", "owed_idr"),
    "unable": _event("Meet", "rules.meet.payment_idr", "due_idr", "owed_idr"),
    "late": _event("Meet", "rules.meet.counts_as_default", "months", "owed_idr"),
    "ill": _event("Live", "rules.live.income_idr", "income_idr", "need_idr"),
    "ceremony": _event("Live", "rules.live.need_idr", "need_idr"),
    "borrowed": _event("Live", "rules.live.loan_idr", "loan_idr", "need_idr", "cash_idr"),
    "no_loan": _event("Live", "rules.live.loan_idr", "missing_idr", "kas_idr", "owed_idr"),
    "helped": _event("Live", "rules.live.iks_help_idr", "gift_idr", "missing_idr"),
    "sold_business": _event("Live", "rules.live.sale_idr", "price_idr", "loss_idr"),
    "borrowed_to_invest": _event("Live", "rules.live.lender", "loan_idr"),
    "bought_business": _event("Live", "rules.live.plans_business", "price_idr"),
    "saved": _event("Live", "rules.live.kept_idr", "kept_idr", "over_idr", "discipline_share"),
    "spent_all": _event("Live", "rules.live.over_idr", "need_idr"),
    "short": _event("Live", "rules.live.unmet_idr", "unmet_idr", "need_idr"),
    "joined": _event("Join and leave", "rules.membership.joiners"),
    "returned": _event("Join and leave", "rules.membership.starts_again"),
    "left": _event(
        "Join and leave", "rules.membership.leave_chance", "motivation_share", "trust_share",
        "distress_share", "chance_share",
    ),
    "graduated": _event("Join and leave", "rules.membership.has_graduated", "business_idr"),
    "forgiven": _event("Join and leave", "phases.membership.join_and_leave", "amount_idr"),
    "failed": _event("Join and leave", "rules.membership.winding_up_share_idr", "share_idr"),
    "chair": _event("Founding a Kube", "agents.kube.Kube.elect", "schooling_share"),
    "treasurer": _event("Founding a Kube", "agents.kube.Kube.elect", "schooling_share"),
}  # fmt: skip
"""What befalls or is done by a household, in the order of the month."""

OF_KUBE: dict[str, Event] = {
    "founded": _event("Founding a Kube", "phases.found.found_kubes", "members"),
    "visited": _event("Support", "rules.support.visits_rate", "visits"),
    "monitored": _event("Support", "rules.support.monitoring_visits", "visits"),
    "granted": _event("Support", "phases.grants.give", "amount_idr"),
    "lost_equipment": _event("Trade", "rules.trade.lost_idr", "amount_idr"),
    "made_loss": _event("Trade", "rules.trade.inputs_idr", "loss_idr"),
    "set_aside": _event(
        "Meet", "rules.meet.aside_idr", "aside_idr", "profit_idr", "yes", "members"
    ),
    "no_majority": _event("Meet", "rules.meet.held_to", "yes", "members", "profit_idr"),
    "shared_all": _event("Meet", "rules.meet.proposed_share", "profit_idr"),
    "no_profit": _event("Trade", "rules.trade.earned_idr"),
    "box_shared": _event("Meet", "rules.meet.raid_each_idr", "amount_idr"),
    "turned": _event("Meet", "rules.meet.turns_to_setting_aside"),
    "gave_up": _event("Meet", "rules.meet.gives_up_setting_aside"),
    "equipped": _event("Invest", "rules.invest.equipment_idr", "amount_idr"),
    "new_line": _event("Invest", "rules.invest.opens_line", "lines"),
    "lkm": _event("Invest", "rules.invest.founds_lkm"),
    "risen": _event("Classify", "rules.stages.stage", "stage"),
    "fallen": _event("Classify", "rules.stages.stage", "stage"),
    "failed": _event("Join and leave", "rules.membership.has_failed"),
    "revived": _event("Join and leave", "rules.membership.starts_again"),
}
"""What befalls or is done by the Kube, in the order of the month."""

OF_BOOK: dict[Flow, Place] = {
    Flow.GRANT_CASH: Place("phases.grants.give", "Support"),
    Flow.LEAK_OF_CASH: Place("rules.support.leak", "Support"),
    Flow.REVENUE: Place("rules.trade.revenue_idr", "Trade"),
    Flow.INPUTS: Place("rules.trade.inputs_idr", "Trade"),
    Flow.REPAIR: Place("rules.trade.repair_idr", "Trade"),
    Flow.IKS_DUES: Place("rules.meet.iks_dues_idr", "Meet"),
    Flow.SHARE_OUT: Place("rules.meet.share_idr", "Meet"),
    Flow.RAID: Place("rules.meet.raid_each_idr", "Meet"),
    Flow.REPAYMENT: Place("rules.meet.payment_idr", "Meet"),
    Flow.LOAN: Place("rules.live.loan_idr", "Live"),
    Flow.EQUIPMENT_BOUGHT: Place("rules.invest.equipment_idr", "Invest"),
    Flow.BANK_DEPOSIT: Place("rules.invest.bank_deposit_idr", "Invest"),
    Flow.BANK_WITHDRAWAL: Place("rules.invest.bank_withdrawal_idr", "Invest"),
    Flow.LKM_FUNDED: Place("rules.invest.founds_lkm", "Invest"),
    Flow.SALVAGE: Place("rules.membership.salvage_idr", "Join and leave"),
    Flow.IKS_CLOSED: Place("phases.fail.fail", "Join and leave"),
    Flow.LKM_CLOSED: Place("phases.fail.fail", "Join and leave"),
    Flow.LKM_COLLECTED: Place("rules.membership.loans_collected_idr", "Join and leave"),
    Flow.WINDING_UP_SHARE: Place("rules.membership.winding_up_share_idr", "Join and leave"),
    Flow.WINDING_UP_REST: Place("rules.membership.winding_up_share_idr", "Join and leave"),
}
"""What stands in the cash book of a Kube's kas."""


def places_json() -> dict[str, dict[str, list[str]]]:
    """Return of every kind its rule, section and anchor, then the names of its figures."""
    return {
        "household": {code: _listed(event) for code, event in OF_HOUSEHOLD.items()},
        "kube": {code: _listed(event) for code, event in OF_KUBE.items()},
        "book": {flow.name: [*place, place.anchor] for flow, place in OF_BOOK.items()},
    }


def _listed(event: Event) -> list[str]:
    return [*event.place, event.place.anchor, *event.figures]
