"""Sweeps: many points of a design, each run many times, on disk and verified."""
