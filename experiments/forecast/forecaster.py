"""Everything that is fitted to simulated cities, so that a city's Kubes can be forecast."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.forecast.actions import Action
from experiments.forecast.bands import Amount, amount
from experiments.forecast.base_rates import by_age
from experiments.forecast.boosting import one_thread
from experiments.forecast.chances import Chances, brier_skill, chances
from experiments.forecast.effects import AIMS, Change, Effect, effects
from experiments.forecast.likeness import Likeness, likeness
from experiments.forecast.logistic import Logistic, Scale, fit, scale_of
from experiments.forecast.training import HORIZONS, Plan, Training
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI, TUMBUH

Values = NDArray[np.float64]

KNOWN = "known_year"
"""The feature that says which part of the last year is known."""
OLD_MONTHS = 3
"""Of older books no figure is given."""
WATCHED = ("attendance", "profit", "kas")
"""What is compared with its expectation month by month, in the order of `Training.now`."""
SCALE_OF = {"attendance": "plain", "profit": "money", "kas": "money"}


class Stages(NamedTuple):
    """What predicts the stage of a Kube that lives at a horizon."""

    scale: Scale
    at_least: dict[int, Logistic]

    def shares(self, features: Values, failed: Values) -> Values:
        """Return the chance of every stage, shape (rows, 4); gagal is having failed."""
        columns = self.scale(features)
        grown, mandiri = (self.at_least[stage].chance(columns) for stage in (BERKEMBANG, MANDIRI))
        mandiri = np.minimum(mandiri, grown)
        shares = np.empty((len(features), 4))
        lives = 1.0 - failed
        shares[:, GAGAL] = failed
        shares[:, TUMBUH] = lives * (1.0 - grown)
        shares[:, BERKEMBANG] = lives * (grown - mandiri)
        shares[:, MANDIRI] = lives * mandiri
        return shares


class Forecaster(NamedTuple):
    """What is fitted.

    Attributes
    ----------
    training : Training
        The Kubes whose books are fresh enough.
    chances : dict of Chances
        Of failing, by horizon.
    stages : dict of Stages
        By horizon.
    kas, income : Amount
        After 12 months, of Kubes that live then, in Rp of the base month.
    expected : dict of Amount
        Of this month by the books until the month before, by `WATCHED`.
    """

    plan: Plan
    training: Training
    chances: dict[int, Chances]
    stages: dict[int, Stages]
    kas: Amount
    income: Amount
    expected: dict[str, Amount]
    likeness: Likeness
    effects: list[Effect]

    def skill(self, months: int) -> float:
        """Return the Brier skill over the base rate by age on held-out simulated cities."""
        happens = self.training.fates.within(months)
        base = by_age(self.training, happens, self.training.age)
        return brier_skill(self.chances[months].held_out, base, happens)

    def change(self, effect: Effect, features: Values, aim: str) -> Change:
        """Return what an action changes for Kubes, by their chances without it."""
        months = HORIZONS[-1]
        failed = self.chances[months].predict(features)
        without = {
            AIMS[0]: 1.0 - failed,
            AIMS[1]: self.stages[months].shares(features, failed)[:, MANDIRI],
        }
        return effect.change(features, aim, without[aim])


def fresh(training: Training) -> Training:
    """Return the Kubes whose books are fresh enough for a figure."""
    return training.where(np.flatnonzero(training.column("silent") <= OLD_MONTHS))


@one_thread()
def forecaster(plan: Plan, trained: Training, actions: tuple[Action, ...]) -> Forecaster:
    """Fit everything.

    Raises
    ------
    InputError
        When scikit-learn is not installed.
    """
    training = fresh(trained)
    return Forecaster(
        plan,
        training,
        _chances(training),
        {months: _stages(training, place) for place, months in enumerate(HORIZONS)},
        *_amounts(training),
        {
            name: amount(
                training.before,
                training.now[:, place],
                training.city,
                training.names.index(KNOWN),
                SCALE_OF[name],
            )
            for place, name in enumerate(WATCHED)
        },
        likeness(training),
        effects(plan, training, actions),
    )


def _chances(training: Training) -> dict[int, Chances]:
    """Fit the chance of failing by horizon, each upon the one before."""
    found: dict[int, Chances] = {}
    earlier = None
    for months in HORIZONS:
        happens = training.fates.within(months)
        earlier = found[months] = chances(training.features, happens, training.city, earlier)
    return found


def _stages(training: Training, place: int) -> Stages:
    """Fit the stage of those that live at a horizon."""
    lives = ~training.fates.within(HORIZONS[place])
    features, city = training.features[lives], training.city[lives]
    stage = training.fates.stages[lives, place]
    scale = scale_of(features)
    columns = scale(features)
    return Stages(
        scale, {least: fit(columns, stage >= least, city) for least in (BERKEMBANG, MANDIRI)}
    )


def _amounts(training: Training) -> tuple[Amount, Amount]:
    """Fit kas and income of those that live after 12 months."""
    lives = ~training.fates.within(HORIZONS[0])
    features, city = training.features[lives], training.city[lives]
    kas, income = (
        amount(features, values[lives], city, training.names.index(KNOWN))
        for values in (training.fates.kas_idr, training.fates.income_idr)
    )
    return kas, income
