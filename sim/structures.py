"""Rival structures: other accounts of the same mechanisms, each a set of parameter values.

The data are too few to choose between them, so no rule is dropped: a factor has the model's
own level first, then its rival. Levels set parameters that no other factor sets.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Level(NamedTuple):
    """One account of a mechanism, and the values of parameters that put it into force."""

    name: str
    meaning: str
    values: Mapping[str, float]


class Factor(NamedTuple):
    """A mechanism with two accounts, of which the first is the model's own."""

    name: str
    question: str
    levels: tuple[Level, Level]


def _factor(name: str, question: str, own: tuple[str, str], rival: Level) -> Factor:
    return Factor(name, question, (Level(*own, {}), rival))


CONDITIONAL_AT_SIX_IN_TEN = 0.92
"""What `trade.attendance_chance` reckons for a conditional co-operator when six of ten came."""

FACTORS = (
    _factor(
        "consent",
        "How does a group set aside when not all consent?",
        ("majority", "the majority decides, and one that refuses may share out the kas"),
        Level(
            "proportion",
            "what the consenting part would set aside is set aside; nobody is overruled",
            {"meet.majority": 0.0},
        ),
    ),
    _factor(
        "habit",
        "Does holding to the rule make members more disciplined?",
        ("formed", "saving becomes a habit by doing and by seeing it done"),
        Level(
            "given",
            "discipline comes from visits and peers alone",
            {"learn.holding_learning": 0.0, "learn.peer_holding": 0.0},
        ),
    ),
    _factor(
        "present_bias",
        "Do households weigh today more than tomorrow?",
        ("biased", "part of what would be kept is spent at once"),
        Level("patient", "today weighs like tomorrow", {"live.present_bias": 1.0}),
    ),
    _factor(
        "cooperation",
        "Do members do what they saw the others do?",
        ("conditional", "who sees few others come, comes less, and so with consent"),
        Level(
            "unconditional",
            "everybody comes and consents as if six of ten came, whatever they did",
            {
                "trade.attendance_alone": CONDITIONAL_AT_SIX_IN_TEN,
                "trade.attendance_of_peers": 0.0,
                "meet.consent_peers": 0.0,
            },
        ),
    ),
    _factor(
        "free_riding",
        "Are there members who take without giving?",
        ("some", "a quarter ride free, wholly or conditionally"),
        Level(
            "nobody",
            "all are co-operators",
            {"founding.free_riders": 0.0, "founding.conditional_free_riders": 0.0},
        ),
    ),
    _factor(
        "household_asset",
        "Can a household buy an indivisible asset that earns?",
        ("indivisible", "a business of its own, all or nothing: a threshold"),
        Level(
            "none",
            "no household has or buys one: what is saved is cash",
            {"founding.own_business_share": 0.0, "live.business_plan": 0.0},
        ),
    ),
    _factor(
        "hazard",
        "Why do young Kubes fail more often than old ones?",
        ("frailty", "they differ from the start in fit and cohesion: the weak go first"),
        Level(
            "learning",
            "all are alike, and earn more the longer they have traded",
            {
                "founding.fit_spread": 0.0,
                "founding.cohesion_spread": 0.0,
                "trade.inexperienced": 0.4,
            },
        ),
    ),
)


def values_of(choice: Mapping[str, str]) -> dict[str, float]:
    """Return the parameter values of the chosen levels, by factor; the rest stay as they are.

    Raises
    ------
    ValueError
        One line per unknown factor or level.
    """
    faults = [fault for factor, level in choice.items() if (fault := _fault(factor, level))]
    if faults:
        raise ValueError("\n".join(faults))
    chosen = (
        level
        for factor in FACTORS
        for level in factor.levels
        if choice.get(factor.name) == level.name
    )
    return {name: value for level in chosen for name, value in level.values.items()}


def _fault(factor: str, level: str) -> str:
    known = {it.name: [level.name for level in it.levels] for it in FACTORS}
    if factor not in known:
        return f"{factor}: unknown structure; known: {_listed(known)}"
    if level not in known[factor]:
        return f"{factor} = {level!r}: unknown level; known: {_listed(known[factor])}"
    return ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
