"""What lets a short command start and end sooner; no figure depends on it."""

import atexit
import gc

SELDOM = 50_000
"""New objects after which garbage is looked for: importing alone makes hundreds of thousands."""


def collect_seldom() -> None:
    """Look for garbage seldom, and at the end, when all goes anyway, not at all."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)
