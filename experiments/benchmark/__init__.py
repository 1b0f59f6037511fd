"""How fast the engines run, what a run costs, and where the time goes."""
