"""What the agents' variables mean: unit, how long a value lasts, meaning.

A value is *fixed* when it is set once, *carried* when the next month starts from it, and of
the *month* when each month makes it anew. Attributes that are not named here are handles:
account numbers, names, lists of records.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Variable(NamedTuple):
    """One state variable's record."""

    unit: str
    lasts: Literal["fixed", "carried", "month"]
    meaning: str


Variables = Mapping[str, Variable]


def _fixed(unit: str, meaning: str) -> Variable:
    return Variable(unit, "fixed", meaning)


def _carried(unit: str, meaning: str) -> Variable:
    return Variable(unit, "carried", meaning)


def _month(unit: str, meaning: str) -> Variable:
    return Variable(unit, "month", meaning)


HOUSEHOLD: Variables = {
    "origin": _fixed("id", "Kube into which it was born"),
    "slot": _fixed("number", "its number there: founders from 0, newcomers from 65536"),
    "key": _fixed("number", "origin x 131072 + slot: its identity, and the order of members"),
    "size": _fixed("persons", "persons in the household"),
    "need_idr": _fixed("Rp of the base month, a month", "usual subsistence need"),
    "income_idr": _fixed("Rp of the base month, a month", "usual income from outside the Kube"),
    "schooling": _fixed("0-1", "schooling: 0 none, 1 secondary finished"),
    "social_type": _fixed(
        "code", "0 conditional co-operator, 1 conditional free rider, 2 free rider"
    ),
    "skill": _carried("0-1", "skill at the work of the Kube"),
    "discipline": _carried("0-1", "habit of saving"),
    "motivation": _carried("0-1", "spirit (semangat) for the group's work"),
    "trust": _carried("0-1", "trust in the officers"),
    "distress": _carried("0-1", "remembered unmet need"),
    "kube": _carried("Kube or none", "Kube of which it is a member now"),
    "last_kube": _carried("Kube or none", "Kube of which it was a member last"),
    "role": _carried("word", "chair, treasurer, member, or household outside a Kube"),
    "months_as_member": _carried("months", "since it last became a member"),
    "why_left": _carried("code", "0 member, 1 left, 2 graduated, 3 Kube failed"),
    "cash_idr": _carried("Rp", "cash in hand (account)"),
    "own_business_idr": _carried("Rp", "capital of its own business, at cost (account)"),
    "owed_idr": _carried("Rp", "what it owes its Kube or the LKM (account)"),
    "loan_months_left": _carried("months", "until its loan is due; below 0 when overdue"),
    "months_late": _carried("months", "months since its loan fell due in which some was owed"),
    "loan_of_lkm": _carried("yes/no", "the loan came from the LKM and not from the kas"),
    "willingness": _carried("0-1", "to pay its loan back, drawn when it borrows; 1 without a loan"),
    "draws": _month("numbers", "the hand of luck dealt for the month"),
    "present": _month("yes/no", "worked in the Kube"),
    "emergency": _month("yes/no", "illness or a ceremony came"),
    "share_now_idr": _month("Rp", "received from the Kube: share of profit and of a raid"),
    "month_income_idr": _month("Rp", "income from all sources"),
    "month_need_idr": _month("Rp", "need, with illness and ceremony"),
    "unmet_idr": _month("Rp", "need that stayed unmet"),
}

KUBE: Variables = {
    "id": _fixed("id", "identity in the keys of luck, unique over the nation"),
    "business": _fixed("trade", "trade at founding: input share, volatility, wear, season"),
    "founded": _fixed("month", "month of founding, from the scenario's start"),
    "by_rota": _fixed("yes/no", "profit is shared equally by those on duty, else by work done"),
    "share": _fixed(
        "share of profit",
        "share that the officers propose to set aside; changed by a decision alone",
    ),
    "fit": _fixed("factor", "fit of the business to its place, on expected profit"),
    "cohesion": _fixed("0-1, signed", "cohesion of the founders, on the target of motivation"),
    "reach": _fixed("share", "access of the location: 1, or less where hard to reach"),
    "facilitator": _fixed("facilitator", "who cares for it"),
    "decided_share": _carried("share of profit", "share that the Kube itself decided; -1 none"),
    "decided_visits": _carried("visits a month", "visits decided for it; -1 none"),
    "lends": _carried("yes/no", "lends to members: yes, unless it decided otherwise"),
    "grant_use": _carried("code", "of a grant: 0 as given, 1 equipment at once, 2 shared out"),
    "status": _carried("code", "0 planned, 1 alive, 2 failed"),
    "members": _carried("households", "in the order of their keys"),
    "former": _carried("households", "members at the time of failure"),
    "newcomers": _carried("households", "newcomers taken so far"),
    "chair": _carried("household", "best schooled member; keeps the books"),
    "treasurer": _carried("household", "second best schooled member; shows the books"),
    "lines": _carried("lines", "lines of business"),
    "sets_aside": _carried("yes/no", "rule: set aside first, else share everything"),
    "books": _carried("0-1", "quality of the books"),
    "organisation": _carried("0-1", "organisation"),
    "market": _carried("0-1", "market reach"),
    "access": _carried("0-1", "access to sources"),
    "attention": _carried("0-1", "how noticed the members feel"),
    "visibility": _carried("0-1", "books times openness: what members see of the money"),
    "attendance": _carried("0-1", "remembered share of members who turn up"),
    "consent": _carried("0-1", "share of members who consented at the last meeting"),
    "held_year": _carried("0-1", "held, remembered over about a year"),
    "kas_idr": _carried("Rp", "cash in the group's box (account)"),
    "bank_idr": _carried("Rp", "balance at the bank (account)"),
    "iks_idr": _carried("Rp", "solidarity fund (account)"),
    "equipment_idr": _carried("Rp", "equipment at book value (account)"),
    "loans_out_idr": _carried("Rp", "what members owe (account)"),
    "lkm_idr": _carried("Rp", "LKM: its cash and its loans to neighbours (two accounts)"),
    "saved_idr": _carried("Rp", "kas that came from profit alone (reading d)"),
    "has_lkm": _carried("yes/no", "founded a microfinance body or co-operative"),
    "promised": _carried("grants", "dated grants not yet paid"),
    "got_bpls": _carried("yes/no", "got its second grant (BPLS)"),
    "got_lkm_grant": _carried("yes/no", "got its Kube-LKM grant"),
    "stage": _carried("code", "0 gagal, 1 tumbuh, 2 berkembang, 3 mandiri"),
    "idle_months": _carried("months", "months in a row without activity"),
    "loans": _carried("loans", "loans made so far"),
    "defaults": _carried("loans", "loans still owed two months after they were due, so far"),
    "draws": _month("numbers", "the hand of luck dealt for the month"),
    "supported": _month("yes/no", "inside the months of support"),
    "visits": _month("visits", "visits of the facilitator"),
    "visit_effect": _month("0-1", "facilitation that arrived"),
    "monitored": _month("visits", "monitoring visits of the agency"),
    "present": _month("members", "members who worked"),
    "earned_idr": _month("Rp", "revenue less inputs, not below 0"),
    "profit_idr": _month("Rp", "earned less repair: what there is to share"),
    "worn_idr": _month("Rp", "wear of the equipment"),
    "idle": _month("yes or no", "hardly anybody came or next to nothing was earned"),
    "liquid_before_idr": _month("Rp", "kas and loans out before trade"),
    "proposed_share": _month("share of profit", "proposed now: 0 where everything is shared"),
    "aside_idr": _month("Rp", "set aside for kas and IKS"),
    "books_kept": _month("yes/no", "the books were kept"),
    "held": _month("0-1", "part of the proposal that is set aside"),
    "gain": _month("share of need", "mean gain that members felt"),
    "late_share": _month("0-1", "share of members with an overdue loan"),
}

FACILITATOR: Variables = {
    "id": _fixed("id", "identity in the keys of luck, unique over the nation"),
    "competence": _carried("0-1", "after training"),
    "tenure_months": _carried("months", "since this person took over the groups"),
    "turnovers": _carried("persons", "replaced so far"),
    "effort": _month("0-1", "share of planned visits kept for the honorarium"),
    "own_kubes": _month("Kubes", "supported Kubes of the scenario in its care"),
    "load_kubes": _month("Kubes", "caseload for the visits, the background's part included"),
}

AGENCY: Variables = {
    "visits": _carried("visits", "facilitators' visits so far"),
    "monitoring_visits": _carried("visits", "monitoring visits so far"),
    "campaigns": _carried("campaigns", "promotion campaigns so far"),
    "training_member_days": _carried("member-days", "preparation training so far"),
    "spent_idr": _carried("Rp by payer", "grants and honoraria so far"),
}
