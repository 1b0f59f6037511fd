"""The forecast of a city: what --json prints, and what screen, page and tables are made from."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.uncertainty import Uncertainty
from experiments.forecast.actions import Action, actions_for
from experiments.forecast.base_rates import by_age, observed
from experiments.forecast.boosting import one_thread
from experiments.forecast.chances import Band, growing
from experiments.forecast.early_warnings import Watch, watch
from experiments.forecast.effects import AIMS
from experiments.forecast.forecaster import OLD_MONTHS, Forecaster, forecaster
from experiments.forecast.own_books import OwnBooks
from experiments.forecast.training import HORIZONS, NEVER, Plan, Training, cities_for, train
from sim.calendar import month_text
from sim.rules.stages import STAGES

Json = dict[str, Any]
Values = NDArray[np.float64]

SCHEMA = 1
"""Of `--json` and of what is stored."""
DIGITS = 4
"""Decimals of a chance."""
TRADING, IDLE, UNKNOWN = "trading", "idle", "unknown"
ENDED, NOT_FOUNDED, NO_BOOKS, OLD_BOOKS, UNLIKE = (
    "ended", "not_founded", "no_books", "old_books", "unlike",
)  # fmt: skip
"""Why a Kube has no figure."""
FIGURES = (
    *(f"fails_within_{months}_months" for months in HORIZONS),
    *(f"stages_in_{months}_months" for months in HORIZONS),
    "kas_in_12_months_idr", "income_from_kube_idr", "alike", "effects",
)  # fmt: skip
"""What is null of a Kube without figures."""


class Asked(NamedTuple):
    """What is asked for.

    Attributes
    ----------
    aim : {"failing", "mandiri"}
        What the list of Kubes is ordered by.
    cities : int or None
        Simulated cities; by default as many as there should be.
    """

    books: OwnBooks
    uncertainty: Uncertainty
    aim: str = AIMS[0]
    seed: int = 1
    cities: int | None = None

    @property
    def plan(self) -> Plan:
        """What is simulated."""
        scenario = self.books.scenario
        many = self.cities or cities_for(len(scenario.kubes))
        return Plan(scenario, self.uncertainty, self.books.today, 0, many, self.seed)

    @property
    def runs(self) -> int:
        """How many cities are run, with and without actions."""
        return self.plan.cities * (1 + len(self.actions))

    @property
    def actions(self) -> tuple[Action, ...]:
        """Whose effects are shown."""
        return actions_for(self.books.scenario)


def fitted(asked: Asked, progress: Callable[[int], None] = lambda done: None) -> Forecaster:
    """Run the simulated cities and fit what forecasts.

    Raises
    ------
    InputError
        When scikit-learn is not installed.
    """
    return forecaster(asked.plan, train(asked.plan, asked.actions, progress), asked.actions)


@one_thread()
def forecast(asked: Asked, model: Forecaster) -> Json:
    """Return the forecast of a city's living Kubes.

    Returns
    -------
    dict
        Chances are 0-1, sums in rupiah of today's month, rounded.
    """
    books = asked.books
    figures = _Figures(asked, model)
    kubes = [figures.kube(place) for place in range(len(books.names))]
    return {
        "schema": SCHEMA,
        "city": books.scenario.name,
        "today": month_text(books.today),
        "aim": asked.aim,
        "method": _method(asked, model),
        "base_rates": _base_rates(books),
        "totals": figures.totals(),
        "kubes": kubes,
        "actions": [_action(effect) for effect in model.effects],
        "first": _first(kubes),
        "warnings": _warnings(books, watch(model, books), figures.price),
    }


class _Figures:
    """The figures of Kubes, made for all of them at once."""

    def __init__(self, asked: Asked, model: Forecaster) -> None:
        books = asked.books
        self.asked, self.model, self.books = asked, model, books
        self.rows = books.founded(books.today)
        self.features = books.features(books.today)
        self.at = {int(kube): place for place, kube in enumerate(self.rows)}
        self.living, self.silent, self.quiet = books.living, books.silent, books.quiet_months
        month = books.today - books.of.start
        self.price = float(books.of.prices[max(0, month)])
        self.reasons = [self._reason(kube) for kube in range(len(books.names))]
        self.bands = growing(
            {months: model.chances[months].band(self.features) for months in HORIZONS}
        )
        age = np.maximum(books.today - books.panel.founded[self.rows], 0)
        training = model.training
        self.base = {
            months: by_age(training, training.fates.within(months), age) for months in HORIZONS
        }
        self.stages = {
            months: model.stages[months].shares(self.features, self.bands[months].chance)
            for months in HORIZONS
        }
        self.kas = model.kas.interval(self.features)
        self.income = model.income.interval(self.features)
        self.changes = [
            (
                effect,
                model.change(effect, self.features, asked.aim),
                effect.changes_nothing(self.features),
            )
            for effect in model.effects
        ]

    def _reason(self, kube: int) -> tuple[str, str]:
        """Return why a Kube has no figure, and of what; empty where it has one."""
        if self.books.panel.founded[kube] > self.books.today:
            return NOT_FOUNDED, ""
        if not self.living[kube]:
            return ENDED, ""
        if self.silent[kube] > OLD_MONTHS:
            return (OLD_BOOKS, "") if self._ever_known(kube) else (NO_BOOKS, "")
        features = self.features[self.at[kube]]
        outside = self.model.likeness.outside(features)
        if outside:
            return UNLIKE, outside
        _, distance = self.model.likeness.nearest(features)
        return (UNLIKE, "all") if distance[-1] > self.model.likeness.far else ("", "")

    def _ever_known(self, kube: int) -> bool:
        """Whether anything is known of a Kube up to today."""
        until = self.books.today - self.books.panel.first + 1
        return bool(self.books.panel.known[kube, :until].any())

    def kube(self, kube: int) -> Json:
        """Return what is said of a Kube."""
        books = self.books
        reason, of = self.reasons[kube]
        known = np.flatnonzero(books.panel.known[kube])
        known = known[known + books.panel.first <= books.today]
        quiet = self.quiet[kube]
        about: Json = {
            "code": books.panel.codes[kube],
            "name": books.names[kube],
            "age_months": max(0, int(books.today - books.panel.founded[kube])),
            "last_known": month_text(int(books.panel.first + known[-1])) if len(known) else None,
            "state": UNKNOWN if np.isnan(quiet) else TRADING if quiet == 0.0 else IDLE,
            "quiet_months": None if np.isnan(quiet) else int(quiet),
            "reason": reason or None,
            "reason_of": of or None,
        }
        return about | (dict.fromkeys(FIGURES) if reason else self._figures(self.at[kube]))

    def _figures(self, place: int) -> Json:
        """Return the figures of a Kube by its place among those founded."""
        found: Json = {}
        for months in HORIZONS:
            chance = {
                key: _share(values[place])
                for key, values in zip(Band._fields, self.bands[months], strict=True)
            }
            base = _share(self.base[months][place])
            found[f"fails_within_{months}_months"] = {**chance, "base_rate": base}
        for months in HORIZONS:
            shares = self.stages[months][place]
            found[f"stages_in_{months}_months"] = {
                name: _share(share) for name, share in zip(STAGES, shares, strict=True)
            }
        found["kas_in_12_months_idr"] = self._amount(self.kas, place)
        found["income_from_kube_idr"] = self._amount(self.income, place)
        found["alike"] = self._alike(place)
        found["effects"] = self._effects(place)
        return found

    def _amount(self, interval: Any, place: int) -> Json:
        return {
            name: _rupiah(values[place] * self.price)
            for name, values in zip(interval._fields, interval, strict=True)
        }

    def _alike(self, place: int) -> list[Json]:
        """Return the simulated Kubes most like one and what became of them."""
        rows, distance = self.model.likeness.nearest(self.features[place])
        training = self.model.training
        return [
            _told(training, int(row), float(far), self.price)
            for row, far in zip(rows, distance, strict=True)
        ]

    def _effects(self, place: int) -> list[Json]:
        return [
            {
                "action": effect.action.name,
                "change": _share(change.gained[place]),
                "low": _share(change.low[place]),
                "high": _share(change.high[place]),
                "changes_nothing": _share(nothing[place]),
            }
            for effect, change, nothing in self.changes
        ]

    def totals(self) -> Json:
        """Return how many of the Kubes with figures fail, by how cities as a whole erred."""
        places = [self.at[kube] for kube, (reason, _) in enumerate(self.reasons) if not reason]
        found: Json = {"kubes": len(places)}
        for months in HORIZONS:
            total = self.model.chances[months].total(self.bands[months].chance[places])
            found[f"fail_within_{months}_months"] = {
                "expected": round(total.expected, 1), "low": total.low, "high": total.high,
            }  # fmt: skip
        return found


def _told(training: Training, row: int, distance: float, price: float) -> Json:
    """Return a simulated Kube: how it stood today, and what became of it."""
    fates = training.fates
    fails = int(fates.fails[row])

    def figure(name: str) -> float | None:
        value = float(training.column(name)[row])
        return None if np.isnan(value) else round(value, DIGITS)

    return {
        "distance": round(distance, 3),
        "age_months": int(training.age[row]),
        "members": figure("members"),
        "attendance": figure("attendance"),
        "quiet_months": figure("quiet_months"),
        "failed_after_months": None if fails == NEVER else fails,
        **{
            f"stage_in_{months}_months": STAGES[int(fates.stages[row, place])]
            for place, months in enumerate(HORIZONS)
        },
        "kas_in_12_months_idr": _rupiah(fates.kas_idr[row] * price),
    }


def _method(asked: Asked, model: Forecaster) -> Json:
    """Return how the forecast was made, and how well it does on held-out simulated cities."""
    training = model.training
    return {
        "cities": asked.plan.cities,
        "kubes": len(training.city),
        "parameters": asked.uncertainty.drawn._asdict(),
        "seed": asked.seed,
        **{
            f"fails_within_{months}_months": {
                "method": model.chances[months].method,
                "brier": {
                    name: round(value, DIGITS)
                    for name, value in model.chances[months].brier.items()
                },
                "skill_on_simulated": _share(model.skill(months)),
            }
            for months in HORIZONS
        },
    }


def _base_rates(books: OwnBooks) -> Json:
    """Return how many Kubes of the city itself have ended."""
    rates = {}
    for months in HORIZONS:
        seen = observed(books.panel, books.today, months)
        share = seen.share
        rates[f"ended_in_last_{months}_months"] = {
            "ended": seen.ended, "of": seen.of, "share": None if share is None else _share(share),
        }  # fmt: skip
    return rates


def _action(effect: Any) -> Json:
    """Return what is said of an action for all Kubes."""
    return {
        "name": effect.action.name,
        "title": effect.action.title,
        "judul": effect.action.judul,
        "sets": dict(effect.action.levers),
        "saved_in_simulation": effect.saved,
        "postponed": None if effect.postponed is None else _share(effect.postponed),
        "assumed": effect.worlds.assumed,
        "worlds": effect.worlds.json(),
    }


def _first(kubes: list[Json]) -> list[str]:
    """Return the codes of the Kubes with figures, that first for which an action changes most."""
    told = [kube for kube in kubes if kube["effects"]]
    return [
        kube["code"]
        for kube in sorted(
            told, key=lambda kube: -max(effect["change"] for effect in kube["effects"])
        )
    ]


def _warnings(books: OwnBooks, seen: Watch, price: float) -> Json:
    """Return the months outside what was expected."""
    scale: Mapping[str, float] = {"attendance": 1.0, "profit": price, "kas": price}

    def figure(what: str, value: float) -> float | int:
        return _share(value) if what == "attendance" else _rupiah(value * scale[what])

    return {
        "compared": seen.compared,
        "outside": [
            {
                "code": books.panel.codes[one.kube],
                "name": books.names[one.kube],
                "month": month_text(one.month),
                "what": one.what,
                "side": "below" if one.below else "above",
                "value": figure(one.what, one.value),
                "low": figure(one.what, one.low),
                "high": figure(one.what, one.high),
            }
            for one in seen.outside
        ],
    }


def _share(value: float) -> float:
    return round(float(value), DIGITS) + 0.0


def _rupiah(value: float) -> int:
    """Return an amount in whole hundreds of rupiah: it is no more exact."""
    return int(round(float(value) / 100.0)) * 100
