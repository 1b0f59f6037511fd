"""How a household is numbered among those that were ever of its Kube."""

from sim.luck import NEWCOMER


def slot_text(slot: int) -> str:
    """Return `0`, `1`, … for a founder, `n0`, `n1`, … for a newcomer, as `kubesim book` has it."""
    return str(slot) if slot < NEWCOMER else f"n{slot - NEWCOMER}"
