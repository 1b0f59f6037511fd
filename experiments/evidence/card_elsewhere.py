"""What others measured, on the card: the model's figures under the prior and under the posterior.

Fitted contrasts stand beside those that were kept for the card; the split was committed before any
figure of the model was looked at. The return that the model's Kubes realise on a larger grant is
told beside the parameter that is called a return, which is before falling returns, wear and
missing hands.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.tables import Table
from experiments.common.uncertainty import Kind, uncertainty
from experiments.evidence.calibration.bank import Bar
from experiments.evidence.calibration.elsewhere import figures_of
from experiments.evidence.calibration.elsewhere_file import Contrast, Elsewhere, load_elsewhere
from experiments.evidence.figures import percent
from experiments.evidence.words import parameter
from sim.inputs.said import Said, both, in_indonesian

Json = dict[str, Any]
DRAWS = 256
"""Of the prior and of the posterior; a contrast is a dozen cities of each, years long."""
KINDS: tuple[Kind, ...] = ("prior", "posterior")
PARTS = (0.05, 0.5, 0.95)
ENDS = ("p05", "median", "p95")
REACH = 1.645
"""Standard deviations to either side of what was measured that hold 90 %."""
RETURN = "trade.return_per_month"
REALISED, REALISED_OUTCOME = "return-on-grant", "grant_return"
RATIOS = ("alive_share", "default_share")
PARTS_OF = ("insured_share", "grant_return")
NO_CASE = both("no case", "tidak ada kasus")
OVERLAPS = {True: both("yes", "ya"), False: both("no", "tidak"), None: NO_CASE}
USES = {"fit": both("fitted", "dicocokkan"), "card": both("predicted", "diprediksi")}
SAYS = {
    "up": both("up", "naik"),
    "down": both("down", "turun"),
    "nothing": both("nothing", "tanpa pengaruh"),
}


def elsewhere(draws: int, values: Mapping[str, float], bar: Bar) -> Json:
    """Simulate every contrast under stored draws of the prior and of the posterior.

    Parameters
    ----------
    draws : int
        At most, of each.
    values : mapping
        Put into every city, over what is drawn.

    Raises
    ------
    InputError
        When the draws are not there.
    """
    file, count = load_elsewhere(), min(draws, DRAWS)
    stored = {kind: uncertainty(kind) for kind in KINDS}
    drawn = {kind: own.first(min(count, len(own))).draws for kind, own in stored.items()}
    figures = {}
    with bar("contrasts", len(KINDS) * len(file.contrast)) as done:
        for place, kind in enumerate(KINDS):
            before = place * len(file.contrast)
            figures[kind] = figures_of(
                drawn[kind],
                file.contrast,
                file.setting,
                values=values,
                done=lambda now, before=before: done(before + now),  # type: ignore[misc]
            )
    return {
        "draws": count,
        "contrasts": [
            _contrast(one, {kind: figures[kind][one.id] for kind in KINDS}) for one in file.contrast
        ],
        "return": _returns(file, {kind: drawn[kind][RETURN] for kind in KINDS}, figures),
    }


def _contrast(contrast: Contrast, figures: Mapping[Kind, NDArray[np.float64]]) -> Json:
    low, high = measured(contrast)
    told: Json = {kind: told_of(values) for kind, values in figures.items()}
    after = told["posterior"]
    return {
        **contrast.model_dump(
            include={"id", "use", "title", "judul", "outcome", "says", "error", "grade", "source"}
        ),
        "carried": contrast.transport,
        "spread": contrast.spread(),
        "measured": {"p05": _known(low), "figure": contrast.figure, "p95": _known(high)},
        **told,
        "overlap": _overlap(after, low, high),
        "agree": {kind: agreeing(contrast, values) for kind, values in figures.items()},
    }


def _overlap(told: Mapping[str, float | None], low: float, high: float) -> bool | None:
    """Say whether the draws reach what was measured; None where no draw has a case."""
    first, last = told["p05"], told["p95"]
    return None if first is None or last is None else first <= high and last >= low


def agreeing(contrast: Contrast, values: NDArray[np.float64]) -> float | None:
    """Return the part of the draws that go in the direction measured, or lie where it was."""
    cases = values[~np.isnan(values)]
    if not len(cases):
        return None
    if contrast.says in ("up", "down"):
        return float((cases > 0.0 if contrast.says == "up" else cases < 0.0).mean())
    low, high = measured(contrast)
    return float(((cases >= low) & (cases <= high)).mean())


def measured(contrast: Contrast) -> tuple[float, float]:
    """Return between which effects 90 % lie of what was measured; a direction has one end alone."""
    reach = REACH * contrast.spread()
    low, high = contrast.figure - reach, contrast.figure + reach
    return (
        -math.inf if contrast.says == "down" else low,
        math.inf if contrast.says == "up" else high,
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def told_of(values: NDArray[np.float64]) -> dict[str, float | None]:
    """Return median and 5-95 % over draws, of those that have a case."""
    cases = values[~np.isnan(values)]
    if not len(cases):
        return dict.fromkeys(ENDS)
    return dict(zip(ENDS, np.quantile(cases, PARTS).tolist(), strict=True))


def _returns(
    file: Elsewhere,
    parameter: Mapping[Kind, NDArray[np.float64]],
    figures: Mapping[Kind, Mapping[str, NDArray[np.float64]]],
) -> Json:
    """Return the realised return on a grant beside the parameter, and what was measured."""
    contrast = next(one for one in file.contrast if one.id == REALISED)
    low, high = measured(contrast)
    return {
        "parameter": RETURN,
        "measured": {"p05": low, "figure": contrast.figure, "p95": high},
        "of_parameter": {kind: told_of(values) for kind, values in parameter.items()},
        "realised": {kind: told_of(figures[kind][REALISED]) for kind in figures},
    }


def elsewhere_table(card: Json) -> Table:
    """Return every contrast: what was measured, the model's figure before and after the data."""
    section = card["elsewhere"]
    rows = [
        (
            both(row["title"], row["judul"]),
            USES[row["use"]],
            _measured_cell(row),
            *(_told_cell(row["outcome"], row[kind]) for kind in KINDS),
            OVERLAPS[row["overlap"]],
            "" if row["agree"]["posterior"] is None else percent(row["agree"]["posterior"]),
        )
        for row in section["contrasts"]
    ]
    return Table(
        both(
            f"Measured elsewhere: median (5-95 % of {section['draws']:,} draws)",
            f"Diukur di tempat lain: nilai tengah (5-95 % dari {section['draws']:,} sampel)",
        ),
        (
            both("contrast", "pengaruh"),
            both("use", "dipakai"),
            both("measured, carried over", "diukur, dibawa ke sini"),
            "prior",
            "posterior",
            both("overlap", "beririsan"),
            both("agree", "searah"),
        ),
        rows,
        (
            both(
                "Shares are compared by the ratio of their odds, amounts by how much they differ. "
                "Agree: posterior draws that go in the direction measured, or lie where the figure "
                "does.",
                "Bagian dibandingkan dengan rasio odds, jumlah dengan selisihnya. Searah: sampel "
                "posterior yang searah dengan yang diukur, atau berada di rentang angkanya.",
            ),
            _return_in_words(section["return"]),
        ),
        (0, 1, 2, 5),
    )


def _measured_cell(row: Json) -> str:
    low, figure, high = (row["measured"][end] for end in ("p05", "figure", "p95"))
    if low is None or high is None:
        end = _written(row["outcome"], high if low is None else low)
        way = SAYS[row["says"]]
        side = both("below", "di bawah") if low is None else both("above", "di atas")
        return both(f"{way} ({side} {end})", f"{way.indonesian} ({side.indonesian} {end})")
    ends = (_written(row["outcome"], low), _written(row["outcome"], high))
    name = SAYS[row["says"]] if isinstance(row["says"], str) else _written(row["outcome"], figure)
    return _with_ends(name, *ends)


def _told_cell(outcome: str, told: Mapping[str, float | None]) -> str:
    low, median, high = (told[end] for end in ENDS)
    if low is None or median is None or high is None:
        return NO_CASE
    return _with_ends(*(_written(outcome, value) for value in (median, low, high)))


def _with_ends(figure: str, low: str, high: str) -> Said:
    first = low.removesuffix(" %")
    return both(f"{figure} ({first} to {high})", f"{in_indonesian(figure)} ({first} s.d. {high})")


def _written(outcome: str, value: float) -> str:
    """Write an effect: a ratio of odds, a difference of amounts in per cent, or a part."""
    if outcome in RATIOS:
        return f"x{math.exp(value):.2f}"
    if outcome in PARTS_OF:
        return percent(value, 1)
    return f"{100.0 * math.expm1(value):+.1f} %"


def _return_in_words(returns: Json) -> str:
    """Say what a grant returns in the model, beside the parameter of that name."""
    realised, given = (
        _told_cell(REALISED_OUTCOME, returns[key]["posterior"])
        for key in ("realised", "of_parameter")
    )
    low, high = (_written(REALISED_OUTCOME, returns["measured"][end]) for end in ("p05", "p95"))
    title = parameter(returns["parameter"]).text
    return both(
        f"A larger grant returns {realised} of itself a month in the model, after falling returns "
        f"and wear; `{title}`, before them, is {given}; measured and carried over: {low} to "
        f"{high}.",
        f"Dalam model, bantuan yang lebih besar menghasilkan {in_indonesian(realised)} nilainya "
        "per "
        f"bulan, sesudah hasil yang menurun dan keausan; {in_indonesian(title)}, sebelum keduanya, "
        f"{in_indonesian(given)}; yang diukur dan dibawa ke sini: {low} sampai {high}.",
    )
