"""Tables of the kinds of accounts and flows of the ledger."""

import importlib
import inspect
import pkgutil
import re

from experiments.reference.markdown import code, table
from sim import phases as package
from sim.ledger import ACCOUNTS, FLOWS, HOUSEHOLD_ACCOUNTS, KUBE_ACCOUNTS, Account, Flow


def flows() -> str:
    """Return the table of the flows: number, kind, from, to, title, where they are posted."""
    posted = posting_modules()
    rows = [
        (
            int(flow),
            code(flow.name),
            kind.source.name,
            kind.target.name,
            kind.title,
            ", ".join(code(name) for name in posted[flow]),
        )
        for flow, kind in FLOWS.items()
    ]
    return table(("", "Flow", "From", "To", "Title", "Posted by"), rows)


def posting_modules() -> dict[Flow, list[str]]:
    """Return the modules of `sim.phases` that name each kind of flow."""
    found: dict[Flow, list[str]] = {flow: [] for flow in Flow}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        source = inspect.getsource(importlib.import_module(f"{package.__name__}.{module}"))
        for name in sorted(set(re.findall(r"\bFlow\.([A-Z_]+)", source))):
            found[Flow[name]].append(module)
    return found


def accounts() -> str:
    """Return the table of the kinds of accounts and whose they are."""
    rows = [
        (int(account), code(account.name), titles.title, _owner(account))
        for account, titles in ACCOUNTS.items()
    ]
    return table(("", "Account", "Title", "Whose"), rows)


def _owner(account: Account) -> str:
    if account in HOUSEHOLD_ACCOUNTS:
        return "each household"
    if account in KUBE_ACCOUNTS:
        return "each Kube"
    if account is Account.HONORARIA:
        return "each facilitator"
    return "the world outside, once a city"
