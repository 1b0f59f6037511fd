"""The floor: the engine's draws and traffic of state with empty rules, to compare its speed with.

A month of the floor goes over the same records as a month of the engine, in the same passes
phase by phase: for every household and Kube it makes the draws of a common month, reads and
writes the fields that the phase does, posts what is posted in every month, closes the books and
adds the month up. No rule is called: a draw is compared with a field, and values are moved from
one field to another. What is moved is kept, so nothing can be left out by the compiler.

Nobody joins, leaves or is in need here. Left out are therefore loans and their repayment, help,
raids, own businesses, grants, elections, newcomers, failing Kubes, and the sorting of queues.
"""

from typing import Any

from sim.ensemble.compiled import compiled, entry
from sim.ensemble.groups import member
from sim.ensemble.ledger import close_month, post
from sim.ensemble.luck import month_word, normal, run_word, uniform, word_of_city
from sim.ensemble.records import NOBODY
from sim.ensemble.run import city_of
from sim.ensemble.tally import add_month
from sim.ledger import Flow
from sim.luck import Purpose


@entry
def run_floor(given: Any, work: Any, tally: Any, runs: int) -> None:
    """Run the floor from the state in `work` over all months, `runs` times."""
    city = city_of(given, work, 0, 0)
    now = city.now
    for run in range(runs):
        now.run_word = run_word(0, run)
        for month in range(len(given.prices)):
            now.month, now.price, now.season = month, given.prices[month], given.seasons[month]
            now.month_word = month_word(month)
            _support(city, work.facilitators)
            _trade(city)
            _meet(city)
            _live(city)
            _learn(city)
            _invest(city)
            _join_and_leave(city)
            _classify(city)
            close_month(city, work.facilitators)
            add_month(city, tally, False)


@compiled
def _support(city: Any, facilitators: Any) -> None:
    """One draw and one posting a facilitator; two draws a Kube."""
    now = city.now
    for number in range(len(facilitators)):
        facilitator = facilitators[number]
        facilitator.tenure_months += (
            uniform(now, Purpose.TURNOVER, facilitator.word) < facilitator.effort
        )
        post(Flow.HONORARIUM, city.outside.ministry, facilitator.honoraria, facilitator.own_kubes)
        now.ministry_idr += facilitator.own_kubes
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        kube.visits = uniform(now, Purpose.VISIT, kube.word) < kube.reach
        kube.monitored = uniform(now, Purpose.MONITORED, kube.word) < kube.share
        kube.visit_effect, kube.attention = kube.attention, kube.visit_effect
        now.visits += kube.visits
        now.monitoring_visits += kube.monitored


@compiled
def _trade(city: Any) -> None:
    """One draw a member; five draws and five postings a Kube."""
    now, outside = city.now, city.outside
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        present, workers = 0, 0.0
        for place in range(kube.heads):
            household = member(city, kube, place)
            household.present = (
                uniform(now, Purpose.ATTEND, household.word)
                < household.motivation + household.trust
            )
            present += household.present
            workers += household.skill
        kube.present, kube.attendance = present, workers
        word = word_of_city(city.place.city_id, kube.business)
        luck = normal(now, Purpose.TRADE_REVENUE, word) < normal(now, Purpose.REVENUE, kube.word)
        worn = uniform(now, Purpose.WEAR, kube.word) < kube.fit
        lost = uniform(now, Purpose.LOSS, kube.word) < uniform(now, Purpose.LOSS_SIZE, kube.word)
        post(Flow.REVENUE, outside.customers, kube.kas, kube.earned_idr)
        post(Flow.INPUTS, kube.kas, outside.suppliers, kube.earned_idr)
        post(Flow.WEAR, kube.equipment, outside.nature, int(worn))
        post(Flow.ASSETS_LOST, kube.equipment, outside.nature, int(lost))
        post(Flow.REPAIR, kube.kas, kube.equipment, int(worn))
        kube.profit_idr = kube.aside_idr + int(luck)
        kube.liquid_before_idr = kube.kas.idr + kube.loans_out.idr


@compiled
def _meet(city: Any) -> None:
    """One draw and one posting a member, in four passes; one draw and one posting a Kube."""
    now = city.now
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        yes, whole, late = 0, 0.0, 0
        for place in range(kube.heads):
            household = member(city, kube, place)
            means = household.cash.idr + household.income_idr - household.need_idr
            habit = household.discipline + household.trust + household.social_type
            yes += normal(now, Purpose.CONSENT, household.word) < means + habit
        kube.consent = float(yes)
        post(Flow.IKS_DUES, kube.kas, kube.iks, kube.aside_idr)
        for place in range(kube.heads):
            household = member(city, kube, place)
            household.part = household.present + household.skill
            whole += household.part
        kube.held = whole
        for place in range(kube.heads):
            household = member(city, kube, place)
            household.share_now_idr = household.part > kube.share
            post(Flow.SHARE_OUT, kube.kas, household.cash, household.share_now_idr)
            now.kube += household.share_now_idr
        for place in range(kube.heads):
            household = member(city, kube, place)
            late += household.months_late - household.debt.idr
        now.in_arrears += late
        chair, treasurer = city.households[kube.chair], city.households[kube.treasurer]
        kube.books_kept = uniform(now, Purpose.BOOKS, kube.word) < chair.schooling
        kube.visibility = kube.books + treasurer.social_type


@compiled
def _live(city: Any) -> None:
    """Four draws and two postings a household, in three passes; a look at every member."""
    now, outside = city.now, city.outside
    for number in range(now.households):
        household = city.households[number]
        income = int(household.income_idr)
        z = normal(now, Purpose.INCOME_MONTH, household.word)
        ill = uniform(now, Purpose.ILLNESS, household.word) < z
        ceremony = uniform(now, Purpose.CEREMONY, household.word) < household.distress
        household.emergency = ill or ceremony
        household.month_need_idr = int(household.need_idr)
        post(Flow.OUTSIDE_INCOME, outside.employers, household.cash, income)
        now.income += income + household.share_now_idr
        now.short += household.cash.idr < household.month_need_idr
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        for place in range(kube.heads):
            household = member(city, kube, place)
            now.helped += household.cash.idr < household.month_need_idr
    for number in range(now.households):
        household = city.households[number]
        draw = uniform(now, Purpose.PLAN, household.word)
        now.borrowed += household.own_business.idr > draw
    for number in range(now.households):
        household = city.households[number]
        spent = int(household.income_idr) + household.share_now_idr
        household.distress, household.discipline = household.discipline, household.distress
        post(Flow.CONSUMPTION, household.cash, outside.shops, spent)
        now.saved += household.debt.idr < household.loan_months_left
        now.consumption += spent
        now.unmet += household.month_need_idr - spent


@compiled
def _learn(city: Any) -> None:
    """Two passes over the members, which change their traits; the Kube's institutions change."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        peers, gain = 0.0, 0.0
        for place in range(kube.heads):
            peers += member(city, kube, place).discipline
        for place in range(kube.heads):
            household = member(city, kube, place)
            gain += household.share_now_idr + household.need_idr + household.distress
            skill = household.skill
            household.skill = household.trust
            household.trust = household.motivation
            household.motivation = household.discipline
            household.discipline = skill
            household.schooling, household.part = household.part, household.schooling
            household.months_as_member += household.present
        kube.gain, kube.late_share = gain, peers
        books = kube.books
        kube.books, kube.organisation, kube.market = kube.organisation, kube.market, kube.access
        kube.access = books


@compiled
def _invest(city: Any) -> None:
    """Two draws and four postings a Kube."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        line = int(uniform(city.now, Purpose.LINE, kube.word) < kube.market)
        lkm = int(uniform(city.now, Purpose.LKM, kube.word) < kube.access)
        post(Flow.EQUIPMENT_BOUGHT, kube.kas, kube.equipment, line)
        post(Flow.BANK_DEPOSIT, kube.kas, kube.bank, lkm)
        post(Flow.BANK_WITHDRAWAL, kube.bank, kube.kas, lkm)
        post(Flow.IKS_OUTSIDE, kube.iks, city.outside.poor_families, kube.aside_idr)


@compiled
def _join_and_leave(city: Any) -> None:
    """One draw a member and one a household outside the Kubes; one draw a Kube."""
    now = city.now
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        for place in range(kube.heads):
            household = member(city, kube, place)
            stays = household.motivation + household.trust + household.distress
            stays += household.own_business.idr / household.need_idr
            now.left += uniform(now, Purpose.LEAVE, household.word) < stays
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        spirit = 0.0
        for place in range(kube.heads):
            household = member(city, kube, place)
            spirit += household.motivation + household.trust
        kube.attraction = spirit
        kube.places = uniform(now, Purpose.JOIN, kube.word) < spirit
        kube.idle_months += kube.idle
    for number in range(now.households):
        household = city.households[number]
        if household.kube == NOBODY:
            draw = uniform(now, Purpose.RETURN, household.word)
            now.joined += household.why_left < draw


@compiled
def _classify(city: Any) -> None:
    """Read a Kube's accounts and write its stage."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        assets = kube.kas.idr + kube.bank.idr + kube.iks.idr + kube.equipment.idr
        assets += kube.loans_out.idr + kube.lkm.idr + kube.lkm_loans.idr
        kube.stage = assets > kube.support_ends
