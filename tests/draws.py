"""A few draws of the parameters, and what ships in a test."""

import hashlib

import numpy as np

from experiments.common import uncertainty as drawing
from experiments.common.draws import STRUCTURES, draw, priors
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty


def some_draws(count=4, seed=1, kind="posterior"):
    """Return draws from the prior, as many of a rival structure as of the model's own."""
    drawn = draw(count, seed, 4, range(12))
    draws = {name: drawn[name] for name in (*priors(), *STRUCTURES.values())}
    digest = hashlib.sha256(f"{count} of {seed}".encode()).hexdigest()
    return Uncertainty(kind, draws, digest)


def one_rival(name):
    """Return two draws at the first values: the model as it is, and with one rival structure."""
    draws = {parameter: np.repeat(values, 2) for parameter, values in FIRST_VALUES.draws.items()}
    draws[STRUCTURES[name]] = np.array([0, 1])
    return Uncertainty("prior", draws, name)


def ship(monkeypatch, posterior):
    """Let these be the posterior draws that ship."""
    shipped = {"posterior": posterior, "point": FIRST_VALUES}
    monkeypatch.setattr(drawing, "uncertainty", shipped.__getitem__)
