"""What is added up of a run while it goes on, so that a million runs need no series."""

from typing import Any

from sim.ensemble.accounts import add_support
from sim.ensemble.compiled import compiled, copier, inlined
from sim.outcomes import SUSTAINED_FROM, SUSTAINED_TO
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI, TUMBUH


@compiled
def add_month(city: Any, tally: Any, seen: bool) -> None:
    """Add a month that has been closed; `seen` where the cohort was surveyed in it."""
    now, count = city.now, city.count
    for kube in city.kubes:
        if kube.status:
            _add_kube(now, kube, tally)
            if seen:
                tally.seen_gagal += kube.stage == GAGAL
                tally.seen_tumbuh += kube.stage == TUMBUH
                tally.seen_berkembang += kube.stage == BERKEMBANG
                tally.seen_mandiri += kube.stage == MANDIRI
    tally.household_months += now.households
    tally.short += count.short
    tally.saved += count.saved
    tally.borrowed += count.borrowed
    tally.in_arrears += count.in_arrears
    tally.helped += count.helped
    tally.joined += count.joined
    tally.left += count.left
    tally.income_real_idr += count.income_idr / now.price
    tally.kube_income_real_idr += count.kube_income_idr / now.price
    tally.consumption_real_idr += count.consumption_idr / now.price
    tally.unmet_real_idr += count.unmet_idr / now.price
    tally.savings_real_idr += count.savings_idr / now.price


@inlined
def _add_kube(now: Any, kube: Any, tally: Any) -> None:
    """Add a Kube's month."""
    add_support(kube)
    tally.months_gagal += kube.stage == GAGAL
    tally.months_tumbuh += kube.stage == TUMBUH
    tally.months_berkembang += kube.stage == BERKEMBANG
    tally.months_mandiri += kube.stage == MANDIRI
    tally.member_months += kube.heads
    tally.profit_idr += kube.profit_idr
    tally.aside_idr += kube.aside_idr
    tally.proposed_idr += kube.profit_idr * kube.proposed_share
    after = now.month - kube.support_ends + 1
    if kube.support_ends >= 0 and SUSTAINED_FROM <= after <= SUSTAINED_TO:
        kube.months_after += 1
        kube.months_mandiri_after += kube.stage == MANDIRI


@compiled
def add_end(city: Any, tally: Any) -> None:
    """Add how the city stands at the horizon."""
    window = SUSTAINED_TO - SUSTAINED_FROM + 1
    for kube in city.kubes:
        if kube.status:
            tally.kubes += 1
            tally.gagal += kube.stage == GAGAL
            tally.tumbuh += kube.stage == TUMBUH
            tally.berkembang += kube.stage == BERKEMBANG
            tally.mandiri += kube.stage == MANDIRI
            tally.sustained_of += kube.months_after == window
            tally.sustained += kube.months_mandiri_after == window
        tally.members += kube.heads
    tally.households = city.now.households
    tally.own_businesses = city.count.own_businesses
    tally.savings_idr = city.count.savings_idr
    _copy_programme(city.agency, tally)


_copy_programme = copier(
    (
        "visits",
        "monitoring_visits",
        "ministry_idr",
        "city_idr",
        "campaigns",
        "training_member_days",
    )
)
