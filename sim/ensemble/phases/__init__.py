"""The eight phases of a month in compiled code, each named as in `sim.phases`."""
