"""Live: a household's month: income, need, borrowing, help, saving, own business."""

from sim.money import rupiah
from sim.parameters import LiveParameters
from sim.rules.basics import clip
from sim.rules.meet import instalment_idr
from sim.rules.stages import BERKEMBANG

LOAN_STEP_IDR = 10_000
"""Loans are paid out in whole notes, whatever the prices."""

NO_LENDER, KAS_LENDS, LKM_LENDS = range(3)
"""Who lends for an own business."""


def income_idr(usual_idr: float, price: float, z: float, ill: bool, p: LiveParameters) -> int:
    """Return the month's income from outside the Kube; the usual one is in base prices."""
    income = usual_idr * price * (1.0 + p.income_volatility * z)
    if ill:
        income = income * p.illness_income
    return rupiah(max(0.0, income))


def need_idr(usual_idr: float, price: float, ill: bool, ceremony: bool, p: LiveParameters) -> int:
    """Return the month's subsistence need; the usual one is in base prices."""
    factor = 1.0
    if ill:
        factor = factor + p.illness_need
    if ceremony:
        factor = factor + p.ceremony_need
    return rupiah(usual_idr * price * factor)


def need_met(cash_idr: int, need_idr: int) -> float:
    """Return the part of the need that cash meets: the neediest are served first."""
    return cash_idr / need_idr


def surplus_idr(income_idr: float, share_idr: int, need_idr: float, price: float) -> float:
    """Return what usual income and this month's share leave; income and need in base prices."""
    return income_idr * price + share_idr - need_idr * price


def lendable_idr(kas_idr: int, cap_idr: int, price: float, p: LiveParameters) -> int:
    """Return the most that a Kube can lend to one member, in whole notes; the cap is of the month.

    What is less than the least loan is nothing.
    """
    most = min(cap_idr, int(p.loan_kas_share * kas_idr)) // LOAN_STEP_IDR * LOAN_STEP_IDR
    if most < p.least_loan_idr * price:
        return 0
    return most


def loan_idr(
    shortage_idr: int,
    lendable_idr: int,
    surplus_per_month_idr: float,
    tenor_months: int,
    price: float,
    p: LiveParameters,
) -> int:
    """Return the loan for a shortage: what is missing, as far as it can be lent and repaid.

    Paid out in whole notes: what is missing is rounded up to Rp 10,000, what can be repaid down.
    """
    wanted = (shortage_idr + LOAN_STEP_IDR - 1) // LOAN_STEP_IDR * LOAN_STEP_IDR
    bearable = int(p.loan_capacity * tenor_months * max(0.0, surplus_per_month_idr))
    loan = min(wanted, lendable_idr, bearable) // LOAN_STEP_IDR * LOAN_STEP_IDR
    if loan < p.least_loan_idr * price:
        return 0
    return loan


def cap_idr(cap_idr: int, lends: bool, p: LiveParameters) -> int:
    """Return the largest loan: none in a group that has decided not to lend."""
    if lends:
        return int(cap_idr * p.lending)
    return 0


def iks_help_idr(shortage_idr: int, iks_idr: int, p: LiveParameters) -> int:
    """Return the solidarity fund's help: part of the fund at most."""
    return min(shortage_idr, int(p.iks_help_share * iks_idr))


def iks_outside_idr(
    stage: int, iks_idr: int, dues_idr: int, price: float, members: int, p: LiveParameters
) -> int:
    """Return what goes to poor families outside: part of what exceeds what the fund keeps.

    A Kube gives from its second stage on; the fund keeps some months of dues.
    """
    if stage < BERKEMBANG:
        return 0
    kept = p.iks_kept_months * dues_idr * price * members
    return int(max(0.0, iks_idr - kept) * p.iks_outside_share)


def unmet_idr(need_idr: int, cash_idr: int) -> int:
    """Return what is missing of the need."""
    return max(0, need_idr - cash_idr)


def over_idr(cash_idr: int, need_idr: int, owed_idr: int, months_left: int) -> int:
    """Return what is over when a household has eaten and put its next instalment by."""
    over = max(0, cash_idr - need_idr)
    if owed_idr > 0:
        over = over - min(over, instalment_idr(owed_idr, months_left))
    return over


def kept_share(discipline: float, p: LiveParameters) -> float:
    """Return the share of what is over that a household keeps."""
    habit = p.saving_without_discipline + (1.0 - p.saving_without_discipline) * discipline
    return p.present_bias * habit


def kept_idr(over_idr: int, discipline: float, p: LiveParameters) -> int:
    """Return what a household keeps of what is over."""
    return rupiah(over_idr * kept_share(discipline, p))


def consumption_idr(cash_idr: int, need_idr: int, over_idr: int, kept_idr: int) -> int:
    """Return what is spent: on the need as far as there is cash, and what is over and not kept."""
    return min(need_idr, cash_idr) + over_idr - kept_idr


def business_income_idr(capital_idr: int, z: float, ill: bool, p: LiveParameters) -> int:
    """Return the month's profit of the own business, with the luck of the month."""
    income = p.business_return_per_month * capital_idr * (1.0 + p.income_volatility * z)
    if ill:
        income = income * p.illness_income
    return rupiah(max(0.0, income))


def independence(capital_idr: int, need_idr: float, price: float, p: LiveParameters) -> float:
    """Return the part of the need, given in base prices, that an own business covers."""
    return capital_idr * p.business_return_per_month / (need_idr * price)


def plans_business(draw: float, discipline: float, skill: float, p: LiveParameters) -> bool:
    """Say whether a household wants to start a business this month; the unskilled fear it."""
    return draw < p.business_plan * discipline * skill


def lender(
    missing_idr: int, cap_idr: int, has_lkm: bool, lkm_idr: int, kas_idr: int, p: LiveParameters
) -> int:
    """Return who lends what is missing for an own business: the LKM, the kas or nobody."""
    if missing_idr > cap_idr:
        return NO_LENDER
    if has_lkm and missing_idr <= lkm_idr:
        return LKM_LENDS
    if missing_idr <= rupiah(kas_idr * p.loan_kas_share):
        return KAS_LENDS
    return NO_LENDER


def sells_business(missing_idr: int, need_idr: int, p: LiveParameters) -> bool:
    """Say whether a household in distress sells its business."""
    return missing_idr > p.business_sale_shortage * need_idr


def sale_idr(capital_idr: int, p: LiveParameters) -> int:
    """Return what an own business brings when it is sold in distress."""
    return rupiah(capital_idr * p.business_sale)


def distress(before: float, missing_idr: int, need_idr: int, p: LiveParameters) -> float:
    """Return distress, which follows unmet need and is full when a part of the need is missing."""
    return before + p.distress_speed * (clip(missing_idr / (p.distress_full * need_idr)) - before)
