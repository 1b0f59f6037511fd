"""Which tables there are, and the pages that ask for them."""

from functools import partial
from pathlib import Path

from experiments.reference import (
    first_month,
    luck,
    money,
    parameters,
    patterns,
    priors,
    schedule,
    states,
    trades,
)
from experiments.reference.markdown import Tables, filled
from sim.parameters import Parameters

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

TABLES: Tables = {
    **{
        f"parameters {group}": partial(parameters.parameters, group) for group in Parameters._fields
    },
    **{f"states {agent}": partial(states.states, agent) for agent in states.AGENTS},
    "levers": parameters.levers,
    "patterns": patterns.patterns,
    "phases": schedule.phases,
    "first month kube": first_month.kube,
    "first month members": first_month.members,
    "fields of luck": luck.fields,
    "purposes of luck": luck.purposes,
    "accounts": money.accounts,
    "flows": money.flows,
    "trades": trades.trades,
    "seasons": trades.seasons,
    "open parameters": priors.priors,
    "fixed constants": priors.fixed,
}


def refreshed(page: Path) -> str:
    """Return the text of a page with its tables made anew."""
    return filled(page.read_text(encoding="utf-8"), TABLES)


def pages() -> list[Path]:
    """Return the pages of the documentation."""
    return sorted(DOCS.rglob("*.md"))
