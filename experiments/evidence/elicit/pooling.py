"""The experts' opinions as one: with equal weights, and by how they answered the seed questions."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.elicit.answers_file import Elicited
from experiments.evidence.elicit.cooke import LEVEL, Score, scores
from experiments.evidence.elicit.opinions import LEVELS, Opinion, Pool, Ruler
from experiments.evidence.elicit.question_file import Asked, Question

Json = dict[str, Any]
By = Literal["equal", "performance"]
POOLINGS: tuple[By, ...] = get_args(By)
SCHEMA = 1
KEYS = ("low", "median", "high")


class Pooled(NamedTuple):
    """What experts think together.

    Attributes
    ----------
    scores : mapping of Score
        By expert; only of those who answered every seed question.
    weights : mapping of mapping of float
        By pooling and expert, together 1. Where no expert has a weight by performance, all have
        the same.
    pool_scores : mapping of Score
        By pooling; empty where nobody answered every seed question.
    """

    elicited: Elicited
    scores: Mapping[str, Score]
    weights: Mapping[By, Mapping[str, float]]
    pool_scores: Mapping[By, Score]

    def pool(self, id: str, by: By) -> Pool | None:
        """Return what those who answered a question think together; None where nobody did."""
        return pool_of(self.elicited.of(id), self.weights[by])

    @property
    def told_apart(self) -> bool:
        """Whether some expert has a weight by performance."""
        return any(score.weight for score in self.scores.values())


def pool_of(opinions: Mapping[str, Opinion], weights: Mapping[str, float]) -> Pool | None:
    """Return opinions as one; weights of those who did not answer go to those who did."""
    if not opinions:
        return None
    own = np.array([weights[code] for code in opinions])
    if own.sum() == 0.0:
        own = np.ones(len(opinions))
    return Pool(list(opinions.values()), own / own.sum())


def pooled(elicited: Elicited) -> Pooled:
    """Return what experts think together, and how well each answered the seed questions."""
    codes, seeds = list(elicited.opinions), elicited.questions.seed
    complete = [
        code
        for code in codes
        if seeds and all(seed.id in elicited.opinions[code] for seed in seeds)
    ]
    even = dict.fromkeys(codes, 1.0 / len(codes))
    if not complete:
        return Pooled(elicited, {}, dict.fromkeys(POOLINGS, even), {})
    own = dict(zip(complete, _scores(elicited, _figures(elicited, complete)), strict=True))
    total = sum(score.weight for score in own.values())
    by_performance = {
        code: own[code].weight / total if code in own else 0.0 for code in codes
    } if total else even  # fmt: skip
    weights: dict[By, Mapping[str, float]] = {"equal": even, "performance": by_performance}
    return Pooled(elicited, own, weights, _scores_of_pools(elicited, complete, weights))


def _figures(elicited: Elicited, codes: list[str]) -> NDArray[np.float64]:
    """Return answers to the seed questions, shape (experts, questions, 3)."""
    seeds = elicited.questions.seed
    return np.array(
        [[elicited.opinions[code][seed.id].figures for seed in seeds] for code in codes]
    )


def _scores(elicited: Elicited, figures: NDArray[np.float64]) -> list[Score]:
    seeds = elicited.questions.seed
    return scores([Ruler.of(seed) for seed in seeds], figures, [seed.answer for seed in seeds])


def _scores_of_pools(
    elicited: Elicited, complete: list[str], weights: Mapping[By, Mapping[str, float]]
) -> dict[By, Score]:
    """Return how the pools would have answered, beside the experts."""
    pools = []
    for by in POOLINGS:
        each = [pool_of(elicited.of(seed.id), weights[by]) for seed in elicited.questions.seed]
        pools.append([pool.quantiles(LEVELS) for pool in each if pool is not None])
    figures = np.concatenate([_figures(elicited, complete), np.array(pools)])
    return dict(zip(POOLINGS, _scores(elicited, figures)[len(complete) :], strict=True))


def report(pooled: Pooled) -> Json:
    """Return everything that the experts said, each alone and together, as JSON has it."""
    elicited = pooled.elicited
    return {
        "schema": SCHEMA,
        "price_year": elicited.price_year,
        "calibration_least": LEVEL,
        "told_apart": pooled.told_apart,
        "experts": [_expert(pooled, code) for code in elicited.opinions],
        "pools": {by: _score(score) for by, score in pooled.pool_scores.items()},
        "questions": [_asked(pooled, one) for one in elicited.questions.question],
        "seeds": [
            {**_asked(pooled, seed), **seed.model_dump(include={"answer", "source", "grade"})}
            for seed in elicited.questions.seed
        ],
    }


def _score(score: Score | None) -> Json:
    known = score or (None, None)
    return dict(zip(Score._fields, known, strict=True))


def _expert(pooled: Pooled, code: str) -> Json:
    return {
        "code": code,
        "answered": len(pooled.elicited.opinions[code]),
        **_score(pooled.scores.get(code)),
        "weights": {by: pooled.weights[by][code] for by in POOLINGS},
    }


def _asked(pooled: Pooled, asked: Asked) -> Json:
    opinions = pooled.elicited.of(asked.id)
    content: Json = {
        **asked.model_dump(include={"id", "title", "judul", "unit", "satuan"}),
        "experts": {code: opinion.figures.tolist() for code, opinion in opinions.items()},
    }
    if isinstance(asked, Question):
        content |= asked.model_dump(mode="json", include={"statistic", "window", "policy"})
    for by in POOLINGS:
        pool = pooled.pool(asked.id, by)
        content[by] = None if pool is None else told(pool.quantiles(LEVELS))
    return content


def told(figures: NDArray[np.float64]) -> Json:
    """Return three quantiles by their names."""
    return dict(zip(KEYS, figures.tolist(), strict=True))
