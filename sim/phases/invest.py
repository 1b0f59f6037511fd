"""Phase 6, invest: equipment, new lines, the bank, the LKM, solidarity beyond the group."""

from sim.agents import Kube
from sim.city import City
from sim.draws import LINE, LKM
from sim.ledger import Flow
from sim.rules import invest as rule
from sim.rules import live


def invest(city: City) -> None:
    """Let every living Kube use what its kas holds above the reserve."""
    for kube in city.living():
        reserve = rule.reserve_idr(len(kube.members), city.price, city.p.invest)
        _equip(city, kube, reserve)
        _bank(city, kube, reserve)
        _lkm(city, kube)
        _help_outside(city, kube)


def _equip(city: City, kube: Kube, reserve: float) -> None:
    """Buy equipment, and now and then dare a new line."""
    if not kube.present:
        return
    p, ledger = city.p.invest, city.ledger
    bought = rule.equipment_idr(kube.kas_idr, reserve, kube.organisation, p)
    ledger.post(Flow.EQUIPMENT_BOUGHT, kube.kas, kube.equipment, bought)
    if rule.opens_line(
        kube.kas_idr,
        kube.lines,
        kube.organisation,
        kube.market,
        kube.visit_effect,
        city.price,
        kube.draws[LINE],
        p,
    ):
        kube.lines += 1
        price = rule.line_price_idr(kube.kas_idr, city.price, p)
        ledger.post(Flow.EQUIPMENT_BOUGHT, kube.kas, kube.equipment, price)


def _bank(city: City, kube: Kube, reserve: float) -> None:
    """Take what is over to the bank, fetch it back when the kas runs low."""
    ledger = city.ledger
    deposit = rule.bank_deposit_idr(kube.kas_idr, reserve, kube.books, city.p.invest)
    ledger.post(Flow.BANK_DEPOSIT, kube.kas, kube.bank, deposit)
    withdrawal = rule.bank_withdrawal_idr(kube.kas_idr, kube.bank_idr, reserve, city.p.invest)
    ledger.post(Flow.BANK_WITHDRAWAL, kube.bank, kube.kas, withdrawal)


def _lkm(city: City, kube: Kube) -> None:
    """Found an LKM when all is there; an LKM lends to neighbours and earns its fee."""
    p, ledger = city.p.invest, city.ledger
    if not kube.has_lkm:
        fund = rule.lkm_fund_idr(city.price, p)
        if rule.founds_lkm(
            kube.books,
            kube.organisation,
            kube.access,
            len(kube.members),
            kube.kas_idr,
            fund,
            kube.draws[LKM],
            p,
        ):
            kube.has_lkm = True
            ledger.post(Flow.LKM_FUNDED, kube.kas, kube.lkm, fund)
        return
    out = ledger.balance[kube.lkm_loans]
    neighbours = city.ledger.outside.neighbours
    lost = rule.lkm_lost_idr(out, p)
    ledger.post(Flow.LKM_LOST, kube.lkm_loans, neighbours, lost)
    ledger.post(Flow.LKM_REPAID, kube.lkm_loans, kube.lkm, rule.lkm_repaid_idr(out, lost, p))
    ledger.post(Flow.LKM_FEE, neighbours, kube.lkm, rule.lkm_fee_idr(out, p))
    lent = rule.lkm_lending_idr(ledger.balance[kube.lkm], ledger.balance[kube.lkm_loans], p)
    ledger.post(Flow.LKM_LENT, kube.lkm, kube.lkm_loans, lent)


def _help_outside(city: City, kube: Kube) -> None:
    """Give part of a full solidarity fund to poor families outside the group."""
    gift = live.iks_outside_idr(
        kube.stage,
        kube.iks_idr,
        city.levers.iks_dues_idr,
        city.price,
        len(kube.members),
        city.p.live,
    )
    city.ledger.post(Flow.IKS_OUTSIDE, kube.iks, city.ledger.outside.poor_families, gift)
