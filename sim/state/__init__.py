"""Every state variable, declared once.

From here follow the state that agents start with, the layouts of the compiled engine's records,
the digest of a state, the words of `why` and the tables of the ODD.
"""

from sim.state.household import HouseholdState
from sim.state.kube import KubeState
from sim.state.officials import AgencyState, FacilitatorState
from sim.state.variable import Variable, variables

HOUSEHOLD = variables(HouseholdState)
KUBE = variables(KubeState)
FACILITATOR = variables(FacilitatorState)
AGENCY = variables(AgencyState)

__all__ = [
    "AGENCY",
    "FACILITATOR",
    "HOUSEHOLD",
    "KUBE",
    "AgencyState",
    "FacilitatorState",
    "HouseholdState",
    "KubeState",
    "Variable",
    "variables",
]
