"""The model of Kubes and their households."""
