"""Books of one run: which Kube, which household, which months."""

from difflib import get_close_matches
from typing import NamedTuple

from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from experiments.runs.book_views import CashBook, FlowMatrix, Run
from sim.agents import Household, Kube
from sim.book import Journal, cash_book, flow_matrix
from sim.calendar import month_number, month_text
from sim.inputs.strict import InputError
from sim.luck import NEWCOMER
from sim.model import KubeModel
from sim.policy import Policy
from sim.scenario import Scenario


class Books(NamedTuple):
    """A finished run whose journal was kept."""

    run: Run
    scenario: Scenario
    model: KubeModel

    @property
    def journal(self) -> Journal:
        """Every flow, by month."""
        kept = self.model.city.ledger.kept
        assert kept is not None
        return kept


def keep_books(
    scenario: Scenario,
    policy: Policy,
    seed: int,
    replication: int,
    uncertainty: Uncertainty = FIRST_VALUES,
) -> Books:
    """Run one replication to the horizon, with the parameters of its draw; keep its journal."""
    drawn = uncertainty.scenario(scenario, replication)
    model = KubeModel(drawn, policy, seed=seed, replication=replication, keep_journal=True)
    model.run()
    run = Run(scenario.name, policy.name, seed, replication, uncertainty.kind)
    return Books(run, scenario, model)


def book_of(books: Books, kube: str, household: str | None, period: range) -> CashBook:
    """Return the cash book of a Kube, or of a household that was born into it.

    Parameters
    ----------
    books : Books
    kube : str
        Name or id.
    household : str or None
        `0`, `1`, … for a founder; `n0`, `n1`, … for a newcomer, in the order of joining.
    period : range
        Months of the scenario that are shown.
    """
    model = books.model
    group = find_kube(model, kube)
    account = (
        group.kas if household is None else find_household(model, group, household).cash_account
    )
    months = [month for month in cash_book(books.journal, account) if month.month in period]
    start = month_number(books.scenario.start)
    return CashBook(books.run, group.name, household, start, months)


def flows_of(books: Books, text: str) -> FlowMatrix:
    """Return the flow matrix of a month (`2009-05`) or a year (`2009`)."""
    period = period_of(books.scenario, text)
    matrix = flow_matrix(books.journal, books.model.city.ledger.types, period)
    return FlowMatrix(books.run, text, matrix)


def find_kube(model: KubeModel, text: str) -> Kube:
    """Return the Kube of a name, whatever its capitals, or of an id."""
    kubes = model.city.kubes
    for kube in kubes:
        if kube.name.casefold() == text.casefold():
            return kube
    for kube in kubes:
        if str(kube.id) == text:
            return kube
    names = [kube.name for kube in kubes]
    near = get_close_matches(text, names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(names)}"
    raise InputError([f"--kube {text}: unknown Kube; {hint}"])


def find_household(model: KubeModel, kube: Kube, text: str) -> Household:
    """Return the founder `0`, `1`, … or newcomer `n0`, `n1`, … of a Kube."""
    number = text.removeprefix("n")
    born = [household for household in model.city.households if household.origin == kube.id]
    if number.isascii() and number.isdigit():
        slot = int(number) + (NEWCOMER if text.startswith("n") else 0)
        for household in born:
            if household.slot == slot:
                return household
    founders = sum(household.slot < NEWCOMER for household in born)
    raise InputError(
        [
            f"--household {text}: in this run, {kube.name} has "
            f"{_numbered('founders', '', founders)} and "
            f"{_numbered('newcomers', 'n', len(born) - founders)}"
        ]
    )


def _numbered(what: str, letter: str, count: int) -> str:
    return f"{what} {letter}0 to {letter}{count - 1}" if count else f"no {what}"


def period_of(scenario: Scenario, text: str) -> range:
    """Return the months of `2009` or `2009-05` that lie in the scenario."""
    year, _, month = text.partition("-")
    right = len(year) == 4 and year.isdecimal() and year.isascii()
    if "-" in text:
        right = right and month in {f"{number:02d}" for number in range(1, 13)}
    if not right:
        raise InputError([f"{text}: write a year as 2009 or a month as 2009-05"])
    first = scenario.month(f"{year}-{month or '01'}")
    last = first + 1 if month else first + 12
    period = range(max(0, first), min(scenario.months, last))
    if not period:
        end = month_text(month_number(scenario.start) + scenario.months - 1)
        raise InputError([f"{text}: outside the scenario, {scenario.start} to {end}"])
    return period
