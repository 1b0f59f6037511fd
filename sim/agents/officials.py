"""Those who come from outside the groups: facilitators (pendamping) and the agency."""

import mesa

from sim.ledger import Account, Ledger


class Facilitator(mesa.Agent):
    """A social facilitator.

    Attributes
    ----------
    competence : float
        After training, 0-1.
    tenure_months : int
        Since this person took over the groups.
    load_kubes : float
        Kubes cared for this month, the background's included.
    """

    def __init__(self, model: mesa.Model, ledger: Ledger, number: int) -> None:
        super().__init__(model)
        self.id = number
        self.account = ledger.open(Account.HONORARIA)
        self.competence = 0.0
        self.tenure_months = 0
        self.effort = 0.0
        self.own_kubes = 0
        self.load_kubes = 0.0
        self.turnovers = 0

    def state(self) -> tuple[int | float, ...]:
        """Return the whole state as numbers, in a fixed order."""
        return (self.id, self.competence, self.tenure_months, self.turnovers)


class Agency(mesa.Agent):
    """The social agency (Dinas Sosial): what its programme did, for costs and reports."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.visits = 0
        self.monitoring_visits = 0
        self.campaigns = 0.0
        self.training_member_days = 0.0
        self.spent_idr: dict[str, int] = {"ministry": 0, "city": 0}

    def spend(self, payer: str, amount_idr: int) -> None:
        """Note money spent, by payer; the flow itself is in the ledger."""
        self.spent_idr[payer] += amount_idr

    def state(self) -> tuple[int | float, ...]:
        """Return the whole state as numbers, in a fixed order."""
        return (
            self.visits,
            self.monitoring_visits,
            self.campaigns,
            self.training_member_days,
            self.spent_idr["ministry"],
            self.spent_idr["city"],
        )
