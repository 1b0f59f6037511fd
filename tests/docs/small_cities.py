"""Small cities in which everything happens that can happen in two years."""

from dataclasses import dataclass
from random import Random
from typing import Any

from sim.course import Change, LeverOverrides
from sim.decisions import Decision
from sim.parameters import declared
from sim.policy import NONE, Policy
from sim.scenario import Scenario
from sim.structures import FACTORS
from tests.worlds import TRADES, kube, world

MONTHS = 24
ANY = 24


@dataclass(frozen=True)
class SmallCity:
    """A scenario, a policy over it, and the seed of its luck."""

    scenario: Scenario
    policy: Policy = NONE
    seed: int = 1


def _grant(kind: str, month: str, amount: int, form: str = "cash") -> dict[str, Any]:
    return {"kind": kind, "month": month, "amount_idr": amount, "form": form}


ROWS = [
    kube(1, founded="2004-01", members=6, business="sewing", share_by="work"),
    kube(2, founded="2004-01", members=9, business="food_stall", share_by="rota"),
    kube(3, founded="2004-01", members=5, business="sewing", rule="share_everything"),
    kube(4, founded="2004-02", members=2, business="fish_farm",
         grants=[_grant("bpls", "2004-12", 5_000_000)]),
    kube(5, founded="2004-01", members=12, business="cakes", lines=2, set_aside_share=0.5),
    kube(6, founded="2004-03", members=8, business="tent_rental", access="hard", facilitator=8),
    kube(7, founded="2004-07", members=7, business="food_stall", rule="share_everything",
         share_by="work", grants=[_grant("bpls", "2004-10", 20_000_000)]),
    kube(8, founded="2004-01", members=10, business="catering",
         grants=[_grant("lkm", "2004-06", 15_000_000, "in_kind"),
                 _grant("bpls", "2004-06", 10_000_000)]),
    kube(9, founded="2005-01", members=1, business="rings"),
]  # fmt: skip

PROGRAMME: dict[str, Any] = {
    "visits_per_month": 2.0, "monitoring_per_year": 3.0, "monitoring_on": "at_risk",
    "promotion_per_year": 2.0, "preparation_days": 6.0, "facilitator_training": 0.5,
    "productive_loan_cap_idr": 5_000_000, "loan_tenor_months": 3,
    "bpls_places_per_year": 5.0, "bpls_after_months": 4, "bpls_condition": "saving",
    "lkm_places_per_year": 2.0, "lkm_after_months": 6, "revive_per_year": 1.0,
    "caseload_most": 6,
}  # fmt: skip

PARAMETERS = {
    "support.turnover_per_month": 0.1,
    "meet.reluctance": 0.3,
    "meet.default_months": 1,
    "meet.revert_held": 0.35,
    "membership.leave_rate": 0.02,
    "membership.leave_graduated": 15,
    "membership.join_rate": 1.0,
    "membership.return_rate": 0.3,
    "membership.idle_months": 3,
    "trade.volatility": 0.8,
    "trade.loss_per_month": 0.03,
    "live.business_plan": 0.8,
    "live.illness_per_month": 0.05,
    "invest.lkm_rate": 0.5,
    "invest.lkm_organisation": 0.15,
    "invest.lkm_books": 0.15,
    "invest.lkm_access": 0.12,
    "invest.lkm_members": 4,
    "invest.lkm_fund_idr": 2e6,
}

EASY_STAGES = {
    "stages.berkembang_books": 0.2,
    "stages.berkembang_organisation": 0.2,
    "stages.berkembang_market": 0.1,
    "stages.berkembang_access": 0.1,
    "stages.mandiri_books": 0.2,
    "stages.mandiri_organisation": 0.2,
    "stages.mandiri_access": 0.15,
    "stages.mandiri_bank_idr": 1e5,
    "stages.kept": 0.98,
    "stages.least_iks_idr": 20_000,
    "live.iks_kept_months": 2,
}
"""Under which some Kubes rise within two years, and fall again."""

RICH_TRADE = {
    "trade.return_per_month": 0.2,
    "trade.labour_product_idr": 150_000,
    "invest.bank_books": 0.15,
    "invest.bank_above": 0.2,
    "invest.reserve_idr": 100_000,
    "invest.line_kas_idr": 3e6,
    "invest.line_organisation": 0.15,
    "invest.line_market": 0.12,
    "invest.line_courage": 0.5,
}
"""Under which Kubes have money to invest and to take to the bank."""
EASY = PARAMETERS | EASY_STAGES | RICH_TRADE

NEAR = {
    "learn.decay": (0.0, 0.05),
    "stages.kept": (0.3, 1.0),
    "stages.berkembang_books": (0.0, 0.25),
    "stages.berkembang_organisation": (0.0, 0.25),
    "stages.berkembang_market": (0.0, 0.25),
    "stages.berkembang_access": (0.0, 0.25),
    "stages.berkembang_assets_idr": (1e6, 2e7),
    "stages.mandiri_books": (0.0, 0.25),
    "stages.mandiri_organisation": (0.0, 0.25),
    "stages.mandiri_access": (0.0, 0.25),
    "stages.mandiri_assets_idr": (1e6, 2e7),
    "stages.mandiri_bank_idr": (0.0, 2e6),
    "stages.least_iks_idr": (0, 3_000),
}
"""Bounds between which each criterion of a stage decides for some Kube."""

DECISIONS = (
    Decision(kube=2, month="2004-03", share=0.6, visits=4),
    Decision(kube=3, month="2004-01", grant="share_out", lend=False),
    Decision(kube=8, month="2004-04", grant="equipment"),
    Decision(kube=5, month="2004-09", share=0.0, lend=False),
    Decision(kube=5, month="2005-06", share=0.2, lend=True, visits=0),
)

OTHER_LEVERS: dict[str, Any] = {
    "set_aside_share": 0.4,
    "bpls_idr": 12_000_000,
    "bpls_form": "in_kind",
    "lkm_condition": "books",
    "starter_form": "cash",
    "monitoring_on": "random",
    "iks_dues_idr": 5_000,
}
POLICY = Policy(
    name="other",
    title="Another plan",
    judul="Rencana lain",
    levers=LeverOverrides(**OTHER_LEVERS),
    decisions=DECISIONS,
)

ALONE = {
    **PROGRAMME,
    "monitoring_on": "all",
    "open_books": True,
    "meetings_per_month": 4.0,
    "support_months": 15,
    "bpls_places_per_year": 24.0,
    "lkm_places_per_year": 24.0,
}
HALF = {
    "support.grant_shared": 0.6,
    "support.grant_visits": 3,
    "support.second_grant_used": 0.4,
    "support.watch_of_monitoring": 0.8,
    "invest.set_aside_used": 0.5,
    "invest.courage_of_visits": 2,
    "invest.line_kas_idr": 1e6,
    "invest.bank_share": 0.6,
    "invest.bank_above": 0.1,
    "invest.bank_below": 0.05,
    "live.lending": 0.7,
    "learn.distress_deafness": 0.5,
    "learn.skill_of_visits": 2,
    "meet.contact_of_visits": 0.5,
    "meet.books_open": 0.1,
    "trade.stop_per_month": 0.15,
    "trade.restart_idr": 2_000_000,
    "trade.repairs_from_kas": 0.4,
    "membership.return_by_need": 0.5,
    "membership.idle_months": 6,
}
"""Under which levers do half of what they can, and businesses often stop."""
RIVALS = {name: value for factor in FACTORS for name, value in factor.levels[1].values.items()}


def any_city(number: int) -> SmallCity:
    """Return a small city with parameters and levers drawn within their bounds."""
    random = Random(number)
    values: dict[str, float] = {}
    for name, default, spec in declared():
        if spec.prior is not None and random.random() < 0.5:
            values[name] = type(default)(random.uniform(spec.prior.low, spec.prior.high))
        elif spec.prior is None and random.random() < 0.1:
            values[name] = type(default)(random.uniform(spec.low, (spec.high + default) / 2))
    if random.random() < 0.5:
        easy = {name: random.uniform(low, high) for name, (low, high) in NEAR.items()}
        values |= EASY | easy | {"invest.lkm_members": random.choice((3, 8))}
    programme = {
        **PROGRAMME,
        "rule": random.choice(("as_agreed", "as_agreed", "set_aside_first", "share_everything")),
        "set_aside_share": random.choice((0.1, 0.3, 0.6, 1.0)),
        "meetings_per_month": random.choice((0.0, 0.5, 1.0, 2.0, 4.0)),
        "visits_per_month": random.choice((0.0, 1.0, 4.0)),
        "open_books": random.random() < 0.3,
        "iks_dues_idr": random.choice((0, 1000, 5000)),
        "loan_cap_idr": random.choice((100_000, 500_000, 2_000_000)),
        "loan_tenor_months": random.choice((1, 3, 7)),
        "productive_loan_cap_idr": random.choice((0, 5_000_000)),
        "starter_form": random.choice(("cash", "in_kind")),
        "bpls_condition": random.choice(("none", "books", "saving", "grown")),
        "support_months": random.choice((0, 0, 9)),
        "caseload_most": random.choice((0, 3)),
    }
    rows = [
        kube(
            number,
            founded=f"2004-{random.randint(1, 12):02d}",
            members=random.choice((0, 1, 3, 8, 15)),
            business=random.choice(TRADES),
            lines=random.choice((1, 3)),
            rule=random.choice(("share_everything", "set_aside_first", "set_aside_first")),
            share_by=random.choice(("work", "rota")),
            access=random.choice(("easy", "hard")),
            grants=[
                _grant(kind, random.choice(("2004-12", "2005-06")), 8_000_000)
                for kind in ("bpls", "lkm")
                if random.random() < 0.3
            ],
        )
        for number in range(1, 6)
    ]
    scenario = world(
        rows,
        MONTHS,
        programme,
        values,
        facilitators=random.choice((0, 1, 3)),
        background_kubes=random.choice((0, 40)),
        coupled=random.random() < 0.7,
    )
    scenario = scenario.model_copy(update={"change": _some_changes(random)})
    since = random.choice((None, "2004-05", "2005-02"))
    policy = POLICY.model_copy(
        update={"from": since, "change": _some_changes(random, since or ""), "decisions": ()}
    )
    return SmallCity(scenario, random.choice((NONE, policy)), number)


def _some_changes(random: Random, after: str = "") -> tuple[Any, ...]:
    """Return changes of what is agreed, granted, lent and supported in some of three months."""
    return tuple(
        Change(
            **{
                "from": month,
                "rule": random.choice((None, "as_agreed", "set_aside_first", "share_everything")),
                "set_aside_share": random.choice((None, 0.2, 0.5)),
                "grants_indexed": random.choice((None, True, False)),
                "loan_caps_indexed": random.choice((None, True, False)),
                "support_months": random.choice((None, 0, 12)),
                "visits_per_month": random.choice((None, 0.0, 3.0)),
            }
        )
        for month in ("2004-04", "2004-09", "2005-04")
        if month > after and random.random() < 0.4
    )


PLACE = {"first_facilitator": 7, "background_kubes": 12}

DATED = world(ROWS, MONTHS, PROGRAMME | {"grants_indexed": True}, EASY, **PLACE).model_copy(
    update={
        "change": (
            Change(**{"from": "2004-06", "rule": "share_everything", "loan_caps_indexed": True}),
            Change(**{"from": "2005-02", "rule": "as_agreed", "set_aside_share": 0.6}),
        )
    }
)
POLICY_OF_LATER = POLICY.model_copy(
    update={
        "from": "2004-09",
        "change": (Change(**{"from": "2005-06", "bpls_idr": 1_000_000, "visits_per_month": 4.0}),),
    }
)

UNASKED = PROGRAMME | {
    "bpls_condition": "none",
    "bpls_places_per_year": 24.0,
    "open_books": True,
}
DECIDED = POLICY.model_copy(update={"levers": LeverOverrides()})

CITIES_OF_EVERYTHING = {
    "everything": SmallCity(world(ROWS, MONTHS, PROGRAMME, PARAMETERS, **PLACE), seed=3),
    "under a policy": SmallCity(world(ROWS, MONTHS, PROGRAMME, EASY, **PLACE), POLICY, seed=2),
    "uncoupled": SmallCity(world(ROWS, MONTHS, ALONE, EASY, coupled=False, **PLACE), seed=5),
    "by date": SmallCity(DATED, POLICY_OF_LATER, seed=3),
    "half": SmallCity(world(ROWS, MONTHS, UNASKED, EASY | HALF, **PLACE), DECIDED, seed=3),
    "half again": SmallCity(world(ROWS, MONTHS, UNASKED, EASY | HALF, **PLACE), DECIDED, seed=15),
    "rivals": SmallCity(world(ROWS, MONTHS, PROGRAMME, PARAMETERS | RIVALS, **PLACE), seed=4),
}
CITIES = CITIES_OF_EVERYTHING | {f"any {number}": any_city(number) for number in range(ANY)}
