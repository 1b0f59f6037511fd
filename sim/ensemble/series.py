"""The months of a run written down, where a month is watched."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.groups import mean_discipline, mean_motivation, mean_trust

NOT_FOUNDED = -1


@compiled
def record_kubes(city: Any, rows: Any) -> None:
    """Write down a month of every Kube, as `sim.months.KubeMonth` has it."""
    for number in range(len(city.kubes)):
        kube, row = city.kubes[number], rows[number]
        row.month = city.now.month
        row.stage = NOT_FOUNDED
        if kube.status:
            _record_kube(city, kube, row)


@inlined
def _record_kube(city: Any, kube: Any, row: Any) -> None:
    row.stage = kube.stage
    row.members = kube.heads
    row.present = kube.present
    row.kas_idr = kube.kas.idr
    row.bank_idr = kube.bank.idr
    row.iks_idr = kube.iks.idr
    row.loans_out_idr = kube.loans_out.idr
    row.lkm_idr = kube.lkm.idr + kube.lkm_loans.idr
    row.equipment_idr = kube.equipment.idr
    row.saved_idr = kube.saved_idr
    row.profit_idr = kube.profit_idr
    row.aside_idr = kube.aside_idr
    row.proposed_share = kube.proposed_share
    row.consent = kube.consent
    row.books = kube.books
    row.organisation = kube.organisation
    row.market = kube.market
    row.access = kube.access
    row.has_lkm = kube.has_lkm
    row.lines = kube.lines
    row.discipline = mean_discipline(city, kube)
    row.motivation = mean_motivation(city, kube)
    row.trust = mean_trust(city, kube)
    row.attention = kube.attention
    row.visits = kube.visits
    row.monitored = kube.monitored
    row.loans = kube.loans
    row.defaults = kube.defaults


@inlined
def record_households(city: Any, row: Any) -> None:
    """Write down what all households together did, as `sim.city.HouseholdsMonth` has it."""
    now, members = city.now, 0
    for number in range(len(city.kubes)):
        members += city.kubes[number].heads
    row.month = now.month
    row.members = members
    row.others = now.households - members
    row.income_idr = now.income
    row.kube_income_idr = now.kube
    row.consumption_idr = now.consumption
    row.unmet_idr = now.unmet
    row.savings_idr = now.savings_idr
    row.own_businesses = now.own_businesses
    row.saved = now.saved
    row.short = now.short
    row.borrowed = now.borrowed
    row.in_arrears = now.in_arrears
    row.helped = now.helped
    row.joined = now.joined
    row.left = now.left
