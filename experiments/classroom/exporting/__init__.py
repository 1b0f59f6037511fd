"""Recorded stories in one HTML file, which opens from disk without a server."""

from experiments.classroom.exporting.page import export_to

__all__ = ["export_to"]
