"""What a sensitivity analysis found, as one JSON object."""

from typing import Any

from experiments.common.outcomes import BY_NAME
from experiments.evidence.sensitivity.indices import OTHERS
from experiments.evidence.sensitivity.sensing import Found
from experiments.evidence.sensitivity.space import Figure
from experiments.evidence.sensitivity.split import LEVELS, TIMES
from experiments.evidence.sensitivity.words import name_of, others, sentences

Json = dict[str, Any]


def report(found: Found) -> Json:
    """Return everything that was found; intervals are of 95 %."""
    question = found.question
    return {
        "scenario": question.scenario.name,
        "seed": question.seed,
        "sizes": {
            **question.sizes._asdict(),
            "runs": question.sizes.runs(question.space),
            "block": {"parameter_draws": LEVELS, "structure_draws": LEVELS, "runs_each": TIMES},
        },
        "parameters_of_split": question.kind,
        "parameters": list(question.space.names),
        "kept": found.kept,
        "outcomes": {name: _outcome(found, name) for name in question.outcomes},
    }


def _outcome(found: Found, name: str) -> Json:
    outcome, indices, split = BY_NAME[name], found.indices[name], found.split[name]
    return {
        "title": outcome.title,
        "unit": outcome.unit,
        "said": sentences(found, name),
        "mean": found.means[name],
        "morris": [
            {
                "parameter": it.name,
                "mu": it.mu,
                "mu_star": _figure(it.mu_star),
                "sigma": _figure(it.sigma),
                "mu_star_of_luck": it.luck,
                "told_from_luck": it.seen,
            }
            for it in found.effects[name]
        ],
        "sobol": {
            "standard_deviation": indices.deviation,
            "luck_in_averages": indices.luck,
            "indices": [
                {
                    "parameter": it.name,
                    "label": name_of(it.name, others(found)),
                    "together": others(found) if it.name == OTHERS else 1,
                    "first": _figure(it.first),
                    "total": _figure(it.total),
                    "luck_taken_out": it.luck,
                    "told_from_nothing": it.seen,
                }
                for it in indices.each
            ],
        },
        "variance": {
            "standard_deviation": split.deviation,
            "shares": {source: _figure(it) for source, it in split.shares.items()},
        },
    }


def _figure(figure: Figure) -> Json:
    return figure._asdict()
