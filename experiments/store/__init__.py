"""Runs kept on disk: whole files, workers here and on a cluster, for whatever is run in bulk."""
