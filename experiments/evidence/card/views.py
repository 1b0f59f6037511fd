"""The card to read: tables of 100 columns, from its JSON object."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experiments.evidence.calibration.observe import READINGS

Json = dict[str, Any]
MARKS = {"within": "", "under": " low", "over": " high", None: ""}
"""Where the observed amount falls against the simulated interval."""


def tables(card: Json) -> RenderableType:
    """Return everything of the card but the patterns."""
    parts: list[Table | Text] = [
        _failing(card),
        _null(card["null"]),
        _counts(card["counts"]),
        _kas(card["kas"]),
    ]
    if card["calibration"]:
        parts.append(_calibration(card["calibration"]))
    parts.append(_limits(card["limits"]))
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=Text(title), title_justify="left", box=None, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if number else "left", overflow="fold")
    return table


def _failing(card: Json) -> Table:
    table = _table(
        "Failed when seen",
        ("", "observed", "its 95 %", "simulated", "95 % of such cities", "95 % without luck"),
    )
    cities = [("fitted", it) for it in card["fitted"].values()]
    cities += [("held out", it) for it in card["holdouts"].values()]
    for how, it in cities:
        table.add_row(
            f"{it['place']}, {how} ({it['failed']} of {it['kubes']})",
            f"{it['observed']:.2%}",
            _shares(it["observed_low"], it["observed_high"]),
            f"{it['mean']:.1%}",
            _shares(it["low"], it["high"]),
            _shares(it["expected"]["low"], it["expected"]["high"]),
        )
    return table


def _shares(low: float, high: float) -> str:
    return f"{low:.0%} to {high:.0%}"


def null_in_words(null: Json) -> str:
    """Return what the comparison with the null model says."""
    return (
        f"Against the null model, {null['of']}'s rate everywhere: {null['verdict']}. Log score of "
        f"what was held out: model {null['log_score_model']:.2f}, null "
        f"{null['log_score_null']:.2f} (with that rate's own error "
        f"{null['log_score_null_unsure']:.2f}), perfect rate {null['log_score_best']:.2f}; less "
        f"than {null['told_apart_from']:.1f} between two is no evidence. {_needed(null)}"
    )


def _needed(null: Json) -> str:
    needed, of_cities = null["kubes_to_tell_apart"], null["kubes_to_tell_cities_apart"]
    if needed is None or of_cities is None:
        return "Rates that are the same: no number of Kubes tells them apart."
    some = float(f"{needed:.2g}")
    return (
        f"To reject {null['rate']:.1%} (level {null['significance']}, power {null['power']}), were "
        f"the {null['expected']:.1%} that the model expects true, takes some {some:,.0f} Kubes; "
        f"were what was held out true, {of_cities:,}."
    )


def _null(null: Json) -> Text:
    return Text(null_in_words(null))


def _counts(counts: Json) -> Table:
    table = _table(
        f"Stages of the ten, given that they live ({counts['complete']:,} draws)",
        ("", "tumbuh", "berkembang", "mandiri", "exactly so", "as far off or further"),
    )
    for it in counts["observed"]:
        chances = (_chance(it["probability"]), _chance(it["as_far"]))
        table.add_row(f"observed, {it['name']}", *_stages(it, "d"), *chances)
    if counts["mean"]:
        table.add_row("simulated, mean", *_stages(counts["mean"], ".1f"), "", "")
    for it in counts["distribution"][:3]:
        table.add_row("  often", *_stages(it, "d"), _chance(it["probability"]), "", style="dim")
    return table


def _stages(it: Json, form: str) -> list[str]:
    return [format(it[name], form) for name in ("tumbuh", "berkembang", "mandiri")]


def _chance(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _kas(kubes: Sequence[Json]) -> Table:
    table = _table(
        "Kas of each that lives, Rp million: median (90 %); low or high where the observed falls "
        "outside",
        ("", "observed", *READINGS),
    )
    for it in kubes:
        told = it["observed_idr"]
        seen = "-" if told is None else f"{told / 1e6:.1f}"
        table.add_row(it["kube"], seen, *(_amounts(it["readings"][name]) for name in READINGS))
    return table


def _amounts(it: Json) -> str:
    if it["median_idr"] is None:
        return "never lived"
    low, median, high = (_million(it[f"{name}_idr"]) for name in ("low", "median", "high"))
    return f"{median} ({low}-{high}){MARKS[it['place']]}"


def _million(amount: int) -> str:
    value = amount / 1e6
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _calibration(found: Json) -> Text:
    """Say in short what was learned; `kubesim calibrate` tells it at length."""
    lines = [
        f"The calibration, variant {found['variant']} ({found['draws']:,} draws, "
        f"{found['fits_checked']:,} fits checked; {found['surprise']:.0%} of the pseudo-data lie "
        "as far out as the real ones)",
        *(
            f" {title} ({len(found[key])}): {', '.join(found[key]) or 'none'}"
            for key, title in (
                ("learned", "learned"),
                ("at_prior", "stay at their prior"),
                ("failed_check", "fail their check"),
                ("out_of_reach", "out of reach"),
                ("not_checked", "not checked"),
            )
            if found[key] or key in ("learned", "at_prior", "failed_check")
        ),
        " structures (weight of the rival after the data): "
        + "; ".join(_structure(it) for it in found["structures"]),
    ]
    return Text("\n".join(lines))


def _structure(it: Json) -> str:
    return f"{it['factor']} {it['posterior']:.2f} {it['verdict']}"


def _limits(limits: Sequence[Json]) -> Text:
    lines = [f" {number}. {limit['en']}" for number, limit in enumerate(limits, start=1)]
    return Text("\n".join(["What the model must not be used for", *lines]))
