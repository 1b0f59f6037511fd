"""Tables of the keys of luck: their fields, and what is drawn for whom and when."""

from docs.tools.markdown import below_headings, code, table
from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, TRAITS_HAND, Hand
from sim.luck import DRAW_FIELDS, RUN_FIELDS, Kind, Purpose

FOUNDING = "at founding or joining, month 0 in the key"
MONTHLY = "every month"
OF_NATION = "before the first month, by the nation's seed, month 0 in the key"

DECIDES: dict[Purpose, str] = {
    Purpose.ADULTS: "household size, first part",
    Purpose.CHILDREN: "household size, second part",
    Purpose.USUAL_INCOME: "usual outside income",
    Purpose.SCHOOLING: "schooling",
    Purpose.SKILL: "skill beside schooling",
    Purpose.DISCIPLINE: "discipline",
    Purpose.MOTIVATION: "motivation",
    Purpose.TRUST: "trust",
    Purpose.SOCIAL_TYPE: "social type",
    Purpose.OWN_BUSINESS: "whether it brings an own business",
    Purpose.ATTEND: "whether a member works",
    Purpose.CONSENT: "a member's mood at the vote",
    Purpose.RELUCTANCE: "willingness to pay a loan back, kept from the month of borrowing",
    Purpose.INCOME_MONTH: "the month's income, outside and from the own business",
    Purpose.ILLNESS: "illness",
    Purpose.CEREMONY: "a ceremony",
    Purpose.PLAN: "a plan to start a business",
    Purpose.LEAVE: "leaving",
    Purpose.RETURN: "whether a household outside looks for a Kube",
    Purpose.KUBE_INCOME: "the Kube's part of its members' usual outside income",
    Purpose.FIT: "fit of the business to its place",
    Purpose.COHESION: "cohesion of the founders",
    Purpose.VISIT: "whether the rest of the visit rate is one visit more",
    Purpose.MONITORED: "the same for monitoring",
    Purpose.TARGETED: "which half is monitored where half is",
    Purpose.REVENUE: "the Kube's own luck in revenue",
    Purpose.WEAR: "rounding of wear",
    Purpose.LOSS: "loss of equipment",
    Purpose.LOSS_SIZE: "size of that loss",
    Purpose.BOOKS: "whether the books are kept",
    Purpose.RULE: "turning to setting aside",
    Purpose.LINE: "opening a line of business",
    Purpose.LKM: "founding an LKM",
    Purpose.JOIN: "how many places there are for newcomers",
    Purpose.REVIVE: "starting a failed Kube again",
    Purpose.GRANT_TICKET: "place in the queue for grants",
    Purpose.COMPETENCE: "natural competence of a person who takes over",
    Purpose.TURNOVER: "whether a facilitator leaves",
    Purpose.TRADE_REVENUE: "luck in revenue that a trade shares (slot: the trade)",
    Purpose.GRANT_PLACE: "whether a place falls to the scenario's Kubes (slot: place; index: 0 "
    "BPLS, 1 LKM)",
    Purpose.PEER: "whether a peer covers a gap",
    Purpose.CITY_DRAWN: "what a city of a nation is like (index: `sim.nation.cities.OfCity`)",
    Purpose.KUBE_DRAWN: "what a Kube of a nation is like (index: `sim.nation.cities.OfKube`)",
    Purpose.STOP: "whether a breakdown or spoilt stock stops the business",
    Purpose.RESTART_HELP: "whether others pay for starting again",
    Purpose.PAST: "which past a Kube that was seen has (slot: round; index: city)",
}

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
    """Return the table of the purposes of draws, below whose they are and when they are drawn.

    Of the shape, only normal is said: all others are uniform.
    """
    groups: dict[str, list[tuple[object, ...]]] = {}
    for purpose, (kind, when, shape) in sorted(who_and_when().items()):
        group = groups.setdefault(f"{kind.name.lower()} ({int(kind)}): {when}", [])
        decides = DECIDES[purpose] + ("; normal" if shape == "normal" else "")
        group.append((code(purpose.name), int(purpose), decides))
    return table(("Purpose", "Number", "Decides"), below_headings(groups))


def fields() -> str:
    """Return the table of the fields of both words of a key."""
    rows = [
        (word, code(field.name), field.bits, field.shift)
        for word, fields_of in (("run", RUN_FIELDS), ("draw", DRAW_FIELDS))
        for field in fields_of
    ]
    return table(("Word", "Field", "Bits", "Lowest bit"), rows)
