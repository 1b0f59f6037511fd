"""The same rules compiled: thousands of cities at once, on flat arrays.

Phases here have the names of those in `sim.phases` and call the very same rules; both engines
end in the same bits. Start with `sim.ensemble.ensemble.Ensemble`.
"""
