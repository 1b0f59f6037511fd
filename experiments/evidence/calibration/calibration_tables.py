"""What a calibration found, as tables, from its report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from experiments.common.tables import Cell, Marked, Part, Table, name, parts_of, strong
from experiments.evidence.evidence_chain import KEY as EVIDENCE
from experiments.evidence.figures import (
    NONE,
    VERDICTS,
    alike,
    chance_told,
    percent,
    short,
    span,
    start_of,
    verdict_cell,
    with_interval,
)
from experiments.evidence.words import account, known, mechanism, parameter
from sim.inputs.said import Said, both, in_indonesian

Json = dict[str, Any]
SHOWN = ("learned", "out_of_reach", "failed_check", "measured", "at_prior", "not_checked")
"""Verdicts by key of a report, in the order in which they are told."""
BESIDE_MOST = 3
"""So many parameters stand side by side for all variants: those that such data teach most."""
MOVED_MOST = 2
"""So many variants and priors are named that move a conclusion."""
FAR = 0.05
"""A tail probability, corrected for the number of figures, that is worth a look."""
TOLD_SO = "told so"
SHA_SHOWN = 12
"""Digits of a SHA-256."""
EVEN = 0.25
"""Weight of each of the four readings before the data."""
BEFORE, AFTER = both("before", "sebelum"), both("after", "sesudah")
MEDIAN, SHRINKS = both("median", "nilai tengah"), both("shrinks", "menyempit")
OBSERVED, TAIL, VERDICT = (
    both("observed", "teramati"),
    both("tail", "ekor"),
    both("verdict", "putusan"),
)


def calibration_tables(report: Json) -> list[Table]:
    """Return everything that a report says, the main variant's parameters first."""
    return [
        parameters_table(report),
        combinations_table(report),
        variants_table(report),
        readings_table(report),
        *([predictive_table(report)] if report["predictive"] else []),
        *([left_out_table(report)] if report["left_out"] else []),
        conclusions_table(report),
        structures_table(report),
        *([evidence_table(report)] if EVIDENCE in report else []),
        bank_table(report),
    ]


def evidence_table(report: Json) -> Table:
    """Name the data of every step, and the draws after it."""
    return Table(
        both(
            "The evidence that is in these draws, the oldest first",
            "Data yang tercakup dalam sampel ini, yang tertua lebih dahulu",
        ),
        (
            both("data", "data"),
            both("city", "kota"),
            "SHA-256",
            both("draws afterwards", "sampel sesudahnya"),
            "SHA-256",
        ),
        [_step(step) for step in report[EVIDENCE]],
        (_of_contrasts(report[EVIDENCE]),),
        text_columns=range(5),
    )


def _step(step: Json) -> tuple[Cell, ...]:
    data, posterior = step["data"], step["posterior"]
    return (
        data["name"] or step["step"],
        data["city"],
        name(data["sha256"][:SHA_SHOWN]),
        posterior["name"],
        name(posterior["sha256"][:SHA_SHOWN]),
    )


def _of_contrasts(steps: Sequence[Json]) -> str:
    """Say in which step contrasts are counted: in later ones they are not again."""
    counted = [step["data"]["name"] for step in steps if step["contrasts"]]
    if not counted:
        return both(
            "Contrasts that others measured are counted in no step.",
            "Pengaruh yang diukur orang lain tidak diperhitungkan dalam langkah mana pun.",
        )
    if not counted[0]:
        return both(
            "What others measured may be in the step that is not known: it is not counted again.",
            "Yang diukur orang lain mungkin sudah tercakup dalam langkah yang tidak diketahui: "
            "tidak "
            "diperhitungkan lagi.",
        )
    return both(
        f"Contrasts that others measured are counted in {counted[0]}.",
        f"Pengaruh yang diukur orang lain diperhitungkan dalam {counted[0]}.",
    )


def bank_table(report: Json) -> Table:
    """Tell what the figures rest on."""
    bank, main = report["bank"], report["variants"][0]
    near = bank["missing_share_near"]
    start = start_of(report).noun
    rows: list[tuple[Cell, ...]] = [
        (both("draws simulated", "sampel yang disimulasikan"), f"{bank['draws']:,}"),
        (
            both("left out, for a Kube never lived", "dikeluarkan, karena ada Kube tak pernah ada"),
            percent(bank["missing_share"], 1),
        ),
        (
            both(
                "of those whose failed share is near the observed one",
                "di antara yang proporsi gagalnya dekat dengan yang teramati",
            ),
            NONE if near is None else percent(near, 1),
        ),
        (
            both(
                "draws kept near the data (effective)",
                "sampel di dekat data yang dipakai (efektif)",
            ),
            f"{main['kept']:,} ({main['effective']:,.0f})",
        ),
        (both("directions of the summaries", "arah ringkasan data"), str(main["directions"])),
        (
            both(
                f"fits to pseudo-data over the {start}",
                f"pencocokan pada data buatan dari {start.indonesian}",
            ),
            f"{main['fits_checked']:,}",
        ),
        (
            both(
                "fits to pseudo-data near the real ones",
                "pencocokan pada data buatan yang dekat dengan data nyata",
            ),
            f"{main['fits_checked_near']:,}",
        ),
        (
            both(
                "surprise: pseudo-data as far out as the real ones",
                "kejanggalan: data buatan yang sama jauhnya dengan data nyata",
            ),
            percent(main["surprise"], 1),
        ),
        (both("SHA-256 of the bank", "SHA-256 kumpulan simulasi"), name(bank["digest"][:16])),
    ]
    title = both("What the main variant rests on", "Dasar varian utama")
    return Table(title, ("", ""), rows)


def verdicts_table(report: Json) -> Table:
    """Say how many parameters have each verdict, and which."""
    rows = [
        (verdict_cell(VERDICTS[key]), str(len(report[key])), _joined(map(parameter, report[key])))
        for key in SHOWN
        if report[key]
    ]
    headings = both("verdict", "putusan"), both("parameters", "parameter"), both("which", "yaitu")
    return Table(both("Verdicts", "Putusan"), headings, rows, text_columns=(0, 2))


def _joined(pieces: Iterable[Cell]) -> tuple[Part, ...]:
    """Return pieces with commas between them."""
    return tuple(part for piece in pieces for part in (", ", *parts_of(piece)))[1:]


def parameters_table(report: Json) -> Table:
    """Show each parameter against its prior, the narrowest first."""
    main, start = report["variants"][0], start_of(report)
    rows = sorted(main["parameters"], key=lambda row: -row["contraction"])
    counts = Counter(row["verdict"] for row in rows)
    covered = sorted(row["coverage"]["90%"] for row in rows)
    near = sorted(row["near"]["coverage"]["90%"] for row in rows)
    verdicts = {known(verdict): count for verdict, count in counts.items()}
    main_title = known(main["title"])
    over, close = ((percent(shares[0]), percent(shares[-1])) for shares in (covered, near))
    return Table(
        both(
            f"Posterior of the uncertain parameters: {main_title}",
            f"Posterior parameter yang tidak pasti: {main_title.indonesian}",
        ),
        (
            both("parameter", "parameter"),
            both("before (90 %)", "sebelumnya (90 %)")
            if "before" in report
            else both("prior", "prior"),
            MEDIAN, "90 %", SHRINKS, both("usual", "biasanya"), VERDICT,
        ),
        [_parameter(row) for row in rows],
        (
            both(
                "; ".join(f"{verdict}: {count}" for verdict, count in verdicts.items()) + ".",
                "; ".join(f"{one.indonesian}: {count}" for one, count in verdicts.items()) + ".",
            ),
            both(
                "90 %: credible interval. Over the pseudo-data such intervals hold the true value "
                f"in {over[0]} to {over[1]} of the fits, by parameter; near the real data in "
                f"{close[0]} to {close[1]}. Shrinks: 1 - posterior over {start.adjective} "
                "variance; usual: its mean over the pseudo-data.",
                "90 %: selang kredibel. Pada data buatan selang demikian memuat nilai sebenarnya "
                f"dalam {over[0]} sampai {over[1]} dari pencocokan, menurut parameter; di dekat "
                f"data nyata dalam {close[0]} sampai {close[1]}. Menyempit: 1 - ragam posterior "
                f"dibagi ragam {start.adjective.indonesian}; biasanya: rata-ratanya pada data "
                "buatan.",
            ),
            both(
                f"What fails its check, over the {start.noun} or near the data, runs from "
                f"{start.own}.",
                f"Yang tidak lulus uji, pada {start.noun.indonesian} atau di dekat data, "
                f"disimulasikan dengan {start.own.indonesian}.",
            ),
        ),
    )  # fmt: skip


def _parameter(row: Json) -> tuple[Cell, ...]:
    prior = row["before"] if "before" in row else row["prior"]
    least, most, median, low, high = alike(
        prior["low"], prior["high"], row["median"], row["low"], row["high"]
    )
    return (
        parameter(row["name"]),
        span(least, most),
        median,
        span(low, high),
        f"{row['contraction']:.2f}",
        f"{row['contraction_expected']:.2f}",
        verdict_cell(row["verdict"]),
    )


def combinations_table(report: Json) -> Table:
    """Show the directions in which the posterior is narrower than the prior."""
    rows = [
        (
            f"{row['contraction']:.2f}",
            _joined(
                [(f"{part['weight']:+.2f} ", parameter(part["name"])) for part in row["parts"]]
            ),
        )
        for row in report["variants"][0]["combinations"]
    ]
    start = start_of(report).noun
    title = both(
        f"Learned together: directions in units of the {start}",
        f"Dipersempit bersama-sama: arah dalam satuan {start.indonesian}",
    )
    headings = SHRINKS, both("direction", "arah")
    return Table(title, headings, rows or [("", NONE)], text_columns=(1,))


def variants_table(report: Json) -> Table:
    """Put all readings of the data side by side: how well they fit and what they teach."""
    variants = report["variants"]
    ranked = sorted(variants[0]["parameters"], key=lambda row: -row["contraction_expected"])
    shown = [row["name"] for row in ranked[:BESIDE_MOST]]
    return Table(
        both("All variants: posterior medians", "Semua varian: nilai tengah posterior"),
        (
            both("variant", "varian"),
            both("surprise", "kejanggalan"),
            both("learned", "dipersempit"),
            both("failed (90 %)", "gagal (90 %)"),
            *map(_short_name, shown),
        ),
        [_variant(variant, shown) for variant in variants],
        (
            both(
                "; ".join(f"{variant['name']}: {variant['title']}" for variant in variants) + ".",
                "",
            ),
            both(
                "Surprise: part of the pseudo-data that lie as far out as the real ones, or "
                "further; out of reach where it is so small that nothing is called learned.",
                "Kejanggalan: bagian data buatan yang sama jauhnya dengan data nyata, atau lebih "
                "jauh; di luar jangkauan bila begitu kecil sehingga tidak ada yang disebut "
                "dipersempit data.",
            ),
        ),
    )


def _short_name(full: str) -> Said:
    return both(full.partition(".")[2].replace("_", " "), in_indonesian(parameter(full).text))


def _variant(variant: Json, shown: Sequence[str]) -> tuple[Cell, ...]:
    rows = {row["name"]: row for row in variant["parameters"]}
    learned = sum(row["verdict"] == "learned" for row in variant["parameters"])
    failed = variant["failed_share"]
    return (
        Marked(both(variant["name"], known(variant["title"]).indonesian), "name"),
        percent(variant["surprise"], 1),
        str(learned) if variant["within_reach"] else verdict_cell("out of reach"),
        with_interval(*(percent(failed[part]) for part in ("p50", "p05", "p95"))),
        *(short(rows[full]["median"]) for full in shown),
    )


def structures_table(report: Json) -> Table:
    """Weigh the model's own accounts against their rivals."""
    moved = {row["factor"]: row["levels"] for row in report["structures_moved"]}
    return Table(
        both(
            "Rival structures: weights of the rivals before and after the data",
            "Aturan pesaing: bobotnya sebelum dan sesudah data",
        ),
        (
            both("mechanism: own or rival", "mekanisme: aturan pesaing"), BEFORE, AFTER,
            both("over variants", "antarvarian"), start_of(report).tilted,
            both("recovered", "ditemukan"), both("clear", "jelas"), VERDICT,
        ),
        [
            line
            for row in report["variants"][0]["structures"]
            for line in _structure(row, moved[row["factor"]])
        ],
        (
            both(
                "Of pseudo-data whose structure is known: recovered, how often the true one gets "
                "the greatest weight (by chance, where nothing is learned); clear, how often one "
                "is favoured at all. The rest of the weight is the own one's.",
                "Pada data buatan yang aturannya diketahui: ditemukan, seberapa sering aturan yang "
                "benar mendapat bobot terbesar (dalam kurung: karena kebetulan saja); jelas, "
                "seberapa sering ada yang diunggulkan. Sisa bobotnya milik aturan model sendiri.",
            ),
        ),
    )  # fmt: skip


def _structure(row: Json, moved: list[Json]) -> Iterator[tuple[Cell, ...]]:
    """Yield a line for each rival; what is of all of them stands in the first."""
    of_all = (
        f"{percent(row['recovered'])} ({percent(row['by_chance'])})",
        percent(row["conclusive"]),
        verdict_cell(row["verdict"]),
    )
    own, *rivals = row["levels"]
    for number, (level, ranges) in enumerate(zip(rivals, moved[1:], strict=True)):
        yield (
            _rivals(row["factor"], own["name"], level["name"]),
            f"{level['prior']:.2f}",
            f"{level['posterior']:.2f}",
            *(span(*(f"{end:.2f}" for end in ranges[kind])) for kind in ("variants", "tilts")),
            *(of_all if number == 0 else ("", "", "")),
        )


def _rivals(factor: str, own: str, rival: str) -> Said:
    """Name a mechanism and its accounts; in Indonesian, whose titles are long, the rival alone."""
    which, other = mechanism(factor), account(factor, rival)
    return both(f"{which}: {own} or {rival}", f"{which.indonesian}: {other.indonesian}")


def readings_table(report: Json) -> Table:
    """Weigh the readings of the kas."""
    weights = report["variants"][0]["readings"]
    rows = [
        (parameter(reading), percent(EVEN), percent(weight)) for reading, weight in weights.items()
    ]
    title = both("Readings of the kas: their weights", "Tafsiran atas kas: bobotnya")
    return Table(title, (both("reading", "tafsiran"), BEFORE, AFTER), rows)


def predictive_table(report: Json) -> Table:
    """Put each figure beside what the model makes of it, before and after the data."""
    predictive, start = report["predictive"], start_of(report)
    share = predictive["expected_share_sd"]
    surprising = {kind: _listed(predictive["surprising"][kind]) for kind in ("prior", "posterior")}
    points = {kind: f"{100 * share[kind]:.1f}" for kind in ("posterior", "prior", "allowed")}
    return Table(
        both(
            f"Predicted and observed: {predictive['complete']:,} posterior draws simulated anew",
            f"Prediksi dan yang teramati: {predictive['complete']:,} sampel posterior "
            "disimulasikan lagi",
        ),
        (
            both("figure", "angka"), OBSERVED,
            both(f"{start.adjective} (90 %)", f"{start.adjective.indonesian} (90 %)"), TAIL,
            both("posterior (90 %)", "posterior (90 %)"), TAIL,
        ),
        [_predicted(row) for row in predictive["figures"]],
        (
            both(
                "Balances in Rp million. Tail: two-sided probability of a figure so far out. "
                "(*): not fitted, other variants look at it.",
                "Saldo dalam juta rupiah. Ekor: peluang dua sisi bagi angka sejauh itu. (*): tidak "
                "dicocokkan, dipakai varian lain.",
            ),
            both(
                f"Surprising after a correction for {len(predictive['figures'])} figures (Holm): "
                f"before the data {surprising['prior']}; after them {surprising['posterior']}.",
                f"Janggal sesudah koreksi untuk {len(predictive['figures'])} angka (Holm): sebelum "
                f"data {surprising['prior'].indonesian}; sesudahnya "
                f"{surprising['posterior'].indonesian}.",
            ),
            both(
                f"The share expected to fail varies by {points['posterior']} points (standard "
                f"deviation) over posterior draws, by {points['prior']} over {start.adjective} "
                f"ones; its count alone leaves {points['allowed']}.",
                f"Proporsi Kube gagal yang diharapkan berbeda {points['posterior']} poin "
                "(simpangan "
                f"baku) antarsampel posterior, {points['prior']} antarsampel "
                f"{start.adjective.indonesian}; jumlah yang gagal saja menyisakan "
                f"{points['allowed']}.",
            ),
        ),
    )  # fmt: skip


def _predicted(row: Json) -> tuple[Cell, ...]:
    sides = (
        cell
        for side in ("prior", "posterior")
        for cell in (_spread(row[side], row["unit"]), _tail(row[side]["tail"], row[f"{side}_holm"]))
    )
    title = figure_name(row["name"], "" if row["fitted"] else " (*)")
    return title, _amount(row["observed"], row["unit"]), *sides


def _spread(spread: Json, unit: str) -> str:
    """Return median and interval, or how often something is told."""
    if unit == TOLD_SO:
        share = percent(chance_told(spread["place"]))
        return both(f"{share} told so", f"{share} disebut demikian")
    return with_interval(*(_amount(spread[end], unit) for end in ("median", "low", "high")))


def _amount(value: float, unit: str) -> str:
    if unit == TOLD_SO:
        return both(TOLD_SO, "disebut demikian")
    return f"{value / 1e6:.2f}" if unit == "Rp" else short(value)


def _tail(tail: float, corrected: float) -> Part:
    return strong(f"{tail:.3f}") if corrected < FAR else f"{tail:.3f}"


def _listed(names: Sequence[str]) -> Said:
    said = [figure_name(name) for name in names]
    return both(", ".join(said) or NONE, ", ".join(map(in_indonesian, said)) or NONE.indonesian)


def figure_name(text: str, mark: str = "") -> Said:
    """Return what a figure of a Kube is called, such as `Rakat: kas`, with a mark behind."""
    kube, _, what = text.rpartition(": ")
    named = f"{kube}: {known(what).indonesian}" if kube else known(text).indonesian
    return both(f"{text}{mark}", f"{named}{mark}")


def left_out_table(report: Json) -> Table:
    """Say how much better each Kube is predicted by the others than by knowing nothing."""
    left_out, start = report["left_out"], start_of(report)
    words = {
        "better": both("better than", "lebih baik daripada"),
        "worse": both("worse than", "lebih buruk daripada"),
    }
    neither = both("cannot be told from", "tidak dapat dibedakan dari")
    prior, uniform = (
        words.get(left_out[rival]["verdict"], neither) for rival in ("over_prior", "over_uniform")
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row["kube"],
            str(len(row["figures"])),
            f"{row['gain_over_prior']:+.2f}",
            f"{row['gain_over_uniform']:+.2f}",
        )
        for row in left_out["kubes"]
    ]
    totals = (
        with_interval(*(f"{gain[end]:+.1f}" for end in ("total", "low", "high")))
        for gain in (left_out["over_prior"], left_out["over_uniform"])
    )
    rows.append((strong(both("all (95 %)", "semua (95 %)")), "", *totals))
    return Table(
        both(
            "Each Kube left out: how much better its figures are predicted (log score, nats)",
            "Tiap Kube disisihkan: seberapa jauh angkanya lebih tepat diprediksi (skor log, nat)",
        ),
        (
            "Kube",
            both("figures", "angka"),
            both(f"than by the {start.noun}", f"daripada {start.noun.indonesian}"),
            both("than by a uniform guess", "daripada tebakan merata"),
        ),
        rows,
        (
            both(
                f"A Kube is predicted by the others: {prior} the {start.noun}; {uniform} a uniform "
                "guess (95 %).",
                f"Prediksi sebuah Kube dari Kube lain: {prior.indonesian} "
                f"{start.noun.indonesian}; {uniform.indonesian} tebakan merata (95 %).",
            ),
        ),
    )


def conclusions_table(report: Json) -> Table:
    """Show which variants and tilted parameters move the conclusions most."""
    return Table(
        both(
            "What moves the conclusions most, in posterior standard deviations",
            "Yang paling mengubah kesimpulan, dalam simpangan baku posterior",
        ),
        (both("mean of", "rata-rata"), both("variants", "varian"), start_of(report).tilted),
        [_conclusion(row) for row in report["conclusions"]],
        text_columns=(0, 1, 2),
    )


def _conclusion(row: Json) -> tuple[Cell, ...]:
    shifts = (
        _joined((f"{moved['shift']:+.2f} ", _mover(moved["by"])) for moved in most[:MOVED_MOST])
        for most in (row["variants"], row["tilts"])
    )
    named = row["name"]
    return known(named) if " " in named else parameter(named), *shifts


def _mover(by: str) -> Marked:
    """Return a variant, or an end of a parameter's prior that is tilted to it."""
    named, comma, end = by.partition(", ")
    title = in_indonesian(parameter(named).text)
    return Marked(both(by, f"{title}{comma}{known(end).indonesian}"), "name")


def cross_check_table(report: Json) -> Table:
    """Put both methods side by side, in cumulative probabilities of the prior."""
    rows = report["parameters"]
    return Table(
        both(
            "Cross-check by neural posterior estimation, in cumulative probabilities of the prior",
            "Uji silang dengan taksiran posterior jaringan saraf, dalam peluang kumulatif prior",
        ),
        (
            both("parameter", "parameter"), both("first (90 %)", "pertama (90 %)"),
            both("second (90 %)", "kedua (90 %)"), both("medians", "nilai tengah"),
            both("widths", "lebar"), both("90 % holds", "90 % memuat"), VERDICT,
        ),
        [_both_methods(row) for row in rows],
        (
            both(
                f"Both methods agree on {report['agree']} of {len(rows)} parameters. Medians: "
                "second less first, in prior standard deviations; widths: ratio of the intervals.",
                f"Kedua metode sepakat pada {report['agree']} dari {len(rows)} parameter. Nilai "
                "tengah: kedua dikurangi pertama, dalam simpangan baku prior; lebar: perbandingan "
                "selangnya.",
            ),
            both(
                f"The second was trained on {report['trained_on']:,} draws in "
                f"{report['seconds']:,.0f} s; its ranks on {report['fits_checked']} pseudo-data "
                f"pass for {sum(row['passed'] for row in rows)} of {len(rows)}.",
                f"Metode kedua dilatih dengan {report['trained_on']:,} sampel dalam "
                f"{report['seconds']:,.0f} detik; peringkatnya pada {report['fits_checked']} data "
                f"buatan lulus untuk {sum(row['passed'] for row in rows)} dari {len(rows)}.",
            ),
        ),
    )  # fmt: skip


def _both_methods(row: Json) -> tuple[Cell, ...]:
    first, second = (
        with_interval(*(f"{end:.2f}" for end in (middle, low, high)))
        for low, middle, high in (row["first"], row["second"])
    )
    return (
        parameter(row["name"]),
        first,
        second,
        f"{row['median_difference']:+.2f}",
        f"{row['width_ratio']:.2f}",
        percent(row["coverage"]["90%"]),
        verdict_cell(row["verdict"]),
    )
