"""What moves the outcomes, as the shipped sensitivity analysis says it."""

from typing import Any

from sim.locations import RESULTS

Json = dict[str, Any]
SENSITIVITY = RESULTS / "sensitivity" / "sensitivity.json"


def sensitivity(found: Json) -> str:
    """Say of every outcome of what its variance is made."""
    lines = [f"- **{it['title']}.** {' '.join(it['said'])}" for it in found["outcomes"].values()]
    sizes = found["sizes"]
    head = f"{sizes['runs']:,} runs of `{found['scenario']}`, parameters from the prior.\n\n"
    return head + "\n".join(lines) + "\n"
