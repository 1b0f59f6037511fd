"""What a folder of results holds: a run, a sweep, a ranking or an exploration; its report."""

from collections.abc import Callable, Mapping
from pathlib import Path

from experiments.common.languages import Lang
from experiments.common.refusals import fault_of
from experiments.reporting.of_exploration import ANSWER, report_of_exploration
from experiments.reporting.of_ranking import REPORT, report_of_ranking
from experiments.reporting.of_run import SUMMARY, report_of_run
from experiments.reporting.of_sweep import MANIFEST, report_of_sweep
from sim.inputs.said import both
from sim.inputs.strict import InputError

KINDS: Mapping[str, Callable[[Path, Lang], bytes]] = {
    REPORT: report_of_ranking,
    ANSWER: report_of_exploration,
    SUMMARY: report_of_run,
    MANIFEST: report_of_sweep,
}
"""By the file that tells what a folder holds, in the order in which they are looked for."""


def report_of(folder: Path, lang: Lang) -> bytes:
    """Return the report of a folder of results as one HTML file.

    Raises
    ------
    InputError
        When the folder holds none, or what it holds is damaged.
    """
    for name, report in KINDS.items():
        if (folder / name).is_file():
            return report(folder, lang)
    known = ", ".join(KINDS)
    why = both(
        f"holds no finished run, sweep, ranking or exploration (none of {known}); name the folder "
        "that a command said it saved",
        f"tidak memuat simulasi, rangkaian, peringkat, atau penjelajahan yang selesai ({known}); "
        "sebutkan folder yang disimpan oleh sebuah perintah",
    )
    raise InputError([fault_of(str(folder), why)])
