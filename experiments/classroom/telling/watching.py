"""One Kube watched through a run of the Mesa model, phase by phase."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.classroom.telling.business import (
    Before,
    Business,
    Posted,
    after_trade,
    before_trade,
)
from experiments.replaying.parting import phases_of
from sim.agents import Household, Kube
from sim.city import City
from sim.draws import CEREMONY, ILLNESS, MOOD
from sim.ledger import Flow
from sim.model import KubeModel
from sim.phases.groups import spirit_of
from sim.rules import live, meet, trade
from sim.rules.basics import clip
from sim.standing import ALIVE, PLANNED


class GivenUpError(Exception):
    """Nobody waits for the story any more."""


class Row(NamedTuple):
    """A row of a household's own book: cash, business or debt; `before_idr` is of that account."""

    flow: int
    received: bool
    amount_idr: int
    before_idr: int


class Will(NamedTuple):
    """The spirit of a member and what it is made of: motivation, pay, and bond with cohesion."""

    spirit: float
    motivation: float
    paid: float
    bond: float


class Called(NamedTuple):
    """How a member was called to work: its will, its trust, what others did, and the chance."""

    will: Will
    trust: float
    others: float
    chance: float


class Asked(NamedTuple):
    """How a member was asked for consent, and the answer."""

    discipline: float
    trust: float
    slack: float
    others: float
    yes: bool


class Owing(NamedTuple):
    """What a member owed before instalments were collected."""

    owed_idr: int
    due_idr: int
    willing: bool


class Lived(NamedTuple):
    """A household's month of living; `cash_idr` is what it had before it spent."""

    ill: bool
    ceremony: bool
    income_idr: int
    need_idr: int
    unmet_idr: int
    cash_idr: int
    over_idr: int
    kept_idr: int
    discipline: float


@dataclass
class Seen:
    """A household in a month in which it belonged to the Kube.

    Attributes
    ----------
    called : Called or None
        None when it was no member at work.
    will : Will
        At the end of the month.
    paid_idr : int
        Instalment paid at the meeting.
    rows : list of Row
        Its own book of the month, in the order of posting.
    why_left : int
        Code of `sim.standing`; 0 while it is a member.
    """

    household: Household
    called: Called | None = None
    will: Will = Will(0.0, 0.0, 0.0, 0.0)
    asked: Asked | None = None
    owing: Owing | None = None
    paid_idr: int = 0
    months_late: int = 0
    lived: Lived | None = None
    present: bool = False
    is_new: bool = False
    role: str = "member"
    why_left: int = 0
    rows: list[Row] = field(default_factory=list)

    def flows(self, flow: Flow, received: bool = True) -> list[Row]:
        """Return the rows of a kind and direction."""
        return [row for row in self.rows if row.flow == flow and row.received == received]

    def sum_idr(self, flow: Flow, received: bool = True) -> int:
        """Return what a kind of flow brought, or cost."""
        return sum(row.amount_idr for row in self.flows(flow, received))


@dataclass
class MonthSeen:
    """A month of the Kube: all who belonged to it at any time, by key, and its standing.

    Attributes
    ----------
    rows : NDArray of int64, shape (entries, 4)
        The city's journal of the month.
    held, share, proposed : float
        Of the meeting; they are gone when the Kube fails. `proposed` is 0 where all is shared out.
    business : Business or None
        None of a Kube that did not live.
    """

    month: int
    seen: dict[int, Seen] = field(default_factory=dict)
    status: int = ALIVE
    sets_aside: bool = False
    sets_aside_before: bool = False
    kas_before_loans_idr: int = 0
    held: float = 0.0
    share: float = 0.0
    proposed: float = 0.0
    yes: int = 0
    heads: int = 0
    profit_idr: int = 0
    aside_idr: int = 0
    price: float = 1.0
    before: Before = Before(False, 0, 0)
    business: Business | None = None
    rows: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 4), np.int64))

    def amounts_idr(self, flow: Flow, account: int) -> NDArray[np.int64]:
        """Return what flowed out of or into an account, entry by entry."""
        own = (self.rows[:, 1] == account) | (self.rows[:, 2] == account)
        amounts: NDArray[np.int64] = self.rows[own & (self.rows[:, 0] == flow), 3]
        return amounts

    def sum_idr(self, flow: Flow, account: int) -> int:
        """Return what flowed out of or into an account."""
        return int(self.amounts_idr(flow, account).sum())

    def each_idr(self, flow: Flow, account: int) -> int:
        """Return what one entry brought, where all are equal; 0 where there is none."""
        return int(self.amounts_idr(flow, account).max(initial=0))


def watched(
    model: KubeModel, kube: Kube, wanted: Callable[[], bool] = lambda: True
) -> Iterator[MonthSeen]:
    """Run a model, with a journal, to its horizon and watch one Kube from its founding on.

    Parameters
    ----------
    wanted : callable
        Asked every month: whether somebody still waits.

    Raises
    ------
    GivenUpError
        When nobody does.

    Yields
    ------
    MonthSeen
        At the end of each month; the households are still as they were then.
    """
    now = MonthSeen(0)
    for month, phase in phases_of(model):
        if phase == "support":
            if not wanted():
                raise GivenUpError
            now = MonthSeen(month, price=model.city.price)
        if kube.status != PLANNED:
            _watch(now, model, kube, phase)
            if phase == "classify":
                yield now


def _watch(now: MonthSeen, model: KubeModel, kube: Kube, phase: str) -> None:
    """Note what the next phase will change, and what the last one made."""
    for member in kube.members:
        now.seen.setdefault(member.key, Seen(member))
    if phase == "support":
        now.sets_aside_before = kube.sets_aside
        now.before = before_trade(kube)
        for member in kube.members:
            now.seen[member.key].called = _called(model.city, kube, member)
    elif phase == "trade":
        _after_trade(now, model, kube)
        _before_meeting(now, model, kube)
    elif phase == "meet":
        _after_meeting(now, kube)
    elif phase == "live":
        _after_living(now, model)
    elif phase == "classify":
        _at_the_end(now, model, kube)


def _called(city: City, kube: Kube, member: Household) -> Called:
    will, trust, others = will_of(city, kube, member), member.trust, kube.attendance
    chance = trade.attendance_chance(will.spirit, trust, others, member.social_type, city.p.trade)
    return Called(will, trust, others, chance)


def will_of(city: City, kube: Kube, member: Household) -> Will:
    """Return the spirit of a member and what it is made of."""
    bond = clip(kube.bond + kube.cohesion)
    return Will(spirit_of(city, kube, member), member.motivation, member.paid, bond)


def _after_trade(now: MonthSeen, model: KubeModel, kube: Kube) -> None:
    if kube.status != ALIVE:
        return
    now.rows = _journal(model)
    kas, equipment = kube.kas, kube.equipment
    posted = Posted(
        now.sum_idr(Flow.REVENUE, kas),
        now.sum_idr(Flow.INPUTS, kas),
        now.sum_idr(Flow.WEAR, equipment),
        now.sum_idr(Flow.ASSETS_LOST, equipment),
        now.sum_idr(Flow.REPAIR, kas),
    )
    now.business = after_trade(model.city, kube, now.before, posted)


def _before_meeting(now: MonthSeen, model: KubeModel, kube: Kube) -> None:
    city = model.city
    meetings = city.levers.meetings_per_month
    contacts = meet.contact(meetings, kube.attendance, kube.visits, city.p.meet)
    p, heads = city.p.meet, len(kube.members)
    after = meet.share_after_proposal_idr(kube.profit_idr, kube.share, heads)
    now.profit_idr = kube.profit_idr
    for member in kube.members:
        seen = now.seen[member.key]
        seen.present = member.present
        if member.owed_idr:
            due = meet.instalment_idr(member.owed_idr, member.loan_months_left)
            unwilling = meet.unwilling_chance(contacts, member.discipline, p)
            seen.owing = Owing(member.owed_idr, due, member.willingness >= unwilling)
        if meet.holds_meeting(heads, meetings):
            slack = meet.slack(
                member.cash_idr, member.income_idr, after, member.need_idr, city.price
            )
            yes = meet.consents(
                member.discipline, member.trust, slack, kube.consent, member.social_type,
                member.draws[MOOD], p,
            )  # fmt: skip
            seen.asked = Asked(member.discipline, member.trust, slack, kube.consent, yes)


def _after_meeting(now: MonthSeen, kube: Kube) -> None:
    now.kas_before_loans_idr = kube.kas_idr
    now.held, now.share, now.aside_idr = kube.held, kube.share, kube.aside_idr
    now.proposed = kube.proposed_share
    now.heads = len(kube.members)
    now.yes = sum(seen.asked is not None and seen.asked.yes for seen in now.seen.values())
    for member in kube.members:
        seen = now.seen[member.key]
        seen.months_late = member.months_late
        if seen.owing is not None:
            seen.paid_idr = seen.owing.owed_idr - member.owed_idr


def _after_living(now: MonthSeen, model: KubeModel) -> None:
    city = model.city
    rows = _journal(model)
    rows = rows[rows[:, 0] == Flow.CONSUMPTION]
    spent = dict(zip(rows[:, 1].tolist(), rows[:, 3].tolist(), strict=True))
    for seen in now.seen.values():
        member = seen.household
        cash = member.cash_idr + spent.get(member.cash_account, 0)
        need = member.month_need_idr
        over = live.over_idr(cash, need, member.owed_idr, member.loan_months_left)
        seen.lived = Lived(
            member.draws[ILLNESS] < city.p.live.illness_per_month,
            member.draws[CEREMONY] < city.p.live.ceremony_per_month,
            member.month_income_idr,
            need,
            member.unmet_idr,
            cash,
            over,
            live.kept_idr(over, member.discipline, city.p.live),
            member.discipline,
        )


def _journal(model: KubeModel) -> NDArray[np.int64]:
    return np.array(model.city.ledger.journal, np.int64).reshape(-1, 4)


def _at_the_end(now: MonthSeen, model: KubeModel, kube: Kube) -> None:
    now.status, now.sets_aside, now.rows = kube.status, kube.sets_aside, _journal(model)
    for seen in now.seen.values():
        member = seen.household
        seen.is_new = seen.called is None
        seen.will = will_of(model.city, kube, member)
        belongs = member.kube is kube
        seen.role = member.role if belongs else "gone"
        seen.why_left = 0 if belongs else member.why_left
        seen.rows = _rows_of(member, now.rows)


def _rows_of(member: Household, rows: NDArray[np.int64]) -> list[Row]:
    """Return a household's own rows of the month, with each account's balance before."""
    closing = {
        member.cash_account: member.cash_idr,
        member.business_account: member.own_business_idr,
        member.debt_account: -member.owed_idr,
    }
    accounts = list(closing)
    own = rows[np.isin(rows[:, 1], accounts) | np.isin(rows[:, 2], accounts)]
    book: list[Row] = []
    for flow, source, target, amount in reversed(own.tolist()):
        for account, received in ((target, True), (source, False)):
            if account in closing:
                closing[account] -= amount if received else -amount
                book.append(Row(flow, received, amount, closing[account]))
    return book[::-1]
