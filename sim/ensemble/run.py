"""The schedule in compiled code: jobs, months, and the phases of a month."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.compiled import compiled, entry
from sim.ensemble.ledger import close_month, open_account
from sim.ensemble.luck import month_word, owner_word, run_word
from sim.ensemble.phases.classify import classify
from sim.ensemble.phases.invest import invest
from sim.ensemble.phases.learn import learn
from sim.ensemble.phases.live import live
from sim.ensemble.phases.meet import meet
from sim.ensemble.phases.membership import join_and_leave
from sim.ensemble.phases.support import support
from sim.ensemble.phases.trade import trade
from sim.ensemble.records import NOBODY, City
from sim.ensemble.series import record_households, record_kubes
from sim.ensemble.state import write_state
from sim.ensemble.tally import add_end, add_month
from sim.luck import Kind

KUBE, FACILITATOR = int(Kind.KUBE), int(Kind.FACILITATOR)
NOT_WATCHED = -1


class Given(NamedTuple):
    """What does not change while jobs run.

    `plans`, `grants` and `levers` have one row a policy, `parameters` one row a set; `watched`
    says for each month where its series go, or `NOT_WATCHED`; `seen` is a month or -1.
    """

    place: Any
    plans: Any
    grants: Any
    levers: Any
    parameters: Any
    prices: NDArray[np.float64]
    seasons: NDArray[np.int64]
    watched: NDArray[np.int64]
    seen: int


class Workspace(NamedTuple):
    """The arrays that one thread works on, used again for every job."""

    now: Any
    outside: Any
    kubes: Any
    households: Any
    members: NDArray[np.int64]
    facilitators: Any
    grants: Any
    paper: Any


class Results(NamedTuple):
    """What comes out, one row a job.

    `kubes` has the shape (jobs, months watched, Kubes), `households` (jobs, months watched);
    `states` (jobs, words) and its view as real numbers hold final states, `lengths` their words.
    """

    tallies: Any
    kubes: Any
    households: Any
    states: NDArray[np.int64]
    real_states: NDArray[np.float64]
    lengths: NDArray[np.int64]


@entry
def run_jobs(
    given: Any, jobs: Any, work: Any, results: Any, first: int, last: int, keep_states: bool
) -> None:
    """Run the jobs from `first` to before `last`, each to the horizon."""
    for number in range(first, last):
        job = jobs[number]
        city = City(
            work.now[0],
            work.outside[0],
            given.place[0],
            given.parameters[job.parameters],
            given.levers[job.policy],
            work.kubes,
            work.households,
            work.members,
        )
        _begin(city, given.plans[job.policy], job.seed, job.replication)
        _begin_facilitators(work.facilitators, city.place.first_facilitator)
        _promise(work.grants, given.grants[job.policy])
        tally = results.tallies[number]
        for month in range(len(given.prices)):
            _begin_month(city.now, month, given.prices[month], given.seasons[month])
            _step(city, work.facilitators, work.grants, work.paper)
            add_month(city, tally, month == given.seen)
            if given.watched[month] != NOT_WATCHED:
                record_kubes(city, results.kubes[number, given.watched[month]])
                record_households(city, results.households[number, given.watched[month]])
        add_end(city, tally)
        if keep_states:
            words, real_words = results.states[number], results.real_states[number]
            results.lengths[number] = write_state(
                city, work.facilitators, work.paper, words, real_words
            )


@compiled
def _step(city: Any, facilitators: Any, grants: Any, paper: Any) -> None:
    """Let one month pass, phase by phase."""
    support(city, facilitators, grants, paper)
    trade(city)
    meet(city)
    live(city, paper)
    learn(city)
    invest(city)
    join_and_leave(city, paper)
    classify(city)
    close_month(city, facilitators)


@compiled
def _begin_month(now: Any, month: int, price: float, season: int) -> None:
    """Set the calendar and start counting anew."""
    now.month, now.price, now.season = month, price, season
    now.month_word = month_word(month)
    now.income = now.kube = now.consumption = now.unmet = 0
    now.saved = now.short = now.borrowed = now.in_arrears = now.helped = 0
    now.joined = now.left = 0


@compiled
def _begin(city: Any, plans: Any, seed: int, replication: int) -> None:
    """Set a city up as the scenario and the policy have it, before its first month."""
    now = city.now
    now.run_word = run_word(seed, replication)
    now.households = 0
    now.visits = now.monitoring_visits = now.ministry_idr = now.city_idr = 0
    now.campaigns = now.training_member_days = 0.0
    outside = city.outside
    for account in (
        outside.customers, outside.suppliers, outside.employers, outside.shops, outside.ministry,
        outside.city, outside.neighbours, outside.poor_families, outside.nature, outside.origin,
    ):  # fmt: skip
        open_account(account)
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        kube.number = number
        for account in (
            kube.kas, kube.bank, kube.iks, kube.equipment, kube.loans_out, kube.lkm,
            kube.lkm_loans,
        ):  # fmt: skip
            open_account(account)
        _plan(city, kube, plans[number])


@compiled
def _begin_facilitators(facilitators: Any, first: int) -> None:
    """Fill the posts anew in the first month."""
    for number in range(len(facilitators)):
        facilitator = facilitators[number]
        facilitator.id = first + number
        facilitator.word = owner_word(FACILITATOR, facilitator.id, 0, 0)
        open_account(facilitator.honoraria)
        facilitator.tenure_months = facilitator.own_kubes = facilitator.turnovers = 0
        facilitator.competence = facilitator.effort = facilitator.load_kubes = 0.0


@compiled
def _promise(grants: Any, planned: Any) -> None:
    """Promise the dated grants anew."""
    for number in range(len(grants)):
        grant, plan = grants[number], planned[number]
        grant.kind, grant.month = plan.kind, plan.month
        grant.amount_idr, grant.in_kind = plan.amount_idr, plan.in_kind
        grant.pending = 1


@compiled
def _plan(city: Any, kube: Any, plan: Any) -> None:
    """Put a Kube of the scenario on the list; it is founded when its month comes."""
    kube.id, kube.founded, kube.business = plan.id, plan.founded, plan.business
    kube.word = owner_word(KUBE, plan.id, 0, 0)
    kube.lines = kube.lines_at_founding = plan.lines
    kube.sets_aside, kube.by_rota, kube.share = plan.sets_aside, plan.by_rota, plan.share
    kube.facilitator = plan.facilitator
    kube.first_grant, kube.grants = plan.first_grant, plan.grants
    kube.support_ends = plan.support_ends
    kube.founders, kube.heads = plan.members, 0
    kube.reach = 1.0
    if plan.hard_access:
        kube.reach = city.p.support.hard_access
    kube.status = kube.stage = kube.former = kube.newcomers = 0
    kube.chair = kube.treasurer = NOBODY
    kube.has_lkm = kube.got_bpls = kube.got_lkm_grant = kube.idle_months = 0
    kube.saved_idr = kube.loans = kube.defaults = 0
    kube.supported = kube.visits = kube.monitored = kube.present = kube.earned_idr = 0
    kube.idle = kube.profit_idr = kube.aside_idr = kube.liquid_before_idr = kube.books_kept = 0
    kube.living = kube.places = kube.months_after = kube.months_mandiri_after = 0
    kube.fit = 1.0
    kube.cohesion = kube.books = kube.organisation = kube.market = kube.access = 0.0
    kube.attention = kube.visibility = kube.attendance = kube.consent = 0.0
    kube.held = kube.held_year = kube.visit_effect = kube.proposed_share = 0.0
    kube.late_share = kube.gain = kube.attraction = 0.0
