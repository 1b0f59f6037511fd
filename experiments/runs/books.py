"""Books of one run: which Kube or household, which months; as tables, CSV and JSON."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.console import RenderableType

from experiments.common.called import place_called, policy_called
from experiments.common.engines import model_of_run
from experiments.common.files import csv_text
from experiments.common.languages import Lang, in_language, title_of
from experiments.common.numbers import number
from experiments.common.tables import SECTION, Cell, Table, on_screen, strong
from experiments.common.uncertainty import FIRST_VALUES, Kind, Uncertainty
from experiments.runs.run_summary import Json
from experiments.runs.run_words import texts
from sim.agents import Household, Kube
from sim.book import CLOSING, OPENING, BookMonth, Journal, cash_book, flow_matrix
from sim.calendar import month_number, month_text
from sim.inputs.faults import nearest
from sim.inputs.said import Said, both, in_indonesian
from sim.inputs.strict import InputError
from sim.ledger import Account
from sim.luck import NEWCOMER
from sim.model import KubeModel
from sim.policy import Policy
from sim.scenario import Scenario

PERIOD = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
COLUMNS_MOST = 9
"""Columns of the flow matrix that stand side by side."""


class Run(NamedTuple):
    """Of which run a book is."""

    scenario: str
    policy: str
    seed: int
    replication: int
    draws: Kind

    def text(self, lang: Lang) -> str:
        """Say which run it is."""
        words = texts(lang)
        return words.say(
            "book.run",
            scenario=place_called(self.scenario, lang),
            policy=policy_called(self.policy, lang),
            seed=self.seed,
            replication=self.replication,
            draws=words[f"drawn.{self.draws}"],
        )


class CashBook(NamedTuple):
    """The cash book of a Kube's kas or of a household."""

    run: Run
    kube: str
    household: str | None
    start: int
    months: list[BookMonth]

    def rows(self) -> Iterator[tuple[str, str, int | None, int | None, int | None, int]]:
        """Yield month, description, entries, in, out and balance; balances around every month."""
        for month in self.months:
            text = self._text(month)
            yield text, OPENING, None, None, None, month.opening_idr
            for line in month.lines:
                _, entries, in_idr, out_idr, balance_idr = line
                yield text, line.description, entries, in_idr, out_idr, balance_idr
            yield text, CLOSING, None, None, None, month.closing_idr

    def _text(self, month: BookMonth) -> str:
        return month_text(self.start + month.month)

    def table(self, lang: Lang) -> RenderableType:
        """Return the book with opening and closing balances of every month."""
        words, owner = texts(lang), self.kube
        if self.household is not None:
            owner = words.say("book.household", number=self.household, kube=self.kube)
        title = words.say("book.title", owner=owner, run=self.run.text(lang))
        headings = words.tables["book"]["heads"]
        rows: list[tuple[Cell, ...]] = []
        for month, description, *amounts in self.rows():
            cells = [number(amount, 0, lang) if amount else "" for amount in amounts[:-1]]
            row = (month, in_language(description, lang), *cells, number(amounts[-1] or 0, 0, lang))
            rows += [tuple(map(strong, row)), SECTION] if description == CLOSING else [row]
        if not rows:
            rows.append(("", words["book.nothing"], "", "", "", ""))
        return on_screen(Table(title, headings, rows, text_columns=(0, 1)))

    def csv(self, numbers: str = "plain") -> str:
        """Return the book as CSV, the balances of every month among the lines."""
        header = ("month", "description", "entries", "in_idr", "out_idr", "balance_idr")
        return csv_text(header, self.rows(), numbers)

    def json(self) -> Json:
        """Return the book as a JSON object."""
        return {
            **self.run._asdict(),
            "kube": self.kube,
            "household": self.household,
            "months": [
                {
                    **month._asdict(),
                    "month": self._text(month),
                    "lines": [
                        {
                            "description": line.description,
                            **line._asdict(),
                            "flow": line.flow.name,
                        }
                        for line in month.lines
                    ],
                }
                for month in self.months
            ],
        }


class FlowMatrix(NamedTuple):
    """What flowed in a month or a year between all accounts of the city, by kind."""

    run: Run
    period: str
    matrix: NDArray[np.int64]

    def table(self, lang: Lang) -> RenderableType:
        """Return the matrix in blocks of columns; rows pay, columns receive."""
        receiving = [kind for kind in Account if self.matrix[:, kind].any()]
        title = texts(lang).say("flows.title", period=self.period, run=self.run.text(lang))
        return on_screen(
            *(
                self._block("" if first else title, receiving[first : first + COLUMNS_MOST], lang)
                for first in range(0, len(receiving), COLUMNS_MOST)
            )
        )

    def _block(self, title: str, receiving: list[Account], lang: Lang) -> Table:
        words, amounts = texts(lang), self.matrix[:, receiving]

        def cells(sums: Iterable[int]) -> list[str]:
            return [_millions(amount, lang) for amount in sums]

        rows: list[tuple[str, ...]] = [
            (title_of(kind, lang), *cells(amounts[kind])) for kind in Account if amounts[kind].any()
        ]
        total = (words["flows.all"], *cells(amounts.sum(axis=0)))
        heads = (words["flows.from"], *(title_of(kind, lang) for kind in receiving))
        return Table(title, heads, [*rows, SECTION, total])

    def csv(self, numbers: str = "plain") -> str:
        """Return the whole matrix as CSV, in Rp, rows paying to columns."""
        rows = [(_label(kind), *self.matrix[kind].tolist()) for kind in Account]
        return csv_text(("from", *map(_label, Account)), rows, numbers)

    def json(self) -> Json:
        """Return what is not nothing as a JSON object: from, to, Rp."""
        flows: dict[str, dict[str, int]] = {}
        for source, target in np.argwhere(self.matrix).tolist():
            of_source = flows.setdefault(_label(Account(source)), {})
            of_source[_label(Account(target))] = int(self.matrix[source, target])
        return {**self.run._asdict(), "period": self.period, "flows_idr": flows}


def _label(kind: Account) -> str:
    return kind.name.lower().replace("_", " ")


def _millions(amount: int, lang: Lang) -> str:
    """Write Rp in millions: nothing as nothing, very little as a dot."""
    if amount == 0:
        return ""
    return number(amount / 1e6, 1, lang) if amount >= 50_000 else "."


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
    model = model_of_run(drawn, policy, seed, replication, keep_journal=True)
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
    named = [kube for kube in kubes if kube.name.casefold() == text.casefold()]
    named += [kube for kube in kubes if str(kube.id) == text]
    if named:
        return named[0]
    names = [kube.name for kube in kubes]
    near = nearest(text, names)
    fault = both(
        f"--kube {text}: unknown Kube; {near}",
        f"--kube {text}: Kube tidak dikenal; {in_indonesian(near)}",
    )
    raise InputError([fault])


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
    first = _numbered("founders", "pendiri", "", founders)
    later = _numbered("newcomers", "anggota baru", "n", len(born) - founders)
    fault = both(
        f"--household {text}: in this run, {kube.name} has {first} and {later}",
        f"--household {text}: dalam simulasi ini {kube.name} mempunyai {first.indonesian} dan "
        f"{later.indonesian}",
    )
    raise InputError([fault])


def _numbered(what: str, apa: str, letter: str, count: int) -> Said:
    if not count:
        return both(f"no {what}", f"tidak ada {apa}")
    last = f"{letter}{count - 1}"
    return both(f"{what} {letter}0 to {last}", f"{apa} {letter}0 sampai {last}")


def period_of(scenario: Scenario, text: str) -> range:
    """Return the months of `2009` or `2009-05` that lie in the scenario."""
    if not PERIOD.fullmatch(text):
        fault = both(
            f"{text}: write a year as 2009 or a month as 2009-05",
            f"{text}: tulis tahun seperti 2009 atau bulan seperti 2009-05",
        )
        raise InputError([fault])
    year, _, month = text.partition("-")
    first = scenario.month(f"{year}-{month or '01'}")
    last = first + 1 if month else first + 12
    period = range(max(0, first), min(scenario.months, last))
    if not period:
        end = month_text(month_number(scenario.start) + scenario.months - 1)
        fault = both(
            f"{text}: outside the scenario, {scenario.start} to {end}",
            f"{text}: di luar skenario, {scenario.start} sampai {end}",
        )
        raise InputError([fault])
    return period
