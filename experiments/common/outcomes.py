"""Outcomes of a run: what each is, which way is better, and what difference matters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Measure:
    """What a number says, and which difference in it matters.

    Attributes
    ----------
    better : str
        `neither` where the figure describes and does not judge.
    matters : float
        Smallest difference that matters, in `unit`; 0 where nothing is judged.
    reason : str
        Why smaller differences do not matter.
    """

    name: str
    title: str
    judul: str
    unit: str
    better: Better
    matters: float
    reason: str


@dataclass(frozen=True)
class Outcome(Measure):
    """One outcome, a number a run.

    Attributes
    ----------
    of : callable
        From tallies (`sim.ensemble.records.TALLY`), shape (runs,), to numbers of that shape;
        NaN where a run has no case.
    """

    of: Callable[[Any], Numbers]


def _ratio(part: Any, whole: Any) -> Numbers:
    """Divide; NaN where there is nothing to divide by."""
    whole = np.asarray(whole, np.float64)
    some = whole > 0.0
    result = np.full(whole.shape, np.nan)
    np.divide(part, whole, out=result, where=some)
    return result


_ONE_IN_FIFTY = "one Kube in fifty: fewer than a ministry would hear of in a city of 75"
_ONE_IN_HUNDRED = "one Kube in a hundred: mandiri is rare, so that fewer count"
_HALF_PERCENT = "half a per cent of the poverty line of five persons (Rp 230,712 a head)"
_TWO_PERCENT = "two per cent of the poverty line of five persons (Rp 230,712 a head)"
_REAL = "Rp of the base month a household-month"

OUTCOMES = (
    Outcome(
        "failed_share", "Kubes failed at the horizon",
        "proporsi Kube gagal pada akhir masa simulasi", "share of Kubes", "lower", 0.02,
        _ONE_IN_FIFTY, lambda t: _ratio(t.gagal, t.kubes),
    ),
    Outcome(
        "growing_share", "Kubes berkembang or mandiri at the horizon",
        "proporsi Kube berkembang atau mandiri pada akhir masa simulasi", "share of Kubes",
        "higher", 0.02, _ONE_IN_FIFTY, lambda t: _ratio(t.berkembang + t.mandiri, t.kubes),
    ),
    Outcome(
        "mandiri_share", "Kubes mandiri at the horizon",
        "proporsi Kube mandiri pada akhir masa simulasi", "share of Kubes", "higher", 0.01,
        _ONE_IN_HUNDRED, lambda t: _ratio(t.mandiri, t.kubes),
    ),
    Outcome(
        "sustained_mandiri_share", "Kubes mandiri throughout months 13-24 after support ended",
        "proporsi Kube yang tetap mandiri pada tahun kedua setelah dukungan berakhir",
        "share of Kubes", "higher", 0.01, _ONE_IN_HUNDRED,
        lambda t: _ratio(t.sustained, t.sustained_of),
    ),
    Outcome(
        "household_income_idr", "household income", "pendapatan rumah tangga", _REAL, "higher",
        5000.0, _HALF_PERCENT, lambda t: _ratio(t.income_real_idr, t.household_months),
    ),
    Outcome(
        "kube_income_idr", "household income from the Kube", "pendapatan rumah tangga dari Kube",
        _REAL, "higher", 5000.0, _HALF_PERCENT,
        lambda t: _ratio(t.kube_income_real_idr, t.household_months),
    ),
    Outcome(
        "unmet_need_idr", "unmet need", "kebutuhan tak terpenuhi", _REAL, "lower", 5000.0,
        _HALF_PERCENT, lambda t: _ratio(t.unmet_real_idr, t.household_months),
    ),
    Outcome(
        "household_savings_idr", "household savings: cash and own business",
        "tabungan rumah tangga: uang tunai dan usaha sendiri",
        "Rp of the base month a household, mean over the months", "higher", 25000.0, _TWO_PERCENT,
        lambda t: _ratio(t.savings_real_idr, t.household_months),
    ),
    Outcome(
        "short_share", "household-months short of need before help",
        "bulan kekurangan rumah tangga sebelum dibantu", "share of household-months", "lower", 0.01,
        "one household-month in a hundred: a week a household and two years",
        lambda t: _ratio(t.short, t.household_months),
    ),
    Outcome(
        "member_share", "households that are members, mean over the months",
        "rumah tangga yang menjadi anggota, rata-rata atas bulan", "share of household-months",
        "neither", 0.0, "leaving may be failing or graduating",
        lambda t: _ratio(t.member_months, t.household_months),
    ),
    Outcome(
        "proposed_share", "retention ratio proposed", "bagian laba yang diusulkan untuk disisihkan",
        "share of profit", "neither", 0.0, "it is what the policy asks for",
        lambda t: _ratio(t.proposed_idr, t.profit_idr),
    ),
    Outcome(
        "realised_share", "retention ratio realised", "bagian laba yang disisihkan",
        "share of profit", "neither", 0.0, "it is a means",
        lambda t: _ratio(t.aside_idr, t.profit_idr),
    ),
    Outcome(
        "visits", "visits of facilitators", "kunjungan pendamping", "visits a run", "neither", 0.0,
        "they are a means", lambda t: np.asarray(t.visits, np.float64),
    ),
    Outcome(
        "monitoring_visits", "monitoring visits of the agency", "kunjungan monitoring Dinas Sosial",
        "visits a run", "neither", 0.0, "they are a means",
        lambda t: np.asarray(t.monitoring_visits, np.float64),
    ),
    Outcome(
        "ministry_idr", "grants and honoraria", "bantuan dan honorarium", "nominal Rp a run",
        "neither", 0.0, "costs are weighed against outcomes, not judged alone",
        lambda t: np.asarray(t.ministry_idr, np.float64),
    ),
)  # fmt: skip
"""In the order in which they are shown."""

BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}


def outcomes_of(tallies: Any) -> dict[str, Numbers]:
    """Return every outcome of every run, in the order of `OUTCOMES`.

    Parameters
    ----------
    tallies : recarray of TALLY, shape (runs,)

    Returns
    -------
    dict of NDArray of float, shape (runs,)
        NaN where a run has no case.
    """
    return {outcome.name: outcome.of(tallies) for outcome in OUTCOMES}
