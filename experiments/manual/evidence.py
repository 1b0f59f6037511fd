"""What the shipped results found, as tables of the page on evidence.

They are read from `results/`, so that page and results cannot disagree.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.view_parts import number
from experiments.manual import moved, predictions, second, validation
from experiments.reference.markdown import code, table
from sim.locations import RESULTS

Json = dict[str, Any]
CALIBRATION = RESULTS / "calibration" / "calibration.json"
CARD = RESULTS / "validation" / "card.json"
NOT_THERE = "Not made yet: `make results` makes it.\n"
EVEN = "25%"
"""Weight of each of the four readings before the data."""
VERDICTS = {
    "learned": "learned",
    "out_of_reach": "out of reach",
    "failed_check": "fails check",
    "at_prior": "at its prior",
    "not_checked": "not checked",
}
BESIDE = 3
"""So many parameters stand side by side for all variants: those that such data teach best."""


ERRORS = {
    "money_log_sd": "standard deviation of the log of a balance",
    "label": "chance that a stage is told one step off",
    "named_label": "the same of a Kube of which the text itself says something",
    "habit": "chance that the text is wrong on whether a Kube sets aside first",
    "habit_held_least": "share of the proposal held to over a year from which a Kube does so",
}


def errors() -> str:
    """Return the errors of observation that the shipped calibration assumes."""
    assumed = load_inputs().settings.errors.model_dump()
    rows = ((code(name), f"{value:g}", ERRORS[name]) for name, value in assumed.items())
    return table(("Error", "Value", "Meaning"), rows)


def part(of: Callable[[Json], str], path: Path) -> str:
    """Return a part of the page made from a JSON object of the results, if that is there."""
    if not path.is_file():
        return NOT_THERE
    return of(json.loads(path.read_text(encoding="utf-8")))


def bank(found: Json) -> str:
    """Tell what the figures rest on."""
    it, main = found["bank"], found["variants"][0]
    near = it["missing_share_near"]
    rows = [
        ("draws simulated", f"{it['draws']:,}"),
        ("left out: a Kube never lived", f"{it['missing_share']:.1%}"),
        (
            "of those with about the observed share failed",
            "none" if near is None else f"{near:.1%}",
        ),
        ("draws kept near the data (effective)", f"{main['kept']:,} ({main['effective']:,.0f})"),
        ("directions of the summaries", main["directions"]),
        ("fits to pseudo-data", f"{main['fits_checked']:,}"),
        ("surprise: pseudo-data as far out as the real ones", f"{main['surprise']:.1%}"),
        ("SHA-256 of the bank", code(it["digest"][:16])),
    ]
    return table(("The main variant", ""), rows)


def verdicts(found: Json) -> str:
    """Say how many parameters have each verdict, and which; most stay at their prior."""
    rows = []
    for key, verdict in VERDICTS.items():
        names = found[key]
        if names:
            rows.append((f"**{verdict}**", len(names), ", ".join(map(code, names))))
    return table(("Verdict", "Parameters", "Which"), rows)


def parameters(found: Json) -> str:
    """Put those that do not stay at their prior beside it, the narrowest first."""
    moved = [it for it in found["variants"][0]["parameters"] if it["verdict"] != "at its prior"]
    rows = sorted(moved, key=lambda row: -row["contraction"])
    head = ("Parameter", "Prior", "Median (90 %)", "Shrinks", "Usual", "90 % covers", "Verdict")
    return table(head, map(_parameter, rows))


def _parameter(row: Json) -> tuple[str, ...]:
    prior = row["prior"]
    return (
        code(row["name"]),
        f"{number(prior['low'])} to {number(prior['high'])}",
        f"{number(row['median'])} ({number(row['low'])} to {number(row['high'])})",
        f"{row['contraction']:.2f}",
        f"{row['contraction_expected']:.2f}",
        f"{row['coverage']['90%']:.0%}",
        row["verdict"],
    )


def combinations(found: Json) -> str:
    """Show the directions in which the posterior is narrower than the prior."""
    rows = [
        (
            f"{row['contraction']:.2f}",
            ", ".join(f"{it['weight']:+.2f} {code(it['name'])}" for it in row["parts"]),
        )
        for row in found["variants"][0]["combinations"]
    ]
    return table(("Shrinks", "Direction, in units of the prior"), rows or [("", "none")])


def variants(found: Json) -> str:
    """Put all readings of the data side by side."""
    ranked = sorted(
        found["variants"][0]["parameters"], key=lambda row: -row["contraction_expected"]
    )
    shown = [row["name"] for row in ranked[:BESIDE]]
    head = ("Variant", "Surprise", "Learned", "Failed (90 %)", *map(code, shown))
    return table(head, (_variant(it, shown) for it in found["variants"]))


def _variant(it: Json, shown: list[str]) -> tuple[str, ...]:
    rows = {row["name"]: row for row in it["parameters"]}
    learned = [row for row in it["parameters"] if row["verdict"] == "learned"]
    failed = it["failed_share"]
    reach = "" if it["within_reach"] else ", out of reach"
    return (
        f"{code(it['name'])} {it['title']}",
        f"{it['surprise']:.1%}{reach}",
        str(len(learned)),
        f"{failed['p50']:.0%} ({failed['p05']:.0%} to {failed['p95']:.0%})",
        *(number(rows[name]["median"]) for name in shown),
    )


def structures(found: Json) -> str:
    """Weigh the model's own accounts against their rivals."""
    moved = {it["factor"]: it for it in found.get("structures_moved", ())}
    head = (
        "Mechanism", "Own or rival", "Rival's weight, from 0.50", "Over variants", "Tilted priors",
        "Recovered", "Clear", "Verdict",
    )  # fmt: skip
    rows = found["variants"][0]["structures"]
    return table(head, (_structure(row, moved.get(row["factor"], {})) for row in rows))


def _structure(row: Json, moved: Json) -> tuple[str, ...]:
    ranges = (moved.get(kind) for kind in ("variants", "tilts"))
    return (
        row["factor"].replace("_", " "),
        f"{row['own']} or {row['rival']}",
        f"{row['posterior']:.2f}",
        *("" if it is None else f"{it[0]:.2f} to {it[1]:.2f}" for it in ranges),
        f"{row['recovered']:.0%}",
        f"{row['conclusive']:.0%}",
        row["verdict"],
    )


def readings(found: Json) -> str:
    """Weigh the readings of the kas."""
    weights = found["variants"][0]["readings"]
    return table(
        ("Reading", "Before", "After"),
        ((name, EVEN, f"{weight:.0%}") for name, weight in weights.items()),
    )


def _parts() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "errors", errors
    made: tuple[Callable[[Json], str], ...] = (
        bank,
        verdicts,
        parameters,
        combinations,
        variants,
        structures,
        readings,
    )
    for of in made:
        yield of.__name__, partial(part, of, CALIBRATION)
    for name, of in predictions.PARTS.items():
        yield name, partial(part, of, CALIBRATION)
    yield "second", partial(part, second.second, second.SECOND)
    yield "sensitivity", partial(part, moved.sensitivity, moved.SENSITIVITY)
    for name, of in validation.PARTS.items():
        yield f"card {name}", partial(part, of, CARD)


PARTS: Mapping[str, Callable[[], str]] = dict(_parts())
"""What is made for the page, by name."""
