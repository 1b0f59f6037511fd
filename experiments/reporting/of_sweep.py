"""The report of a finished sweep: points over plausible worlds, its findings, what repeats it."""

import io
from pathlib import Path

from rich.console import Console

from experiments.common.languages import Lang, title_of
from experiments.common.outcomes import OUTCOMES
from experiments.common.tables import on_screen
from experiments.reporting import document as doc
from experiments.reporting.charts import charts
from experiments.reporting.document import TEXT_COLUMNS, Section
from experiments.reporting.scaled import chart_of, pictures, policy_text
from experiments.reporting.words import texts
from experiments.sweeps.findings import findings
from experiments.sweeps.findings_report import print_findings
from experiments.sweeps.manifest import MANIFEST
from experiments.sweeps.names import settings_text
from experiments.sweeps.stored_sweep import Sweep, open_sweep
from experiments.sweeps.sweep_tables import MAIN, levels_of, table

PICTURES = "pictures"
POINTS_MOST = 60
"""Points that are drawn; the table has all."""
__all__ = ["MANIFEST", "report_of_sweep"]


def report_of_sweep(folder: Path, lang: Lang) -> bytes:
    """Return the report of a folder of `kubesim sweep`.

    Raises
    ------
    InputError
        When it is not finished, or damaged.
    """
    words, sweep = texts(lang), open_sweep(folder)
    judged = [one for one in OUTCOMES if one.better != "neither" and one.name in sweep.outcomes]
    names = list(dict.fromkeys([*(one.name for one in judged), *MAIN]))
    columns = levels_of(sweep, [name for name in names if name in sweep.outcomes])
    labels = [settings_text(sweep, point, lang) for point in sweep.points][:POINTS_MOST]
    drawn = [
        chart_of(
            one,
            zip(labels, (level.json() for level in columns[one.name]), strict=False),
            words,
            lang,
            difference=False,
        )
        for one in judged
    ]
    shown = {name: columns[name] for name in MAIN if name in columns}
    sections = [
        Section(words["report.question"], [doc.paragraph(sweep.title(lang))]),
        Section(words["report.answer"], [doc.code(_found(sweep, lang))]),
        Section(
            words["report.plots"], [doc.paragraph(words["report.interval"]), charts(drawn, lang)]
        ),
        Section(
            words["report.results"],
            [doc.as_on_screen(on_screen(table(sweep, shown, TEXT_COLUMNS, lang)))],
        ),
        Section(words["report.pictures"], pictures(folder / PICTURES, folder, lang)),
        Section(words["report.policies"], _policies(sweep, lang)),
        Section(words["report.repeat"], [doc.code(_commands(sweep, folder))]),
        Section(words["report.provenance"], [doc.provenance(words, _facts(sweep))]),
    ]
    return doc.document(words.say("report.of_sweep", title=sweep.title(lang)), sections, lang)


def _found(sweep: Sweep, lang: Lang) -> str:
    """Return what the sweep found in words."""
    console = Console(width=TEXT_COLUMNS, record=True, file=io.StringIO(), color_system=None)
    print_findings(console, sweep, findings(sweep), lang)
    return console.export_text()


def _policies(sweep: Sweep, lang: Lang) -> list[str]:
    """Return the policies that points have, as files."""
    parts = []
    for policy in sweep.policies.values():
        text = policy_text(policy.name, policy.title, policy.judul, policy.overrides())
        parts += [doc.paragraph(title_of(policy, lang)), doc.code(text)]
    return parts


def _commands(sweep: Sweep, folder: Path) -> str:
    return "\n".join(
        [
            f"kubesim sweep {sweep.spec.name} --out {folder}",
            f"kubesim verify {folder} --rerun 20",
            f"kubesim table {folder}",
        ]
    )


def _facts(sweep: Sweep) -> dict[str, object]:
    return {
        "scenario": sweep.scenario.name,
        "points": len(sweep.points),
        "replications": sweep.replications,
        "seed": sweep.seed,
        "parameters": sweep.drawn._asdict(),
    }
