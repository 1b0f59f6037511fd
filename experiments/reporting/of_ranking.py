"""The report of a finished ranking: effects of its policies, costs, what repeats it."""

from pathlib import Path
from typing import Any

from experiments.common.json_files import as_written
from experiments.common.languages import Lang, title_of
from experiments.policy.effects import MEASURES, SHOWN
from experiments.policy.ranking_file import REMEDY, report_in
from experiments.policy.ranking_runs import REPORT
from experiments.policy.ranking_tables import tables
from experiments.policy.sets import NONE
from experiments.reporting import document as doc
from experiments.reporting.charts import charts
from experiments.reporting.document import Section
from experiments.reporting.scaled import chart_of, pictures, policy_text
from experiments.reporting.words import texts
from sim.titles import Titles

Json = dict[str, Any]
__all__ = ["REPORT", "report_of_ranking"]


def report_of_ranking(folder: Path, lang: Lang) -> bytes:
    """Return the report of a folder of `kubesim policy rank`.

    Raises
    ------
    InputError
        When there is no finished ranking, or it is of another version.
    """
    report = report_in(folder)
    with as_written(folder / REPORT, REMEDY):
        return _page(folder, report, lang)


def _page(folder: Path, report: Json, lang: Lang) -> bytes:
    """Return the page of a ranking's report."""
    words, policy_set = texts(lang), report["set"]
    title = policy_set["title" if lang == "en" else "judul"]
    question = policy_set["question" if lang == "en" else "pertanyaan"]
    others = [one for one in report["policies"] if one["policy"] != NONE]
    drawn = [
        chart_of(
            MEASURES[name],
            [(_called(one, lang), one["against_none"][name]) for one in others],
            words,
            lang,
            difference=True,
        )
        for name in SHOWN
        if MEASURES[name].better != "neither"
    ]
    again = [
        f"kubesim policy rank {policy_set['name']} --out {folder}",
        f"kubesim policy brief {folder} --lang {lang}",
    ]
    about = {
        "draws": report["sweep"]["draws"], "runs": report["sweep"]["luck"],
        "seed": policy_set["seed"],
    }  # fmt: skip
    facts = {"digest": report["digest"], **report["sweep"]}
    sections = [
        Section(
            words["report.question"],
            [doc.paragraph(question), doc.paragraph(words.say("report.worlds", **about), "soft")],
        ),
        Section(
            words["report.plots"], [doc.paragraph(words["report.interval"]), charts(drawn, lang)]
        ),
        Section(words["report.results"], [doc.as_on_screen(tables(report, lang))]),
        Section(words["report.pictures"], pictures(folder, folder, lang)),
        Section(
            words["report.policies"],
            [
                doc.code(policy_text(one["policy"], one["title"], one["judul"], one["levers"]))
                for one in others
            ],
        ),
        Section(words["report.repeat"], [doc.code("\n".join(again))]),
        Section(words["report.provenance"], [doc.provenance(words, facts)]),
    ]
    return doc.document(words.say("report.of_ranking", title=title), sections, lang)


def _called(policy: Json, lang: Lang) -> str:
    return title_of(Titles(policy["title"], policy["judul"]), lang)
