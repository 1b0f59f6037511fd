"""What the model says to every question, draw by draw."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from experiments.common.kube_statistics import STATISTICS, Window
from experiments.common.refusals import fault_of
from experiments.common.uncertainty import Uncertainty
from experiments.evidence.calibration.elsewhere_file import city_of
from experiments.evidence.elicit.question_file import Question, Questions, Setting
from sim.ensemble.ensemble import Ensemble
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.policy import load_policy
from sim.scenario import Scenario

Reals = NDArray[np.float64]
MIDDLE_OF_YEAR = "07"


def simulated(
    draws: Uncertainty,
    questions: Questions,
    price_year: int | None,
    done: Callable[[int], None] = lambda _: None,
    threads: int | None = None,
) -> dict[str, Reals]:
    """Return the model's answer to every question in every draw, in the unit of the answer.

    A draw in which there is nothing to count, such as loans where nobody lends, has NaN.

    Parameters
    ----------
    price_year : int, optional
        In whose rupiah amounts are; without it questions on amounts are left out.
    done : callable, optional
        Takes the runs that are done.

    Returns
    -------
    dict of NDArray, shape (draws,)
        By the question's id.

    Raises
    ------
    InputError
        When the prices of that year are not known.
    """
    asked = [one for one in questions.question if one.unit_idr is None or price_year is not None]
    answers: dict[str, Reals] = {}
    before = 0
    for policy in dict.fromkeys(question.policy for question in asked):
        own = [question for question in asked if question.policy == policy]
        for question, answer in _under(
            policy, own, draws, questions.setting, before, done, threads
        ):
            answers[question.id] = answer * _unit(question, questions.setting, price_year)
        before += len(draws) * questions.setting.replications
    return {question.id: answers[question.id] for question in asked}


def runs_of(draws: Uncertainty, questions: Questions) -> int:
    """Return how many cities are run for all questions."""
    policies = {question.policy for question in questions.question}
    return len(policies) * len(draws) * questions.setting.replications


def _under(
    policy: str,
    asked: list[Question],
    draws: Uncertainty,
    setting: Setting,
    before: int,
    done: Callable[[int], None],
    threads: int | None,
) -> Iterator[tuple[Question, Reals]]:
    """Yield questions on Kubes under one policy with the part over the whole in every draw.

    Amounts are in Rp of the base month. All policies have the same luck.
    """
    months = max(question.window[1] for question in asked)
    scenario = city_of(setting, months)
    prices = np.array(scenario.prices.index(scenario.start, months))
    sets = draws.sets(scenario, np.arange(len(draws)))
    city = Ensemble(scenario, [load_policy(policy)], sets)
    jobs = city.jobs(setting.replications, setting.seed)
    counted: dict[str, list[tuple[Reals, Reals]]] = {question.id: [] for question in asked}
    for chunk in city.chunks(
        jobs, months=range(months), threads=threads, progress=lambda now, _: done(before + now)
    ):
        founded = np.zeros(chunk.kubes.shape[2], np.int64)
        for question in asked:
            part, whole = STATISTICS[question.statistic].of(
                Window(chunk.kubes, founded, *question.window)
            )
            counted[question.id].append((part.sum(axis=1), whole.sum(axis=1)))
    for question in asked:
        part, whole = (
            np.concatenate(values).reshape(len(draws), -1).sum(axis=1)
            for values in zip(*counted[question.id], strict=True)
        )
        level = 1.0 if question.unit_idr is None else prices[question.window[1] - 1]
        some = np.where(whole > 0.0, whole, np.nan)
        yield question, np.asarray(part / some / level)


def _unit(question: Question, setting: Setting, price_year: int | None) -> float:
    """Return by how much an answer is larger than a share, or than rupiah of the base month."""
    if question.unit_idr is None or price_year is None:
        return question.most or 1.0
    return price_level(city_of(setting, 1), setting, price_year) / question.unit_idr


def price_level(scenario: Scenario, setting: Setting, year: int) -> float:
    """Return how high prices are in the middle of a year; 1 in the base month.

    Raises
    ------
    InputError
        When they are not known.
    """
    after = {"inflation_after_percent": setting.inflation_after_percent}
    prices = scenario.prices.model_copy(update=after)
    try:
        return prices.index(f"{year}-{MIDDLE_OF_YEAR}", 1)[0]
    except KeyError as error:
        why = both(
            f"{scenario.name} has {error.args[0]}; ask for amounts at today's prices",
            f"{scenario.name}: inflasi tahun itu tidak diketahui; tanyakan jumlah menurut harga "
            "hari "
            "ini",
        )
        raise InputError([fault_of(f"price_year {year}", why)]) from None
