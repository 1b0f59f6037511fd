"""The baseline: what the shipped scenarios give, so that a number that moves is seen.

`python -m tests.back.baseline` refreshes `results/reference/baseline.json` in a checkout. Say
in the CHANGELOG ("Results changed") what moved, and why.
"""

import json
from typing import Any

from experiments.runs.run_summary import summarise
from experiments.runs.runner import run_many
from sim.locations import RESULTS, SCENARIOS, names
from sim.policy import load_policy
from sim.scenario import load_scenario

FILE = RESULTS / "reference" / "baseline.json"
POLICIES = ("none", "package")
SEED = 1


def baseline() -> dict[str, Any]:
    """Return digest and main figures of one run of every shipped scenario, by policy."""
    return {
        f"{scenario} under {policy}": _figures(scenario, policy)
        for scenario in names(SCENARIOS)
        for policy in POLICIES
    }


def _figures(scenario: str, policy: str) -> dict[str, Any]:
    summary = summarise(run_many(load_scenario(scenario), load_policy(policy), 1, SEED))
    kept = ("digest", "stages", "proposed_share", "realised_share", "households")
    return {name: summary[name] for name in kept}


def main() -> None:
    """Write the baseline anew."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(baseline(), indent=1) + "\n", encoding="utf-8")
    print(f"saved {FILE.name}")


if __name__ == "__main__":
    main()
