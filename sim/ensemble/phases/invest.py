"""Phase 6, invest: equipment, new lines, the bank, the LKM, solidarity beyond the group."""

from typing import Any

from sim.ensemble.compiled import inlined, phase
from sim.ensemble.ledger import post
from sim.ensemble.luck import uniform
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import invest as rule
from sim.rules import live


@phase
def invest(city: Any) -> None:
    """Let every living Kube use what its kas holds above the reserve."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living:
            reserve = rule.reserve_idr(kube.heads, city.now.price, city.p.invest)
            _equip(city, kube, reserve)
            _bank(city, kube, reserve)
            _lkm(city, kube)
            _help_outside(city, kube)


@inlined
def _equip(city: Any, kube: Any, reserve: float) -> None:
    """Buy equipment, and now and then dare a new line."""
    if not kube.present:
        return
    p, price = city.p.invest, city.now.price
    equipment = kube.equipment
    bought = rule.equipment_idr(kube.kas.idr, reserve, kube.organisation, p)
    post(Flow.EQUIPMENT_BOUGHT, kube.kas, equipment, bought)
    if rule.opens_line(
        kube.kas.idr,
        kube.lines,
        kube.organisation,
        kube.market,
        kube.visit_effect,
        price,
        uniform(city.now, Purpose.LINE, kube.word),
        p,
    ):
        kube.lines += 1
        paid = rule.line_price_idr(kube.kas.idr, price, p)
        post(Flow.EQUIPMENT_BOUGHT, kube.kas, equipment, paid)


@inlined
def _bank(city: Any, kube: Any, reserve: float) -> None:
    """Take what is over to the bank, fetch it back when the kas runs low."""
    p, bank = city.p.invest, kube.bank
    deposit = rule.bank_deposit_idr(kube.kas.idr, reserve, kube.books, p)
    post(Flow.BANK_DEPOSIT, kube.kas, bank, deposit)
    kas = kube.kas.idr
    withdrawal = rule.bank_withdrawal_idr(kas, bank.idr, reserve, p)
    post(Flow.BANK_WITHDRAWAL, bank, kube.kas, withdrawal)


@inlined
def _lkm(city: Any, kube: Any) -> None:
    """Found an LKM when all is there; an LKM lends to neighbours and earns its fee."""
    p = city.p.invest
    cash, loans = kube.lkm, kube.lkm_loans
    if not kube.has_lkm:
        fund = rule.lkm_fund_idr(city.now.price, p)
        if rule.founds_lkm(
            kube.books,
            kube.organisation,
            kube.access,
            kube.heads,
            kube.kas.idr,
            fund,
            uniform(city.now, Purpose.LKM, kube.word),
            p,
        ):
            kube.has_lkm = 1
            post(Flow.LKM_FUNDED, kube.kas, cash, fund)
        return
    out = loans.idr
    lost = rule.lkm_lost_idr(out, p)
    post(Flow.LKM_LOST, loans, city.outside.neighbours, lost)
    post(Flow.LKM_REPAID, loans, cash, rule.lkm_repaid_idr(out, lost, p))
    post(Flow.LKM_FEE, city.outside.neighbours, cash, rule.lkm_fee_idr(out, p))
    lent = rule.lkm_lending_idr(cash.idr, loans.idr, p)
    post(Flow.LKM_LENT, cash, loans, lent)


@inlined
def _help_outside(city: Any, kube: Any) -> None:
    """Give part of a full solidarity fund to poor families outside the group."""
    fund = kube.iks
    gift = live.iks_outside_idr(
        kube.stage,
        fund.idr,
        city.levers.iks_dues_idr,
        city.now.price,
        kube.heads,
        city.p.live,
    )
    post(Flow.IKS_OUTSIDE, fund, city.outside.poor_families, gift)
