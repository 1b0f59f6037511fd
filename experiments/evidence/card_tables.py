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
from experiments.evidence.words import known, mechanism
from sim.inputs.said import Said, both

Json = dict[str, Any]
NOTHING = both("", "")
MARKS = {
    "within": NOTHING,
    "under": both(" low", " rendah"),
    "over": both(" high", " tinggi"),
    None: NOTHING,
}
"""Where the observed amount falls against the simulated interval."""
NO_DRAW = both("no draw", "tidak ada sampel")
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
    fitted, held_out = both("fitted", "dicocokkan"), both("held out", "disisihkan untuk uji")
    cities = [(fitted, city) for city in card["fitted"].values()]
    cities += [(held_out, city) for city in card["holdouts"].values()]
    return Table(
        both("Failed when seen", "Sudah gagal ketika diamati"),
        (
            both("city", "kota"),
            both("observed (95 %)", "teramati (95 %)"),
            both("simulated", "simulasi"),
            both("95 % of such cities", "95 % kota demikian"),
            both("95 % without luck", "95 % tanpa kebetulan"),
        ),
        [_city(how, city) for how, city in cities],
        (_null_in_words(card["null"]), _kubes_needed(card["null"])),
    )


def _city(how: Said, city: Json) -> tuple[str, ...]:
    expected = city["expected"]
    own = (percent(city["observed_low"]), percent(city["observed_high"]))
    return (
        both(
            f"{city['place']}, {how} ({city['failed']} of {city['kubes']})",
            f"{city['place']}, {how.indonesian} ({city['failed']} dari {city['kubes']})",
        ),
        with_interval(percent(city["observed"], 2), *own),
        percent(city["mean"], 1),
        span(percent(city["low"]), percent(city["high"])),
        span(percent(expected["low"]), percent(expected["high"])),
    )


def _null_in_words(null: Json) -> str:
    """Return what the comparison with the null model says."""
    score = {
        name: f"{null[f'log_score_{name}']:.2f}"
        for name in ("model", "null", "null_unsure", "best")
    }
    apart = f"{null['told_apart_from']:.1f}"
    return both(
        f"Against the null model, {null['of']}'s rate everywhere: {null['verdict']}. Log score of "
        f"what was held out: model {score['model']}, null {score['null']} (with that rate's own "
        f"error {score['null_unsure']}), perfect rate {score['best']}; less than {apart} between "
        "two is no evidence.",
        f"Dibandingkan dengan model nol, proporsi {null['of']} di mana-mana: "
        f"{known(null['verdict']).indonesian}. Skor log bagi yang disisihkan untuk uji: model "
        f"{score['model']}, model nol {score['null']} (dengan galat proporsi itu "
        f"{score['null_unsure']}), proporsi yang tepat {score['best']}; selisih di bawah {apart} "
        "bukan bukti.",
    )


def _kubes_needed(null: Json) -> str:
    needed, of_cities = null["kubes_to_tell_apart"], null["kubes_to_tell_cities_apart"]
    if needed is None or of_cities is None:
        return both(
            "Rates that are the same: no number of Kubes tells them apart.",
            "Proporsinya sama: berapa pun Kube tidak dapat membedakannya.",
        )
    some = float(f"{needed:.2g}")
    rate, expected = percent(null["rate"], 1), percent(null["expected"], 1)
    level = percent(null["significance"])
    return both(
        f"Rejecting {rate} (level {level}, power {null['power']}) needs about {some:,.0f} Kubes if "
        f"the true rate is {expected}, as the model expects, and {of_cities:,} if it is what was "
        "held out.",
        f"Untuk menolak {rate} (taraf {level}, daya uji {null['power']}) diperlukan sekitar "
        f"{some:,.0f} Kube bila proporsi sebenarnya {expected}, seperti perkiraan model, dan "
        f"{of_cities:,} bila sama dengan yang disisihkan untuk uji.",
    )


def counts_table(card: Json) -> Table:
    """Return the observed counts of stages beside those that are simulated."""
    counts, often = card["counts"], both("simulated, often", "simulasi, sering")
    rows: list[tuple[str, ...]] = [
        (
            both(f"observed, {row['name']}", f"teramati, {known(row['name']).indonesian}"),
            *_stages(row, "d"),
            *map(_chance, (row["probability"], row["as_far"])),
        )
        for row in counts["observed"]
    ]
    if counts["mean"]:
        rows.append(
            (
                both("simulated, mean", "simulasi, rata-rata"),
                *_stages(counts["mean"], ".1f"),
                "",
                "",
            )
        )
    rows += [
        (often, *_stages(row, "d"), _chance(row["probability"]), "")
        for row in counts["distribution"][:OFTEN]
    ]
    return Table(
        both(
            f"Stages of the ten, given that they live ({counts['complete']:,} draws)",
            f"Tahap kesepuluh Kube, bila masih berjalan ({counts['complete']:,} sampel)",
        ),
        (
            "",
            *NAMES,
            both("exactly so", "persis demikian"),
            both("as far off or further", "sejauh itu atau lebih"),
        ),
        rows,
    )


def observed_accounts_table(card: Json) -> Table:
    """Return the failed share and the stages of the ten by account of failure."""
    counts = card["counts"]["by_account"]
    cities = [*card["fitted"].values(), *card["holdouts"].values()]
    rows: list[tuple[str, ...]] = [
        (
            both(
                f"failed, {city['place']} ({percent(city['observed'], 1)})",
                f"gagal, {city['place']} ({percent(city['observed'], 1)})",
            ),
            *(_share(city["by_account"].get(account)) for account in ACCOUNTS),
        )
        for city in cities
    ]
    rows += [
        (
            both(f"{stage} of the ten, mean", f"{stage} dari sepuluh, rata-rata"),
            *(_mean(counts.get(account), stage) for account in ACCOUNTS),
        )
        for stage in NAMES
    ]
    title = both("The same by account of failure", "Sama, menurut penjelasan kegagalan")
    return Table(title, ("", *ACCOUNTS.values()), rows)


def _share(value: float | None) -> str:
    return NO_DRAW if value is None else percent(value, 1)


def _mean(counts: Json | None, stage: str) -> str:
    return NO_DRAW if counts is None else f"{counts[stage]:.1f}"


def _stages(row: Json, form: str) -> list[str]:
    return [format(row[stage], form) for stage in NAMES]


def _chance(value: float | None) -> str:
    return "" if value is None else percent(value, 1)


def kas_table(card: Json) -> Table:
    """Return each Kube's kas under every reading, in million rupiah."""
    return Table(
        both(
            "Kas of each that lives, Rp million: median (90 %)",
            "Kas tiap Kube yang masih berjalan, juta rupiah: nilai tengah (90 %)",
        ),
        ("Kube", both("observed", "teramati"), *map(known, READINGS)),
        [_kube(kube) for kube in card["kas"]],
        (
            both(
                "Low, high: where the observed amount falls outside of what is simulated.",
                "Rendah, tinggi: yang teramati berada di luar rentang simulasi.",
            ),
        ),
    )


def _kube(kube: Json) -> tuple[str, ...]:
    observed = kube["observed_idr"]
    amounts = (_amounts(kube["readings"][reading]) for reading in READINGS)
    return kube["kube"], "-" if observed is None else _million(observed), *amounts


def _amounts(reading: Json) -> str:
    if reading["median_idr"] is None:
        return both("never lived", "tidak pernah ada")
    amounts = (_million(reading[f"{end}_idr"]) for end in ("median", "low", "high"))
    written, mark = with_interval(*amounts), MARKS[reading["place"]]
    return both(f"{written}{mark}", f"{written.indonesian}{mark.indonesian}")


def _million(amount: int) -> str:
    value = amount / 1e6
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _calibration_table(short: Json) -> Table:
    """Say in short what was learned; `kubesim calibrate` tells it at length."""
    verdicts = verdicts_table(short)
    structures = "; ".join(
        f"{mechanism(row['factor'])} {_weights(row['levels'])} {row['verdict']}"
        for row in short["structures"]
    )
    aturan = "; ".join(
        f"{mechanism(row['factor']).indonesian} {_of_own(row['levels'])} "
        f"{known(row['verdict']).indonesian}"
        for row in short["structures"]
    )
    surprise = percent(short["surprise"])
    return Table(
        both(
            f"The calibration, variant {short['variant']}: {short['draws']:,} draws, "
            f"{short['fits_checked']:,} fits checked",
            f"Kalibrasi, {known(short['variant']).indonesian}: {short['draws']:,} sampel, "
            f"{short['fits_checked']:,} pencocokan diuji",
        ),
        verdicts.headings,
        verdicts.rows,
        (
            both(
                f"{surprise} of the pseudo-data lie as far out as the real ones.",
                f"{surprise} data buatan sama jauhnya dengan data nyata.",
            ),
            both(
                f"Structures, weights after the data: {structures}.",
                f"Bobot aturan model sendiri sesudah data: {aturan}.",
            ),
        ),
        verdicts.text_columns,
    )


def _weights(levels: list[Json]) -> str:
    return ", ".join(f"{level['name']} {level['posterior']:.2f}" for level in levels)


def _of_own(levels: list[Json]) -> str:
    return f"{levels[0]['posterior']:.2f}"


def limits_table(card: Json) -> Table:
    """Return what the model must not be used for."""
    rows = [
        (f"{number}.", both(limit["en"], limit["id"]))
        for number, limit in enumerate(card["limits"], start=1)
    ]
    title = both("What the model must not be used for", "Model ini tidak boleh dipakai untuk")
    return Table(title, ("", ""), rows, text_columns=(1,))
