"""For researchers: the model held against what was observed."""
