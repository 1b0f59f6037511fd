"""A story: one Kube, one luck, two choices; its link, and what its names stand for."""
