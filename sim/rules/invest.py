"""Invest: what the Kube does with the kas above its reserve."""

from sim.money import rupiah
from sim.parameters import InvestParameters


def unused_idr(aside_idr: int, p: InvestParameters) -> int:
    """Return what lies idle of what was set aside."""
    return aside_idr - int(aside_idr * p.set_aside_used)


def reserve_idr(members: int, price: float, p: InvestParameters) -> float:
    """Return the kas kept ready for loans and inputs."""
    return p.reserve_idr * price * members


def equipment_idr(kas_idr: int, reserve: float, organisation: float, p: InvestParameters) -> int:
    """Return what is put into equipment; the unorganised dare less."""
    over = max(0.0, kas_idr - reserve)
    courage = p.invest_unorganised + (1.0 - p.invest_unorganised) * organisation
    return int(over * p.invest_share * courage)


def opens_line(
    kas_idr: int,
    lines: int,
    organisation: float,
    market: float,
    effect: float,
    price: float,
    draw: float,
    p: InvestParameters,
) -> bool:
    """Say whether a new line of business is opened: means, organisation, market and courage."""
    return (
        lines < p.lines_most
        and kas_idr > p.line_kas_idr * price
        and organisation > p.line_organisation
        and market > p.line_market
        and draw < p.line_courage * (organisation + p.courage_of_visits * effect)
    )


def line_price_idr(kas_idr: int, price: float, p: InvestParameters) -> int:
    """Return what a new line costs: all of the kas at most."""
    return min(kas_idr, rupiah(p.line_price_idr * price))


def bank_deposit_idr(kas_idr: int, reserve: float, books: float, p: InvestParameters) -> int:
    """Return what is taken to the bank: part of what exceeds some reserves, with books only."""
    if books < p.bank_books:
        return 0
    return int(max(0.0, kas_idr - p.bank_above * reserve) * p.bank_share)


def bank_withdrawal_idr(kas_idr: int, bank_idr: int, reserve: float, p: InvestParameters) -> int:
    """Return what is fetched when the kas falls below a part of its reserve."""
    return min(bank_idr, int(max(0.0, p.bank_below * reserve - kas_idr)))


def lkm_fund_idr(price: float, p: InvestParameters) -> int:
    """Return the fund with which an LKM opens."""
    return rupiah(p.lkm_fund_idr * price)


def founds_lkm(
    books: float,
    organisation: float,
    access: float,
    members: int,
    kas_idr: int,
    fund_idr: int,
    draw: float,
    p: InvestParameters,
) -> bool:
    """Say whether the Kube founds a microfinance body (LKM) or co-operative."""
    return (
        books >= p.lkm_books
        and organisation >= p.lkm_organisation
        and access >= p.lkm_access
        and members >= p.lkm_members
        and kas_idr >= fund_idr
        and draw < p.lkm_rate
    )


def lkm_lost_idr(loans_idr: int, p: InvestParameters) -> int:
    """Return what is lost of the neighbours' loans."""
    return rupiah(loans_idr * p.lkm_lost)


def lkm_repaid_idr(loans_idr: int, lost_idr: int, p: InvestParameters) -> int:
    """Return what neighbours repay: no more than what is not lost."""
    return min(rupiah(loans_idr * p.lkm_repaid), loans_idr - lost_idr)


def lkm_fee_idr(loans_idr: int, p: InvestParameters) -> int:
    """Return the service fee (jasa) that neighbours pay."""
    return rupiah(loans_idr * p.lkm_fee)


def lkm_lending_idr(cash_idr: int, loans_idr: int, p: InvestParameters) -> int:
    """Return what the LKM lends to neighbours, to have its declared share out."""
    wanted = p.lkm_lent_share * (cash_idr + loans_idr) - loans_idr
    return min(cash_idr, int(max(0.0, wanted)))
