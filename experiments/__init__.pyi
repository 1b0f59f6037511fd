from .common.differences import Difference, difference
from .common.outcomes import OUTCOMES, Outcome, outcomes_of
from .common.uncertainty import uncertainty
from .comparing.comparison import Comparison
from .evidence.patterns.pattern_card import Trial, judge_all
from .evidence.patterns.targets import load_patterns
from .interface import compare, rank, run, sweep
from .runs.run_summary import summarise
from .runs.runner import RunSet
from .sweeps.findings import findings
from .sweeps.stored_sweep import Sweep, open_sweep

__all__ = [
    "OUTCOMES",
    "Comparison",
    "Difference",
    "Outcome",
    "RunSet",
    "Sweep",
    "Trial",
    "compare",
    "difference",
    "findings",
    "judge_all",
    "load_patterns",
    "open_sweep",
    "outcomes_of",
    "rank",
    "run",
    "summarise",
    "sweep",
    "uncertainty",
]
