"""What a sensitivity analysis found: sentences, one JSON object, files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.common.differences import amount
from experiments.common.files import save_all
from experiments.common.languages import Lang
from experiments.common.outcomes import BY_NAME
from experiments.common.uncertainty import uncertainty
from experiments.evidence.sensitivity.analysis import Findings
from experiments.evidence.sensitivity.morris_and_sobol import OTHERS, Index
from experiments.evidence.sensitivity.sensitivity_picture import draw_all
from experiments.evidence.sensitivity.variance_split import LEVELS, TIMES
from experiments.evidence.words import outcome_size
from experiments.store.result_manifest import as_json, plain, with_manifest
from sim.inputs.said import Said, both, in_indonesian

NAMED_MOST = 3
Json = dict[str, Any]


def sentences(findings: Findings, name: str) -> list[str]:
    """Say what matters for one outcome, and what cannot be told from luck."""
    outcome, split = BY_NAME[name], findings.split[name]
    if not split.deviation:
        return [
            both(
                "All runs give the same: there is nothing to explain.",
                "Semua simulasi memberi hasil yang sama: tidak ada yang perlu dijelaskan.",
            )
        ]
    shares = {source: max(0.0, share.value) for source, share in split.shares.items()}
    deviation, mean = outcome_size(split.deviation, name), amount(findings.means[name], outcome)
    parts = _parts(shares)
    return [
        both(
            f"Runs differ by {deviation} (standard deviation) around {mean}: {parts}.",
            f"Simulasi berbeda {deviation.indonesian} (simpangan baku) di sekitar {mean}: "
            f"{parts.indonesian}.",
        ),
        *_of_parameters(findings, name),
        *_of_luck(findings, name),
    ]


def _parts(shares: Mapping[str, float]) -> Said:
    percent = {source: f"{100 * share:.0f} %" for source, share in shares.items()}
    return both(
        f"{percent['parameters']} of the variance from parameters, {percent['structure']} from "
        f"rival structures, {percent['together']} from both together and {percent['chance']} from "
        "chance",
        f"{percent['parameters']} ragamnya dari parameter, {percent['structure']} dari aturan "
        f"pesaing, {percent['together']} dari keduanya bersama, dan {percent['chance']} dari "
        "kebetulan",
    )


def _of_parameters(findings: Findings, name: str) -> list[str]:
    """Name the parameters that make most of the variance that parameters make."""
    ranked = sorted(findings.indices[name].each, key=lambda index: -index.total.value)
    clear = [index for index in ranked if index.told_from_nothing and index.parameter != OTHERS]
    if not clear:
        return [
            both(
                "No parameter is told from luck.",
                "Tidak ada parameter yang dapat dibedakan dari kebetulan.",
            )
        ]
    rest = [index for index in ranked if index.parameter == OTHERS]
    first, last = (
        [_with_total(findings, index) for index in some] for some in (clear[:NAMED_MOST], rest)
    )
    named = both(
        "; ".join([", ".join(first), *last]),
        "; ".join([", ".join(map(in_indonesian, first)), *map(in_indonesian, last)]),
    )
    alone = 100 * min(1.0, max(0.0, sum(index.first.value for index in ranked)))
    return [
        both(
            f"Of the variance that parameters make: {named} (total indices).",
            f"Dari ragam karena parameter: {named.indonesian} (indeks total).",
        ),
        both(
            f"By themselves they make about {alone:.0f} % of it, the rest they make together.",
            f"Sendiri-sendiri sekitar {alone:.0f} %, selebihnya bersama-sama.",
        ),
    ]


def _with_total(findings: Findings, index: Index) -> Said:
    """Name a parameter, or the rest of them, with its total index."""
    title, (value, low, high) = (
        findings.title_of(index.parameter),
        (
            f"{max(0.0, part):.2f}"
            for part in (index.total.value, index.total.low, index.total.high)
        ),
    )
    return both(
        f"{title} {value} ({low} to {high})", f"{title.indonesian} {value} ({low} s.d. {high})"
    )


def _of_luck(findings: Findings, name: str) -> list[str]:
    """Say what cannot be told from luck or from nothing."""
    effects = findings.effects[name]
    unseen = sum(not effect.told_from_luck for effect in effects)
    left = 100 * findings.indices[name].luck
    replications = findings.question.sizes.replications
    return [
        both(
            f"Moved alone, {unseen} of {len(effects)} parameters do no more than luck would.",
            f"Diubah sendiri, {unseen} dari {len(effects)} parameter tidak berbuat lebih dari "
            "kebetulan.",
        ),
        both(
            f"Luck is {left:.1f} % of the variance between averages of {replications} runs; it has "
            "been taken out of the indices.",
            f"Kebetulan adalah {left:.1f} % dari ragam antara rata-rata {replications} simulasi; "
            "sudah dikeluarkan dari indeks.",
        ),
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


def save(folder: Path, findings: Findings, report: Json, lang: Lang) -> list[Path]:
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
    files = {**draw_all(findings, lang), "sensitivity.json": as_json(report)}
    return save_all(folder, with_manifest(files, made_of, "salib"))
