"""Tables of the state variables of the agents."""

from experiments.reference.markdown import code, table
from sim.state import AGENCY, FACILITATOR, HOUSEHOLD, KUBE

AGENTS = {"household": HOUSEHOLD, "kube": KUBE, "facilitator": FACILITATOR, "agency": AGENCY}


def states(agent: str) -> str:
    """Return the table of the state variables of one kind of agent."""
    rows = [
        (code(name), variable.unit, variable.lasts, variable.phase, variable.meaning)
        for name, variable in AGENTS[agent].items()
        if variable.lasts != "aid"
    ]
    return table(("Variable", "Unit", "Lasts", "Set first in", "Meaning"), rows)
