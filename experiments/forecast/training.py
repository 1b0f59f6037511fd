"""Simulated cities like one's own, cut at a today: what books said then, and what came of Kubes.

Every city has its own draw of what is uncertain, its own programme and its own damage of books.
The same cities are run again with each action from the month after today on, on the same random
numbers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import Panel, panel_of_simulated
from experiments.common.uncertainty import Uncertainty
from experiments.forecast.actions import MIXES, Action, policy_of
from experiments.forecast.features import WINDOW, About, about, features, recent
from experiments.forecast.mixing import MIXED, WHOLE, Part, kept_as, late
from sim.calendar import month_number
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.rules.stages import GAGAL
from sim.scenario import Scenario

Values = NDArray[np.float64]

HORIZONS = (12, 24)
"""Months ahead for which Kubes are forecast."""
AHEAD = 36
"""Months after today that are run, so that mere postponement is seen."""
CITIES, KUBES_LEAST, CITIES_MOST = 500, 40_000, 2_000
"""Cities that are simulated; more where they are small, so that there are enough Kubes."""
CUTS = (0, 6, 0, 12)
"""Months before one's own today at which cities are cut in turn."""
NEVER = 0
"""Stands for no month of failing within those that are run."""


class Plan(NamedTuple):
    """What is simulated.

    Attributes
    ----------
    scenario : Scenario
        Long enough for `AHEAD` months after today.
    today : int
        Number of the month (`sim.calendar.month_number`).
    first, cities : int
        First replication and their number: replication r has draw r.
    books : str
        How they are kept (`kept_as`).
    part : Part
        What is left of them.
    """

    scenario: Scenario
    uncertainty: Uncertainty
    today: int
    first: int = 0
    cities: int = CITIES
    seed: int = 1
    books: str = MIXED
    part: Part = WHOLE

    def cut(self, city: int) -> int:
        """Return the number of the month at which a city is cut, by its place."""
        programmes = 2 * len(MIXES)
        back = CUTS[(city // programmes) % len(CUTS)]
        founded = min(month_number(kube.founded) for kube in self.scenario.kubes)
        return self.today - back if self.today - back > founded + back else self.today

    def mix(self, city: int) -> int:
        """Return the programme of a city: every second has the plan, -1."""
        return -1 if city % 2 == 0 else (city // 2) % len(MIXES)


class Fates(NamedTuple):
    """What came of Kubes after today, shape (rows,) each.

    Attributes
    ----------
    fails : NDArray of int64
        Months until it failed, `NEVER` if not within `AHEAD`.
    stages : NDArray of int64, shape (rows, horizons)
        At the end of each of `HORIZONS`.
    kas_idr : NDArray of float64
        After 12 months, in Rp of the base month.
    income_idr : NDArray of float64
        From the Kube per member household and month, mean of the 12 months, likewise.
    """

    fails: NDArray[np.int64]
    stages: NDArray[np.int64]
    kas_idr: Values
    income_idr: Values

    def within(self, months: int) -> NDArray[np.bool_]:
        """Return which failed within so many months."""
        return np.asarray((self.fails != NEVER) & (self.fails <= months))


@dataclass(frozen=True, eq=False)
class Training:
    """Living Kubes of simulated cities as of today.

    Attributes
    ----------
    names : tuple of str
        Of the features.
    features, before : NDArray of float64, shape (rows, features)
        As of today and as of the month before.
    city : NDArray of int64, shape (rows,)
    age : NDArray of int64, shape (rows,)
        Months since founding.
    now : NDArray of float64, shape (rows, 3)
        Attendance, profit and kas of today's month, by the books; NaN where not known.
    fates : Fates
    with_action : dict of Fates
        By the name of the action; of all rows.
    """

    names: tuple[str, ...]
    features: Values
    before: Values
    city: NDArray[np.int64]
    age: NDArray[np.int64]
    now: Values
    fates: Fates
    with_action: dict[str, Fates]

    def column(self, name: str) -> Values:
        """Return a feature by its name."""
        return np.asarray(self.features[:, self.names.index(name)])

    def where(self, rows: NDArray[Any]) -> "Training":
        """Return some of the rows."""
        return Training(
            self.names,
            self.features[rows],
            self.before[rows],
            self.city[rows],
            self.age[rows],
            self.now[rows],
            _rows(self.fates, rows),
            {name: _rows(fates, rows) for name, fates in self.with_action.items()},
        )


def _rows(fates: Fates, rows: NDArray[Any]) -> Fates:
    return Fates(*(values[rows] for values in fates))


def cities_for(kubes: int) -> int:
    """Return how many cities of so many Kubes are simulated."""
    return int(min(CITIES_MOST, max(CITIES, -(-KUBES_LEAST // max(1, kubes)))))


def long_enough(scenario: Scenario, today: int) -> Scenario:
    """Return a scenario that goes on for `AHEAD` months, with prices rising as in its last year.

    It has no today of its own: simulated cities differ in their programmes from the start on.
    """
    months = today + AHEAD + 1 - month_number(scenario.start)
    prices = scenario.prices
    if prices.inflation_after_percent is None:
        given = prices.inflation_percent
        prices = prices.model_copy(update={"inflation_after_percent": given[max(given)]})
    whole = {"months": months, "prices": prices, "seen": None, "today": None}
    return scenario.model_copy(update=whole)


def train(
    plan: Plan,
    actions: Sequence[Action] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> Training:
    """Run the cities of a plan and return their Kubes.

    Parameters
    ----------
    actions : sequence of Action
        Each is another run of every city.
    progress : callable
        Called with the runs done.
    """
    kubes = sorted(plan.scenario.kubes, key=lambda kube: kube.id)
    of = about(plan.scenario, kubes)
    parts: list[_Part] = []
    done = 0
    for first, chunk in _chunks(plan, None):
        for records, panel in _books(plan, first, chunk):
            parts.append(_city(plan, len(parts), records, panel, of))
        done += len(chunk)
        progress(done)
    with_action = {}
    for action in actions:
        fates = []
        for first, chunk in _chunks(plan, action):
            for city, records in enumerate(chunk, start=first):
                fates.append(_rows(_fates(plan, city, records, of), parts[city].kubes))
            done += len(chunk)
            progress(done)
        with_action[action.name] = _joined(fates)
    return Training(
        parts[0].names,
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.before for part in parts]),
        np.concatenate([np.full(len(part.kubes), city) for city, part in enumerate(parts)]),
        np.concatenate([part.age for part in parts]),
        np.concatenate([part.now for part in parts]),
        _joined([part.fates for part in parts]),
        with_action,
    )


def _joined(fates: Sequence[Fates]) -> Fates:
    return Fates(*(np.concatenate(values) for values in zip(*fates, strict=True)))


class _Part(NamedTuple):
    """One city's rows."""

    names: tuple[str, ...]
    kubes: NDArray[np.int64]
    features: Values
    before: Values
    age: NDArray[np.int64]
    now: Values
    fates: Fates


def _first(plan: Plan) -> int:
    """Return the first month that is watched, counted from the scenario's start."""
    earliest = plan.today - max(CUTS) - WINDOW - 1
    return max(0, earliest - month_number(plan.scenario.start))


def _chunks(plan: Plan, action: Action | None) -> Iterator[tuple[int, Any]]:
    """Yield cities by the place of the first: their records, shape (cities, months, kubes)."""
    scenario = plan.scenario
    ends = scenario.programme.support_months > 0
    replications = plan.first + np.arange(plan.cities)
    kinds = [(plan.mix(city), plan.cut(city)) for city in range(plan.cities)]
    distinct = sorted(set(kinds))
    policies = [
        policy_of({} if mix < 0 else MIXES[mix], action, cut, ends) for mix, cut in distinct
    ]
    sets = plan.uncertainty.sets_of(scenario, replications)
    jobs = np.recarray(plan.cities, JOB)
    jobs.policy = [distinct.index(kind) for kind in kinds]
    jobs.parameters, jobs.replication, jobs.seed = sets.place, replications, plan.seed
    first = _first(plan)
    city = Ensemble(scenario, policies, sets.columns)
    for chunk in city.chunks(jobs, months=range(first, scenario.months)):
        yield chunk.first, chunk.kubes


def _books(plan: Plan, first: int, chunk: Any) -> Iterator[tuple[Any, Panel]]:
    """Yield the records of each city of a chunk and its books, shape (months, kubes)."""
    panel = panel_of_simulated(plan.scenario, chunk, _first(plan), plan.first + first)
    panel = kept_as(panel, plan.books, plan.seed)
    kubes = chunk.shape[2]
    for place, records in enumerate(chunk):
        yield records, panel.rows(np.arange(place * kubes, (place + 1) * kubes))


def _city(plan: Plan, city: int, records: Any, panel: Panel, of: About) -> _Part:
    """Return the living Kubes of a city as of its cut."""
    today = plan.cut(city)
    stages = records.stage[_place(plan, today)]
    kubes = np.flatnonzero(stages > GAGAL)
    books = panel.until(today)
    seen = of.rows(np.flatnonzero(panel.founded <= today))
    if plan.books == MIXED:
        books = late(books, plan.seed)
    books = plan.part.of(books)
    names, now = features(books, today, seen)
    _, before = features(books, today - 1, seen)
    months = recent(books, today, seen)
    told = np.column_stack(
        [months.attendance[:, -1], months.profit_idr[:, -1], months.kas_idr[:, -1]]
    )
    rows = np.searchsorted(np.flatnonzero(panel.founded <= today), kubes)
    return _Part(
        names,
        kubes,
        now[rows],
        before[rows],
        (today - panel.founded)[kubes],
        told[rows],
        _rows(_fates(plan, city, records, of), kubes),
    )


def _place(plan: Plan, month: int) -> int:
    """Return the row of a month among those watched."""
    return month - month_number(plan.scenario.start) - _first(plan)


def _fates(plan: Plan, city: int, records: Any, of: About) -> Fates:
    """Return what came of all Kubes of a city after its cut."""
    today = plan.cut(city)
    start = _place(plan, today) + 1
    after = records[start : start + AHEAD]
    gagal = after.stage == GAGAL
    fails = np.where(gagal.any(axis=0), np.argmax(gagal, axis=0) + 1, NEVER)
    year = after[: HORIZONS[0]]
    months = today + 1 + np.arange(AHEAD) - of.start
    price = of.prices[np.minimum(months, len(of.prices) - 1)]
    living = year.stage > GAGAL
    paid = np.where(living, year.profit_idr - year.aside_idr, 0) / price[: len(year), None]
    heads = np.where(living, year.members, 0).sum(axis=0)
    return Fates(
        fails.astype(np.int64),
        np.column_stack([after.stage[months - 1] for months in HORIZONS]),
        year.kas_idr[-1] / price[HORIZONS[0] - 1],
        paid.sum(axis=0) / np.maximum(heads, 1),
    )
