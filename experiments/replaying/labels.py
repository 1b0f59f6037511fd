"""The agents' variables as a sentence names them, and their values in words."""

from typing import Any

from sim.rules.stages import STAGES
from sim.state import AGENCY, FACILITATOR, HOUSEHOLD, KUBE

DECLARED = {"household": HOUSEHOLD, "kube": KUBE, "facilitator": FACILITATOR, "agency": AGENCY}
UNTOLD = ("draws", "former")
"""Luck is said once for the run; who was a member is said while it is one."""

LABELS = {
    kind: {
        name: variable.title
        for name, variable in declared.items()
        if variable.lasts != "aid" and name not in UNTOLD
    }
    for kind, declared in DECLARED.items()
}
"""Causes stand before effects within a phase, as far as there is an order (`sim.state`)."""

CODES: dict[str, tuple[str, ...]] = {
    "stage": STAGES,
    "status": ("planned", "alive", "failed"),
    "grant_use": ("as given", "equipment", "shared out"),
    "why_left": ("member", "left", "graduated", "Kube failed"),
    "social_type": ("conditional co-operator", "conditional free rider", "free rider"),
}
NUMBERS = ("promised", "members")
"""Lists, of which the length is compared."""
DIGITS_LEAST, DIGITS_MOST = 3, 17


def unit_of(kind: str, variable: str) -> str:
    """Return the unit of a variable."""
    return DECLARED[kind][variable].unit


def pair(kind: str, variable: str, k: Any, l: Any) -> tuple[str, str]:  # noqa: E741
    """Write two values that differ, so that they read differently."""
    unit = "number" if variable in NUMBERS else unit_of(kind, variable)
    if variable in CODES:
        codes = CODES[variable]
        return codes[k], codes[l]
    for digits in range(DIGITS_LEAST, DIGITS_MOST):
        texts = _text(k, unit, digits), _text(l, unit, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _text(value: Any, unit: str, digits: int) -> str:
    if value is None:
        return "none"
    if unit.startswith("yes"):
        return "yes" if value else "no"
    if unit.startswith("Rp"):
        places = 0 if digits == DIGITS_LEAST else digits
        return f"Rp {value:,.{places}f}"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)
