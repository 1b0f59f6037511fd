"""The validation card: what was observed beside what the model gives, failures included."""

import importlib
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from experiments.common.json_files import as_written, read_json
from experiments.common.limits import load_limits
from experiments.common.readings import READINGS
from experiments.common.uncertainty import FOLDER, draws_named
from experiments.evidence.calibration.bank import Bar
from experiments.evidence.calibration.holdout import outcomes
from experiments.evidence.calibration.inputs import MONEY, Inputs, load_inputs
from experiments.evidence.card_cities import CITIES, Failing, Setup, Survivors, failing, survivors
from experiments.evidence.card_elsewhere import elsewhere
from experiments.evidence.figures import VERDICTS
from experiments.evidence.lever_effects import lever_effects
from experiments.evidence.patterns.pattern_card import Trial
from experiments.evidence.words import scenario_called
from experiments.store.disk import sha256_of
from sim.inputs.said import both
from sim.locations import OBSERVED
from sim.rules.stages import BERKEMBANG, MANDIRI, STAGES, TUMBUH
from sim.scenario import Scenario, load_scenario

FILE = FOLDER / "calibration.json"
OF_STRUCTURES = ("factor", "levels", "recovered", "verdict")
LIVING = (TUMBUH, BERKEMBANG, MANDIRI)
NAMES = tuple(STAGES[stage] for stage in LIVING)
PARTS = (0.05, 0.5, 0.95)
TOLD_APART_NATS = math.log(3.0)
"""A likelihood ratio under 3 is not worth more than a bare mention (Kass and Raftery 1995)."""
SIGNIFICANCE, POWER = 0.05, 0.8
NEAR = 2
"""Counts so near to the observed one stand for it, for there are few cities with any one."""
REMEDY = both("calibrate again", "kalibrasilah lagi")
FITTED = "banjarmasin_failed"
HELD_OUT = {"tomohon": "tomohon_failed"}
"""Outcome by scenario: predicted, never fitted."""


def calibration_in_short(path: Path = FILE) -> dict[str, Any]:
    """Return the main variant of a calibration in short.

    Raises
    ------
    InputError
        When it is not there or is not one.
    """
    report = read_json(path, REMEDY)
    with as_written(path, REMEDY):
        main = report["variants"][0]
        return {
            "variant": main["name"],
            "draws": report["bank"]["draws"],
            "fits_checked": main["fits_checked"],
            "surprise": main["surprise"],
            "within_reach": main["within_reach"],
            **{name: report[name] for name in VERDICTS},
            "combinations": len(main["combinations"]),
            "readings": main["readings"],
            "structures": [
                {name: structure[name] for name in OF_STRUCTURES}
                for structure in main["structures"]
            ],
        }


def counts(inputs: Inputs, survivors: Survivors, accounts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the distribution of (tumbuh, berkembang, mandiri), and how likely the observed are.

    `as_far` is the part of the draws whose counts lie at least as many steps from the mean counts
    as the observed ones: so many steps from one stage to the next turn the one into the other.
    Draws in which a Kube never lived are left out.

    Parameters
    ----------
    accounts : mapping
        Which draws belong to each account of failure, shape (draws,).
    """
    whole = survivors.read["stage"][survivors.lived.all(axis=1)]
    simulated = np.stack([(whole == stage).sum(axis=1) for stage in LIVING], axis=1)
    observed = [
        (stages, [stages.tumbuh, stages.berkembang, stages.mandiri])
        for stages in inputs.settings.stages
    ]
    return {
        "draws": len(survivors.lived),
        "complete": len(whole),
        "mean": _named(simulated.mean(axis=0).tolist()) if len(whole) else None,
        "by_account": _counts_by_account(survivors, accounts),
        "observed": [
            {"name": stages.name, **_named(seen), **_chances(np.array(seen), simulated)}
            for stages, seen in observed
        ],
        "distribution": _distribution(simulated),
    }


def _counts_by_account(survivors: Survivors, accounts: Mapping[str, Any]) -> dict[str, Any]:
    """Return mean counts of the stages by account of failure, of complete draws."""
    complete, stages = survivors.lived.all(axis=1), survivors.read["stage"]
    return {
        account: _named([float((stages[of] == stage).sum(axis=1).mean()) for stage in LIVING])
        for account, rows in accounts.items()
        if (of := rows & complete).any()
    }


def _named(values: list[Any]) -> dict[str, Any]:
    return dict(zip(NAMES, values, strict=True))


def _chances(seen: Any, simulated: Any) -> dict[str, float | None]:
    """Return the chance of exactly these counts, and of some at least as far off."""
    if not len(simulated):
        return {"probability": None, "as_far": None}
    mean = simulated.mean(axis=0)
    far = _steps(simulated, mean) >= _steps(seen, mean) - 1e-9
    return {
        "probability": float((simulated == seen).all(axis=1).mean()),
        "as_far": float(far.mean()),
    }


def _steps(counts: Any, mean: Any) -> Any:
    """Return how many steps from stage to stage lie between counts and their mean."""
    off = np.abs(counts - mean)
    return off[..., 0] + off[..., 2]


def _distribution(simulated: Any) -> list[dict[str, Any]]:
    """Return all counts that came, the likeliest first."""
    seen = Counter(map(tuple, simulated.tolist()))
    ranked = sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{**_named(list(pair)), "probability": n / len(simulated)} for pair, n in ranked]


def kas(inputs: Inputs, survivors: Survivors) -> list[dict[str, Any]]:
    """Return each Kube with what was seen and what it holds when it lives, in nominal rupiah."""
    return [_kube(inputs, survivors, place, name) for place, name in enumerate(inputs.kubes)]


def _kube(inputs: Inputs, survivors: Survivors, place: int, name: str) -> dict[str, Any]:
    figures = inputs.figures(name)
    named = [quantity for quantity in MONEY if quantity in figures]
    stated = any(not figures[quantity].inferred for quantity in named)
    total = sum(figures[quantity].value for quantity in named) if named else None
    lived = survivors.lived[:, place]
    held = {field: values[lived, place] for field, values in survivors.read.items()}
    return {
        "kube": name,
        "observed_idr": total if stated else None,
        "inferred_idr": None if stated else total,
        "lived": int(lived.sum()),
        "readings": {
            reading: _range(amounts, total if stated else None)
            for reading, amounts in _readings(held, named).items()
        },
    }


def _readings(held: dict[str, Any], named: list[str]) -> dict[str, Any]:
    """Return the money under each reading; cash, bank and loans count where reported."""
    liquid = held["cash_idr"] + held["bank_idr"] + held["lent_idr"]
    beside = sum(
        (held[quantity] for quantity in named if quantity != "kas_idr"), np.zeros_like(liquid)
    )
    amounts = (
        held["cash_idr"] + beside,
        liquid,
        liquid + held["equipment_idr"],
        held["saved_idr"],
    )
    return dict(zip(READINGS, amounts, strict=True))


def _range(amounts: Any, observed: int | None) -> dict[str, Any]:
    """Return median and 90 % interval, and where the observed amount falls."""
    if not len(amounts):
        return dict.fromkeys(("median_idr", "low_idr", "high_idr", "below", "place"))
    low, median, high = np.quantile(amounts, PARTS).tolist()
    simulated = {"median_idr": round(median), "low_idr": round(low), "high_idr": round(high)}
    if observed is None:
        return {**simulated, "below": None, "place": None}
    place = "under" if observed < low else "over" if observed > high else "within"
    below = float((amounts < observed).mean() + 0.5 * (amounts == observed).mean())
    return {**simulated, "below": below, "place": place}


def null(fitted: Failing, held_out: Failing) -> dict[str, Any]:
    """Compare the model's forecast of what was held out with that of one binomial rate.

    Scores are log probabilities of the observed count, in nats; more is better.
    """
    stats = importlib.import_module("scipy.stats")
    rate = fitted.failed / fitted.kubes
    seen, size = held_out.failed, held_out.kubes
    unsure = stats.betabinom(size, fitted.failed + 0.5, fitted.kubes - fitted.failed + 0.5)
    model = _log_score(held_out)
    plain = float(stats.binom.logpmf(seen, size, rate))
    expected = float(held_out.simulated.mean()) / size
    return {
        "rate": rate,
        "of": fitted.place,
        "log_score_model": model,
        "log_score_null": plain,
        "log_score_null_unsure": float(unsure.logpmf(seen)),
        "log_score_best": float(stats.binom.logpmf(seen, size, seen / size)),
        "model_minus_null": model - plain,
        "told_apart_from": TOLD_APART_NATS,
        "verdict": _verdict(model - plain),
        "expected": expected,
        "kubes_to_tell_apart": kubes_needed(rate, expected),
        "kubes_to_tell_cities_apart": kubes_needed(rate, seen / size),
        "power": POWER,
        "significance": SIGNIFICANCE,
    }


def _log_score(city: Failing) -> float:
    """Return the log of the part of simulated cities with the observed count, or near it."""
    off = np.abs(city.simulated - city.failed)
    hits = max(0.5, float((off <= NEAR).sum()))
    return math.log(hits / off.size / (2 * NEAR + 1))


def _verdict(difference: float) -> str:
    if abs(difference) < TOLD_APART_NATS:
        return "indistinguishable"
    return "model better" if difference > 0 else "null better"


def kubes_needed(rate: float, other: float) -> int | None:
    """Return how many Kubes a two-sided test of one rate needs, when the other is true.

    None where the rates are the same: no number tells them apart.
    """
    if rate == other:
        return None
    normal = importlib.import_module("scipy.special").ndtri
    of_level, of_power = float(normal(1.0 - SIGNIFICANCE / 2)), float(normal(POWER))
    spread = of_level * math.sqrt(rate * (1.0 - rate)) + of_power * math.sqrt(other * (1.0 - other))
    return math.ceil((spread / (other - rate)) ** 2)


def content(setup: Setup, bar: Bar) -> dict[str, Any]:
    """Simulate and compare; what is observed is never fitted here.

    Raises
    ------
    InputError
        When the draws or what was calibrated are not there.
    """
    learned = calibration_in_short() if setup.parameters == "posterior" else None
    limits = [limit.model_dump() for limit in load_limits()]
    inputs = load_inputs()
    with bar("ten Kubes", setup.draws) as done:
        ten = survivors(inputs, setup, done)
    accounts = setup.accounts
    fitted = _failing(inputs.cohort, FITTED, setup, bar)
    held_out = {
        name: _failing(load_scenario(name), outcome, setup, bar)
        for name, outcome in HELD_OUT.items()
    }
    return {
        "simulated": {"draws": setup.draws, "cities_of_a_draw": CITIES},
        "fitted": {fitted.place.lower(): fitted.json(accounts)},
        "holdouts": {name: city.json(accounts) for name, city in held_out.items()},
        "null": null(fitted, held_out["tomohon"]),
        "counts": counts(inputs, ten, accounts),
        "kas": kas(inputs, ten),
        "levers": lever_effects(setup.draws, setup.seed, setup.values, bar),
        "elsewhere": elsewhere(setup.draws, setup.values, bar),
        "calibration": learned,
        "limits": limits,
    }


def _failing(scenario: Scenario, outcome: str, setup: Setup, bar: Bar) -> Failing:
    with bar(scenario_called(scenario.name), setup.draws * CITIES) as done:
        return failing(scenario, outcomes()[outcome], setup, lambda now, _: done(now))


def made_of(trial: Trial, **asked: Any) -> dict[str, Any]:
    """Return what a card is made of, as its manifest says it.

    Parameters
    ----------
    **asked
        What was asked for beside the trial.
    """
    observed = {file.name: sha256_of(file) for file in sorted(OBSERVED.glob("*.toml"))}
    return {
        "spec": {"runs": trial.runs, "seed": trial.seed, "values": dict(trial.values), **asked},
        "parameters": draws_named(trial.parameters).drawn._asdict(),
        "observed": observed,
    }
