"""The agents' variables as a sentence names them, and their values in words.

`sim.agents.variables` declares them; what it leaves out here is no part of a comparison: names,
keys, the hands of luck, and what the scenario fixes.
"""

from typing import Any

from sim.agents.variables import AGENCY, FACILITATOR, HOUSEHOLD, KUBE
from sim.rules.stages import STAGES

OF_HOUSEHOLD = {
    "size": "persons",
    "need_idr": "usual need a month",
    "income_idr": "usual outside income",
    "schooling": "schooling",
    "social_type": "social type",
    "kube": "member of",
    "present": "worked in the Kube",
    "share_now_idr": "received from the Kube",
    "emergency": "illness or a ceremony",
    "month_income_idr": "income of the month",
    "month_need_idr": "need of the month",
    "cash_idr": "cash in hand",
    "own_business_idr": "own business",
    "owed_idr": "debt",
    "loan_months_left": "months until the loan is due",
    "months_late": "months late with the loan",
    "loan_of_lkm": "loan of the LKM",
    "willingness": "willingness to pay back",
    "unmet_idr": "unmet need",
    "distress": "distress",
    "discipline": "discipline of saving",
    "motivation": "motivation",
    "trust": "trust in the officers",
    "skill": "skill",
    "months_as_member": "months as member",
    "why_left": "standing",
    "last_kube": "last member of",
    "role": "role",
}
OF_KUBE = {
    "fit": "fit of business and place",
    "cohesion": "cohesion of the founders",
    "reach": "access of the place",
    "share": "share agreed to set aside",
    "sets_aside": "sets aside first",
    "facilitator": "facilitator",
    "decided_share": "share that the Kube decided to propose",
    "decided_visits": "visits decided for it",
    "lends": "lends to members",
    "grant_use": "decided use of grants",
    "supported": "inside the months of support",
    "visits": "visits of the facilitator",
    "visit_effect": "facilitation that arrived",
    "monitored": "monitoring visits",
    "attention": "how noticed the members feel",
    "promised": "dated grants to come",
    "got_bpls": "got the second grant (BPLS)",
    "got_lkm_grant": "got the LKM grant",
    "present": "members at work",
    "attendance": "remembered attendance",
    "liquid_before_idr": "kas and loans out before trade",
    "earned_idr": "revenue less inputs",
    "worn_idr": "wear of the equipment",
    "profit_idr": "profit",
    "idle": "idle month",
    "proposed_share": "share proposed to set aside",
    "consent": "share of members who consent",
    "held": "part of the proposal that is held to",
    "aside_idr": "set aside",
    "late_share": "members late with a loan",
    "defaults": "loans in default so far",
    "books_kept": "books kept",
    "visibility": "what members see of the money",
    "held_year": "held to over a year",
    "loans": "loans so far",
    "gain": "gain that members felt",
    "books": "quality of the books",
    "organisation": "organisation",
    "market": "market reach",
    "access": "access to sources",
    "lines": "lines of business",
    "has_lkm": "has an LKM",
    "members": "members",
    "chair": "chair",
    "treasurer": "treasurer",
    "newcomers": "newcomers so far",
    "idle_months": "idle months in a row",
    "equipment_idr": "equipment",
    "kas_idr": "kas",
    "bank_idr": "bank",
    "iks_idr": "solidarity fund (IKS)",
    "loans_out_idr": "loans out",
    "lkm_idr": "money of the LKM",
    "saved_idr": "kas saved from profit",
    "stage": "stage",
    "status": "life",
}
OF_FACILITATOR = {
    "effort": "share of planned visits kept",
    "own_kubes": "Kubes in its care",
    "load_kubes": "caseload",
    "turnovers": "persons replaced so far",
    "tenure_months": "months in the post",
    "competence": "competence",
}
OF_AGENCY = {
    "visits": "visits of facilitators so far",
    "monitoring_visits": "monitoring visits so far",
    "campaigns": "campaigns so far",
    "training_member_days": "member-days of training so far",
    "spent_idr": "spent so far by ministry and city",
}
"""Causes stand before effects within a phase, as far as there is an order."""

LABELS = {
    "household": OF_HOUSEHOLD,
    "kube": OF_KUBE,
    "facilitator": OF_FACILITATOR,
    "agency": OF_AGENCY,
}
DECLARED = {"household": HOUSEHOLD, "kube": KUBE, "facilitator": FACILITATOR, "agency": AGENCY}

CODES: dict[str, tuple[str, ...]] = {
    "stage": STAGES,
    "status": ("planned", "alive", "failed"),
    "grant_use": ("as given", "equipment", "shared out"),
    "why_left": ("member", "left", "graduated", "Kube failed"),
    "social_type": ("conditional co-operator", "conditional free rider", "free rider"),
}
NUMBERS = ("promised", "members")
"""Lists, of which the length is compared."""
DIGITS_LEAST, DIGITS_MOST = 3, 17


def unit_of(kind: str, variable: str) -> str:
    """Return the unit of a variable."""
    return DECLARED[kind][variable].unit


def pair(kind: str, variable: str, k: Any, l: Any) -> tuple[str, str]:  # noqa: E741
    """Write two values that differ, so that they read differently."""
    unit = "number" if variable in NUMBERS else unit_of(kind, variable)
    if variable in CODES:
        codes = CODES[variable]
        return codes[k], codes[l]
    for digits in range(DIGITS_LEAST, DIGITS_MOST):
        texts = _text(k, unit, digits), _text(l, unit, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _text(value: Any, unit: str, digits: int) -> str:
    if value is None:
        return "none"
    if unit.startswith("yes"):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " and ".join(_text(it, unit, digits) for it in value)
    if unit.startswith("Rp"):
        places = 0 if digits == DIGITS_LEAST else digits
        return f"Rp {value:,.{places}f}"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)
