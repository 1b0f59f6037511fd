"""The parts of the documentation that are made from the code: commands, Python interface, output.

`experiments.reference` makes the tables of the model.
"""
