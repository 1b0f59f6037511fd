"""Recorded stories in one HTML file, which opens from disk without a server."""

from experiments.classroom.exporting.page import export_to, lucks

__all__ = ["export_to", "lucks"]
