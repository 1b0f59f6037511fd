"""The first month of a small Kube, from the keys of luck to whole rupiah, as a worked example."""

from collections.abc import Sequence
from functools import cache

from docs.tools.luck_tables import of_hand
from docs.tools.markdown import below_headings, code, table
from sim.agents import Household, Kube
from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, Hand
from sim.luck import Kind, Purpose
from sim.model import KubeModel
from sim.phases.live import live
from sim.phases.meet import meet
from sim.phases.support import support
from sim.phases.trade import trade
from sim.scenario import Scenario

SCENARIO = {
    "name": "three",
    "title": "Three households, one Kube, the base month",
    "kind": "historical",
    "start": "2010-03",
    "months": 1,
    "city": {"id": 1, "name": "Kota", "facilitators": 0},
    "prices": {
        "base": "2010-03",
        "poverty_line_idr": 230712.0,
        "inflation_percent": {"2010": 9.06},
    },
    "programme": {"starter_idr": 15_000_000, "starter_form": "in_kind", "preparation_days": 3.0},
    "kubes": [
        {
            "id": 912,
            "name": "Contoh",
            "founded": "2010-03",
            "business": "food_stall",
            "members": 3,
            "share_by": "work",
        }
    ],
}

SHOWN = (
    (
        support,
        "fit cohesion books organisation market equipment_idr",
        "size schooling skill discipline motivation trust social_type "
        "need_idr income_idr own_business_idr cash_idr",
    ),
    (trade, "stopped present worn_idr earned_idr profit_idr", "present"),
    (meet, "consent held aside_idr iks_idr offer_idr books_kept", "share_now_idr"),
    (
        live,
        "kas_idr iks_idr equipment_idr loans_out_idr",
        "month_income_idr month_need_idr unmet_idr cash_idr owed_idr distress",
    ),
)
"""By phase: what is shown of the Kube and of its members afterwards."""

LUCK = "luck of the month"

Row = tuple[str, ...]


def first_month(whose: str) -> str:
    """Return the table of the Kube, or of its three households, by phase after which they are."""
    of_kube, of_members = _rows()
    if whose == "kube":
        return table(("", "Kube 912"), below_headings(of_kube))
    return table(("", "slot 0", "slot 1", "slot 2"), below_headings(of_members))


@cache
def _rows() -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Run the month up to phase 4; return by phase the rows of the Kube and of its members."""
    of_kube: dict[str, list[Row]] = {}
    of_members: dict[str, list[Row]] = {}
    city = KubeModel(Scenario.model_validate(SCENARIO), seed=1).city
    city.begin_month(0)
    for phase, names_of_kube, names_of_members in SHOWN:
        phase(city)
        kube = city.kubes[0]
        of_kube[phase.__name__] = _states(names_of_kube, [kube])
        of_members[phase.__name__] = _states(names_of_members, kube.members)
        if phase is support:
            place = Kind.CITY, city.id, kube.business.number
            of_trade = city.luck.normal(Purpose.TRADE_REVENUE, 0, *place)
            own = ("TRADE_REVENUE of its trade", _text(of_trade))
            of_kube[LUCK] = [*_draws(KUBE_HAND, [kube]), own]
            of_members[LUCK] = _draws(HOUSEHOLD_HAND, kube.members)
    return of_kube, of_members


def _states(names: str, agents: Sequence[object]) -> list[Row]:
    return [
        (code(name), *(_text(getattr(agent, name)) for agent in agents)) for name in names.split()
    ]


def _draws(hand: Hand, agents: Sequence[Household | Kube]) -> list[Row]:
    return [
        (purpose.name, *(_text(agent.draws[place]) for agent in agents))
        for place, (purpose, _) in enumerate(of_hand(hand))
    ]


def _text(value: object) -> str:
    """Return a value as text: whole numbers with thousands set apart, real ones in full."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else repr(value)
