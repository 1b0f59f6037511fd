"""What a sensitivity analysis found, in sentences."""

from collections.abc import Mapping

from experiments.common.differences import amount, size
from experiments.common.labels import labels
from experiments.common.outcomes import BY_NAME
from experiments.evidence.sensitivity.indices import OTHERS, Index
from experiments.evidence.sensitivity.sensing import Found

NAMED_MOST = 3


def name_of(index: str, others: int) -> str:
    """Return few words for a parameter, or for the rest of them."""
    return f"the other {others} together" if index == OTHERS else labels()[index]


def others(found: Found) -> int:
    """Return how many parameters have no index of their own."""
    return len(found.question.space) - len(found.kept)


def sentences(found: Found, name: str) -> list[str]:
    """Say what matters for one outcome, and what cannot be told from luck."""
    outcome, split = BY_NAME[name], found.split[name]
    if not split.deviation:
        return ["All runs give the same: there is nothing to explain."]
    shares = {source: max(0.0, it.value) for source, it in split.shares.items()}
    return [
        f"Runs differ by {size(split.deviation, outcome)} (standard deviation) around "
        f"{amount(found.means[name], outcome)}: {_parts(shares)}.",
        *_of_parameters(found, name),
        *_of_luck(found, name),
    ]


def _parts(shares: Mapping[str, float]) -> str:
    words = {
        "parameters": "parameters",
        "structure": "rival structures",
        "together": "both together",
        "chance": "chance",
    }
    each = [f"{100 * shares[source]:.0f} % of the variance from {words[source]}" if not place else
            f"{100 * shares[source]:.0f} % from {words[source]}"
            for place, source in enumerate(words)]  # fmt: skip
    return ", ".join(each[:-1]) + f" and {each[-1]}"


def _of_parameters(found: Found, name: str) -> list[str]:
    """Name the parameters that make most of the variance that parameters make."""
    ranked = ranked_indices(found.indices[name].each)
    seen = [it for it in ranked if it.seen and it.name != OTHERS][:NAMED_MOST]
    if not seen:
        return ["No parameter is told from luck."]
    rest = [
        f"the other {others(found)} together {_total(it)}" for it in ranked if it.name == OTHERS
    ]
    alone = 100 * min(1.0, max(0.0, sum(it.first.value for it in ranked)))
    return [
        f"Of the variance that parameters make: {', '.join(_named(it) for it in seen)}"
        + "".join(f"; {it}" for it in rest)
        + " (total indices).",
        f"By themselves they make about {alone:.0f} % of it, the rest they make together.",
    ]


def _named(index: Index) -> str:
    return f"{labels()[index.name]} {_total(index)}"


def _total(index: Index) -> str:
    low, high = max(0.0, index.total.low), max(0.0, index.total.high)
    return f"{max(0.0, index.total.value):.2f} ({low:.2f} to {high:.2f})"


def _of_luck(found: Found, name: str) -> list[str]:
    """Say what cannot be told from luck or from nothing."""
    effects = found.effects[name]
    unseen = sum(not effect.seen for effect in effects)
    left = 100 * found.indices[name].luck
    replications = found.question.sizes.replications
    return [
        f"Moved alone, {unseen} of {len(effects)} parameters do no more than luck would.",
        f"Luck is {left:.1f} % of the variance between averages of {replications} runs; "
        "it has been taken out of the indices.",
    ]


def ranked_indices(each: list[Index]) -> list[Index]:
    """Return indices, the largest total first."""
    return sorted(each, key=lambda it: -it.total.value)
