"""Tables of the documentation, made from the code; `python -m experiments.reference`."""
