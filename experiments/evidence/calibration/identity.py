"""What makes a bank what it is: hashes of its draws and of everything it is simulated with."""

import dataclasses
from typing import Any

from experiments.evidence.calibration.draws import priors
from experiments.evidence.calibration.inputs import Inputs
from experiments.sweeps.plan import canonical, sha256
from sim.ensemble.compiled import sources_hash

SCHEMA = 1
"""Version of the columns and of how they are read off a city."""
DIGITS = 12


def draws_identity(inputs: Inputs) -> str:
    """Return a hash of what draws depend on, their number aside."""
    bank, survey = inputs.settings.bank, inputs.survey
    return _hashed(
        {
            "schema": SCHEMA,
            "priors": {name: dataclasses.astuple(prior) for name, prior in priors().items()},
            "seed": bank.seed,
            "digits": bank.digits,
            "survey": [survey.start, survey.stop],
        }
    )


def bank_identity(inputs: Inputs) -> str:
    """Return a hash of what pseudo-data depend on: draws, code, scenarios, months, luck."""
    bank = inputs.settings.bank
    return _hashed(
        {
            "draws": draws_identity(inputs),
            "code": sources_hash(),
            "bank": bank.model_dump(exclude={"draws"}),
            "months": inputs.months_seen,
            "ten": inputs.ten.model_dump(),
            "cohort": inputs.cohort.model_dump(),
        }
    )


def _hashed(content: Any) -> str:
    return sha256(canonical(content))[:DIGITS]
