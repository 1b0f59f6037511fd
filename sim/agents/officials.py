"""Those who come from outside the groups: facilitators (pendamping) and the agency."""

import mesa

from sim.ledger import Ledger
from sim.state.officials import AgencyState, FacilitatorState
from sim.state.variable import start


class Facilitator(mesa.Agent, FacilitatorState):
    """A social facilitator; `sim.state.officials` says what is known of one."""

    def __init__(self, model: mesa.Model, ledger: Ledger, number: int) -> None:
        super().__init__(model)
        self.ledger = ledger
        start(self, FacilitatorState, ledger)
        self.id = number


class Agency(mesa.Agent, AgencyState):
    """The social agency (Dinas Sosial): what its programme did, for costs and reports."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        start(self, AgencyState)

    @property
    def spent_idr(self) -> dict[str, int]:
        """What grants and honoraria cost so far, by payer."""
        return {"ministry": self.ministry_idr, "city": self.city_idr}
