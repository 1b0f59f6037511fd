"""What a screen of contrasts found: one JSON object, sentences, files."""

from pathlib import Path
from typing import Any

from experiments.common.files import folder_name, save_all
from experiments.common.languages import Lang
from experiments.common.outcomes import BY_NAME
from experiments.evidence.sensitivity.constant_ranges import reasons
from experiments.evidence.sensitivity.contrast_picture import draw_contrast
from experiments.evidence.sensitivity.contrast_screen import (
    ERRORS,
    ERRORS_OF_LUCK,
    Change,
    Contrast,
    Input,
    Screened,
    Verdict,
)
from experiments.store.result_manifest import as_json, with_manifest
from experiments.sweeps.names import named

Json = dict[str, Any]
FILE = "contrast.json"
MANIFEST = "contrast-manifest.json"
DIGITS = 4


def contrast_report(screened: Screened) -> Json:
    """Return everything that was found, policies and inputs in the order in which they were run."""
    screen, verdicts = screened.screen, screened.verdicts()
    return {
        "scenario": screen.scenario.name,
        "seed": screen.seed,
        "draws": screen.draws,
        "replications": screen.replications,
        "runs": screen.runs,
        "errors": {"over_draws": ERRORS, "of_luck": ERRORS_OF_LUCK},
        "outcomes": {
            name: {
                "title": BY_NAME[name].title,
                "unit": BY_NAME[name].unit,
                "matters": BY_NAME[name].matters,
            }
            for name in screen.outcomes
        },
        "inputs": [_input(screened, moved, verdicts[moved.name]) for moved in screen.inputs],
        "contrasts": {
            policy.name: {
                "title": policy.title,
                "outcomes": {
                    name: _contrast(contrast)
                    for name, contrast in screened.contrasts[policy.name].items()
                },
            }
            for policy in screen.policies
        },
    }


def _input(screened: Screened, moved: Input, verdict: Verdict) -> Json:
    """Return an input, the verdict, and the most that it may do beside what matters."""
    beside = [
        (change.most / contrast.outcome.matters, policy, name)
        for policy, by_outcome in screened.contrasts.items()
        for name, contrast in by_outcome.items()
        for change in contrast.changes
        if change.input.name == moved.name and contrast.outcome.matters
    ]
    most, policy, outcome = max(beside, default=(0.0, "", ""))
    return {
        "name": moved.name,
        "title": named(moved.name, "en").title,
        "kind": moved.kind,
        "settings": list(moved.settings),
        "why": reasons().get(moved.name, ""),
        "verdict": verdict,
        "most": {"times_what_matters": _short(most), "policy": policy, "outcome": outcome},
    }


def _contrast(contrast: Contrast) -> Json:
    matters = contrast.outcome.matters
    return {
        "effect": _short(contrast.effect.value),
        "error": _short(contrast.effect.error),
        "changes": {change.input.name: _change(change, matters) for change in contrast.changes},
    }


def _change(change: Change, matters: float) -> Json:
    return {
        "at": [_short(value) for value in change.at],
        "change": _short(change.change.value),
        "error": _short(change.change.error),
        "size": _short(change.size),
        "most": _short(change.most),
        "verdict": change.verdict(matters),
    }


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def save_contrasts(folder: Path, screened: Screened, report: Json, lang: Lang) -> list[Path]:
    """Save the report and a picture of every contrast into a folder, the manifest last.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    screen = screened.screen
    made_of = {
        "scenario": screen.scenario.model_dump(),
        "policies": [policy.model_dump() for policy in screen.policies],
        "seed": screen.seed,
        "draws": screen.draws,
        "replications": screen.replications,
        "ranges": {moved.name: list(moved.settings) for moved in screen.inputs},
    }
    pictures = {
        f"contrast-{folder_name(name)}.png": draw_contrast(report, name, lang)
        for name in report["contrasts"]
    }
    files = with_manifest({**pictures, FILE: as_json(report)}, made_of)
    files[MANIFEST] = files.pop("manifest.json")
    return save_all(folder, files)
