"""Sections 3 and 7: a city is planned from its scenario, and lives month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from tests.docs.from_odd.calendar import price_index
from tests.docs.from_odd.classify import classify
from tests.docs.from_odd.invest import invest
from tests.docs.from_odd.learn import learn
from tests.docs.from_odd.live import live
from tests.docs.from_odd.luck import Luck
from tests.docs.from_odd.meet import meet
from tests.docs.from_odd.membership import join_and_leave
from tests.docs.from_odd.records import (
    PLANNED,
    City,
    DatedGrant,
    Decision,
    Facilitator,
    Kube,
    Trade,
)
from tests.docs.from_odd.support import support
from tests.docs.from_odd.trade import trade

PHASES = (support, trade, meet, live, learn, invest, join_and_leave, classify)


@dataclass(frozen=True)
class Row:
    """A Kube as a scenario plans it; months count from the scenario's start."""

    id: int
    founded: int
    business: str
    lines: int
    members: int
    rule: str
    share: float | None
    share_by: str
    access: str
    facilitator: int | None
    grants: Sequence[DatedGrant]


@dataclass(frozen=True)
class Plan:
    """A scenario, and what a policy puts over it; months count as year x 12 + month from 0."""

    id: int
    start: int
    months: int
    base: int
    inflation: Mapping[int, float]
    line_idr: float
    facilitators: int
    first_facilitator: int
    background_kubes: int
    coupled: bool
    rows: Sequence[Row]
    trades: Mapping[str, Trade]
    values: Mapping[str, Mapping[str, float]]
    programme: Mapping[str, Any]
    changes: Mapping[int, Mapping[str, Any]]
    policy: Mapping[int, Mapping[str, Any]]
    decisions: Sequence[Decision]

    def levers_at(self, month: int) -> dict[str, Any]:
        """Section 7, levers by date: those of the policy stand over those of the scenario."""
        return {**self.programme, **said(self.changes, month), **said(self.policy, month)}


def said(steps: Mapping[int, Mapping[str, Any]], month: int) -> dict[str, Any]:
    levers: dict[str, Any] = {}
    for since in sorted(steps):
        if since <= month:
            levers |= steps[since]
    return levers


def plan_city(plan: Plan, seed: int, replication: int = 0) -> City:
    facilitators = [Facilitator(plan.first_facilitator + n) for n in range(plan.facilitators)]
    rows = sorted(plan.rows, key=lambda row: row.id)
    return City(
        id=plan.id,
        luck=Luck(seed, replication),
        start=plan.start,
        prices=price_index(plan.start, plan.months, plan.base, plan.inflation),
        line_idr=plan.line_idr,
        background_kubes=plan.background_kubes,
        coupled=plan.coupled,
        trades=plan.trades,
        values=SimpleNamespace(**{g: SimpleNamespace(**v) for g, v in plan.values.items()}),
        plan=plan,
        levers=SimpleNamespace(**plan.levers_at(0)),
        decisions=plan.decisions,
        facilitators=facilitators,
        kubes=[plan_kube(plan, row, facilitators) for row in rows],
    )


def plan_kube(plan: Plan, row: Row, facilitators: list[Facilitator]) -> Kube:
    levers = plan.levers_at(0)
    share = levers["set_aside_share"]
    if row.share is not None and "set_aside_share" not in said(plan.policy, 0):
        share = row.share
    rule = row.rule if levers["rule"] == "as_agreed" else levers["rule"]
    carer = None
    if row.facilitator is not None:
        carer = next(f for f in facilitators if f.id == row.facilitator)
    elif facilitators:
        carer = facilitators[row.id % len(facilitators)]
    return Kube(
        id=row.id,
        business=plan.trades[row.business],
        founded=row.founded,
        founders=row.members,
        first_lines=row.lines,
        by_rota=row.share_by == "rota",
        share=share,
        agreed=row.rule == "set_aside_first",
        sets_aside=rule == "set_aside_first",
        hard=row.access == "hard",
        promised=[promise(plan, grant) for grant in row.grants],
        facilitator=carer,
    )


def promise(plan: Plan, grant: DatedGrant) -> DatedGrant:
    policy = said(plan.policy, grant.month)
    form = policy.get(f"{grant.kind}_form", grant.form)
    amount = grant.amount_idr
    if f"{grant.kind}_idr" in policy:
        amount = policy[f"{grant.kind}_idr"]
        if plan.levers_at(grant.month)["grants_indexed"]:
            prices = price_index(plan.start, plan.months, plan.base, plan.inflation)
            amount = int(amount * prices[grant.month])
    return DatedGrant(grant.kind, grant.month, amount, form)


def change_levers(city: City, month: int) -> None:
    plan, before, now = city.plan, vars(city.levers), city.plan.levers_at(month)
    city.levers = SimpleNamespace(**now)
    named = plan.policy.get(month, {})
    if "set_aside_share" not in said(plan.policy, month):
        named = {**named, **plan.changes.get(month, {})}
    for k in city.kubes:
        if "set_aside_share" in named:
            k.share = now["set_aside_share"]
        if now["rule"] != before["rule"]:
            asked = now["rule"] == "set_aside_first"
            if now["rule"] == "as_agreed":
                asked = k.agreed if k.status == PLANNED else k.sets_aside
            if asked and not k.sets_aside:
                k.held_year = city.values.founding.starting_record
            k.sets_aside = asked


def pass_month(city: City, month: int) -> None:
    city.month = month
    if month:
        change_levers(city, month)
    for decision in city.decisions:
        if decision.month == month:
            take_over(next(k for k in city.kubes if k.id == decision.kube), decision)
    for k in city.kubes:
        if k.decided_share >= 0.0:
            k.share, k.sets_aside = k.decided_share, k.decided_share > 0.0
    for phase in PHASES:
        phase(city)


def take_over(k: Kube, decision: Decision) -> None:
    if decision.share is not None:
        k.decided_share = decision.share
    if decision.lend is not None:
        k.lends = decision.lend
    if decision.grant is not None:
        k.grant_use = decision.grant
    if decision.visits is not None:
        k.decided_visits = decision.visits
