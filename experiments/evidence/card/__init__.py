"""The validation card: what was observed beside what the model gives, failures included."""
