"""The schedule in compiled code: jobs, months, and the phases of a month."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.accounts import add_cells, note_spending
from sim.ensemble.compiled import compiled, entry, inlined
from sim.ensemble.ledger import close_month
from sim.ensemble.luck import month_word, run_word
from sim.ensemble.phases.classify import classify
from sim.ensemble.phases.invest import invest
from sim.ensemble.phases.learn import learn
from sim.ensemble.phases.live import live
from sim.ensemble.phases.meet import meet
from sim.ensemble.phases.membership import join_and_leave
from sim.ensemble.phases.support import support
from sim.ensemble.phases.trade import trade
from sim.ensemble.records import City
from sim.ensemble.series import record_households, record_kubes
from sim.ensemble.state import write_state
from sim.ensemble.tally import add_end, add_month

NOT_WATCHED = -1


class Given(NamedTuple):
    """What does not change while jobs run.

    `now`, `outside`, `newborn`, `kubes` and `facilitators` are what each starts as. `kubes`,
    `grants`, `decisions` and `levers` have one row a policy, `parameters` one row a set;
    `watched` says for each month where its series go, or `NOT_WATCHED`; `years` counts the years
    from the start; `seen` is a month or -1.
    """

    place: Any
    now: Any
    outside: Any
    newborn: Any
    facilitators: Any
    kubes: Any
    grants: Any
    decisions: Any
    levers: Any
    parameters: Any
    prices: NDArray[np.float64]
    seasons: NDArray[np.int64]
    watched: NDArray[np.int64]
    years: NDArray[np.int64]
    seen: int


class Workspace(NamedTuple):
    """The arrays that one thread works on, used again for every job."""

    now: Any
    outside: Any
    kubes: Any
    households: Any
    members: NDArray[np.uint32]
    facilitators: Any
    grants: Any
    paper: Any


class Results(NamedTuple):
    """What comes out, one row a job.

    `kubes` has the shape (jobs, months watched, Kubes), `households` (jobs, months watched);
    `spent` has the shape (jobs, years), `cells` (jobs, cells of Kubes and of households);
    `states` (jobs, words) and its view as real numbers hold final states, `lengths` their words.
    """

    tallies: Any
    kubes: Any
    households: Any
    spent: Any
    cells: Any
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
        city = city_of(given, work, job.policy, job.parameters)
        work.now[0] = given.now[0]
        work.now[0].run_word = run_word(job.seed, job.replication)
        work.outside[0] = given.outside[0]
        for kube in range(len(work.kubes)):
            work.kubes[kube] = given.kubes[job.policy, kube]
        for facilitator in range(len(work.facilitators)):
            work.facilitators[facilitator] = given.facilitators[facilitator]
        for grant in range(len(work.grants)):
            work.grants[grant] = given.grants[job.policy, grant]
        tally = results.tallies[number]
        for month in range(len(given.prices)):
            _begin_month(city.now, month, given.prices[month], given.seasons[month])
            _decide(city.kubes, given.decisions[job.policy], month)
            support(city, work.facilitators, work.grants, work.paper)
            trade(city, work.paper)
            meet(city)
            live(city, work.paper)
            learn(city)
            invest(city)
            join_and_leave(city, work.paper)
            classify(city)
            close_month(city, work.facilitators)
            add_month(city, tally, month == given.seen)
            note_spending(city.now, tally, results.spent[number, given.years[month]])
            if given.watched[month] != NOT_WATCHED:
                record_kubes(city, results.kubes[number, given.watched[month]])
                record_households(city, results.households[number, given.watched[month]])
        add_end(city, tally)
        add_cells(city, results.cells[number])
        if keep_states:
            words, real_words = results.states[number], results.real_states[number]
            results.lengths[number] = write_state(
                city, work.facilitators, work.paper, words, real_words
            )


@inlined
def city_of(given: Any, work: Any, policy: int, parameters: int) -> Any:
    """Return the city of a workspace under a policy and a parameter set."""
    return City(
        work.now[0],
        work.outside[0],
        given.place[0],
        given.parameters[parameters],
        given.levers[policy],
        given.newborn[0],
        work.kubes,
        work.households,
        work.members,
    )


@compiled
def _decide(kubes: Any, decisions: Any, month: int) -> None:
    """Let Kubes decide what they decide this month; what was decided stands for the rule."""
    for number in range(len(decisions)):
        decision = decisions[number]
        if decision.month == month:
            kube = kubes[decision.place]
            if decision.share >= 0.0:
                kube.decided_share = decision.share
            if decision.lend >= 0:
                kube.lends = decision.lend
            if decision.grant >= 0:
                kube.grant_use = decision.grant
            if decision.visits >= 0:
                kube.decided_visits = decision.visits
    if len(decisions):
        for number in range(len(kubes)):
            kube = kubes[number]
            if kube.decided_share >= 0.0:
                kube.share = kube.decided_share
                kube.sets_aside = kube.decided_share > 0.0


@compiled
def _begin_month(now: Any, month: int, price: float, season: int) -> None:
    """Set the calendar and start counting anew."""
    now.month, now.price, now.season = month, price, season
    now.month_word = month_word(month)
    now.income = now.kube = now.consumption = now.unmet = 0
    now.saved = now.short = now.borrowed = now.in_arrears = now.helped = 0
    now.joined = now.left = 0
