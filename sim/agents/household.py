"""A household: a member family (KBS), before, in and after its Kube."""

import mesa

from sim.ledger import Ledger
from sim.standing import SLOT_BITS
from sim.state.household import HouseholdState
from sim.state.variable import kinds, start


class Household(mesa.Agent, HouseholdState):
    """One household; its identity is the Kube it was born into and its slot there.

    `sim.state.household` says what is known of it.

    Attributes
    ----------
    at_birth : list of float
        The hand of luck from which its traits are made.
    """

    __slots__ = (*kinds(HouseholdState), "at_birth", "ledger")

    def __init__(
        self, model: mesa.Model, ledger: Ledger, origin: int, slot: int, number: int
    ) -> None:
        super().__init__(model)
        self.ledger = ledger
        start(self, HouseholdState, ledger)
        self.key = (origin << SLOT_BITS) | slot
        self.number = number
        self.at_birth: list[float] = []
