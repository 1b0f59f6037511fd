"""The schedule in compiled code: jobs, months, and the phases of a month."""

from typing import Any

from sim.ensemble.arguments import NOT_WATCHED
from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.ledger import close_month
from sim.ensemble.luck import deal_month, month_word, run_word
from sim.ensemble.phases import announce, decide, pass_month
from sim.ensemble.records import City
from sim.ensemble.series import count_households, record_kubes
from sim.ensemble.tally import add_cells, add_end, add_month, note_spending

NO_PERIOD = -1


@compiled
def run_jobs(
    given: Any, jobs: Any, pasts: Any, work: Any, results: Any, first: int, last: int
) -> None:
    """Run the jobs from `first` to before `last`, each to the horizon.

    `pasts` have the replication whose luck each Kube has before `begins`, shape (jobs, Kubes); no
    rows where Kubes have that of the run from the start.
    """
    now, count, agency, outside = work.now, work.count, work.agency, work.outside
    kubes, households, facilitators = work.kubes, work.households, work.facilitators
    prices, seasons, years, watched = given.prices, given.seasons, given.years, given.watched
    ends, seen = results.ends, given.seen
    for number in range(first, last):
        job = jobs[number]
        now[0], agency[0], outside[0] = given.now[0], given.agency[0], given.outside[0]
        now[0].run_word = run_word(job.seed, job.replication)
        _copy(given.kubes[job.policy], kubes, len(kubes))
        for place in range(len(kubes)):
            own = pasts[number, place] if len(pasts) else job.replication
            kubes[place].run_word = run_word(job.seed, own)
        _copy(given.facilitators, facilitators, len(facilitators))
        _copy(given.grants[job.policy], work.grants, len(work.grants))
        city = city_of(given, work, job.parameters)
        periods, period = given.periods[job.policy], NO_PERIOD
        announced, decisions = given.announced[job.policy], given.decisions[job.policy]
        tally = results.tallies[number]
        spent = results.spent[number]
        for month in range(len(prices)):
            _begin_month(now[0], month, prices[month], seasons[month])
            if month == given.begins:
                _share_luck(now[0], kubes, households)
            deal_month(now[0], kubes, households)
            count[0] = given.count[0]
            if periods[month] != period:
                period = periods[month]
                work.levers[0] = given.levers[job.policy, period]
            announce(city, announced)
            decide(city, decisions)
            pass_month(city)
            close_month(city)
            count_households(city)
            add_month(city, tally, month == seen)
            note_spending(agency[0], tally, spent[years[month]])
            if watched[month] != NOT_WATCHED:
                record_kubes(city, results.kubes[number, watched[month]])
                results.households[number, watched[month]] = count[0]
        add_end(city, tally)
        add_cells(city, results.cells[number])
        if len(ends.now):
            ends.now[number], ends.agency[number] = now[0], agency[0]
            ends.outside[number] = outside[0]
            _copy(kubes, ends.kubes[number], len(kubes))
            _copy(households, ends.households[number], now[0].households)
            _copy(facilitators, ends.facilitators[number], len(facilitators))


@inlined
def city_of(given: Any, work: Any, parameters: int) -> Any:
    """Return the city of a workspace under a parameter set."""
    return City(
        work.now[0],
        work.count[0],
        work.agency[0],
        work.outside[0],
        work.outside[0],
        given.place[0],
        given.parameters[parameters],
        work.levers[0],
        given.newborn[0],
        work.kubes,
        work.households,
        work.members,
        work.facilitators,
        work.grants,
        work.paper,
    )


@compiled
def _begin_month(now: Any, month: int, price: float, season: int) -> None:
    """Set the calendar."""
    now.month, now.price, now.season = month, price, season
    now.month_word = month_word(month)


@compiled
def _share_luck(now: Any, kubes: Any, households: Any) -> None:
    """Give everybody the luck of the run."""
    for kube in kubes:
        kube.run_word = now.run_word
    for number in range(now.households):
        households[number].run_word = now.run_word


@compiled
def _copy(source: Any, target: Any, count: int) -> None:
    """Copy the first so many records."""
    for number in range(count):
        target[number] = source[number]
