"""Where a Kube and a household stand, as numbers."""

PLANNED, ALIVE, FAILED = range(3)
"""Of a Kube."""

WHY_LEFT = ("", "left", "graduated", "kube failed")
STAYED, LEFT, GRADUATED, KUBE_FAILED = range(4)
"""Why a household is no member any more."""

UNDECIDED = -1
"""Stands for what a Kube leaves to the model's own rules."""

SLOT_BITS = 17
"""A household's key is its Kube of origin, shifted by so many bits, and its slot there."""
