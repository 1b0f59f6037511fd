"""Sensitivity: which parameters matter, which rival structures, and how much is chance."""
