"""How well forecasts do on simulated cities that are kept from training.

`python -m experiments.forecast.skill` writes results/forecast/skill.json. All of it is a
ceiling, since the model is its own truth.
"""

import math
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.files import json_text, save_all
from experiments.common.uncertainty import draws_named
from experiments.forecast.actions import actions_for
from experiments.forecast.bands import Amount
from experiments.forecast.base_rates import by_age
from experiments.forecast.boosting import classifier, one_thread
from experiments.forecast.chances import NORMAL_90, brier_skill
from experiments.forecast.effects import AIMS, Effect, aimed
from experiments.forecast.forecaster import Forecaster, forecaster, fresh
from experiments.forecast.likeness import likeness
from experiments.forecast.logistic import fit, scale_of
from experiments.forecast.mixing import CLEAN_BOOKS, MIXED, Part
from experiments.forecast.training import HORIZONS, Plan, Training, long_enough, train
from sim.calendar import month_number
from sim.locations import RESULTS
from sim.scenario import load_scenario

Json = dict[str, Any]
Values = NDArray[np.float64]

SCENARIO, TODAY = "forward", "2020-12"
GAPS = "gaps"
HISTORIES, HISTORIES_OF = 200, 1_500
"""Nearest simulated Kubes whose fates are averaged, and Kubes for which that is done."""
GROUPS = 20
CITIES, KEPT_OUT, KEPT_OUT_OF_PARTS = 1_000, 3, 1
"""Cities for training, as many as for a city of 40 Kubes, and times as many that are kept out."""
QUARTER = 0.25
MONTHS = (1, 3, 6, 12, 24)
"""Of books that are known, to see how skill grows with them."""
COUNT = ("members",)
GROUPS_OF_COLUMNS = {
    "attendance": ("attended",),
    "profit": ("sales_idr", "costs_idr", "shared_idr", "set_aside_idr"),
    "kas": ("kas_idr", "bank_idr", "lent_idr", "late", "iks_idr"),
    "visits": ("visits", "monitoring"),
    "stage": ("stage",),
}
"""Columns that are kept together; beside them the number of members is always known."""
FOLDER = RESULTS / "forecast"


def skill(cities: int = CITIES) -> Json:
    """Return all that is measured, with so many cities for training."""
    scenario = load_scenario(SCENARIO)
    today = month_number(TODAY)
    plan = Plan(long_enough(scenario, today), draws_named("posterior"), today, 0, cities)
    kept = plan._replace(first=cities, cities=KEPT_OUT * cities)
    actions = actions_for(scenario)
    model = forecaster(plan, train(plan, actions), actions)
    by_books = {
        kind: fresh(train(kept._replace(books=kind), actions if kind == MIXED else ()))
        for kind in (MIXED, GAPS, CLEAN_BOOKS)
    }
    clean = fresh(train(plan._replace(books=CLEAN_BOOKS)))
    of_clean = kept._replace(books=CLEAN_BOOKS, cities=KEPT_OUT_OF_PARTS * cities)
    with one_thread():
        return {
            "scenario": SCENARIO,
            "today": TODAY,
            "cities": cities,
            "kept_out": kept.cities,
            "kubes": {kind: len(training.city) for kind, training in by_books.items()},
            "failing": {
                str(months): {
                    "method": model.chances[months].method,
                    "worlds_sd_of_log_odds": _rounded(
                        math.sqrt(model.chances[months].worlds_variance)
                    ),
                    **{
                        kind: _chances(model, training, months)
                        for kind, training in by_books.items()
                    },
                    "trained_on_clean": _best_of_three(clean, by_books[CLEAN_BOOKS], months),
                }
                for months in HORIZONS
            },
            "worth_of_books": {
                name: {key: _skills(model, of_clean._replace(part=part)) for key, part in parts}
                for name, parts in _parts_of_books().items()
            },
            "bands": {kind: _bands(model, kept_out) for kind, kept_out in by_books.items()},
            "totals": {str(months): _totals(model, by_books[MIXED], months) for months in HORIZONS},
            "lists": [
                _list(effect, by_books[MIXED], model, aim)
                for effect in model.effects
                for aim in AIMS
            ],
        }


def _chances(model: Forecaster, kept: Training, months: int) -> Json:
    """Return skill over the base rate by age, of all and of those trading now, and calibration."""
    happens = kept.fates.within(months)
    chance = model.chances[months].predict(kept.features)
    base = by_age(model.training, model.training.fates.within(months), kept.age)
    trading = kept.column("quiet_months") == 0.0
    return {
        "skill": _rounded(brier_skill(chance, base, happens)),
        "skill_of_trading": _rounded(brier_skill(chance[trading], base[trading], happens[trading])),
        "share_trading": _rounded(float(trading.mean())),
        "share_failing": _rounded(float(happens.mean())),
        "share_failing_of_trading": _rounded(float(happens[trading].mean())),
        "calibration_error": _rounded(calibration_error(chance, happens)),
    }


def _parts_of_books() -> dict[str, list[tuple[str, Part]]]:
    """Return the parts of books that are compared: months, columns left out, columns alone."""
    every = [column for columns in GROUPS_OF_COLUMNS.values() for column in columns]
    without = {
        name: (*COUNT, *(column for column in every if column not in columns))
        for name, columns in GROUPS_OF_COLUMNS.items()
    }
    return {
        "months": [(str(months), Part(months=months)) for months in MONTHS],
        "without": [(name, Part(columns)) for name, columns in without.items()],
        "alone": [(name, Part((*COUNT, *own))) for name, own in GROUPS_OF_COLUMNS.items()],
    }


def _skills(model: Forecaster, plan: Plan) -> Json:
    """Return the skill by horizon on the cities of a plan."""
    kept = fresh(train(plan))
    return {
        str(months): _rounded(
            brier_skill(
                model.chances[months].predict(kept.features),
                by_age(model.training, model.training.fates.within(months), kept.age),
                kept.fates.within(months),
            )
        )
        for months in HORIZONS
    }


def calibration_error(chance: Values, happens: NDArray[np.bool_]) -> float:
    """Return the mean distance of chance and share that failed, over groups of equal size."""
    groups = np.array_split(np.argsort(chance, kind="stable"), GROUPS)
    apart = [abs(chance[group].mean() - happens[group].mean()) * len(group) for group in groups]
    return float(sum(apart) / len(chance))


def _best_of_three(clean: Training, kept: Training, months: int) -> Json:
    """Return the skill of three methods that are trained on clean books, on clean books."""
    happens, truth = clean.fates.within(months), kept.fates.within(months)
    base = by_age(clean, happens, kept.age)
    scale = scale_of(clean.features)
    by_logistic = fit(scale(clean.features), happens, clean.city).chance(scale(kept.features))
    by_boosting = classifier(clean.features, happens)(kept.features)
    some = np.arange(0, len(truth), max(1, len(truth) // HISTORIES_OF))
    like = likeness(clean)
    of_histories = np.array(
        [happens[like.nearest(kept.features[row], HISTORIES)[0]].mean() for row in some]
    )
    return {
        "logistic": _rounded(brier_skill(by_logistic, base, truth)),
        "boosting": _rounded(brier_skill(by_boosting, base, truth)),
        "histories": _rounded(brier_skill(of_histories, base[some], truth[some])),
    }


def _bands(model: Forecaster, kept: Training) -> Json:
    """Return how often amounts lie inside their 90 % intervals, of Kubes that live then."""
    lives = ~kept.fates.within(HORIZONS[0])
    told: tuple[tuple[str, Amount, Values], ...] = (
        ("kas", model.kas, kept.fates.kas_idr),
        ("income", model.income, kept.fates.income_idr),
    )
    found: Json = {}
    for name, fitted, values in told:
        interval = fitted.interval(kept.features[lives])
        inside = (interval.low <= values[lives]) & (values[lives] <= interval.high)
        found[name] = {
            "inside": _rounded(float(inside.mean())),
            "width_idr": round(float((interval.high - interval.low).mean())),
        }
    return found


def _totals(model: Forecaster, kept: Training, months: int) -> Json:
    """Return how often the number of Kubes of a city that fail lies inside its 90 % interval."""
    chance = model.chances[months].predict(kept.features)
    happens = kept.fates.within(months)
    inside, independent = [], []
    for city in np.unique(kept.city):
        rows = kept.city == city
        many, expected = int(happens[rows].sum()), float(chance[rows].sum())
        total = model.chances[months].total(chance[rows])
        aside = NORMAL_90 * math.sqrt(float((chance[rows] * (1.0 - chance[rows])).sum()))
        inside.append(total.low <= many <= total.high)
        independent.append(math.floor(expected - aside) <= many <= math.ceil(expected + aside))
    return {
        "inside": _rounded(float(np.mean(inside))),
        "inside_as_if_independent": _rounded(float(np.mean(independent))),
    }


def _list(effect: Effect, kept: Training, model: Forecaster, aim: str) -> Json:
    """Return what the best quarter of each city's Kubes gain, listed by uplift, risk and at random.

    The figures are gains per 100 Kubes that are treated; the interval of the difference is over
    cities.
    """
    before = aimed(kept.fates, aim).astype(np.float64)
    after = aimed(kept.with_action[effect.action.name], aim).astype(np.float64)
    gained = after - before
    uplift = model.change(effect, kept.features, aim).gained
    risk = model.chances[HORIZONS[-1]].predict(kept.features)
    by_city = []
    for city in np.unique(kept.city):
        rows = np.flatnonzero(kept.city == city)
        few = max(1, round(QUARTER * len(rows)))
        best = [gained[rows[np.argsort(-order[rows], kind="stable")[:few]]].sum()
                for order in (uplift, risk)]  # fmt: skip
        by_city.append((few, *best, gained[rows].mean() * few))
    treated, of_uplift, of_risk, at_random = np.array(by_city).T
    apart = of_uplift - of_risk
    error = NORMAL_90 * apart.std(ddof=1) * math.sqrt(len(apart))
    scale = 100.0 / treated.sum()
    return {
        "action": effect.action.name,
        "aim": aim,
        "by_uplift": _rounded(scale * of_uplift.sum()),
        "by_risk": _rounded(scale * of_risk.sum()),
        "at_random": _rounded(scale * at_random.sum()),
        "uplift_less_risk": _rounded(scale * apart.sum()),
        "low": _rounded(scale * (apart.sum() - error)),
        "high": _rounded(scale * (apart.sum() + error)),
    }


def _rounded(value: float) -> float:
    return round(float(value), 4) + 0.0


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else CITIES
    save_all(FOLDER, {"skill.json": json_text(skill(many)).encode()})
