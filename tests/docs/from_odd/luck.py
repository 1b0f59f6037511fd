"""Section 9: keyed luck."""

M64 = 2**64 - 1
CITY, KUBE, HOUSEHOLD, FACILITATOR = range(4)

(
    ADULTS, CHILDREN, USUAL_INCOME, SCHOOLING, SKILL, DISCIPLINE, MOTIVATION, TRUST,
    SOCIAL_TYPE, OWN_BUSINESS, ATTEND, CONSENT, RELUCTANCE, INCOME_MONTH, ILLNESS, CEREMONY,
    PLAN, LEAVE, RETURN, KUBE_INCOME, FIT, COHESION, VISIT, MONITORED, TARGETED, REVENUE, WEAR,
    LOSS, LOSS_SIZE, BOOKS, RULE, LINE, LKM, JOIN, REVIVE, GRANT_TICKET, COMPETENCE, TURNOVER,
    TRADE_REVENUE, GRANT_PLACE, PEER, CITY_DRAWN, KUBE_DRAWN, STOP, RESTART_HELP,
) = range(45)  # fmt: skip

Owner = tuple[int, int, int]
"""Kind, id and slot of whoever draws."""


def mix(word: int) -> int:
    z = (word + 0x9E3779B97F4A7C15) & M64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


class Luck:
    """The luck of one run."""

    def __init__(self, seed: int, replication: int = 0) -> None:
        self.of_run = mix(seed * 2**32 + replication)

    def bits(self, purpose: int, month: int, owner: Owner, index: int = 0) -> int:
        kind, entity, slot = owner
        word = purpose * 2**58 + month * 2**48 + kind * 2**45 + entity * 2**24 + slot * 2**7 + index
        return mix((self.of_run + mix(word)) & M64)


def uniform(bits: int) -> float:
    return (bits >> 11) * 2.0**-53


def normal(bits: int) -> float:
    pieces = (bits >> 43) + ((bits >> 22) & 0x1FFFFF) + ((bits >> 1) & 0x1FFFFF)
    return (pieces + 1.5) * 2.0**-20 - 3.0
