"""Draws by the account of failure that weighs most in them.

The spirit is a mixture of motivation, pay and bond; in half of the draws before the data the kas is
a buffer as well. A draw belongs to the part of the spirit with the largest weight, and to the
buffer or not.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES, Columns
from sim.inputs.said import Said, both

SPIRITS = ("motivation", "pay", "bond")
ACCOUNTS: Mapping[str, Said] = {
    "motivation": both("motivation first", "terutama motivasi"),
    "pay": both("pay first", "terutama upah"),
    "bond": both("bond first", "terutama ikatan"),
    "buffer": both("with the kas as buffer", "dengan kas sebagai penyangga"),
    "no_buffer": both("without it", "tanpa penyangga"),
}
"""Accounts, as a heading says them; each draw is in one of the first three, one of the others."""


def weights(draws: Columns) -> NDArray[np.float64]:
    """Return the weights of motivation, pay and bond, shape (draws, 3)."""
    others, pay = draws["spirit.others"], draws["spirit.pay_share"]
    return np.stack([1.0 - others, others * pay, others * (1.0 - pay)], axis=1)


def accounts_of(draws: Columns) -> dict[str, NDArray[np.bool_]]:
    """Return which draws belong to each of `ACCOUNTS`, shape (draws,)."""
    heaviest = weights(draws).argmax(axis=1)
    buffered = np.asarray(draws[STRUCTURES["buffer"]]) == 0
    by_spirit: dict[str, Any] = {name: heaviest == place for place, name in enumerate(SPIRITS)}
    return {**by_spirit, "buffer": buffered, "no_buffer": ~buffered}
