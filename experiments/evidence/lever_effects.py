"""What each lever does in the model, and how much of that is prior: the mission's own question.

No Kube and no city in the data differs in visits or in monitoring. So each lever's effect stands
under the prior and under the posterior side by side, with the weight of the rival in which the
lever does nothing before and after the data.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.spread import interval
from experiments.common.tables import Table
from experiments.common.uncertainty import Kind, Uncertainty, uncertainty
from experiments.evidence.accounts import ACCOUNTS, accounts_of
from experiments.evidence.calibration.bank import Bar
from experiments.evidence.figures import percent, with_interval
from experiments.evidence.words import known
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.inputs.said import Said, both, in_indonesian
from sim.policy import load_policy
from sim.scenario import load_scenario
from sim.structures import FACTOR_OF_LEVER, NOTHING

Json = dict[str, Any]
Reals = NDArray[np.float64]
SCENARIO = "forward"
COMPARED: Mapping[str, tuple[str, str]] = {
    "visits": ("visits-none", "visits-weekly"),
    "monitoring": ("monitoring-none", "monitoring-monthly"),
    "retention": ("share-everything", "all-set-aside-first"),
    "second_grant": ("second-grants-none", "none"),
}
"""Without the lever and with it: the effect is what the second policy adds."""
OUTCOMES = ("failed_share", "sustained_mandiri_share", "household_income_idr")
KINDS: tuple[Kind, ...] = ("prior", "posterior")
DRAWS = 512
"""Of the prior and of the posterior."""
RUNS = 4
"""Replications of each draw and policy, of which the mean is taken."""
ENDS = ("p05", "median", "p95")
FAVOURED = "favoured"
"""Ends the verdict on a rival structure of which the data tell."""


BY_RULE = both(
    "No Kube and no city in the data differs in visits or monitoring. What the data say of a lever "
    "they say by way of the stages and the kas of the ten, which it raises by rule.",
    "Tidak ada Kube dan kota dalam data yang berbeda dalam kunjungan atau monitoring. Yang "
    "dikatakan data tentang sebuah tuas hanya lewat tahap dan kas kesepuluh Kube, yang "
    "dinaikkannya "
    "menurut aturan model.",
)
NO_CASE = both("no case", "tidak ada kasus")
WORDS = {
    "visits": both("visits", "kunjungan"),
    "monitoring": both("monitoring", "monitoring"),
    "retention": both("retention", "penyisihan"),
    "second_grant": both("second grant", "bantuan kedua"),
}
"""What levers are called."""
LEVER = both("lever", "tuas")


class Effects(NamedTuple):
    """Effects of every lever under some draws.

    Attributes
    ----------
    by_lever : mapping
        Of each lever and outcome the effect in every draw, shape (draws,).
    """

    drawn: Uncertainty
    by_lever: Mapping[str, Mapping[str, Reals]]


def lever_effects(draws: int, seed: int, values: Mapping[str, float], bar: Bar) -> Json:
    """Return each lever's effect on the plan's outcomes, before the data and after.

    Parameters
    ----------
    draws : int
        At most, of the prior and of the posterior.
    values : mapping
        Put into every city, over what is drawn.

    Returns
    -------
    dict
        By lever: `compared`, the two policies; `nothing`, the weight of the rival in which the
        lever does nothing; of every outcome the `p05`, `median` and `p95` over draws, in the
        outcome's unit, with `better`, the part of the draws in which the effect is better by more
        than what matters; `by_account`, the posterior effects on failing where each account of
        failure weighs most.

    Raises
    ------
    InputError
        When the draws are not there.
    """
    count = min(draws, DRAWS)
    names = list(dict.fromkeys(name for pair in COMPARED.values() for name in pair))
    effects = {}
    with bar("levers", len(KINDS) * len(names) * count * RUNS) as done:
        for place, kind in enumerate(KINDS):
            drawn = uncertainty(kind).first(min(count, len(uncertainty(kind))))
            before = place * len(names) * count * RUNS
            effects[kind] = _effects(
                drawn, names, seed, values, lambda now, before=before: done(before + now)
            )
    return {lever: _lever(lever, effects) for lever in COMPARED}


def _effects(
    drawn: Uncertainty, names: list[str], seed: int, values: Mapping[str, float], done: Any
) -> Effects:
    """Run every policy with the same draws and the same luck; subtract."""
    scenario = load_scenario(SCENARIO)
    own = scenario.model_copy(update={"parameters": {**scenario.parameters, **values}})
    sets = drawn.sets(own, range(len(drawn)))
    city = Ensemble(own, [load_policy(name) for name in names], parameters=sets)
    jobs = np.recarray(len(names) * len(drawn) * RUNS, JOB)
    policy, parameters, run = np.indices((len(names), len(drawn), RUNS))
    jobs.policy, jobs.parameters, jobs.seed = policy.ravel(), parameters.ravel(), seed
    jobs.replication = (parameters * RUNS + run).ravel()
    tallies = city.run(jobs, progress=lambda now, _: done(now))
    means = {
        name: dict(
            zip(names, np.nanmean(BY_NAME[name].of(tallies).reshape(policy.shape), -1), strict=True)
        )
        for name in OUTCOMES
    }
    return Effects(
        drawn,
        {
            lever: {name: means[name][added] - means[name][without] for name in OUTCOMES}
            for lever, (without, added) in COMPARED.items()
        },
    )


def _lever(lever: str, effects: Mapping[Kind, Effects]) -> Json:
    """Return what is told of one lever."""
    after = effects["posterior"]
    return {
        "compared": list(COMPARED[lever]),
        "nothing": {kind: nothing_in(lever, effects[kind].drawn) for kind in KINDS},
        **{
            name: {
                kind: _told(BY_NAME[name], effects[kind].by_lever[lever][name]) for kind in KINDS
            }
            for name in OUTCOMES
        },
        "by_account": {
            account: _told(BY_NAME[OUTCOMES[0]], after.by_lever[lever][OUTCOMES[0]][rows])
            for account, rows in accounts_of(after.drawn.draws).items()
        },
    }


def nothing_in(lever: str, drawn: Uncertainty) -> float:
    """Return the part of the draws in which a lever does nothing."""
    factor = FACTOR_OF_LEVER[lever]
    number = [level.name for level in factor.levels].index(NOTHING)
    return float((drawn.draws[STRUCTURES[factor.name]] == number).mean())


def _told(outcome: Outcome, effect: Reals) -> Json:
    """Return the spread of an effect, and how often it is better by more than what matters."""
    known = effect[~np.isnan(effect)]
    if not len(known):
        return {**dict.fromkeys(ENDS), "better": None}
    good = known if outcome.better == "higher" else -known
    median, low, high = interval(known).tolist()
    return {
        **dict(zip(ENDS, (low, median, high), strict=True)),
        "better": float((good > outcome.matters).mean()),
    }


def levers_table(card: Json) -> Table:
    """Return each lever's effect before and after the data, with what the data cannot tell."""
    rows = [
        (
            _compared(lever, row["compared"]),
            known(kind),
            percent(row["nothing"][kind]),
            *(_cell(name, row[name][kind]) for name in OUTCOMES),
            percent(row[OUTCOMES[0]][kind]["better"]),
        )
        for lever, row in card["levers"].items()
        for kind in KINDS
    ]
    return Table(
        both(
            "What each lever does, before the data (prior) and after (posterior): "
            "median (5-95 % of draws)",
            "Pengaruh tiap tuas, sebelum data (prior) dan sesudahnya (posterior): nilai tengah "
            "(5-95 % sampel)",
        ),
        (
            LEVER,
            both("draws", "sampel"),
            both("does nothing", "tanpa pengaruh"),
            both("failed, points", "gagal, poin"),
            both("stays mandiri, points", "tetap mandiri, poin"),
            both("income, Rp a month", "pendapatan, Rp per bulan"),
            both("fewer fail", "gagal berkurang"),
        ),
        rows,
        (
            untold(card["levers"], _verdicts(card)),
            BY_RULE,
            both(
                "Fewer fail: part of the draws in which that matters.",
                "Gagal berkurang: bagian sampel dengan pengurangan yang berarti.",
            ),
        ),
        (0, 1),
    )


def _verdicts(card: Json) -> dict[str, str]:
    """Return what the calibration says of each rival structure; nothing under the prior."""
    structures = card["calibration"]["structures"] if card["calibration"] else []
    return {row["factor"].replace(" ", "_"): row["verdict"] for row in structures}


def accounts_table(card: Json) -> Table:
    """Return each lever's effect on failing where each account of failure weighs most."""
    return Table(
        both(
            "The same effects on failing by account of failure, points: median (5-95 % of draws)",
            "Pengaruh yang sama pada kegagalan menurut penjelasan kegagalan, poin: nilai tengah "
            "(5-95 % sampel)",
        ),
        (LEVER, *ACCOUNTS.values()),
        [
            (
                WORDS[lever],
                *(_cell(OUTCOMES[0], row["by_account"][account]) for account in ACCOUNTS),
            )
            for lever, row in card["levers"].items()
        ],
        (),
        (0,),
    )


def untold(levers: Json, verdicts: Mapping[str, str]) -> Said:
    """Say of which levers the data cannot tell whether they do anything.

    Parameters
    ----------
    verdicts : mapping
        What the calibration says of each rival structure, by its name. Only a level that it
        favours is told by the data: stored draws alone are too few to say so.
    """
    open_ones, told = [], []
    for lever, row in levers.items():
        name, verdict = WORDS[lever], verdicts.get(FACTOR_OF_LEVER[lever].name, "")
        prior, posterior = (f"{row['nothing'][kind]:.2f}" for kind in KINDS)
        change = both(
            f"{prior} before the data, {posterior} after",
            f"{prior} sebelum data, {posterior} sesudahnya",
        )
        if verdict.endswith(FAVOURED):
            said = known(verdict).indonesian
            told.append(
                both(
                    f"{name}: {verdict} ({change})",
                    f"{name.indonesian}: {said} ({change.indonesian})",
                )
            )
        else:
            open_ones.append(both(f"{name} ({change})", f"{name.indonesian} ({change.indonesian})"))
    lines = []
    if open_ones:
        lines.append(
            both(
                "The data cannot tell whether these levers do anything; part of the draws in which "
                f"they do nothing: {', '.join(open_ones)}.",
                "Data tidak dapat memastikan bahwa tuas ini berpengaruh; bagian sampel tempat tuas "
                f"tidak berpengaruh: {', '.join(map(in_indonesian, open_ones))}.",
            )
        )
    if told:
        lines.append(
            both(
                f"The data speak of {', '.join(told)}.",
                f"Data berbicara tentang {', '.join(map(in_indonesian, told))}.",
            )
        )
    return both(" ".join(lines), " ".join(map(in_indonesian, lines)))


def _compared(lever: str, policies: Sequence[str]) -> Said:
    """Name a lever and the two policies that are compared."""
    without, added = (load_policy(name).judul for name in policies)
    return both(
        f"{WORDS[lever]}: {policies[1]} over {policies[0]}",
        f"{WORDS[lever].indonesian}: {added} dibandingkan dengan {without}",
    )


def _cell(name: str, told: Mapping[str, float | None]) -> str:
    low, median, high = (told[end] for end in ENDS)
    if low is None or median is None or high is None:
        return NO_CASE
    if name == "household_income_idr":
        return with_interval(*(f"{value:+,.0f}" for value in (median, low, high)))
    return with_interval(*(f"{100 * value:+.1f}" for value in (median, low, high)))
