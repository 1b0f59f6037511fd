"""Who gains: what a policy does for the income and the need of groups of founding households."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.languages import Lang, headed, title_of
from experiments.common.outcomes import BY_NAME
from experiments.common.spread import effect
from experiments.explorer.answer import Answer, Json
from experiments.explorer.running import MOVED, PLAN
from experiments.explorer.words import texts
from experiments.policy.effects import GROUPS
from sim.cells import KUBE_CELLS, TITLES

INCOME, NEED = "household_income_idr", "unmet_need_idr"
COLUMNS = {INCOME: "income_real_idr", NEED: "unmet_real_idr"}


def who_gains(answer: Answer, lang: Lang) -> list[Json]:
    """Return every group that has households, with its share and the effects on it."""
    cells = answer.ran.cells
    found = []
    for by, names, prefix, of_kind in GROUPS:
        first = 0 if prefix == "kubes" else len(KUBE_CELLS)
        own = cells[..., first : first + len(of_kind)]
        whole = float(own["households"][:, :, PLAN].sum())
        for name in names:
            chosen = [number for number, cell in enumerate(of_kind) if getattr(cell, by) == name]
            part = own[..., chosen]
            share = float(part["households"][:, :, PLAN].sum()) / max(1.0, whole)
            if share > 0.0:
                found.append(
                    {
                        "title": _title(prefix, name, lang),
                        "share": share,
                        **{key: _effect(answer, part, key) for key in COLUMNS},
                    }
                )
    return found


def _title(prefix: str, name: str, lang: Lang) -> str:
    said = texts(lang).say(f"pin.{prefix}_of", title=title_of(TITLES[name], lang))
    return headed(said)


def _effect(answer: Answer, part: Any, key: str) -> Json:
    """Return the effect on an outcome of the households of some cells."""
    one, other = (_mean(part[:, :, side], COLUMNS[key]) for side in (PLAN, MOVED))
    return effect(BY_NAME[key], other - one, answer.worlds).json()


def _mean(part: Any, column: str) -> NDArray[np.float64]:
    """Return the mean a household-month, shape (draws, runs); NaN without households."""
    total = part[column].sum(axis=-1)
    months = part["household_months"].sum(axis=-1)
    means = np.full(total.shape, np.nan)
    np.divide(total, months, out=means, where=months > 0)
    return means
