"""The validation card as tables, from its JSON object; the patterns have a table of their own."""

from typing import Any

from experiments.common.readings import READINGS
from experiments.common.tables import Table
from experiments.evidence.accounts import ACCOUNTS
from experiments.evidence.calibration.calibration_tables import verdicts_table
from experiments.evidence.card_content import NAMES
from experiments.evidence.card_elsewhere import elsewhere_table
from experiments.evidence.figures import percent, span, with_interval
from experiments.evidence.lever_effects import accounts_table, levers_table

Json = dict[str, Any]
MARKS = {"within": "", "under": " low", "over": " high", None: ""}
"""Where the observed amount falls against the simulated interval."""
OFTEN = 3
"""So many of the likeliest counts of stages are shown."""


def card_tables(card: Json) -> list[Table]:
    """Return everything of the card but the patterns."""
    tables = [
        levers_table(card),
        accounts_table(card),
        failing_table(card),
        counts_table(card),
        observed_accounts_table(card),
        kas_table(card),
        elsewhere_table(card),
    ]
    if card["calibration"]:
        tables.append(_calibration_table(card["calibration"]))
    return [*tables, limits_table(card)]


def failing_table(card: Json) -> Table:
    """Return observed and simulated failing shares, and what the null model says."""
    cities = [("fitted", city) for city in card["fitted"].values()]
    cities += [("held out", city) for city in card["holdouts"].values()]
    return Table(
        "Failed when seen",
        ("city", "observed (95 %)", "simulated", "95 % of such cities", "95 % without luck"),
        [_city(how, city) for how, city in cities],
        (_null_in_words(card["null"]), _kubes_needed(card["null"])),
    )


def _city(how: str, city: Json) -> tuple[str, ...]:
    expected = city["expected"]
    own = (percent(city["observed_low"]), percent(city["observed_high"]))
    return (
        f"{city['place']}, {how} ({city['failed']} of {city['kubes']})",
        with_interval(percent(city["observed"], 2), *own),
        percent(city["mean"], 1),
        span(percent(city["low"]), percent(city["high"])),
        span(percent(expected["low"]), percent(expected["high"])),
    )


def _null_in_words(null: Json) -> str:
    """Return what the comparison with the null model says."""
    return (
        f"Against the null model, {null['of']}'s rate everywhere: {null['verdict']}. Log score of "
        f"what was held out: model {null['log_score_model']:.2f}, null "
        f"{null['log_score_null']:.2f} (with that rate's own error "
        f"{null['log_score_null_unsure']:.2f}), perfect rate {null['log_score_best']:.2f}; less "
        f"than {null['told_apart_from']:.1f} between two is no evidence."
    )


def _kubes_needed(null: Json) -> str:
    needed, of_cities = null["kubes_to_tell_apart"], null["kubes_to_tell_cities_apart"]
    if needed is None or of_cities is None:
        return "Rates that are the same: no number of Kubes tells them apart."
    some = float(f"{needed:.2g}")
    return (
        f"Rejecting {percent(null['rate'], 1)} (level {percent(null['significance'])}, power "
        f"{null['power']}) needs about {some:,.0f} Kubes if the true rate is "
        f"{percent(null['expected'], 1)}, as the model expects, and {of_cities:,} if it is what "
        "was held out."
    )


def counts_table(card: Json) -> Table:
    """Return the observed counts of stages beside those that are simulated."""
    counts = card["counts"]
    rows = [
        (
            f"observed, {row['name']}",
            *_stages(row, "d"),
            *map(_chance, (row["probability"], row["as_far"])),
        )
        for row in counts["observed"]
    ]
    if counts["mean"]:
        rows.append(("simulated, mean", *_stages(counts["mean"], ".1f"), "", ""))
    rows += [
        ("simulated, often", *_stages(row, "d"), _chance(row["probability"]), "")
        for row in counts["distribution"][:OFTEN]
    ]
    return Table(
        f"Stages of the ten, given that they live ({counts['complete']:,} draws)",
        ("", *NAMES, "exactly so", "as far off or further"),
        rows,
    )


def observed_accounts_table(card: Json) -> Table:
    """Return the failed share and the stages of the ten by account of failure."""
    counts = card["counts"]["by_account"]
    cities = [*card["fitted"].values(), *card["holdouts"].values()]
    rows: list[tuple[str, ...]] = [
        (
            f"failed, {city['place']} ({percent(city['observed'], 1)})",
            *(_share(city["by_account"].get(account)) for account in ACCOUNTS),
        )
        for city in cities
    ]
    rows += [
        (
            f"{stage} of the ten, mean",
            *(_mean(counts.get(account), stage) for account in ACCOUNTS),
        )
        for stage in NAMES
    ]
    return Table("The same by account of failure", ("", *ACCOUNTS.values()), rows)


def _share(value: float | None) -> str:
    return "no draw" if value is None else percent(value, 1)


def _mean(counts: Json | None, stage: str) -> str:
    return "no draw" if counts is None else f"{counts[stage]:.1f}"


def _stages(row: Json, form: str) -> list[str]:
    return [format(row[stage], form) for stage in NAMES]


def _chance(value: float | None) -> str:
    return "" if value is None else percent(value, 1)


def kas_table(card: Json) -> Table:
    """Return each Kube's kas under every reading, in million rupiah."""
    return Table(
        "Kas of each that lives, Rp million: median (90 %)",
        ("Kube", "observed", *READINGS),
        [_kube(kube) for kube in card["kas"]],
        ("Low, high: where the observed amount falls outside of what is simulated.",),
    )


def _kube(kube: Json) -> tuple[str, ...]:
    observed = kube["observed_idr"]
    amounts = (_amounts(kube["readings"][reading]) for reading in READINGS)
    return kube["kube"], "-" if observed is None else _million(observed), *amounts


def _amounts(reading: Json) -> str:
    if reading["median_idr"] is None:
        return "never lived"
    amounts = (_million(reading[f"{end}_idr"]) for end in ("median", "low", "high"))
    return with_interval(*amounts) + MARKS[reading["place"]]


def _million(amount: int) -> str:
    value = amount / 1e6
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _calibration_table(short: Json) -> Table:
    """Say in short what was learned; `kubesim calibrate` tells it at length."""
    verdicts = verdicts_table(short)
    structures = "; ".join(
        f"{row['factor'].replace('_', ' ')} {_weights(row['levels'])} {row['verdict']}"
        for row in short["structures"]
    )
    return Table(
        f"The calibration, variant {short['variant']}: {short['draws']:,} draws, "
        f"{short['fits_checked']:,} fits checked",
        verdicts.headings,
        verdicts.rows,
        (
            f"{percent(short['surprise'])} of the pseudo-data lie as far out as the real ones.",
            f"Structures, weights after the data: {structures}.",
        ),
        verdicts.text_columns,
    )


def _weights(levels: list[Json]) -> str:
    return ", ".join(f"{level['name']} {level['posterior']:.2f}" for level in levels)


def limits_table(card: Json) -> Table:
    """Return what the model must not be used for."""
    rows = [(f"{number}.", limit["en"]) for number, limit in enumerate(card["limits"], start=1)]
    return Table("What the model must not be used for", ("", ""), rows, text_columns=(1,))
