"""The patterns that the model must be able to show, each an experiment on the model."""
