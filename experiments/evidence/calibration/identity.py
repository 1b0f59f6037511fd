"""What makes a bank what it is: hashes of its draws and of everything it is simulated with.

Code counts by what it does, not by how it is written: by the pseudo-data of some draws. So a bank
outlives whatever leaves the model's results as they are.
"""

import dataclasses
from typing import Any

from experiments.common.draws import STRUCTURES, draw, priors
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.simulate import simulate
from experiments.store.digest import canonical, digest_of, sha256
from sim.structures import FACTORS

SCHEMA = 2
"""Version of the columns and of how they are read off a city."""
DIGITS = 12
SAMPLE = 16
"""Draws by whose pseudo-data a change of the model is seen: a thousand years of Kubes each."""

_behaviours: dict[str, str] = {}


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
            "structures": list(STRUCTURES),
        }
    )


def bank_identity(inputs: Inputs) -> str:
    """Return a hash of what pseudo-data depend on: draws, model, scenarios, months, luck."""
    bank = inputs.settings.bank
    given = _hashed(
        {
            "draws": draws_identity(inputs),
            "bank": bank.model_dump(exclude={"draws"}),
            "structures": [dict(it.levels[1].values) for it in FACTORS],
            "months": inputs.months_seen,
            "ten": inputs.ten.model_dump(),
            "cohort": inputs.cohort.model_dump(),
        }
    )
    if given not in _behaviours:
        sample = draw(SAMPLE, bank.seed, bank.digits, inputs.survey)
        _behaviours[given] = digest_of(simulate(inputs, 0, sample))
    return _hashed([given, _behaviours[given]])


def _hashed(content: Any) -> str:
    return sha256(canonical(content))[:DIGITS]
