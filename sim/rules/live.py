"""Live: a household's month: income, need, borrowing, help, saving, own business."""

from sim.parameters import LiveParameters
from sim.rules.basics import clip

LOAN_STEP_IDR = 10_000
"""Loans are paid out in whole notes, whatever the prices."""


def income_idr(usual_idr: float, z: float, ill: bool, p: LiveParameters) -> float:
    """Return the month's income from outside the Kube."""
    income = usual_idr * (1.0 + p.income_volatility * z)
    if ill:
        income = income * p.illness_income
    return max(0.0, income)


def need_idr(usual_idr: float, ill: bool, ceremony: bool, p: LiveParameters) -> float:
    """Return the month's subsistence need with illness and ceremonies."""
    factor = 1.0
    if ill:
        factor = factor + p.illness_need
    if ceremony:
        factor = factor + p.ceremony_need
    return usual_idr * factor


def loan_idr(
    shortage_idr: int,
    kas_idr: int,
    surplus_per_month_idr: float,
    cap_idr: int,
    tenor_months: int,
    price: float,
    p: LiveParameters,
) -> int:
    """Return the loan for a shortage: what is missing, as far as it can be lent and repaid.

    Paid out in whole notes: what is missing is rounded up to Rp 10,000, what can be lent down.
    The cap is nominal, as in the sources.
    """
    wanted = (shortage_idr + LOAN_STEP_IDR - 1) // LOAN_STEP_IDR * LOAN_STEP_IDR
    bearable = int(p.loan_capacity * tenor_months * max(0.0, surplus_per_month_idr))
    loan = min(wanted, cap_idr, int(p.loan_kas_share * kas_idr), bearable)
    loan = loan // LOAN_STEP_IDR * LOAN_STEP_IDR
    if loan < p.least_loan_idr * price:
        return 0
    return loan


def iks_help_idr(shortage_idr: int, iks_idr: int, p: LiveParameters) -> int:
    """Return the solidarity fund's help: part of the fund at most."""
    return min(shortage_idr, int(p.iks_help_share * iks_idr))


def iks_outside_idr(iks_idr: int, kept_idr: float, p: LiveParameters) -> int:
    """Return what goes to poor families outside: part of what exceeds what the fund keeps."""
    return int(max(0.0, iks_idr - kept_idr) * p.iks_outside_share)


def kept_share(discipline: float, p: LiveParameters) -> float:
    """Return the share of what is over that a household keeps."""
    habit = p.saving_without_discipline + (1.0 - p.saving_without_discipline) * discipline
    return p.present_bias * habit


def business_income_idr(capital_idr: int, z: float, ill: bool, p: LiveParameters) -> float:
    """Return the month's profit of the own business, with the luck of the month."""
    income = p.business_return_per_month * capital_idr * (1.0 + p.income_volatility * z)
    if ill:
        income = income * p.illness_income
    return max(0.0, income)


def plans_business(draw: float, discipline: float, skill: float, p: LiveParameters) -> bool:
    """Say whether a household wants to start a business this month; the unskilled fear it."""
    return draw < p.business_plan * discipline * skill


def sells_business(missing_idr: int, need: float, p: LiveParameters) -> bool:
    """Say whether a household in distress sells its business."""
    return missing_idr > p.business_sale_shortage * need


def distress(before: float, missing_idr: int, need: float, p: LiveParameters) -> float:
    """Return distress, which follows unmet need and is full when a part of the need is missing."""
    return before + p.distress_speed * (clip(missing_idr / (p.distress_full * need)) - before)
