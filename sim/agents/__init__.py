"""The Mesa agents: what each one is and owns. What they do is in `sim.phases`."""

from sim.agents.household import Household
from sim.agents.kube import Kube
from sim.agents.officials import Agency, Facilitator

__all__ = ["Agency", "Facilitator", "Household", "Kube"]
