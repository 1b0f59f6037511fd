"""Trainers: two Kubes with the same luck, seen and played on a page."""
