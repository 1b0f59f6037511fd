"""Phase 6, invest: equipment, new lines, the bank, the LKM, solidarity beyond the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import LINE, LKM
from sim.ledger import Flow
from sim.phases.groups import working_kas
from sim.phases.primitives import post
from sim.rules import invest as rule
from sim.rules import live

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def invest(city: City) -> None:
    """Let every living Kube use what its kas holds above the reserve."""
    for kube in city.kubes:
        if kube.living:
            reserve = rule.reserve_idr(kube.heads, city.now.price, city.p.invest)
            _equip(city, kube, reserve)
            _bank(city, kube, reserve)
            _lkm(city, kube)
            _help_outside(city, kube)


def _equip(city: City, kube: Kube, reserve: float) -> None:
    """Buy equipment, and now and then dare a new line."""
    if not kube.present:
        return
    p, price = city.p.invest, city.now.price
    bought = rule.equipment_idr(working_kas(kube), reserve, kube.organisation, p)
    post(city.ledger, Flow.EQUIPMENT_BOUGHT, kube.kas, kube.equipment, bought)
    if rule.opens_line(
        working_kas(kube),
        kube.lines,
        kube.organisation,
        kube.market,
        kube.visit_effect,
        price,
        kube.draws[LINE],
        p,
    ):
        kube.lines += 1
        paid = rule.line_price_idr(working_kas(kube), price, p)
        post(city.ledger, Flow.EQUIPMENT_BOUGHT, kube.kas, kube.equipment, paid)


def _bank(city: City, kube: Kube, reserve: float) -> None:
    """Take what is over to the bank, fetch it back when the kas runs low."""
    p = city.p.invest
    deposit = rule.bank_deposit_idr(working_kas(kube), reserve, kube.books, p)
    post(city.ledger, Flow.BANK_DEPOSIT, kube.kas, kube.bank, deposit)
    withdrawal = rule.bank_withdrawal_idr(working_kas(kube), kube.bank_idr, reserve, p)
    post(city.ledger, Flow.BANK_WITHDRAWAL, kube.bank, kube.kas, withdrawal)


def _lkm(city: City, kube: Kube) -> None:
    """Found an LKM when all is there; an LKM lends to neighbours and earns its fee."""
    p = city.p.invest
    if not kube.has_lkm:
        fund = rule.lkm_fund_idr(city.now.price, p)
        if rule.founds_lkm(
            kube.books,
            kube.organisation,
            kube.access,
            kube.heads,
            working_kas(kube),
            fund,
            kube.draws[LKM],
            p,
        ):
            kube.has_lkm = True
            post(city.ledger, Flow.LKM_FUNDED, kube.kas, kube.lkm, fund)
        return
    cash, loans, neighbours = kube.lkm, kube.lkm_loans, city.outside.neighbours
    out = kube.lkm_loans_idr
    lost = rule.lkm_lost_idr(out, p)
    post(city.ledger, Flow.LKM_LOST, loans, neighbours, lost)
    post(city.ledger, Flow.LKM_REPAID, loans, cash, rule.lkm_repaid_idr(out, lost, p))
    post(city.ledger, Flow.LKM_FEE, neighbours, cash, rule.lkm_fee_idr(out, p))
    lent = rule.lkm_lending_idr(kube.lkm_cash_idr, kube.lkm_loans_idr, p)
    post(city.ledger, Flow.LKM_LENT, cash, loans, lent)


def _help_outside(city: City, kube: Kube) -> None:
    """Give part of a full solidarity fund to poor families outside the group."""
    gift = live.iks_outside_idr(
        kube.stage,
        kube.iks_idr,
        city.levers.iks_dues_idr,
        city.now.price,
        kube.heads,
        city.p.live,
    )
    post(city.ledger, Flow.IKS_OUTSIDE, kube.iks, city.outside.poor_families, gift)
