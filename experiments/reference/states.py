"""Tables of the state variables of the agents."""

from experiments.reference.markdown import code, table
from sim.agents import variables
from sim.agents.variables import Variables

AGENTS: dict[str, Variables] = {
    "household": variables.HOUSEHOLD,
    "kube": variables.KUBE,
    "facilitator": variables.FACILITATOR,
    "agency": variables.AGENCY,
}


def states(agent: str) -> str:
    """Return the table of the state variables of one kind of agent."""
    rows = [
        (code(name), variable.unit, variable.lasts, variable.meaning)
        for name, variable in AGENTS[agent].items()
    ]
    return table(("Variable", "Unit", "Lasts", "Meaning"), rows)
