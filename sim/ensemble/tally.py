"""What is added up of a run while it goes on, so that a million runs need no series."""

from typing import Any

from sim.ensemble.accounts import add_support
from sim.ensemble.compiled import compiled, inlined
from sim.outcomes import SUSTAINED_FROM, SUSTAINED_TO
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI, TUMBUH


@compiled
def add_month(city: Any, tally: Any, seen: bool) -> None:
    """Add a month that has been closed; `seen` where the cohort was surveyed in it."""
    now = city.now
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.status:
            _add_kube(now, kube, tally)
            if seen:
                tally.seen_gagal += kube.stage == GAGAL
                tally.seen_tumbuh += kube.stage == TUMBUH
                tally.seen_berkembang += kube.stage == BERKEMBANG
                tally.seen_mandiri += kube.stage == MANDIRI
    tally.household_months += now.households
    tally.short += now.short
    tally.saved += now.saved
    tally.borrowed += now.borrowed
    tally.in_arrears += now.in_arrears
    tally.helped += now.helped
    tally.joined += now.joined
    tally.left += now.left
    tally.income_real_idr += now.income / now.price
    tally.kube_income_real_idr += now.kube / now.price
    tally.consumption_real_idr += now.consumption / now.price
    tally.unmet_real_idr += now.unmet / now.price
    tally.savings_real_idr += now.savings_idr / now.price


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
    now, window = city.now, SUSTAINED_TO - SUSTAINED_FROM + 1
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.status:
            tally.kubes += 1
            tally.gagal += kube.stage == GAGAL
            tally.tumbuh += kube.stage == TUMBUH
            tally.berkembang += kube.stage == BERKEMBANG
            tally.mandiri += kube.stage == MANDIRI
            tally.sustained_of += kube.months_after == window
            tally.sustained += kube.months_mandiri_after == window
        tally.members += kube.heads
    tally.households = now.households
    tally.own_businesses = now.own_businesses
    tally.savings_idr = now.savings_idr
    tally.visits = now.visits
    tally.monitoring_visits = now.monitoring_visits
    tally.ministry_idr = now.ministry_idr
    tally.city_idr = now.city_idr
    tally.campaigns = now.campaigns
    tally.training_member_days = now.training_member_days
