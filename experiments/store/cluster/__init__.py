"""A Dask cluster that is there already computes chunks: the same chunks, the same bytes."""
