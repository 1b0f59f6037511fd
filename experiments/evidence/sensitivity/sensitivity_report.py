"""What a sensitivity analysis found: sentences, one JSON object, files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.common.differences import amount, size
from experiments.common.files import save_all
from experiments.common.outcomes import BY_NAME
from experiments.common.uncertainty import uncertainty
from experiments.evidence.sensitivity.analysis import Findings
from experiments.evidence.sensitivity.morris_and_sobol import OTHERS, Index
from experiments.evidence.sensitivity.sensitivity_picture import draw_all
from experiments.evidence.sensitivity.variance_split import LEVELS, TIMES
from experiments.store.result_manifest import as_json, plain, with_manifest
from experiments.sweeps.names import named

NAMED_MOST = 3
Json = dict[str, Any]


def sentences(findings: Findings, name: str) -> list[str]:
    """Say what matters for one outcome, and what cannot be told from luck."""
    outcome, split = BY_NAME[name], findings.split[name]
    if not split.deviation:
        return ["All runs give the same: there is nothing to explain."]
    shares = {source: max(0.0, share.value) for source, share in split.shares.items()}
    return [
        f"Runs differ by {size(split.deviation, outcome)} (standard deviation) around "
        f"{amount(findings.means[name], outcome)}: {_parts(shares)}.",
        *_of_parameters(findings, name),
        *_of_luck(findings, name),
    ]


def _parts(shares: Mapping[str, float]) -> str:
    words = {
        "parameters": "of the variance from parameters",
        "structure": "from rival structures",
        "together": "from both together",
        "chance": "from chance",
    }
    *each, last = (f"{100 * shares[source]:.0f} % {text}" for source, text in words.items())
    return f"{', '.join(each)} and {last}"


def _of_parameters(findings: Findings, name: str) -> list[str]:
    """Name the parameters that make most of the variance that parameters make."""
    ranked = sorted(findings.indices[name].each, key=lambda index: -index.total.value)
    clear = [index for index in ranked if index.told_from_nothing and index.parameter != OTHERS]
    if not clear:
        return ["No parameter is told from luck."]
    first = ", ".join(
        f"{named(index.parameter, 'en').title} {_total(index)}" for index in clear[:NAMED_MOST]
    )
    rest = "".join(
        f"; the other {findings.others} together {_total(index)}"
        for index in ranked
        if index.parameter == OTHERS
    )
    alone = 100 * min(1.0, max(0.0, sum(index.first.value for index in ranked)))
    return [
        f"Of the variance that parameters make: {first}{rest} (total indices).",
        f"By themselves they make about {alone:.0f} % of it, the rest they make together.",
    ]


def _total(index: Index) -> str:
    low, high = max(0.0, index.total.low), max(0.0, index.total.high)
    return f"{max(0.0, index.total.value):.2f} ({low:.2f} to {high:.2f})"


def _of_luck(findings: Findings, name: str) -> list[str]:
    """Say what cannot be told from luck or from nothing."""
    effects = findings.effects[name]
    unseen = sum(not effect.told_from_luck for effect in effects)
    left = 100 * findings.indices[name].luck
    replications = findings.question.sizes.replications
    return [
        f"Moved alone, {unseen} of {len(effects)} parameters do no more than luck would.",
        f"Luck is {left:.1f} % of the variance between averages of {replications} runs; "
        "it has been taken out of the indices.",
    ]


def report(findings: Findings) -> Json:
    """Return everything that was found; intervals are of 95 %."""
    question = findings.question
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
        "kept": findings.kept,
        "outcomes": {name: _outcome(findings, name) for name in question.outcomes},
    }


def _outcome(findings: Findings, name: str) -> Json:
    outcome, indices, split = BY_NAME[name], findings.indices[name], findings.split[name]
    return {
        "title": outcome.title,
        "unit": outcome.unit,
        "said": sentences(findings, name),
        "mean": findings.means[name],
        "morris": [
            {**plain(effect), "told_from_luck": effect.told_from_luck}
            for effect in findings.effects[name]
        ],
        "sobol": {
            "standard_deviation": indices.deviation,
            "luck_in_averages": indices.luck,
            "indices": [_index(findings, index) for index in indices.each],
        },
        "variance": {"standard_deviation": split.deviation, "shares": plain(split.shares)},
    }


def _index(findings: Findings, index: Index) -> Json:
    return {
        "parameter": index.parameter,
        "label": findings.title_of(index.parameter),
        "together": findings.others if index.parameter == OTHERS else 1,
        **plain(index),
        "told_from_nothing": index.told_from_nothing,
    }


def save(folder: Path, findings: Findings, report: Json) -> list[Path]:
    """Save everything into a folder, the manifest last; return the paths.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    question = findings.question
    made_of = {
        "scenario": question.scenario.model_dump(),
        "seed": question.seed,
        "sizes": question.sizes._asdict(),
        "parameters": {
            "kind": question.kind,
            "draws": uncertainty("posterior").digest if question.kind == "posterior" else "",
        },
    }
    files = {**draw_all(findings), "sensitivity.json": as_json(report)}
    return save_all(folder, with_manifest(files, made_of, "salib"))
