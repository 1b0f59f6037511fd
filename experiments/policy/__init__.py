"""For policy analysts: which policy, for whom, at what cost, how sure, and what would change it."""
