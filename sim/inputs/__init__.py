"""Strict input: files are read in full, and every fault is explained in a line."""
