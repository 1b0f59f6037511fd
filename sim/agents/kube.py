"""A Kube: its members, business, money, books and standing."""

from bisect import insort
from heapq import nsmallest
from operator import attrgetter

import mesa

from sim.agents.household import Household
from sim.agents.officials import Facilitator
from sim.business import BUSINESSES
from sim.ledger import Ledger
from sim.months import MEANS, KubeMonth
from sim.rules.spirit import spirit
from sim.scenario import KubeRow
from sim.standing import ALIVE, STAYED
from sim.state.city import DatedGrant
from sim.state.kube import KubeState
from sim.state.variable import start


class Kube(mesa.Agent, KubeState):
    """One joint enterprise; `sim.state.kube` says what is known of it.

    Attributes
    ----------
    row : KubeRow
        What the scenario says of it.
    dated : list of DatedGrant
        Its grants on dates, paid or not.
    numbers : list of int
        Of the members in the city, in the order of their keys.
    history : list of KubeMonth
        Every month from founding on.
    """

    def __init__(
        self,
        model: mesa.Model,
        ledger: Ledger,
        row: KubeRow,
        number: int,
        *,
        founded: int,
        share: float,
        sets_aside: bool,
        facilitator: Facilitator | None,
        dated: list[DatedGrant],
    ) -> None:
        super().__init__(model)
        self.ledger = ledger
        start(self, KubeState, ledger)
        self.row, self.name = row, row.name
        self.id, self.number = row.id, number
        self.founded, self.founders = founded, row.members
        self.business = BUSINESSES[row.business]
        self.trade = self.business.number
        self.lines = self.lines_at_founding = row.lines
        self.by_rota, self.hard_access = row.share_by == "rota", row.access == "hard"
        self.share, self.sets_aside = share, sets_aside
        self.facilitator = facilitator
        self.dated = dated
        self.numbers: list[int] = []
        self.history: list[KubeMonth] = []

    @property
    def alive(self) -> bool:
        """Founded and not failed."""
        return self.status == ALIVE

    @property
    def agreed(self) -> bool:
        """Whether it agreed at founding to set aside first."""
        return self.row.rule == "set_aside_first"

    @property
    def lkms(self) -> int:
        """How many microfinance bodies it has: 0 or 1."""
        return int(self.has_lkm)

    @property
    def mean_discipline(self) -> float:
        """Mean discipline of the members."""
        return self.mean("discipline")

    @property
    def mean_motivation(self) -> float:
        """Mean motivation of the members."""
        return self.mean("motivation")

    @property
    def mean_spirit(self) -> float:
        """Mean spirit of the members: their will to come and to stay."""
        p, total = self.model.city.p.spirit, 0.0
        for member in self.members:
            total += spirit(member.motivation, member.paid, self.bond, self.cohesion, p)
        return total / len(self.members) if self.members else 0.0

    @property
    def mean_trust(self) -> float:
        """Mean trust of the members."""
        return self.mean("trust")

    def mean(self, trait: str) -> float:
        """Return the mean of a trait over the members, added up in order of their keys."""
        total = 0.0
        for member in self.members:
            total += getattr(member, trait)
        return total / len(self.members) if self.members else 0.0

    def admit(self, household: Household) -> None:
        """Make a household a member, at its place by key."""
        household.kube = household.last_kube = self
        household.why_left = STAYED
        household.months_as_member = 0
        insort(self.members, household, key=_key)
        self._count()

    def close_ranks(self) -> None:
        """Take those who are no members any more out of the list."""
        self.members = [member for member in self.members if member.kube is self]
        self._count()

    def _count(self) -> None:
        self.numbers = [member.number for member in self.members]
        self.heads = len(self.numbers)

    def elect(self) -> None:
        """Make the two best schooled members chair and treasurer, ties to the lower key."""
        ranked = nsmallest(2, self.members, key=_by_schooling)
        self.chair = ranked[0] if ranked else None
        self.treasurer = ranked[-1] if ranked else None

    def record(self, month: int) -> None:
        """Write the month down."""
        self.history.append(KubeMonth(month, *_recorded(self)))


READ_AS = {"members": "heads", "has_lkm": "lkms", **{name: f"mean_{name}" for name in MEANS}}
"""What a month's record names otherwise than the Kube does."""
_recorded = attrgetter(*(READ_AS.get(name, name) for name in KubeMonth._fields[1:]))


def _key(household: Household) -> int:
    return household.key


def _by_schooling(household: Household) -> tuple[float, int]:
    return (-household.schooling, household.key)
