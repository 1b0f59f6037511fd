"""A printable workbook and score sheet of a scenario, with the solutions for the trainer."""

from experiments.classroom.workbook.making import workbook

__all__ = ["workbook"]
