"""Runs of a whole nation: figures by region, and pictures of them."""
