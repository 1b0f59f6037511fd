"""A comparison as one JSON object."""

import math
from typing import Any

from experiments.common.differences import LEVEL, Difference, sentence, verdict
from experiments.common.outcomes import BY_NAME
from experiments.comparing.comparison import Comparison
from experiments.comparing.sides import Side
from experiments.comparing.transitions import Moves
from sim.rules.stages import STAGES

Json = dict[str, Any]


def comparison_json(comparison: Comparison) -> Json:
    """Return everything that is reported of a comparison; what is not known is None.

    Returns
    -------
    dict
        A difference is b less a. `transitions.counts` are Kubes times pairs, stage under a by
        row and under b by column; `shares` are of all of them. `parameters` are where those of
        each pair come from that no side sets. In `changed`, `per_pair` are
        means over pairs, and the figures by Kube are shares of pairs (for households of the
        households that founded it); of a nation they stand by region, as shares of its Kubes.
    """
    return {
        "scenario": comparison.sides.scenario.name,
        "a": _side(comparison.sides.a),
        "b": _side(comparison.sides.b),
        "seed": comparison.seed,
        "parameters": comparison.sides.uncertainty.drawn._asdict(),
        "engine": "fast",
        "pairs": comparison.pairs,
        "level": LEVEL,
        "aim": {
            "outcome": comparison.aim.outcome.name,
            "within": comparison.aim.within,
            "pairs_most": comparison.aim.pairs_most,
            "reached": comparison.narrow,
        },
        "outcomes": {
            name: _outcome(name, difference, comparison.sides.b.name)
            for name, difference in comparison.differences.items()
        },
        "transitions": _transitions(comparison.moves),
        "changed": {
            "kubes": _kubes(comparison.moves, comparison.pairs),
            "households": _households(comparison.moves, comparison.pairs),
        },
    }


def _side(side: Side) -> Json:
    return {
        "name": side.name,
        "meaning": side.meaning,
        "policy": side.policy.name,
        "levers": side.policy.overrides(),
        "parameters": dict(side.parameters),
    }


def _outcome(name: str, difference: Difference, b: str) -> Json:
    outcome = BY_NAME[name]
    figures = difference._asdict()
    return {
        "title": outcome.title,
        "unit": outcome.unit,
        "better": outcome.better,
        "matters": outcome.matters,
        "reason": outcome.reason,
        **{key: None if math.isnan(value) else value for key, value in figures.items()},
        "verdict": verdict(outcome, difference),
        "words": sentence(outcome, difference, b),
    }


def _transitions(moves: Moves) -> Json:
    counts = moves.transitions
    whole = max(1, int(counts.sum()))
    return {
        "stages": list(STAGES),
        "counts": counts.tolist(),
        "shares": (counts / whole).tolist(),
    }


def _kubes(moves: Moves, pairs: int) -> Json:
    """Return which Kubes moved between failed and working."""
    return {
        "to_working_per_pair": int(moves.saved.sum()) / pairs,
        "to_failed_per_pair": int(moves.lost.sum()) / pairs,
        f"by_{moves.by}": [
            {
                "id": row.id,
                "name": row.name,
                "to_working": int(moves.saved[place]) / max(1, int(moves.cases[place])),
                "to_failed": int(moves.lost[place]) / max(1, int(moves.cases[place])),
            }
            for place, row in enumerate(moves.rows)
        ],
    }


def _households(moves: Moves, pairs: int) -> Json:
    """Return of which Kubes the founding households moved into or out of a living Kube."""
    founders = moves.households.sum(axis=(1, 2))
    return {
        "founding_households": int(founders.sum()) // pairs,
        "to_member_per_pair": int(moves.gained.sum()) / pairs,
        "to_no_member_per_pair": int(moves.dropped.sum()) / pairs,
        f"by_{moves.by}": [
            {
                "id": row.id,
                "name": row.name,
                "to_member": int(moves.gained[place]) / max(1, int(founders[place])),
                "to_no_member": int(moves.dropped[place]) / max(1, int(founders[place])),
            }
            for place, row in enumerate(moves.rows)
        ],
    }
