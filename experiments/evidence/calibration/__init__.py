"""Calibration: what the ten Kubes and the failed share teach of the uncertain parameters."""
