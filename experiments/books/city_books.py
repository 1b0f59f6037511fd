"""The books of a simulated city, as its treasurers would keep them, and as a workbook.

They are those of one run of the Mesa model, whose ledger's journal has every entry. Sums are in
coins: a treasurer cannot count less than the smallest. So a balance is up to Rp 99 below the run's,
and what moved is the difference of two such balances.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.books.damage import damaged
from experiments.books.panel import (
    NO_MONTH,
    Panel,
    Values,
    months_of_panel,
    panel_of_simulated,
)
from experiments.common.called import place_title
from experiments.common.city_workbook import city_workbook, kubes_of
from experiments.common.engines import one_run
from experiments.common.uncertainty import Uncertainty
from sim.agents import Kube
from sim.book import Journal, cash_book
from sim.calendar import month_number, month_text
from sim.choices import GRANT_KINDS
from sim.inputs.faults import InputError
from sim.inputs.said import both
from sim.ledger import Flow
from sim.luck import MONTHS_MOST
from sim.model import KubeModel
from sim.policy import Policy
from sim.scenario import Scenario
from sim.workbook.as_scenario import YEARS_AHEAD
from sim.workbook.cash_books import sums_of
from sim.workbook.descriptions import kind_of, money_of
from sim.workbook.reading import COIN_LEAST_IDR
from sim.workbook.records import CashEntry, GrantSeen, KubeSeen

GRANTS = {Flow.GRANT_CASH: "cash", Flow.GRANT_IN_KIND: "in_kind"}
"""Flows that are grants, and their form."""
STARTER = "starter"
BOOKED = ("kas_idr", "sales_idr", "costs_idr", "shared_idr")
"""Columns that a cash book adds up to."""


class CityBooks(NamedTuple):
    """The books of a city.

    Attributes
    ----------
    scenario : Scenario
        The city and its programme, with the policy's levers.
    panel : Panel
        What the sheet `bulanan` says, of one city.
    cash : tuple of CashEntry
        The cash books, Kube by Kube; dates are months.
    grants : tuple of GrantSeen
        Those at founding among them, as `starter`.
    """

    scenario: Scenario
    panel: Panel
    cash: tuple[CashEntry, ...]
    grants: tuple[GrantSeen, ...]


def city_books(
    scenario: Scenario, policy: Policy, seed: int, replication: int, uncertainty: Uncertainty
) -> CityBooks:
    """Run one replication to the horizon, with the parameters of its draw; return its books."""
    drawn = uncertainty.scenario(scenario, replication)
    model = KubeModel(drawn, policy, seed=seed, replication=replication, keep_journal=True)
    kubes, journal = model.city.kubes, model.city.ledger.kept
    assert journal is not None
    late = np.full((len(kubes), scenario.months), np.nan)
    grants: list[GrantSeen] = []
    while model.running:
        before = [_granted(kube) for kube in kubes]
        model.step()
        month = model.month - 1
        name = month_text(month_number(scenario.start) + month)
        for kube, had in zip(kubes, before, strict=True):
            late[kube.number, month] = sum(member.months_late > 0 for member in kube.members)
            grants += _grants(kube, name, journal[month], _new(had, _granted(kube)), month)
    cash = {str(kube.id): list(_entries(kube, journal, scenario)) for kube in kubes}
    told = _told(cash, month_number(scenario.start), scenario.months)
    panel = panel_of_simulated(scenario, one_run(model).kubes.T[None], more={"late": late, **told})
    return CityBooks(
        scenario.under(policy),
        replace(panel, columns=_in_coins(panel)),
        tuple(entry for entries in cash.values() for entry in entries),
        tuple(grants),
    )


def until(books: CityBooks, last: str) -> CityBooks:
    """Return the books as they stood when a month was over.

    Parameters
    ----------
    last : str
        A month of the scenario.

    Raises
    ------
    InputError
        When no Kube had been founded.
    """
    panel = books.panel.until(month_number(last))
    if not panel.codes:
        fault = both(
            f"{last}: no Kube has been founded by then; name a later month",
            f"{last}: belum ada Kube yang dibentuk; sebutkan bulan sesudahnya",
        )
        raise InputError([fault])
    return CityBooks(
        books.scenario,
        panel,
        tuple(entry for entry in books.cash if entry.date <= last),
        tuple(grant for grant in books.grants if grant.month <= last),
    )


def as_kept(books: CityBooks, kind: str, seed: int) -> CityBooks:
    """Return the books with a kind of damage (`experiments.books.damage.KINDS`).

    A cash book has the months of which all that it adds up to is known; where the kas is wrong, its
    last balance of the month is.
    """
    panel = damaged(books.panel, kind, seed)
    kept = np.logical_and.reduce([~np.isnan(panel[name]) for name in BOOKED])
    places = {code: place for place, code in enumerate(panel.codes)}
    cash: list[CashEntry] = []
    for (code, date), entries in groupby(books.cash, key=lambda entry: (entry.code, entry.date)):
        at = places[code], month_number(date) - panel.first
        if kept[at]:
            *others, last = entries
            cash += [*others, last._replace(balance_idr=round(float(panel["kas_idr"][at])))]
    return books._replace(panel=panel, cash=tuple(cash))


def workbook_of(books: CityBooks, name: str) -> bytes:
    """Return the books as a workbook, whose scenario has this name.

    Its today is the last month of the books. It is as long as the scenario of the run, or some
    years longer than the books, so that policies have months to act in.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    return city_workbook(
        _from_today(books, name),
        _kubes(books),
        months_of_panel(books.panel),
        books.cash,
        [grant for grant in books.grants if grant.grant != STARTER],
    )


def _from_today(books: CityBooks, name: str) -> Scenario:
    """Return the scenario as the workbook has it; prices go on rising as in the last known year."""
    place, last = books.scenario, int(books.panel.months[-1])
    ahead = last - month_number(place.start) + 1 + 12 * YEARS_AHEAD
    prices, figures = place.prices, place.prices.inflation_percent
    if prices.inflation_after_percent is None:
        prices = prices.model_copy(update={"inflation_after_percent": figures[max(figures)]})
    return place.model_copy(
        update={
            "name": name,
            "title": place_title(place.name, place.title, "id"),
            "today": month_text(last),
            "months": min(max(place.months, ahead), MONTHS_MOST - 1),
            "prices": prices,
        }
    )


def _kubes(books: CityBooks) -> list[KubeSeen]:
    """Return the list of Kubes as it stands at the end of the books."""
    ended = dict(zip(books.panel.codes, books.panel.ended.tolist(), strict=True))
    starters = {grant.code: grant for grant in books.grants if grant.grant == STARTER}
    rows = []
    for kube in kubes_of(books.scenario):
        if kube.code in ended:
            month, starter = ended[kube.code], starters.get(kube.code)
            row = kube._replace(status="active")
            if month != NO_MONTH:
                row = kube._replace(status="dissolved", ended=month_text(month))
            if starter is not None:
                row = row._replace(starter_idr=starter.amount_idr, starter_form=starter.form)
            rows.append(row)
    return rows


def _in_coins(panel: Panel) -> dict[str, Values]:
    """Return the columns with every sum in whole coins."""
    return {
        name: values // COIN_LEAST_IDR * COIN_LEAST_IDR if name.endswith("_idr") else values
        for name, values in panel.columns.items()
    }


def _entries(kube: Kube, journal: Journal, scenario: Scenario) -> Iterator[CashEntry]:
    """Yield a Kube's cash book in coins."""
    held, start = 0, month_number(scenario.start)
    for month in cash_book(journal, kube.kas):
        for line in month.lines:
            balance = line.balance_idr // COIN_LEAST_IDR * COIN_LEAST_IDR
            moved, held = balance - held, balance
            if moved:
                came, went = (moved, None) if moved > 0 else (None, -moved)
                date, text = month_text(start + month.month), line.flow.judul
                entry = CashEntry(str(kube.id), date, text, came, went, balance)
                yield entry._replace(entry=kind_of(text, money_of(entry)))


def _told(cash: Mapping[str, list[CashEntry]], first: int, months: int) -> dict[str, Values]:
    """Return what cash books add up to, by column, shape (kubes, months)."""
    columns = {name: np.zeros((len(cash), months)) for name in BOOKED}
    for kube, entries in enumerate(cash.values()):
        for date, group in groupby(entries, key=attrgetter("date")):
            its, month = list(group), month_number(date) - first
            columns["kas_idr"][kube, month:] = its[-1].balance_idr or 0
            for name, amount in sums_of(its).items():
                columns[name][kube, month] = amount
    return columns


def _granted(kube: Kube) -> list[str]:
    """Return the kinds of grants that a Kube has had since founding."""
    dated = [GRANT_KINDS[grant.kind] for grant in kube.dated if not grant.pending]
    had = {"bpls": kube.got_bpls, "lkm": kube.got_lkm_grant}
    return [*dated, *(kind for kind, got in had.items() if got and kind not in dated)]


def _new(before: list[str], now: list[str]) -> list[str]:
    """Return what has been added to a list of kinds."""
    added = Counter(now) - Counter(before)
    return list(added.elements())


def _grants(
    kube: Kube, name: str, flows: NDArray[np.int64], kinds: list[str], month: int
) -> Iterator[GrantSeen]:
    """Yield the grants of a month: that at founding first, one to start anew last."""
    if kube.founded == month:
        kinds = [STARTER, *kinds]
    own = np.isin(flows[:, 0], list(GRANTS)) & np.isin(flows[:, 2], [kube.kas, kube.equipment])
    for (flow, _, _, amount), kind in zip_longest(flows[own].tolist(), kinds[: own.sum()]):
        yield GrantSeen(str(kube.id), name, amount, GRANTS[Flow(flow)], kind)
