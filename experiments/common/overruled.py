"""What a scenario sets, and with it overrules of the rival structures that are drawn.

A parameter that a scenario sets holds over the draws. Where a level of a structure sets it as well,
that level is in force but for this parameter: part of what is uncertain is gone, and it is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.common.draws import STRUCTURES
from experiments.common.uncertainty import Given, Uncertainty
from sim.inputs.said import Said, both
from sim.nation.load import Setting
from sim.structures import FACTORS

EVERY_LEVEL = Uncertainty(
    "prior",
    {STRUCTURES[factor.name]: np.arange(len(factor.levels)) for factor in FACTORS},
    "",
)
"""For what draws levels anew, each of them sooner or later."""


class Overruled(NamedTuple):
    """A value of a scenario that holds over that of a level which is drawn.

    Attributes
    ----------
    value, of_level : float
        The parameter as the scenario sets it, and as the level would.
    """

    structure: str
    level: str
    parameter: str
    value: float
    of_level: float

    def text(self, scenario: str) -> Said:
        """Return it in one line."""
        own, level = f"{self.parameter} {self.value:g}", f"{self.structure} {self.level}"
        return both(
            f"{scenario}: [parameters] {own} holds over {level}, which sets it to "
            f"{self.of_level:g}; take it out to let the structure act",
            f"{scenario}: [parameters] {own} mengalahkan {level}, yang menetapkannya "
            f"{self.of_level:g}; hapuslah agar struktur itu berlaku",
        )


def overruled(
    scenario: Setting, draws: Mapping[str, Any], given: Sequence[Given] = ()
) -> list[Overruled]:
    """Return which values of a scenario hold over levels that are drawn or given.

    Parameters
    ----------
    draws : mapping of array
        The levels that structures have, by column.
    given : sequence of mapping, optional
        What is set over the draws: levels by column.
    """
    points = given or ({},)
    found = []
    for factor in FACTORS:
        column = STRUCTURES[factor.name]
        drawn = {*draws[column].tolist(), *(own[column] for own in given if column in own)}
        found += [
            Overruled(column, level.name, name, scenario.parameters[name], value)
            for number, level in enumerate(factor.levels)
            if number in drawn
            for name, value in level.values.items()
            if scenario.parameters.get(name, value) != value
            and any(name not in own for own in points)
        ]
    return found


def lines(scenario: str, draws: Uncertainty, found: Sequence[Overruled]) -> Iterator[Said]:
    """Yield what is to be told of draws: what a scenario overrules, and what they do not have."""
    yield from (one.text(scenario) for one in found)
    for column in draws.lacks:
        yield both(
            f"{draws.kind} draws: without {column}; all runs have the model's own level; "
            "`kubesim calibrate` draws it",
            f"sampel parameter ({draws.kind}): tanpa {column}; semua simulasi memakai tingkat "
            "bawaan model; `kubesim calibrate` mengambilnya",
        )
