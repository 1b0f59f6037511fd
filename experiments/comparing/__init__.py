"""Two sides on the same luck: what differs, how sure that is, and who changed side."""
