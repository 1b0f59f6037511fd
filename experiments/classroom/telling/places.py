"""What can happen and be booked: the figures told with it, its rule, its place in the ODD."""

from typing import NamedTuple

from sim.ledger import Flow


class Place(NamedTuple):
    """Where a thing is decided, and what is told with it.

    Attributes
    ----------
    rule : str
        Name within `sim` of the function that decides.
    section : str
        Heading in the ODD; its anchor is the heading in small letters with hyphens.
    figures : tuple of str
        Names of the figures that come with an event, in order. The end of a name says how the
        figure is written: `_idr` in rupiah, `_share` as a percentage, all others as numbers.
    """

    rule: str
    section: str
    figures: tuple[str, ...] = ()


def _kind(section: str, rule: str, *figures: str) -> Place:
    return Place(rule, section, figures)


_WILL = ("spirit_share", "motivation_share", "paid_share", "bond_share")
_CALLED = ("chance_share", *_WILL, "trust_share", "others_share")

OF_HOUSEHOLD: dict[str, Place] = {
    "founder": _kind("Founding a Kube", "phases.found.new_households", "cash_idr"),
    "grant_shared": _kind("Support", "rules.support.leak", "amount_idr"),
    "worked": _kind("Trade", "rules.trade.attendance_chance", *_CALLED),
    "absent": _kind("Trade", "rules.trade.attendance_chance", *_CALLED),
    "stood_still": _kind("Trade", "rules.trade.stops"),
    "consented": _kind(
        "Meet", "rules.meet.consents", "discipline_share", "trust_share", "have_share",
        "others_share",
    ),
    "refused": _kind(
        "Meet", "rules.meet.consents", "discipline_share", "trust_share", "have_share",
        "others_share",
    ),
    "would_consent": _kind(
        "Meet", "rules.meet.consents", "discipline_share", "trust_share", "have_share"
    ),
    "would_refuse": _kind(
        "Meet", "rules.meet.consents", "discipline_share", "trust_share", "have_share"
    ),
    "share": _kind("Meet", "rules.meet.share_idr", "share_idr"),
    "raided": _kind("Meet", "rules.meet.raid_each_idr", "amount_idr"),
    "covered": _kind("Meet", "rules.meet.can_cover", "gap_idr"),
    "covered_peer": _kind("Meet", "rules.meet.can_cover", "gap_idr"),
    "repaid": _kind("Meet", "rules.meet.payment_idr", "paid_idr", "owed_idr"),
    "paid_part": _kind("Meet", "rules.meet.payment_idr", "paid_idr", "due_idr", "owed_idr"),
    "unwilling": _kind("Meet", "rules.meet.unwilling_chance", "due_idr", "owed_idr"),
    "unable": _kind("Meet", "rules.meet.payment_idr", "due_idr", "owed_idr"),
    "late": _kind("Meet", "rules.meet.counts_as_default", "months", "owed_idr"),
    "ill": _kind("Live", "rules.live.income_idr", "income_idr", "need_idr"),
    "ceremony": _kind("Live", "rules.live.need_idr", "need_idr"),
    "borrowed": _kind("Live", "rules.live.loan_idr", "loan_idr", "need_idr", "cash_idr"),
    "no_loan": _kind("Live", "rules.live.loan_idr", "missing_idr", "kas_idr", "owed_idr"),
    "helped": _kind("Live", "rules.live.iks_help_idr", "gift_idr", "missing_idr"),
    "sold_business": _kind("Live", "rules.live.sale_idr", "price_idr", "loss_idr"),
    "borrowed_to_invest": _kind("Live", "rules.live.lender", "loan_idr"),
    "bought_business": _kind("Live", "rules.live.plans_business", "price_idr"),
    "saved": _kind("Live", "rules.live.kept_idr", "kept_idr", "over_idr", "discipline_share"),
    "spent_all": _kind("Live", "rules.live.over_idr", "need_idr"),
    "short": _kind("Live", "rules.live.unmet_idr", "unmet_idr", "need_idr"),
    "joined": _kind("Join and leave", "rules.membership.joiners"),
    "returned": _kind("Join and leave", "rules.membership.starts_again"),
    "left": _kind(
        "Join and leave", "rules.membership.leave_chance", *_WILL, "trust_share",
        "distress_share", "chance_share",
    ),
    "graduated": _kind("Join and leave", "rules.membership.has_graduated", "business_idr"),
    "forgiven": _kind("Join and leave", "phases.join_and_leave.join_and_leave", "amount_idr"),
    "failed": _kind("Join and leave", "rules.membership.winding_up_share_idr", "share_idr"),
    "chair": _kind("Founding a Kube", "agents.kube.Kube.elect", "schooling_share"),
    "treasurer": _kind("Founding a Kube", "agents.kube.Kube.elect", "schooling_share"),
}  # fmt: skip
"""What befalls or is done by a household, in the order of the month."""

OF_KUBE: dict[str, Place] = {
    "founded": _kind("Founding a Kube", "phases.found.found_kubes", "members"),
    "visited": _kind("Support", "rules.support.visits_rate", "visits"),
    "monitored": _kind("Support", "rules.support.monitoring_visits", "visits"),
    "granted": _kind("Support", "phases.grants.give", "amount_idr"),
    "broke_down": _kind("Trade", "rules.trade.stops"),
    "stands_still": _kind("Trade", "rules.trade.restart_idr", "price_idr", "had_idr"),
    "helped_to_start": _kind("Trade", "rules.trade.is_helped", "price_idr", "had_idr"),
    "started_from_bank": _kind("Trade", "rules.trade.fetched_idr", "price_idr", "bank_idr"),
    "started_again": _kind("Trade", "rules.trade.restart_idr", "price_idr"),
    "small_business": _kind("Trade", "rules.trade.volume", "volume_share", "kas_idr"),
    "repaired": _kind("Trade", "rules.trade.repair_of_kas_idr", "repair_idr"),
    "unrepaired": _kind("Trade", "rules.trade.noticed_wear_idr", "worn_idr"),
    "lost_equipment": _kind("Trade", "rules.trade.lost_idr", "amount_idr"),
    "made_loss": _kind("Trade", "rules.trade.inputs_idr", "loss_idr"),
    "set_aside": _kind("Meet", "rules.meet.aside_idr", "aside_idr", "profit_idr", "yes", "members"),
    "no_majority": _kind("Meet", "rules.meet.held_to", "yes", "members", "profit_idr"),
    "shared_all": _kind("Meet", "rules.meet.proposed_share", "profit_idr"),
    "no_profit": _kind("Trade", "rules.trade.earned_idr"),
    "box_shared": _kind("Meet", "rules.meet.raid_each_idr", "amount_idr"),
    "turned": _kind("Meet", "rules.meet.turns_to_setting_aside"),
    "gave_up": _kind("Meet", "rules.meet.gives_up_setting_aside"),
    "equipped": _kind("Invest", "rules.invest.equipment_idr", "amount_idr"),
    "new_line": _kind("Invest", "rules.invest.opens_line", "lines"),
    "lkm": _kind("Invest", "rules.invest.founds_lkm"),
    "risen": _kind("Classify", "rules.stages.stage", "stage"),
    "fallen": _kind("Classify", "rules.stages.stage", "stage"),
    "failed": _kind("Join and leave", "rules.membership.has_failed"),
    "revived": _kind("Join and leave", "rules.membership.starts_again"),
}
"""What befalls or is done by the Kube, in the order of the month."""

OF_BOOK: dict[Flow, Place] = {
    Flow.GRANT_CASH: Place("phases.grants.give", "Support"),
    Flow.LEAK_OF_CASH: Place("rules.support.leak", "Support"),
    Flow.RESTART: Place("rules.trade.restart_idr", "Trade"),
    Flow.REVENUE: Place("rules.trade.revenue_idr", "Trade"),
    Flow.INPUTS: Place("rules.trade.inputs_idr", "Trade"),
    Flow.REPAIR: Place("rules.trade.repair_of_kas_idr", "Trade"),
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
        "household": {code: _listed(place) for code, place in OF_HOUSEHOLD.items()},
        "kube": {code: _listed(place) for code, place in OF_KUBE.items()},
        "book": {flow.name: _listed(place) for flow, place in OF_BOOK.items()},
    }


def _listed(place: Place) -> list[str]:
    anchor = place.section.lower().replace(" ", "-")
    return [place.rule, place.section, anchor, *place.figures]
