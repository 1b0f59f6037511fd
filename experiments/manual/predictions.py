"""The shipped calibration's checks by prediction, as tables of the page on evidence."""

from collections.abc import Callable, Mapping
from typing import Any

from experiments.evidence.calibration.view_parts import number
from experiments.evidence.calibration.views_further import verdict
from experiments.reference.markdown import code, table

Json = dict[str, Any]
NOT_THERE = "Not made: it needs a calibration with enough fits that are checked.\n"
FAR = 0.05
"""A tail probability from which the observed figure is out of the way."""
SHOWN = 2
"""So many variants and priors are named that move a conclusion."""


def predictive(found: Json) -> str:
    """Put each figure beside what the model makes of it, before and after the data."""
    if not found.get("predictive"):
        return NOT_THERE
    head = ("Figure", "Observed", "Prior (90 %)", "Tail", "Posterior (90 %)", "Tail")
    return table(head, map(_figure, found["predictive"]["figures"]))


def _figure(row: Json) -> tuple[str, ...]:
    name = row["name"] if row["fitted"] else f"{row['name']} (not fitted)"
    sides = (cell for it in (row["prior"], row["posterior"]) for cell in (_span(it), _tail(it)))
    return name, number(row["observed"]), *sides


def _span(it: Json) -> str:
    return f"{number(it['median'])} ({number(it['low'])} to {number(it['high'])})"


def _tail(it: Json) -> str:
    text = f"{it['tail']:.2f}"
    return f"**{text}**" if it["tail"] < FAR else text


def left_out(found: Json) -> str:
    """Say how much better each Kube is predicted by the others than by knowing nothing."""
    it = found.get("left_out")
    if not it:
        return NOT_THERE
    rows: list[tuple[str, ...]] = [
        (
            row["kube"],
            str(len(row["figures"])),
            f"{row['gain_over_prior']:+.2f}",
            f"{row['gain_over_uniform']:+.2f}",
        )
        for row in it["kubes"]
    ]
    totals = (it[key] for key in ("over_prior", "over_uniform"))
    told = (f"{one['total']:+.1f} ({one['low']:+.1f} to {one['high']:+.1f})" for one in totals)
    rows.append(("**all** (95 %)", "", *told))
    head = ("Kube", "Figures", "Than by the prior", "Than by a uniform guess")
    return table(head, rows) + "\n" + verdict(it) + "\n"


def conclusions(found: Json) -> str:
    """Show which variants and tilted priors move the conclusions most."""
    if not found.get("conclusions"):
        return NOT_THERE
    head = ("Mean of", "Moved most by variants", "By tilted priors")
    return table(head, map(_conclusion, found["conclusions"]))


def _conclusion(row: Json) -> tuple[str, ...]:
    moved = (
        ", ".join(f"{it['shift']:+.2f} {code(it['by'])}" for it in row[kind][:SHOWN])
        for kind in ("variants", "tilts")
    )
    return row["name"] if " " in row["name"] else code(row["name"]), *moved


PARTS: Mapping[str, Callable[[Json], str]] = {
    "predictive": predictive,
    "left out": left_out,
    "conclusions": conclusions,
}
