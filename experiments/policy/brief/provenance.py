"""Where everything is from: the manifest, and for every figure the rows to open."""

from markupsafe import Markup

from experiments.policy.brief.figures import Source
from experiments.policy.brief.people import month
from experiments.policy.brief.writing import Parts, Writer

HEX_SHOWN = 16
"""So much of a digest is printed; `--json` has the whole."""


def manifest(writer: Writer) -> Parts:
    """Return what names the ranking and the model that made it."""
    told, made = writer.of.told, writer.of.runs.manifest
    report = writer.figures.document("rank.json")
    source = writer.figures.document("runs/manifest.json")
    sweep = told["sweep"]
    numbers = ("seed", "draws", "luck", "rows")
    rows = {it: writer.text(f"manifest.{it}", sweep[it], report) for it in numbers}
    texts = {
        "digest": (told["digest"][:HEX_SHOWN], report),
        "version": (made["versions"].get("kubesim", "?"), source),
        "code": (made["hashes"]["code"], source),
    }
    rows |= {it: writer.text(f"manifest.{it}", *texts[it]) for it in texts}
    rows["fresh_seed"] = writer.text("manifest.fresh_seed", told["fresh"]["seed"], report)
    return {
        "set": writer.given(told["set"]["name"]),
        "scenario": writer.given(told["set"]["scenario"]),
        **rows,
    }


def dated(writer: Writer) -> Markup:
    """Return the day on which the ranking was finished."""
    sealed = str(writer.of.runs.manifest["sealed"])
    source = writer.figures.document("runs/manifest.json")
    year, number, day = sealed[:10].split("-")
    shown = month(writer, "dated.month", f"{year}-{number}", source)
    return writer.say("word.date", day=writer.text("dated.day", int(day), source), month=shown)


def sources(writer: Writer) -> Parts:
    """Return the letters, what they stand for, and the command that opens a row of each."""
    of = writer.figures.sources
    return {
        "rows": [_row(writer, it) for it in of if it.folder],
        "documents": [(it.key, it.document) for it in of if it.document],
    }


def _row(writer: Writer, it: Source) -> Parts:
    return {
        "key": it.key,
        "luck": writer.label(f"source.{it.folder}"),
        "spans": [f"{first}–{last}" for first, last in it.rows],
        "command": f"kubesim replay DIR/{it.folder} --row {it.row}",
    }
