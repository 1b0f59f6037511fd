"""The tables of `kubesim run`: by Kube and for the whole, within 100 columns."""

from rich.console import RenderableType

from experiments.common.files import csv_text
from experiments.common.languages import Lang
from experiments.common.numbers import number
from experiments.common.readings import READINGS
from experiments.common.tables import Table, on_screen
from experiments.common.texts import Texts
from experiments.common.uncertainty import Drawn
from experiments.runs.run_summary import Json
from experiments.runs.run_words import (
    UNKNOWN,
    drawn_text,
    percent,
    runs_text,
    texts,
    told_of,
    written,
)
from sim.rules.stages import STAGES

MILLION = 1e6
PERCENTILES = ("p05", "p50", "p95", "n")
HOUSEHOLDS = ("income_idr", "income_from_kube_idr", "unmet_need_idr", "savings_idr")


def tables(summary: Json, lang: Lang = "en") -> RenderableType:
    """Return all tables of a summary, as `experiments.runs.run_summary.summarise` makes it."""
    words = texts(lang)
    of_kubes = [_stages(summary, words), _kas(summary, words), *_other_figures(summary, words)]
    return on_screen(*(of_kubes if summary["kubes"] else []), _whole(summary, words))


def _stages(summary: Json, words: Texts) -> Table:
    """Stages and members of each Kube in the months in which it was observed."""
    rows = [
        (
            kube["name"],
            months_text(kube["month"]),
            *(percent(kube["stages"][stage], words.lang) for stage in STAGES),
            _spread(kube["members"], 0, words.lang),
            written(kube["members"]["observed"], 0, words.lang),
        )
        for kube in summary["kubes"]
    ]
    months, members, observed = (words[f"table.{key}"] for key in ("months", "members", "observed"))
    return Table(
        words.say("table.stages", runs=runs_text(words, summary["runs"])),
        ("Kube", months, *STAGES, members, observed),
        rows,
        text_columns=(0, 1),
    )


def _kas(summary: Json, words: Texts) -> Table:
    """Observed kas beside the four readings of the simulated one."""
    rows = []
    for kube in summary["kubes"]:
        kas = kube["kas_idr"]
        simulated = (_spread(kas[reading], 1, words.lang, MILLION) for reading in READINGS)
        rows.append((kube["name"], written(kas["observed"], 1, words.lang, MILLION), *simulated))
    readings = [words[f"reading.{reading}"] for reading in READINGS]
    headings = ("Kube", words["table.observed"], *readings)
    legend = f"{words['table.unit']}\n{words['table.readings']}"
    return Table(words["table.kas"], headings, rows, [legend])


def _other_figures(summary: Json, words: Texts) -> list[Table]:
    """Show observed figures that no other table has beside the simulated ones, if there are any."""
    rows = [
        (kube["name"], *_other_figure(figure, words))
        for kube in summary["kubes"]
        for figure in kube["observed"]
        if figure["quantity"] not in ("kas_idr", "members")
    ]
    columns = [
        words[f"table.{key}"] for key in ("months", "grade", "figure", "observed", "simulated")
    ]
    table = Table(words["table.other"], ("Kube", *columns), rows, text_columns=range(4))
    return [table] if rows else []


def _other_figure(figure: Json, words: Texts) -> tuple[str, ...]:
    """Return the cells of a figure; two decimals, for solidarity funds are small."""
    name, simulated = next(iter(figure["simulated"].items()))
    if figure["quantity"] == "stage":
        observed = STAGES[figure["value"]] if figure["value"] < len(STAGES) else "?"
        share = percent(simulated.get(observed), words.lang)
        beside = words.say("table.of_runs", share=share)
    else:
        places, unit = (0, 1.0) if figure["quantity"] == "attended" else (2, MILLION)
        observed = written(figure["value"], places, words.lang, unit)
        beside = _spread(simulated, places, words.lang, unit)
    title = words[f"quantity.{figure['quantity']}"]
    if name in READINGS:
        title = words.say("table.reading", figure=title, reading=words[f"reading.{name}"])
    return months_text(figure["months"]), figure["grade"], title, observed, beside


def _whole(summary: Json, words: Texts) -> Table:
    """Return the table for the whole city."""
    lang = words.lang
    rows = [(words["whole.stages"], _stage_text(summary, lang))]
    if summary["seen_alive"] is not None:
        kubes, alive = summary["seen_alive"]["kubes"], summary["seen_alive"]["alive_share"]
        share = f"{number(100 * alive, 1, lang)} %"
        told = words.say("whole.of_seen_alive", kubes=kubes, share=share)
        rows.append((words["whole.seen_alive"], told))
    if summary["seen"] is not None:
        seen = summary["seen"]
        rows.append((words.say("whole.seen", month=seen["month"]), _stage_text(seen, lang)))
    shares = {key: percent(summary[f"{key}_share"], lang) for key in ("proposed", "realised")}
    rows += [
        (words["whole.failed"], percent(summary["stages"]["gagal"], lang)),
        (words["whole.retention"], words.say("whole.shares", **shares)),
    ]
    households = summary["households"]
    for name in HOUSEHOLDS:
        sums = {kind: written(households[name][kind], 0, lang) for kind in ("nominal", "real")}
        told = words.say("whole.money", base=households["price_base"], **sums)
        rows.append((words[f"whole.{name}"], told))
    rows += [
        (words["whole.parameters"], drawn_text(words, Drawn(**summary["parameters"]))),
        (words["whole.ledger"], f"Rp {number(summary['ledger_difference_idr'], 0, lang)}"),
        (words["whole.digest"], summary["digest"]),
    ]
    about = told_of(summary, "scenario", "policy", "engine", "months", "seed", lang=lang)
    title = words.say("whole.title", runs=runs_text(words, summary["runs"]), **about)
    return Table(title, ("", ""), rows, text_columns=(0, 1))


def _stage_text(part: Json, lang: Lang) -> str:
    return "  ".join(f"{stage} {percent(part['stages'][stage], lang)}" for stage in STAGES)


def _spread(figures: Json, places: int, lang: Lang, unit: float = 1.0) -> str:
    """Write percentiles as `median (5th-95th)`."""
    if not figures["n"]:
        return UNKNOWN
    low, middle, high = (
        written(figures[name], places, lang, unit) for name in ("p05", "p50", "p95")
    )
    return f"{middle} ({low}-{high})"


def months_text(text: str) -> str:
    """Write a window of months shortly: whole years where it covers them."""
    first, _, last = text.partition("/")
    if first.endswith("-01") and last.endswith("-12"):
        return f"{first[:4]}-{last[2:4]}"
    return text


def kubes_csv(summary: Json, numbers: str = "plain") -> str:
    """Return the Kubes of a summary as CSV, one line each; missing figures are empty."""
    header = ["id", "name", "month", "alive_share", *(f"{stage}_share" for stage in STAGES)]
    header += [f"members_{name}" for name in PERCENTILES] + ["members_observed"]
    header += [f"kas_{reading}_{name}" for reading in READINGS for name in PERCENTILES]
    header.append("kas_observed_idr")
    rows = []
    for kube in summary["kubes"]:
        row = [kube["id"], kube["name"], kube["month"], kube["alive_share"]]
        row += [kube["stages"][stage] for stage in STAGES]
        row += [kube["members"][name] for name in PERCENTILES] + [kube["members"]["observed"]]
        row += [kube["kas_idr"][reading][name] for reading in READINGS for name in PERCENTILES]
        row.append(kube["kas_idr"]["observed"])
        rows.append(row)
    return csv_text(header, rows, numbers)
