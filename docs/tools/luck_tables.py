"""Tables of the keys of luck: their fields, and what is drawn for whom and when."""

from docs.tools.markdown import code, table
from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, TRAITS_HAND, Hand
from sim.luck import DRAW_FIELDS, RUN_FIELDS, Kind, Purpose

FOUNDING = "at founding or joining, month 0 in the key"
MONTHLY = "every month"
OF_NATION = "before the first month, by the nation's seed, month 0 in the key"

KEYED_BY = {
    Purpose.TRADE_REVENUE: "slot: the trade",
    Purpose.GRANT_PLACE: "slot: place; index: 0 BPLS, 1 LKM",
    Purpose.CITY_DRAWN: "index: `sim.nation.cities.OfCity`",
    Purpose.KUBE_DRAWN: "index: `sim.nation.cities.OfKube`",
    Purpose.PAST: "slot: round; index: city",
}
"""What stands in slot and index of a key where that is not 0, nor a household's own slot."""

BESIDE_HANDS: dict[Purpose, tuple[Kind, str, str]] = {
    Purpose.KUBE_INCOME: (Kind.KUBE, "at founding, month 0 in the key", "normal"),
    Purpose.FIT: (Kind.KUBE, "at founding, month 0 in the key", "normal"),
    Purpose.COHESION: (Kind.KUBE, "at founding, month 0 in the key", "normal"),
    Purpose.COMPETENCE: (Kind.FACILITATOR, "in month 0 and when replaced", "normal"),
    Purpose.TURNOVER: (Kind.FACILITATOR, "every month but month 0", "uniform"),
    Purpose.TRADE_REVENUE: (Kind.CITY, MONTHLY, "normal"),
    Purpose.GRANT_PLACE: (Kind.CITY, "in months with grant places", "uniform"),
    Purpose.CITY_DRAWN: (Kind.CITY, OF_NATION, "uniform"),
    Purpose.KUBE_DRAWN: (Kind.KUBE, OF_NATION, "uniform"),
    Purpose.PAST: (Kind.KUBE, "before the first month, month 0 in the key", "uniform"),
}
"""What is drawn singly; everything else is in a hand."""


def of_hand(hand: Hand) -> list[tuple[Purpose, str]]:
    """Return the purposes of a hand in order, each with the shape of its draw."""
    shift = next(field.shift for field in DRAW_FIELDS if field.name == "purpose")
    purposes = [Purpose(int(word) >> shift) for word in hand.words]
    return [
        (purpose, "uniform" if place < hand.uniforms else "normal")
        for place, purpose in enumerate(purposes)
    ]


def who_and_when() -> dict[Purpose, tuple[Kind, str, str]]:
    """Return for each purpose whose luck it is, when it is drawn, and its shape."""
    drawn = dict(BESIDE_HANDS)
    for hand, kind, when in (
        (TRAITS_HAND, Kind.HOUSEHOLD, FOUNDING),
        (HOUSEHOLD_HAND, Kind.HOUSEHOLD, MONTHLY),
        (KUBE_HAND, Kind.KUBE, MONTHLY),
    ):
        drawn.update({purpose: (kind, when, shape) for purpose, shape in of_hand(hand)})
    return drawn


def purposes() -> str:
    """Return the table of the purposes of draws by whose they are and when they are drawn.

    What each decides stands beside the formula that uses it.
    """
    groups: dict[str, list[str]] = {}
    for purpose, (kind, when, shape) in sorted(who_and_when().items()):
        whose = f"{kind.name.lower()} ({int(kind)}), {when}"
        normal = " z" if shape == "normal" else ""
        keyed = f" ({KEYED_BY[purpose]})" if purpose in KEYED_BY else ""
        groups.setdefault(whose, []).append(f"{int(purpose)} {code(purpose.name)}{normal}{keyed}")
    rows = [(whose, ", ".join(those)) for whose, those in groups.items()]
    return table(("Whose, when", "Purposes"), rows)


def fields() -> str:
    """Return the table of the fields of both words of a key."""
    rows = [
        (word, code(field.name), field.bits, field.shift)
        for word, fields_of in (("run", RUN_FIELDS), ("draw", DRAW_FIELDS))
        for field in fields_of
    ]
    return table(("Word", "Field", "Bits", "Lowest bit"), rows)
