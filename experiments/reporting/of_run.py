"""The report of `kubesim run`: its tables, its pictures, the command that repeats it."""

from pathlib import Path
from typing import Any

from experiments.common.json_files import Form, as_written, read_json
from experiments.common.languages import Lang, title_of
from experiments.reporting import document as doc
from experiments.reporting.charts import charts
from experiments.reporting.document import Section
from experiments.reporting.scaled import pictures, policy_text
from experiments.reporting.stage_plot import Reached, stage_chart
from experiments.reporting.words import texts
from experiments.runs.nation import nation_table
from experiments.runs.run_tables import tables
from experiments.runs.run_words import told_of
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.policy import load_policy

Json = dict[str, Any]
SUMMARY = "summary.json"
REMEDY = both("run again", "jalankan lagi")
FACTS = ("scenario", "policy", "engine", "runs", "seed", "parameters", "digest")


class SummaryForm(Form):
    """The form of a run's summary."""

    scenario: str
    policy: str
    runs: int
    seed: int


def report_of_run(folder: Path, lang: Lang) -> bytes:
    """Return the report of a folder of `kubesim run`.

    Raises
    ------
    InputError
        When its summary is damaged or of another version.
    """
    words, path = texts(lang), folder / SUMMARY
    summary = read_json(path, REMEDY, SummaryForm)
    with as_written(path, REMEDY):
        laid_out = nation_table if "regions" in summary else tables
        shown = doc.as_on_screen(laid_out(summary, lang))
    about = {key: summary[key] for key in ("scenario", "policy", "runs", "seed")}
    called = told_of(summary, *about, lang=lang)
    again = (
        f"kubesim run {about['scenario']} --policy {about['policy']} --runs {about['runs']} "
        f"--seed {about['seed']} --out {folder}"
    )
    facts = {key: summary[key] for key in FACTS if key in summary}
    sections = [
        Section(words["report.question"], [doc.paragraph(words.say("report.runs", **called))]),
        Section(words["report.stages"], _stages(summary, lang)),
        Section(words["report.results"], [shown]),
        Section(words["report.pictures"], pictures(folder, folder, lang)),
        Section(words["report.policy"], _policy(str(about["policy"]), lang)),
        Section(words["report.repeat"], [doc.code(again)]),
        Section(words["report.provenance"], [doc.provenance(words, facts)]),
    ]
    return doc.document(words.say("report.of_run", **called), sections, lang)


def _stages(summary: Json, lang: Lang) -> list[str]:
    """Return the chart of the stages of each Kube, or of each region of a nation."""
    words = texts(lang)
    reached = [
        Reached(one["name"], one["stages"])
        for one in summary.get("regions", ())
        if None not in one["stages"].values()
    ]
    reached += [Reached(one["name"], one["stages"]) for one in summary.get("kubes", ())]
    if not reached:
        return []
    chart = stage_chart(words["report.stages"], reached, lang)
    return [doc.paragraph(words["report.stages_about"]), charts([chart], lang)]


def _policy(name: str, lang: Lang) -> list[str]:
    """Return a shipped policy as its file has it; nothing of one that does not ship."""
    try:
        policy = load_policy(name)
    except InputError:
        return []
    text = policy_text(policy.name, policy.title, policy.judul, policy.overrides())
    return [doc.paragraph(title_of(policy, lang)), doc.code(text)]
