"""Both sides of a story, run in the Mesa model and told month by month as JSON."""

from experiments.classroom.telling.told import told_of

__all__ = ["told_of"]
