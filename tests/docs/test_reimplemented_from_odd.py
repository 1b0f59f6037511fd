"""A reader's test: the model written again from the ODD agrees with it, to the rupiah and the bit.

Both live the same small cities month by month. After every month each facilitator, Kube and
household must hold the same; the first variable in which they differ is named, in the order
in which a month sets them.
"""

import ast
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim.business import BUSINESSES
from sim.calendar import month_number
from sim.course import Step, steps_of
from sim.ledger import Flow
from sim.model import KubeModel
from sim.policy import Policy
from sim.scenario import Scenario
from tests.docs.from_odd import records
from tests.docs.from_odd.city import Plan, Row, pass_month, plan_city
from tests.docs.small_cities import CITIES, CITIES_OF_EVERYTHING
from tests.worlds import journal_of

READER = Path(__file__).parent / "from_odd"
OWN = "tests.docs.from_odd"
MAY_IMPORT = {"collections", "collections.abc", "dataclasses", "types", "typing"}

FACILITATOR = (
    "id", "own_kubes", "load_kubes", "effort", "turnovers", "competence", "tenure_months",
)  # fmt: skip
KUBE = (
    "founded", "by_rota", "decided_share", "decided_visits", "lends", "grant_use", "share",
    "fit", "cohesion", "reach", "facilitator", "visits", "visit_effect", "monitored",
    "noticed_by_facilitator", "noticed_by_agency", "attention", "got_bpls", "got_lkm_grant",
    "unused_grants_idr", "unused_equipment_idr", "stopped", "attendance", "present",
    "earned_idr", "profit_idr", "proposed_share", "consent", "held", "aside_idr",
    "unused_kas_idr", "offer_idr", "defaults", "visibility", "held_year", "sets_aside", "loans",
    "bond", "books", "organisation", "market", "access", "lines", "has_lkm", "members",
    "newcomers", "chair", "treasurer", "saved_idr", "kas_idr", "bank_idr", "iks_idr",
    "equipment_idr", "loans_out_idr", "lkm_cash_idr", "lkm_loans_idr",
    "status", "idle_months", "stage",
)  # fmt: skip
OF_THE_MONTH = (
    "supported", "liquid_before_idr", "worn_idr", "idle", "late_share", "books_kept", "gain",
    "counted_idr",
)  # fmt: skip
"""What only a Kube has that lived through the month."""
HOUSEHOLD = (
    "origin", "slot", "size", "need_idr", "income_idr", "schooling", "social_type", "emergency",
    "month_need_idr", "month_income_idr", "unmet_idr", "loan_of_lkm", "loan_months_left",
    "months_late", "willingness", "owed_idr", "own_business_idr", "cash_idr", "distress",
    "discipline", "motivation", "paid", "trust", "skill", "months_as_member", "kube", "last_kube",
    "why_left",
)  # fmt: skip
OF_MEMBERSHIP = ("present", "share_now_idr")
"""What only a household has that was a member through the month."""
AGENCY = ("visits", "monitoring_visits", "campaigns", "training_member_days")


def plan_of(scenario: Scenario, policy: Policy) -> Plan:
    """Hand over to the reader what files say."""
    city, prices = scenario.city, scenario.prices
    return Plan(
        id=city.id,
        start=month_number(scenario.start),
        months=scenario.months,
        base=month_number(prices.base),
        inflation={int(year): percent for year, percent in prices.inflation_percent.items()},
        line_idr=prices.poverty_line_idr,
        facilitators=city.facilitators,
        first_facilitator=city.first_facilitator,
        background_kubes=city.background_kubes,
        coupled=city.coupled,
        rows=[row_of(scenario, row) for row in scenario.kubes],
        trades={
            name: records.Trade(b.number, b.input_share, b.volatility, b.wear, b.season)
            for name, b in BUSINESSES.items()
        },
        values={group: values._asdict() for group, values in scenario.values()._asdict().items()},
        programme=scenario.programme.model_dump(),
        changes=by_month(scenario, steps_of(scenario.change)),
        policy=by_month(scenario, policy.steps(scenario)),
        decisions=[decision_of(scenario, decision) for decision in policy.decisions],
    )


def by_month(scenario: Scenario, steps: list[Step]) -> dict[int, Any]:
    start = month_number(scenario.start)
    return {step.month - start: step.levers for step in steps}


def row_of(scenario: Scenario, row: Any) -> Row:
    return Row(
        id=row.id,
        founded=scenario.month(row.founded),
        business=row.business,
        lines=row.lines,
        members=row.members,
        rule=row.rule,
        share=row.set_aside_share,
        share_by=row.share_by,
        access=row.access,
        facilitator=row.facilitator,
        grants=[
            records.DatedGrant(
                grant.kind, scenario.month(grant.month), grant.amount_idr, grant.form
            )
            for grant in row.grants
        ],
    )


def decision_of(scenario: Scenario, decision: Any) -> records.Decision:
    uses = {
        None: None,
        "as_given": records.AS_GIVEN,
        "equipment": records.EQUIPMENT_AT_ONCE,
        "share_out": records.SHARED_OUT,
    }
    return records.Decision(
        decision.kube,
        scenario.month(decision.month),
        decision.share,
        decision.lend,
        uses[decision.grant],
        decision.visits,
    )


def plain(value: Any) -> Any:
    """Return an agent as its number, a list of agents as theirs, anything else as it is."""
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return getattr(value, "key", getattr(value, "id", value))


def difference(who: str, reader: Any, model: Any, variables: tuple[str, ...]) -> str:
    """Return the first variable in which two records of an agent differ, in words, or nothing."""
    for name in variables:
        after_odd, in_model = plain(getattr(reader, name)), plain(getattr(model, name))
        if after_odd != in_model:
            return f"{who}: {name} is {after_odd!r} after the ODD, {in_model!r} in the model"
    return ""


def first_difference(reader: records.City, model: KubeModel) -> str:
    """Return the first difference between the two cities in words, or nothing."""
    city = model.city
    pairs: list[tuple[str, Any, Any, tuple[str, ...]]] = []
    for f, facilitator in zip(reader.facilitators, city.facilitators, strict=True):
        pairs.append((f"facilitator {f.id}", f, facilitator, FACILITATOR))
        paid = SimpleNamespace(honoraria_idr=city.ledger.balance[facilitator.account])
        pairs.append((f"facilitator {f.id}", f, paid, ("honoraria_idr",)))
    for k, kube in zip(reader.kubes, city.kubes, strict=True):
        if kube.status != records.PLANNED:
            lived_on = all(month.stage for month in kube.history[-2:])
            pairs.append((f"Kube {k.id}", k, kube, KUBE + OF_THE_MONTH if lived_on else KUBE))
    by_key = {h.key: h for h in reader.households}
    if apart := by_key.keys() ^ {household.key for household in city.households}:
        return f"households {sorted(apart)} live in one of the two cities alone"
    for household in city.households:
        stayed = household.kube is not None and household.months_as_member > 0
        variables = HOUSEHOLD + OF_MEMBERSHIP if stayed else HOUSEHOLD
        key = household.key
        pairs.append((f"household {key}", by_key[key], household, variables))
    pairs.append(("agency", reader.agency, city.agency, AGENCY))
    return next(filter(None, (difference(*pair) for pair in pairs)), "")


def side_by_side(name: str) -> KubeModel:
    """Let the model and the reader live a small city; return the model, or fail where they part."""
    small = CITIES[name]
    model = KubeModel(small.scenario, small.policy, seed=small.seed, keep_journal=True)
    reader = plan_city(plan_of(small.scenario, small.policy), small.seed)
    for month in range(small.scenario.months):
        model.step()
        pass_month(reader, month)
        apart = first_difference(reader, model)
        assert not apart, f"month {month}, {apart}"
    assert reader.agency.spent_idr == sum(model.city.agency.spent_idr.values())
    return model


lived = cache(side_by_side)


@pytest.mark.parametrize("name", CITIES)
def test_a_small_city_agrees_month_by_month(name):
    assert lived(name).month == CITIES[name].scenario.months


@cache
def everything() -> list[KubeModel]:
    return [lived(name) for name in CITIES_OF_EVERYTHING]


@pytest.mark.parametrize("flow", Flow, ids=lambda flow: flow.name)
def test_money_flows_in_every_way(flow):
    assert any(flow in month[:, 0] for model in everything() for month in journal_of(model))


def moves(model: KubeModel, variable: str) -> list[tuple[float, float]]:
    """Return what a variable of living Kubes was in a month and in the next."""
    return [
        (getattr(before, variable), getattr(after, variable))
        for kube in model.city.kubes
        for before, after in pairwise(kube.history)
        if before.stage and after.stage
    ]


def stages(model: KubeModel) -> list[tuple[int, int]]:
    """Return what each Kube's stage was in a month and in the next."""
    return [
        (before.stage, after.stage)
        for kube in model.city.kubes
        for before, after in pairwise(kube.history)
    ]


def dated_grants(model: KubeModel, kube_id: int) -> int:
    return next(len(row.grants) for row in model.city.scenario.kubes if row.id == kube_id)


def lies_idle(model: KubeModel, variable: str) -> bool:
    return any(getattr(kube, variable) > 0 for kube in model.city.kubes)


EVENTS: dict[str, Callable[[KubeModel], bool]] = {
    "a Kube is founded later": lambda model: any(
        kube.founded > 0 and kube.history for kube in model.city.kubes
    ),
    "a facilitator is replaced": lambda model: any(f.turnovers for f in model.city.facilitators),
    "a second grant by place": lambda model: any(
        kube.got_bpls and not dated_grants(model, kube.id) for kube in model.city.kubes
    ),
    "an LKM grant by place": lambda model: any(
        kube.got_lkm_grant and not dated_grants(model, kube.id) for kube in model.city.kubes
    ),
    "a dated grant is paid": lambda model: any(
        len(kube.promised) < dated_grants(model, kube.id) for kube in model.city.kubes
    ),
    "a dated grant waits": lambda model: any(kube.promised for kube in model.city.kubes),
    "a group turns to setting aside": lambda model: any(
        before == 0 < after for before, after in moves(model, "proposed_share")
    ),
    "a group gives up setting aside": lambda model: any(
        before > 0 == after for before, after in moves(model, "proposed_share")
    ),
    "a loan counts as a default": lambda model: any(kube.defaults for kube in model.city.kubes),
    "a business stops": lambda model: (False, True) in moves(model, "stopped"),
    "a stopped business starts again": lambda model: (True, False) in moves(model, "stopped"),
    "what is set aside lies idle": lambda model: lies_idle(model, "unused_kas_idr"),
    "cash of a grant lies idle": lambda model: lies_idle(model, "unused_grants_idr"),
    "equipment of a grant lies idle": lambda model: lies_idle(model, "unused_equipment_idr"),
    "a line is opened": lambda model: any(
        before < after for before, after in moves(model, "lines")
    ),
    "a member leaves": lambda model: any(h.why_left == 1 for h in model.city.households),
    "a member graduates": lambda model: any(h.why_left == 2 for h in model.city.households),
    "a household joins another Kube": lambda model: any(
        h.kube is not None and h.kube.id != h.origin for h in model.city.households
    ),
    "a newcomer joins": lambda model: any(kube.newcomers for kube in model.city.kubes),
    "a Kube fails": lambda model: any(before > 0 == after for before, after in stages(model)),
    "a Kube starts again": lambda model: any(
        before == 0 < after for before, after in stages(model)
    ),
    "a Kube becomes berkembang": lambda model: (1, 2) in stages(model),
    "a Kube becomes mandiri": lambda model: (2, 3) in stages(model) or (1, 3) in stages(model),
    "a mandiri Kube falls": lambda model: any(
        before == 3 > after > 0 for before, after in stages(model)
    ),
    "a berkembang Kube falls": lambda model: (2, 1) in stages(model),
}


@pytest.mark.parametrize("event", EVENTS)
def test_what_can_happen_happens(event):
    assert any(EVENTS[event](model) for model in everything())


def test_the_reader_did_not_look_into_the_model():
    sources = sorted(READER.glob("*.py"))
    assert sources
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Import), source.name
            if isinstance(node, ast.ImportFrom):
                module = node.module or ""
                assert node.level == 0, source.name
                assert module in MAY_IMPORT or f"{module}.".startswith(f"{OWN}."), module
