"""What a screen of contrasts found, as tables, from its report."""

from typing import Any

from experiments.common.differences import size
from experiments.common.outcomes import BY_NAME
from experiments.common.tables import Cell, Table, name

Json = dict[str, Any]
SHOWN_MOST = 20
"""So many inputs are shown of a contrast, the strongest first."""
SHORT = {"failed_share": "failed", "sustained_mandiri_share": "stays mandiri"}
"""Where an outcome's title is too long for a column."""
KINDS = {
    "constant": "fixed constant",
    "uncertain": "uncertain parameter",
    "structure": "rival structure",
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
            f"{title}s",
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
    errors, of_luck = report["errors"]["over_draws"], report["errors"]["of_luck"]
    return Table(
        "Does it move what a policy does?",
        ("", *verdicts),
        rows,
        (
            f"{report['runs']:,} runs of {report['scenario']}: {report['draws']} draws of the "
            f"prior x {report['replications']} runs, every input moved alone over its range. "
            f"What matters: {_what_matters(report)}.",
            "Size: root mean square change over draws, luck taken out. Moves: the size is above "
            f"what matters in some contrast, {errors:g} standard errors over draws and {of_luck:g} "
            f"of luck from nothing. Little: it is below in all, with {errors:g} standard errors "
            "more. Open: neither.",
            f"The {len(little)} constants that do little may stay fixed: {inert} of them move no "
            "contrast at all.",
        ),
    )


def _what_matters(report: Json) -> str:
    """Say the smallest difference that matters of every outcome."""
    return ", ".join(
        f"{size(of['matters'], BY_NAME[outcome])} ({title})"
        for (outcome, of), title in zip(report["outcomes"].items(), _titles(report), strict=True)
    )


def constants_table(report: Json) -> Table:
    """Show the constants that should get a prior, and those that are left open."""
    chosen = [
        row for row in report["inputs"] if row["kind"] == "constant" and row["verdict"] != "little"
    ]
    chosen.sort(key=lambda row: (row["verdict"] != "moves", -row["most"]["times_what_matters"]))
    rows: list[tuple[Cell, ...]] = [
        (
            name(row["name"]),
            f"{row['settings'][0]:g}-{row['settings'][-1]:g}",
            *(
                size(_largest(report, row, outcome), BY_NAME[outcome])
                for outcome in report["outcomes"]
            ),
            row["verdict"],
        )
        for row in chosen
    ]
    return Table(
        "Fixed constants that move a contrast, or may: the largest size over the contrasts",
        ("constant", "from-to", *_titles(report), "verdict"),
        rows,
        ("Those that move a contrast should get a prior; of the open ones more runs would tell.",),
        (0, 1, 2 + len(report["outcomes"])),
    )


def _largest(report: Json, row: Json, outcome: str) -> float:
    """Return the largest size of an input's changes of an outcome."""
    contrasts = report["contrasts"].values()
    return max(float(of["outcomes"][outcome]["changes"][row["name"]]["size"]) for of in contrasts)


def _titles(report: Json) -> list[str]:
    return [SHORT.get(outcome, of["title"]) for outcome, of in report["outcomes"].items()]


def contrast_table(report: Json, policy: str) -> Table:
    """Show the inputs that move a contrast most, the strongest first."""
    contrast = report["contrasts"][policy]
    rows = [
        (
            row["title"],
            KINDS[row["kind"]],
            *(
                size(of["changes"][row["name"]]["size"], BY_NAME[outcome])
                for outcome, of in contrast["outcomes"].items()
            ),
        )
        for row in strongest(report, policy)
    ]
    effects = "; ".join(
        f"{title} {_signed(of['effect'], outcome)} (standard error "
        f"{size(of['error'], BY_NAME[outcome])})"
        for (outcome, of), title in zip(contrast["outcomes"].items(), _titles(report), strict=True)
    )
    return Table(
        f"{contrast['title']} ({policy}), less the plan: the size of its changes",
        ("input", "kind", *_titles(report)),
        rows,
        (f"Mean contrast over the prior: {effects}.",),
        (0, 1),
    )


def _signed(value: float, outcome: str) -> str:
    sign = "-" if value < 0.0 else "+"
    return f"{sign}{size(value, BY_NAME[outcome])}"


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
