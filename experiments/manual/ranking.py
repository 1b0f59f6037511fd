"""What the shipped ranking of policies found, as a table of the tour for analysts."""

import json
from typing import Any

from experiments.policy.economics import EFFECT
from experiments.reference.markdown import code, table
from sim.locations import RESULTS

Json = dict[str, Any]
REPORT = RESULTS / "policy" / "support" / "rank.json"
HEAD = (
    "Policy", "Failed, points", "Stays mandiri, points", "Of it earned", "Income", "Unmet need",
    "Cost a Kube", "A mandiri Kube more", "In public money", "Best",
)  # fmt: skip
MILLION = 1e6
NOT_THERE = "Not made yet: `make results` makes it.\n"


def ranking() -> str:
    """Return every policy of the shipped set against the plan, the best first."""
    if not REPORT.is_file():
        return NOT_THERE
    told = json.loads(REPORT.read_text(encoding="utf-8"))
    by_name = {it["policy"]: it for it in told["policies"]}
    rows = [_row(told, by_name[name]) for name in told["choice"]["order"] if name != "none"]
    plan = by_name["none"]
    mean = plan["outcomes"]
    head = (
        f"The plan itself: {100 * mean['failed_share']['mean']:.0f} % fail, "
        f"{100 * mean[EFFECT]['mean']:.1f} % stay mandiri; a Kube costs Rp "
        f"{plan['cost']['total']['mean'] / MILLION:.0f} million of "
        f"{told['set']['accounting']['price_year']}. "
        f"{told['sweep']['draws']:,} draws, {told['sweep']['luck']} runs of each, "
        f"{told['sweep']['rows']:,} runs.\n\n"
    )
    return head + table(HEAD, rows)


def _row(told: Json, it: Json) -> tuple[str, ...]:
    own = it["against_none"]
    found = told["economics"][EFFECT]["against_none"][it["policy"]]
    gains = own[EFFECT]["mean"] > 0.0
    return (
        code(it["policy"]),
        _points(own["failed_share"]),
        _points(own[EFFECT]),
        f"{100 * it['split'][EFFECT]['earnings']['mean']:+.1f}",
        f"{own['household_income_idr']['mean']:+,.0f}",
        f"{own['unmet_need_idr']['mean']:+,.0f}",
        f"{it['cost']['total']['more']['mean'] / MILLION:+.1f}",
        *(_millions(found[key][0], gains) for key in ("ratio", "public_ratio")),
        f"{told['choice']['probability_of_best'][it['policy']]:.0%}",
    )


def _millions(ratio: float | None, gains: bool) -> str:
    return f"{ratio / MILLION:,.0f}" if gains and ratio is not None else ""


def _points(it: Json) -> str:
    return f"{100 * it['mean']:+.1f} ({100 * it['low']:+.1f} to {100 * it['high']:+.1f})"
