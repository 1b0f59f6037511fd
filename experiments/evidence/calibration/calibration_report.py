"""What a calibration found, as one JSON object, and its files: posteriors, pictures, manifest."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from experiments.common.database import write_table
from experiments.common.draws import Columns, priors
from experiments.common.files import save_all
from experiments.common.languages import Lang
from experiments.evidence.calibration.bank import Bank, bank_identity
from experiments.evidence.calibration.calibration_pictures import pictures
from experiments.evidence.calibration.checks import COVERED, Checked
from experiments.evidence.calibration.elsewhere_file import FILE as ELSEWHERE
from experiments.evidence.calibration.fit import weighted_quantiles
from experiments.evidence.calibration.known_before import Before
from experiments.evidence.calibration.main_checks import Json
from experiments.evidence.calibration.observe import Feature
from experiments.evidence.calibration.reference_table import FILE as REFERENCE
from experiments.evidence.calibration.reference_table import of_itself, reference_columns
from experiments.evidence.calibration.starting_point import step_of
from experiments.evidence.calibration.variants import Fitted, prior_draws
from experiments.evidence.calibration.verdicts import runs_from
from experiments.evidence.evidence_chain import KEY as EVIDENCE
from experiments.evidence.evidence_chain import Step
from experiments.evidence.figures import VERDICTS, VERDICTS_AFTER_OTHERS
from experiments.store.disk import sha256_of
from experiments.store.result_manifest import as_json, plain, with_manifest
from sim.calendar import month_number, month_text
from sim.parameters import declared
from sim.schema import prior_json

PARTS = np.array([0.05, 0.5, 0.95])
NEAR = 0.1
"""Draws whose failed share is so near to the observed one are looked at for missing Kubes."""
BANK = "bank"
"""Folder of the bank, beside these files."""


def report(bank: Bank, fitted: Sequence[Fitted], checked: Json, folder: Path) -> Json:
    """Return everything that is reported; the first variant is the main one, `checked` is of it.

    Parameters
    ----------
    folder : Path
        Where the posterior is saved.
    """
    main = fitted[0]
    after_others = main.before.source == "before"
    return {
        "main": main.variant.name,
        **_before(main.before),
        **{
            key: [name for name, own in zip(priors(), main.verdicts, strict=True) if own == verdict]
            for key, verdict in (VERDICTS_AFTER_OTHERS if after_others else VERDICTS).items()
        },
        EVIDENCE: [step.json() for step in _evidence(bank, main, folder)],
        "bank": _bank(bank, main),
        "checks": bank.inputs.settings.checks.model_dump(),
        "variants": [_variant(bank, own) for own in fitted],
        **checked,
    }


def _before(before: Before) -> Json:
    """Tell from which posterior a calibration goes on; nothing where it starts from the priors."""
    if not before.steps:
        return {}
    last = before.steps[-1]
    return {"before": {"name": last.posterior, "sha256": last.posterior_sha256}}


def _evidence(bank: Bank, main: Fitted, folder: Path) -> list[Step]:
    """Return the steps of evidence that end in this posterior."""
    digest = hashlib.sha256(_posterior(bank, main)).hexdigest()
    return [*main.before.steps, step_of(bank.inputs, main.contrasts, str(folder), digest)]


def _bank(bank: Bank, main: Fitted) -> Json:
    """Tell how many draws there are, and how many lack a Kube that never lived."""
    failed = bank.failed[:, 0].mean(axis=1)
    exposure = bank.inputs.settings.exposure_of(main.variant)
    near = np.abs(failed - exposure.failed / exposure.total) <= NEAR
    return {
        "draws": len(bank),
        "complete": int(bank.complete.sum()),
        "missing_share": float(1.0 - bank.complete.mean()),
        "missing_share_near": float(1.0 - bank.complete[near].mean()) if near.any() else None,
        "digest": bank.digest,
    }


def _variant(bank: Bank, fitted: Fitted) -> Json:
    start = month_number(bank.inputs.ten.start)
    exposure = bank.inputs.settings.exposure_of(fitted.variant)
    return {
        **fitted.variant.model_dump(),
        "contrasts": fitted.contrasts,
        "surprise": fitted.surprise,
        "within_reach": fitted.surprise >= bank.inputs.settings.checks.reach_least,
        "kept": len(fitted.fit.kept),
        "effective": fitted.effective,
        "directions": fitted.reference.summed.shape[1],
        "fits_checked": len(fitted.checked.over_prior.below),
        "fits_checked_near": len(fitted.checked.near_data.below),
        "failed_share": {
            "observed": exposure.failed / exposure.total,
            **_spread(fitted.failed_share, fitted.fit.weights),
        },
        "readings": fitted.readings,
        "survey_month": month_text(start + round(fitted.survey_month)),
        "parameters": _parameters(fitted),
        "combinations": fitted.combinations,
        "structures": plain(fitted.structures),
        "figures": [_figure(feature, fitted) for feature in fitted.features],
    }


def _parameters(fitted: Fitted) -> list[Json]:
    units = {name: spec.unit for name, _, spec in declared()}
    quantiles = fitted.fit.quantiles(PARTS)
    over_prior, near_data = fitted.checked
    rows = []
    for place, (name, declared_prior) in enumerate(priors().items()):
        transport = fitted.variant.transport
        prior = declared_prior.carried(transport)
        low, median, high = fitted.before.value_at(name, quantiles[:, place], transport).tolist()
        rows.append(
            {
                "name": name,
                "unit": units[name],
                "prior": prior_json(prior),
                **_known(fitted.before, name),
                "median": median,
                "low": low,
                "high": high,
                "contraction": float(fitted.contraction[place]),
                "contraction_expected": float(over_prior.contraction[place]),
                **_checked(over_prior, place),
                "near": _checked(near_data, place),
                "verdict": fitted.verdicts[place],
                "runs_from": runs_from(fitted.verdicts[place], fitted.before.source),
            }
        )
    return rows


def _known(before: Before, name: str) -> Json:
    """Tell the quantiles of a parameter in the posterior before."""
    if not before.steps:
        return {}
    low, median, high = before.value_at(name, PARTS).tolist()
    return {"before": {"low": low, "median": median, "high": high}}


def _checked(checked: Checked, place: int) -> Json:
    """Tell how a parameter's intervals covered what made the pseudo-data."""
    covered = zip(COVERED, checked.coverage[:, place].tolist(), strict=True)
    return {
        "coverage": {f"{share:.0%}": own for share, own in covered},
        "p_values": checked.p_values[:, place].tolist(),
        "passed": bool(checked.passed[place]),
    }


def _figure(feature: Feature, fitted: Fitted) -> Json:
    """Tell of a figure, on the scale on which it is compared, before and after."""
    even = np.full(len(feature.simulated), 1.0 / len(feature.simulated))
    return {
        "name": feature.name,
        "observed": feature.observed,
        "prior": _spread(feature.simulated, even),
        "posterior": _spread(feature.simulated[fitted.fit.kept], fitted.fit.weights),
    }


def _spread(values: Any, weights: Any) -> Json:
    low, median, high = weighted_quantiles(np.asarray(values), weights, PARTS).tolist()
    return {"mean": float(weights @ values), "p05": low, "p50": median, "p95": high}


def save(
    folder: Path, bank: Bank, fitted: Sequence[Fitted], report: Json, lang: Lang
) -> list[Path]:
    """Save everything into a folder, the manifest last; return the paths.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    main, about = fitted[0], _about(bank)
    source = main.before.source
    files = {f"{source}.parquet": _table(prior_draws(bank), {**about, "variant": source})}
    files |= {f"posterior-{one.variant.name}.parquet": _posterior(bank, one) for one in fitted}
    exposure = bank.inputs.settings.exposure_of(main.variant)
    table = reference_columns(bank, main.reference, exposure)
    files[REFERENCE] = _table(table, {**about, **of_itself(bank, main.seen)})
    files["calibration.json"] = as_json(report)
    files |= pictures(report, main, lang)
    made_of = {
        "bank": {
            "identity": about["bank"],
            "draws": len(bank),
            "digest": bank.digest,
            "chunks": bank.chunks,
        },
        "settings": bank.inputs.settings.model_dump(),
        "elsewhere": sha256_of(ELSEWHERE),
        EVIDENCE: report[EVIDENCE],
    }
    return save_all(folder, with_manifest(files, made_of))


def _about(bank: Bank) -> dict[str, str]:
    """Return what every table of draws says of itself."""
    units = {name: spec.unit for name, _, spec in declared() if name in priors()}
    return {"bank": bank_identity(bank.inputs), "units": json.dumps(units)}


def _posterior(bank: Bank, fitted: Fitted) -> bytes:
    """Return the posterior draws of a variant as Parquet."""
    return _table(fitted.draws, {**_about(bank), "variant": fitted.variant.name})


def _table(columns: Columns, about: Mapping[str, str]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        write_table(columns, path, about)
        return path.read_bytes()
