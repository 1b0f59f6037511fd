"""What a screen of contrasts found, as tables, from its report."""

from typing import Any

from experiments.common.tables import Cell, Marked, Table
from experiments.evidence.words import (
    input_title,
    known,
    outcome_size,
    outcome_title,
    scenario_called,
)
from sim.inputs.said import Said, both
from sim.locations import POLICIES, names
from sim.policy import load_policy

Json = dict[str, Any]
SHOWN_MOST = 20
"""So many inputs are shown of a contrast, the strongest first."""
SHORT = {
    "failed_share": both("failed", "gagal"),
    "sustained_mandiri_share": both("stays mandiri", "tetap mandiri"),
}
"""Where an outcome's title is too long for a column."""
KINDS = {
    "constant": both("fixed constant", "tetapan"),
    "uncertain": both("uncertain parameter", "parameter tidak pasti"),
    "structure": both("rival structure", "aturan pesaing"),
}


def contrast_tables(report: Json) -> list[Table]:
    """Return the verdicts, the constants that do not little, and what moves each contrast."""
    return [
        counts_table(report),
        constants_table(report),
        *(contrast_table(report, policy) for policy in report["contrasts"]),
    ]


def counts_table(report: Json) -> Table:
    """Count the verdicts by kind of input."""
    verdicts = ("moves", "open", "little")
    rows = [
        (
            both(f"{title}s", title.indonesian),
            *(
                str(sum(row["kind"] == kind and row["verdict"] == v for row in report["inputs"]))
                for v in verdicts
            ),
        )
        for kind, title in KINDS.items()
    ]
    constants = [row for row in report["inputs"] if row["kind"] == "constant"]
    little = [row["most"]["times_what_matters"] for row in constants if row["verdict"] == "little"]
    inert = sum(most == 0.0 for most in little)
    matters = _what_matters(report)
    errors, of_luck = report["errors"]["over_draws"], report["errors"]["of_luck"]
    return Table(
        both("Does it move what a policy does?", "Apakah mengubah pengaruh kebijakan?"),
        ("", *map(known, verdicts)),
        rows,
        (
            both(
                f"{report['runs']:,} runs of {report['scenario']}: {report['draws']} draws of the "
                f"prior x {report['replications']} runs, every input moved alone over its range. "
                f"What matters: {matters}.",
                f"{report['runs']:,} simulasi {scenario_called(report['scenario']).indonesian}: "
                f"{report['draws']} sampel prior × {report['replications']} simulasi, tiap masukan "
                "diubah sendiri dalam "
                f"rentangnya. Yang berarti: {matters.indonesian}.",
            ),
            both(
                "Size: root mean square change over draws, luck taken out. Moves: the size is "
                f"above what matters in some contrast, {errors:g} standard errors over draws and "
                f"{of_luck:g} of luck from nothing. Little: it is below in all, with {errors:g} "
                "standard errors more. Open: neither.",
                "Besarnya: akar rata-rata kuadrat perubahan antarsampel, tanpa kebetulan. "
                "Mengubah: lebih dari yang berarti pada suatu kebijakan, dan jauhnya dari nol "
                f"{errors:g} galat baku antarsampel dan {of_luck:g} galat baku kebetulan. Kecil: "
                f"di bawahnya pada semua kebijakan, walau ditambah {errors:g} galat baku. Belum "
                "jelas: bukan keduanya.",
            ),
            both(
                f"The {len(little)} constants that do little may stay fixed: {inert} of them move "
                "no contrast at all.",
                f"{len(little)} tetapan yang pengaruhnya kecil boleh tetap: {inert} di antaranya "
                "tidak mengubah apa pun.",
            ),
        ),
    )


def _what_matters(report: Json) -> Said:
    """Say the smallest difference that matters of every outcome."""
    sizes = [outcome_size(of["matters"], name) for name, of in report["outcomes"].items()]
    pairs = list(zip(sizes, _titles(report), strict=True))
    return both(
        ", ".join(f"{most} ({title})" for most, title in pairs),
        ", ".join(f"{most.indonesian} ({title.indonesian})" for most, title in pairs),
    )


def constants_table(report: Json) -> Table:
    """Show the constants that should get a prior, and those that are left open."""
    chosen = [
        row for row in report["inputs"] if row["kind"] == "constant" and row["verdict"] != "little"
    ]
    chosen.sort(key=lambda row: (row["verdict"] != "moves", -row["most"]["times_what_matters"]))
    rows: list[tuple[Cell, ...]] = [
        (
            Marked(both(row["name"], input_title(row["name"]).indonesian), "name"),
            f"{row['settings'][0]:g}-{row['settings'][-1]:g}",
            *(
                outcome_size(_largest(report, row, outcome), outcome)
                for outcome in report["outcomes"]
            ),
            known(row["verdict"]),
        )
        for row in chosen
    ]
    return Table(
        both(
            "Fixed constants that move a contrast, or may: the largest size over the contrasts",
            "Tetapan yang mengubah, atau mungkin mengubah: besarnya yang terbesar antarkebijakan",
        ),
        (
            both("constant", "tetapan"),
            both("from-to", "dari-sampai"),
            *_titles(report),
            both("verdict", "putusan"),
        ),
        rows,
        (
            both(
                "Those that move a contrast should get a prior; of the open ones more runs would "
                "tell.",
                "Yang mengubah perlu diberi prior; yang belum jelas memerlukan simulasi tambahan.",
            ),
        ),
        (0, 1, 2 + len(report["outcomes"])),
    )


def _largest(report: Json, row: Json, outcome: str) -> float:
    """Return the largest size of an input's changes of an outcome."""
    contrasts = report["contrasts"].values()
    return max(float(of["outcomes"][outcome]["changes"][row["name"]]["size"]) for of in contrasts)


def _titles(report: Json) -> list[Said]:
    return [SHORT.get(outcome, outcome_title(outcome)) for outcome in report["outcomes"]]


def contrast_table(report: Json, policy: str) -> Table:
    """Show the inputs that move a contrast most, the strongest first."""
    contrast = report["contrasts"][policy]
    rows = [
        (
            input_title(row["name"]),
            KINDS[row["kind"]],
            *(
                outcome_size(of["changes"][row["name"]]["size"], outcome)
                for outcome, of in contrast["outcomes"].items()
            ),
        )
        for row in strongest(report, policy)
    ]
    effects = [
        _effect(title, outcome, of)
        for (outcome, of), title in zip(contrast["outcomes"].items(), _titles(report), strict=True)
    ]
    judul = policy_title(contrast["title"], policy).indonesian
    return Table(
        both(
            f"{contrast['title']} ({policy}), less the plan: the size of its changes",
            f"{judul}, dibandingkan dengan rencana tetap: besarnya perubahan",
        ),
        (both("input", "masukan"), both("kind", "jenis"), *_titles(report)),
        rows,
        (
            both(
                f"Mean contrast over the prior: {'; '.join(effects)}.",
                "Rata-rata pengaruh menurut prior: "
                f"{'; '.join(effect.indonesian for effect in effects)}.",
            ),
        ),
        (0, 1),
    )


def policy_title(title: str, policy: str) -> Said:
    """Return a policy's title; that of a file of one's own is the same in both languages."""
    shipped = policy in names(POLICIES)
    return both(title, load_policy(policy).judul if shipped else title)


def _effect(title: Said, outcome: str, of: Json) -> Said:
    """Return a mean effect with its standard error."""
    sign = "-" if of["effect"] < 0.0 else "+"
    mean, error = outcome_size(of["effect"], outcome), outcome_size(of["error"], outcome)
    return both(
        f"{title} {sign}{mean} (standard error {error})",
        f"{title.indonesian} {sign}{mean.indonesian} (galat baku {error.indonesian})",
    )


def strongest(report: Json, policy: str) -> list[Json]:
    """Return the inputs that move a contrast most beside what matters, and some."""
    outcomes = report["contrasts"][policy]["outcomes"]

    def strength(row: Json) -> float:
        sizes = (
            of["changes"][row["name"]]["size"] / report["outcomes"][outcome]["matters"]
            for outcome, of in outcomes.items()
        )
        return float(max(sizes))

    ranked = sorted(report["inputs"], key=lambda row: -strength(row))
    return [row for row in ranked if strength(row) > 0.0][:SHOWN_MOST]
