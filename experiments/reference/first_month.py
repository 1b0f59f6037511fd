"""The first month of a small Kube, from the keys of luck to whole rupiah, as a worked example."""

from collections.abc import Sequence
from functools import cache

from experiments.reference.luck import of_hand
from experiments.reference.markdown import code, table
from sim.agents import Household, Kube
from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, Hand
from sim.luck import Kind, Purpose
from sim.model import KubeModel
from sim.phases import live, meet, support, trade
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

TRAITS = ("size", "schooling", "skill", "discipline", "motivation", "trust", "social_type")
USUAL = ("need_idr", "income_idr", "own_business_idr", "cash_idr")
LIVED = ("month_income_idr", "month_need_idr", "unmet_idr", "cash_idr", "owed_idr", "distress")

Row = tuple[str, ...]


@cache
def _rows() -> tuple[list[Row], list[Row]]:
    """Run the month up to phase 4; return the rows of the Kube and those of its members."""
    city = KubeModel(Scenario.model_validate(SCENARIO), seed=1).city
    city.begin_month(0)
    support(city)
    kube = city.kubes[0]
    one, three = [kube], kube.members
    of_kube = [*_states("support", ("fit", "cohesion", "books", "organisation", "market"), one)]
    of_kube += [*_states("support", ("equipment_idr",), one), *_draws(KUBE_HAND, one)]
    of_members = [*_states("support", (*TRAITS, *USUAL), three), *_draws(HOUSEHOLD_HAND, three)]
    z = city.luck.normal(Purpose.TRADE_REVENUE, 0, Kind.CITY, city.id, kube.business.number)
    of_kube.append(("luck", "TRADE_REVENUE of its trade", _text(z)))
    trade(city)
    of_kube += _states("trade", ("present", "worn_idr", "earned_idr", "profit_idr"), one)
    of_members += _states("trade", ("present",), three)
    meet(city)
    of_kube += _states("meet", ("consent", "held", "aside_idr", "iks_idr", "books_kept"), one)
    of_members += _states("meet", ("share_now_idr",), three)
    live(city)
    of_kube += _states("live", ("kas_idr", "iks_idr", "equipment_idr", "loans_out_idr"), one)
    of_members += _states("live", LIVED, three)
    return of_kube, of_members


def _states(phase: str, names: Sequence[str], agents: Sequence[object]) -> list[Row]:
    return [(phase, code(name), *(_text(getattr(a, name)) for a in agents)) for name in names]


def _draws(hand: Hand, agents: Sequence[Household | Kube]) -> list[Row]:
    return [
        ("luck", purpose.name, *(_text(agent.draws[place]) for agent in agents))
        for place, (purpose, _) in enumerate(of_hand(hand))
    ]


def _text(value: object) -> str:
    """Return a value as text: whole numbers with thousands set apart, real ones in full."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else f"{value!r}"


def kube() -> str:
    """Return the table of the Kube."""
    return table(("After", "What", "Kube 912"), _rows()[0])


def members() -> str:
    """Return the table of its three households."""
    return table(("After", "What", "slot 0", "slot 1", "slot 2"), _rows()[1])
