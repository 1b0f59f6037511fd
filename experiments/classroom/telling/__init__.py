"""A story told: both sides run in the Mesa model and written down month by month."""
