"""What could be known of a ranking: parameters, rival structures and prices, and their groups."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import numpy as np

from experiments.common.draws import STRUCTURES, priors
from experiments.policy.best_policy import Numbers
from experiments.policy.ranking_runs import Ranked
from sim.structures import FACTOR_OF_LEVER, channels_of

What = Literal["parameter", "structure", "price", "lever", "module", "all"]
GROUPS: tuple[What, ...] = ("lever", "module", "all")
"""Kinds of parts that hold several others."""


class Part(NamedTuple):
    """Some of what is uncertain.

    Attributes
    ----------
    name : str
        Of a parameter, structure or price as files have it; of a lever (what it does: its rival
        accounts and the sizes of its channels), or a module of the model (its parameters).
    values : mapping of NDArray, shape (draws,)
        What would be known, by name.
    """

    what: What
    name: str
    values: Mapping[str, Numbers]


def parts(ranked: Ranked, priced: bool) -> list[Part]:
    """Return what could be known, groups first.

    Parameters
    ----------
    priced : bool
        Whether costs are weighed: otherwise no price can matter.
    """
    drawn = varying(ranked.sweep.uncertainty.draws)
    prices = varying(ranked.prices) if priced else {}
    rivals = {name: drawn[name] for name in STRUCTURES.values() if name in drawn}
    parameters = {name: drawn[name] for name in priors() if name in drawn}
    groups = [
        *_levers(drawn),
        Part("all", "structures", rivals),
        *_modules(parameters),
        Part("all", "prices", prices),
    ]
    return [
        *(group for group in groups if len(group.values) > 1),
        *(Part("structure", name, {name: values}) for name, values in rivals.items()),
        *(Part("parameter", name, {name: values}) for name, values in parameters.items()),
        *(Part("price", name, {name: values}) for name, values in prices.items()),
    ]


def varying(columns: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Return the columns that are not the same in all draws."""
    return {
        name: np.asarray(values, np.float64)
        for name, values in columns.items()
        if len(np.unique(values)) > 1
    }


def _levers(drawn: Mapping[str, Numbers]) -> Iterator[Part]:
    """Yield what each lever does: which of its channels are open, and how wide."""
    for lever, factor in FACTOR_OF_LEVER.items():
        names = (STRUCTURES[factor.name], *channels_of(lever))
        yield Part("lever", lever, {name: drawn[name] for name in names if name in drawn})


def _modules(parameters: Mapping[str, Numbers]) -> Iterator[Part]:
    """Yield the parameters of each part of the model."""
    for module in dict.fromkeys(name.partition(".")[0] for name in parameters):
        own = {name: values for name, values in parameters.items() if name.startswith(f"{module}.")}
        yield Part("module", module, own)
