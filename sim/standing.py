"""Where a Kube and a household stand, as numbers."""

PLANNED, ALIVE, FAILED = range(3)
"""Of a Kube."""

STAYED, LEFT, GRADUATED, KUBE_FAILED = range(4)
"""Why a household is no member any more."""

UNDECIDED = -1
"""Stands for what a Kube leaves to the model's own rules."""

SLOT_BITS = 17
"""A household's key is its Kube of origin, shifted by so many bits, and its slot there."""

SEEDS = 1 << 32
"""How many seeds there are: the seed has 32 bits in the keys of luck."""
