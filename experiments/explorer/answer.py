"""The answer to a question: effects as `kubesim compare` has them, levels, costs, worlds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.outcomes import OUTCOMES, outcomes_of
from experiments.common.spread import Effect, Level, by_world, effect, level
from experiments.common.worlds import Worlds
from experiments.comparing.comparison import effects_of
from experiments.explorer.paying import COST, Paid, paid
from experiments.explorer.question import Place, Question
from experiments.explorer.running import MOVED, PLAN, Ran

Reals = NDArray[np.float64]
Json = dict[str, Any]
SHOWN = ("failed_share", "growing_share", "mandiri_share", "household_income_idr", "unmet_need_idr")
"""Outcomes that are drawn, world by world."""
COUNTED = SHOWN[:3]
"""Those that are shares of Kubes, and are shown as so many Kubes of the plan."""
DOTS_MOST = 100
"""Worlds that are drawn one by one; figures are of all that were run."""
STAGES = ("gagal", "tumbuh", "berkembang", "mandiri")


@dataclass(frozen=True, eq=False)
class Answer:
    """What some worlds say of a question.

    Attributes
    ----------
    ran : Ran
        Runs of the worlds, under the plan and under what is moved.
    """

    place: Place
    question: Question
    ran: Ran

    @property
    def draws(self) -> int:
        """How many worlds there are."""
        return int(self.ran.tallies.shape[0])

    @property
    def runs_per_draw(self) -> int:
        """How often each world was run."""
        return int(self.ran.tallies.shape[1])

    @cached_property
    def worlds(self) -> Worlds:
        """In which of them the levers work that are moved."""
        return self.place.sides(self.question).worlds(self.draws)

    @cached_property
    def _told(self) -> tuple[dict[str, Effect], dict[str, tuple[float, float]]]:
        return effects_of(self.ran.tallies, self.worlds)

    @property
    def effects(self) -> dict[str, Effect]:
        """What is moved less the plan, by name of the outcome."""
        return self._told[0]

    @property
    def means(self) -> dict[str, tuple[float, float]]:
        """Means of the plan and of what is moved, likewise."""
        return self._told[1]

    @cached_property
    def values(self) -> dict[str, Reals]:
        """Every outcome of every run, shape (draws, runs, 2)."""
        shape = self.ran.tallies.shape
        flat = outcomes_of(self.ran.tallies.reshape(-1).view(np.recarray))
        return {name: values.reshape(shape) for name, values in flat.items()}

    @cached_property
    def paid(self) -> Paid:
        """What it costs."""
        return paid(self.place, self.question, self.ran.spent)

    @cached_property
    def cost(self) -> Effect:
        """What ministry and city pay more than for the plan."""
        return effect(COST, self.paid.public[..., MOVED] - self.paid.public[..., PLAN], self.worlds)

    def levels(self, name: str) -> tuple[Level, Level]:
        """Return an outcome under the plan and under what is moved."""
        values = self.paid.public if name == COST.name else self.values[name]
        return level(values[..., PLAN]), level(values[..., MOVED])

    def effect_by_world(self, name: str) -> Reals:
        """Return an outcome's effect in every world, chance removed, shape (draws,)."""
        values = self.values[name]
        return by_world(values[..., MOVED] - values[..., PLAN], self.worlds)

    def json(self) -> Json:
        """Return all figures; those of `outcomes` and `worlds` are what compare's JSON has."""
        return {
            "draws": self.draws,
            "runs_per_draw": self.runs_per_draw,
            "kubes": self.place.kubes,
            "worlds": {
                "moved": list(self.place.sides(self.question).moved), **self.worlds.json(),
            },
            "outcomes": {outcome.name: self._outcome(outcome.name) for outcome in OUTCOMES},
            "shown": {name: self._dots(name) for name in SHOWN},
            "cost": self._cost(),
            "works": self.worlds.works[:DOTS_MOST].tolist(),
            "counts": self._counts(),
            "stages": self._stages(),
        }  # fmt: skip

    def _outcome(self, name: str) -> Json:
        plan, moved = self.levels(name)
        a, b = (_known(value) for value in self.means[name])
        return {
            "a": a, "b": b, **self.effects[name].json(),
            "plan": plan.json(), "moved": moved.json(),
        }  # fmt: skip

    def _dots(self, name: str) -> Json:
        """Return the values of single worlds: the plan's, what is moved, and the difference."""
        values, times = self.values[name], self.place.kubes if name in COUNTED else 1
        sides = (by_world(values[..., side]) for side in (PLAN, MOVED))
        plan, moved, apart = (
            _rounded(part * times) for part in (*sides, self.effect_by_world(name))
        )
        return {"plan": plan, "moved": moved, "effect": apart}

    def _cost(self) -> Json:
        plan, moved = self.levels(COST.name)
        return {
            **self.cost.json(),
            "plan": plan.json(),
            "moved": moved.json(),
            "price_year": self.place.price_year,
            "years": list(self.paid.years),
            "by_year": {
                payer: [[round(idr) for idr in side] for side in values.tolist()]
                for payer, values in self.paid.by_year.items()
            },
        }

    def _counts(self) -> list[int]:
        """Return in how many worlds nothing is done, less than a Kube, fewer fail, more fail."""
        kubes = self.place.kubes * self.effect_by_world(COUNTED[0])
        works, known = self.worlds.works[: len(kubes)], ~np.isnan(kubes)
        little = np.abs(kubes) < 1.0
        kinds = (~works & known, works & little, works & (kubes <= -1.0), works & (kubes >= 1.0))
        return [int(kind.sum()) for kind in kinds]

    def _stages(self) -> list[list[list[int]]]:
        """Return Kubes by stage in the first run of single worlds, under the plan and moved."""
        first = self.ran.tallies[:DOTS_MOST, 0]
        return np.stack([first[stage] for stage in STAGES], axis=-1).tolist()  # type: ignore[no-any-return]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _rounded(values: Reals) -> list[float | None]:
    """Return values with five digits that say something; None where nothing is known."""
    return [
        None if np.isnan(value) else float(f"{value:.5g}") for value in values[:DOTS_MOST].tolist()
    ]
