"""A nation: many cities, each drawn from declared distributions, each alone."""
