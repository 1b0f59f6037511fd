"""What a calibration found, as tables, from its report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from experiments.common.tables import Cell, Part, Table, name, parts_of, strong
from experiments.evidence.evidence_chain import KEY as EVIDENCE
from experiments.evidence.figures import (
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
        "The evidence that is in these draws, the oldest first",
        ("data", "city", "SHA-256", "draws afterwards", "SHA-256"),
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
        return "Contrasts that others measured are counted in no step."
    if not counted[0]:
        return "What others measured may be in the step that is not known: it is not counted again."
    return f"Contrasts that others measured are counted in {counted[0]}."


def bank_table(report: Json) -> Table:
    """Tell what the figures rest on."""
    bank, main = report["bank"], report["variants"][0]
    near = bank["missing_share_near"]
    rows: list[tuple[Cell, ...]] = [
        ("draws simulated", f"{bank['draws']:,}"),
        ("left out, for a Kube never lived", percent(bank["missing_share"], 1)),
        (
            "of those whose failed share is near the observed one",
            "none" if near is None else percent(near, 1),
        ),
        ("draws kept near the data (effective)", f"{main['kept']:,} ({main['effective']:,.0f})"),
        ("directions of the summaries", str(main["directions"])),
        (f"fits to pseudo-data over the {start_of(report).noun}", f"{main['fits_checked']:,}"),
        ("fits to pseudo-data near the real ones", f"{main['fits_checked_near']:,}"),
        ("surprise: pseudo-data as far out as the real ones", percent(main["surprise"], 1)),
        ("SHA-256 of the bank", name(bank["digest"][:16])),
    ]
    return Table("What the main variant rests on", ("", ""), rows)


def verdicts_table(report: Json) -> Table:
    """Say how many parameters have each verdict, and which."""
    rows = [
        (verdict_cell(VERDICTS[key]), str(len(report[key])), _joined(map(name, report[key])))
        for key in SHOWN
        if report[key]
    ]
    return Table("Verdicts", ("verdict", "parameters", "which"), rows, text_columns=(0, 2))


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
    return Table(
        f"Posterior of the uncertain parameters: {main['title']}",
        (
            "parameter", "before (90 %)" if "before" in report else "prior", "median", "90 %",
            "shrinks", "usual", "verdict",
        ),
        [_parameter(row) for row in rows],
        (
            "; ".join(f"{verdict}: {count}" for verdict, count in counts.items()) + ".",
            "90 %: credible interval. Over the pseudo-data such intervals hold the true value in "
            f"{percent(covered[0])} to {percent(covered[-1])} of the fits, by parameter; near the "
            f"real data in {percent(near[0])} to {percent(near[-1])}. Shrinks: "
            f"1 - posterior over {start.adjective} variance; usual: its mean over the pseudo-data.",
            f"What fails its check, over the {start.noun} or near the data, runs from {start.own}.",
        ),
    )  # fmt: skip


def _parameter(row: Json) -> tuple[Cell, ...]:
    prior = row["before"] if "before" in row else row["prior"]
    least, most, median, low, high = alike(
        prior["low"], prior["high"], row["median"], row["low"], row["high"]
    )
    return (
        name(row["name"]),
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
            _joined([(f"{part['weight']:+.2f} ", name(part["name"])) for part in row["parts"]]),
        )
        for row in report["variants"][0]["combinations"]
    ]
    title = f"Learned together: directions in units of the {start_of(report).noun}"
    return Table(title, ("shrinks", "direction"), rows or [("", "none")], text_columns=(1,))


def variants_table(report: Json) -> Table:
    """Put all readings of the data side by side: how well they fit and what they teach."""
    variants = report["variants"]
    ranked = sorted(variants[0]["parameters"], key=lambda row: -row["contraction_expected"])
    shown = [row["name"] for row in ranked[:BESIDE_MOST]]
    return Table(
        "All variants: posterior medians",
        (
            "variant",
            "surprise",
            "learned",
            "failed (90 %)",
            *(full.partition(".")[2].replace("_", " ") for full in shown),
        ),
        [_variant(variant, shown) for variant in variants],
        (
            "; ".join(f"{variant['name']}: {variant['title']}" for variant in variants) + ".",
            "Surprise: part of the pseudo-data that lie as far out as the real ones, or further; "
            "out of reach where it is so small that nothing is called learned.",
        ),
    )


def _variant(variant: Json, shown: Sequence[str]) -> tuple[Cell, ...]:
    rows = {row["name"]: row for row in variant["parameters"]}
    learned = sum(row["verdict"] == "learned" for row in variant["parameters"])
    failed = variant["failed_share"]
    return (
        name(variant["name"]),
        percent(variant["surprise"], 1),
        str(learned) if variant["within_reach"] else verdict_cell("out of reach"),
        with_interval(*(percent(failed[part]) for part in ("p50", "p05", "p95"))),
        *(short(rows[full]["median"]) for full in shown),
    )


def structures_table(report: Json) -> Table:
    """Weigh the model's own accounts against their rivals."""
    moved = {row["factor"]: row["levels"] for row in report["structures_moved"]}
    return Table(
        "Rival structures: weights of the rivals before and after the data",
        (
            "mechanism: own or rival", "before", "after", "over variants",
            start_of(report).tilted, "recovered", "clear", "verdict",
        ),
        [
            line
            for row in report["variants"][0]["structures"]
            for line in _structure(row, moved[row["factor"]])
        ],
        (
            "Of pseudo-data whose structure is known: recovered, how often the true one gets the "
            "greatest weight (by chance, where nothing is learned); clear, how often one is "
            "favoured at all. The rest of the weight is the own one's.",
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
            f"{row['factor'].replace('_', ' ')}: {own['name']} or {level['name']}",
            f"{level['prior']:.2f}",
            f"{level['posterior']:.2f}",
            *(span(*(f"{end:.2f}" for end in ranges[kind])) for kind in ("variants", "tilts")),
            *(of_all if number == 0 else ("", "", "")),
        )


def readings_table(report: Json) -> Table:
    """Weigh the readings of the kas."""
    weights = report["variants"][0]["readings"]
    rows = [(name(reading), percent(EVEN), percent(weight)) for reading, weight in weights.items()]
    return Table("Readings of the kas: their weights", ("reading", "before", "after"), rows)


def predictive_table(report: Json) -> Table:
    """Put each figure beside what the model makes of it, before and after the data."""
    predictive, start = report["predictive"], start_of(report)
    share = predictive["expected_share_sd"]
    return Table(
        f"Predicted and observed: {predictive['complete']:,} posterior draws simulated anew",
        ("figure", "observed", f"{start.adjective} (90 %)", "tail", "posterior (90 %)", "tail"),
        [_predicted(row) for row in predictive["figures"]],
        (
            "Balances in Rp million. Tail: two-sided probability of a figure so far out. "
            "(*): not fitted, other variants look at it.",
            f"Surprising after a correction for {len(predictive['figures'])} figures (Holm): "
            f"before the data {_listed(predictive['surprising']['prior'])}; after them "
            f"{_listed(predictive['surprising']['posterior'])}.",
            f"The share expected to fail varies by {100 * share['posterior']:.1f} points (standard "
            f"deviation) over posterior draws, by {100 * share['prior']:.1f} over "
            f"{start.adjective} ones; its count alone leaves {100 * share['allowed']:.1f}.",
        ),
    )


def _predicted(row: Json) -> tuple[Cell, ...]:
    sides = (
        cell
        for side in ("prior", "posterior")
        for cell in (_spread(row[side], row["unit"]), _tail(row[side]["tail"], row[f"{side}_holm"]))
    )
    title = row["name"] if row["fitted"] else f"{row['name']} (*)"
    return title, _amount(row["observed"], row["unit"]), *sides


def _spread(spread: Json, unit: str) -> str:
    """Return median and interval, or how often something is told."""
    if unit == TOLD_SO:
        return f"{percent(chance_told(spread['place']))} told so"
    return with_interval(*(_amount(spread[end], unit) for end in ("median", "low", "high")))


def _amount(value: float, unit: str) -> str:
    if unit == TOLD_SO:
        return TOLD_SO
    return f"{value / 1e6:.2f}" if unit == "Rp" else short(value)


def _tail(tail: float, corrected: float) -> Part:
    return strong(f"{tail:.3f}") if corrected < FAR else f"{tail:.3f}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def left_out_table(report: Json) -> Table:
    """Say how much better each Kube is predicted by the others than by knowing nothing."""
    left_out, start = report["left_out"], start_of(report)
    words = {"better": "better than", "worse": "worse than"}
    against = {
        rival: words.get(left_out[rival]["verdict"], "cannot be told from")
        for rival in ("over_prior", "over_uniform")
    }
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
        f"{gain['total']:+.1f} ({gain['low']:+.1f} to {gain['high']:+.1f})"
        for gain in (left_out["over_prior"], left_out["over_uniform"])
    )
    rows.append((strong("all (95 %)"), "", *totals))
    return Table(
        "Each Kube left out: how much better its figures are predicted (log score, nats)",
        ("Kube", "figures", f"than by the {start.noun}", "than by a uniform guess"),
        rows,
        (
            f"A Kube is predicted by the others: {against['over_prior']} the {start.noun}; "
            f"{against['over_uniform']} a uniform guess (95 %).",
        ),
    )


def conclusions_table(report: Json) -> Table:
    """Show which variants and tilted parameters move the conclusions most."""
    return Table(
        "What moves the conclusions most, in posterior standard deviations",
        ("mean of", "variants", start_of(report).tilted),
        [_conclusion(row) for row in report["conclusions"]],
        text_columns=(0, 1, 2),
    )


def _conclusion(row: Json) -> tuple[Cell, ...]:
    shifts = (
        _joined((f"{moved['shift']:+.2f} ", name(moved["by"])) for moved in most[:MOVED_MOST])
        for most in (row["variants"], row["tilts"])
    )
    return row["name"] if " " in row["name"] else name(row["name"]), *shifts


def cross_check_table(report: Json) -> Table:
    """Put both methods side by side, in cumulative probabilities of the prior."""
    rows = report["parameters"]
    return Table(
        "Cross-check by neural posterior estimation, in cumulative probabilities of the prior",
        (
            "parameter", "first (90 %)", "second (90 %)", "medians", "widths", "90 % holds",
            "verdict",
        ),
        [_both_methods(row) for row in rows],
        (
            f"Both methods agree on {report['agree']} of {len(rows)} parameters. Medians: second "
            "less first, in prior standard deviations; widths: ratio of the intervals.",
            f"The second was trained on {report['trained_on']:,} draws in "
            f"{report['seconds']:,.0f} s; its ranks on {report['fits_checked']} pseudo-data pass "
            f"for {sum(row['passed'] for row in rows)} of {len(rows)}.",
        ),
    )  # fmt: skip


def _both_methods(row: Json) -> tuple[Cell, ...]:
    first, second = (
        with_interval(*(f"{end:.2f}" for end in (middle, low, high)))
        for low, middle, high in (row["first"], row["second"])
    )
    return (
        name(row["name"]),
        first,
        second,
        f"{row['median_difference']:+.2f}",
        f"{row['width_ratio']:.2f}",
        percent(row["coverage"]["90%"]),
        verdict_cell(row["verdict"]),
    )
