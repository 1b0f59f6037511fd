"""Two sides with common random numbers: what differs, how sure that is, and who changed side."""
