"""The commands, one file each; `experiments.cli` puts them together.

A command imports what it needs when it is called, so that `--help` answers at once.
"""
