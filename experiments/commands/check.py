"""`kubesim check`: every fault of a file at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    console,
    counted,
    faults,
    one_line,
    print_json,
    refuse,
    say,
    say_saved,
    words,
)
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText, unset
from experiments.common.refusals import ends_in
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.commands.input_report import Checked
    from experiments.common.languages import Lang

NOTES_MOST = 20
"""So many figures that look wrong are shown on the screen, and the rest counted."""


@indonesian(
    """Periksa skenario (juga CSV atau buku kerjanya), kebijakan, rangkaian simulasi, himpunan
    kebijakan, atau berkas kalibrasi.

    Semua kesalahan disebut sekaligus, masing-masing satu baris di stderr: berkas, kunci, nilai,
    sebab, perbaikan; isian daftar dihitung dari 1. Kesalahan buku kerja disebut menurut
    jenisnya, satu baris untuk semua sel sekolom yang kesalahannya sama. Kode keluarnya 0 untuk
    berkas yang baik, 2 untuk berkas dengan kesalahan.

    Catatan buku kas tanpa jenis dipilah menurut uraiannya: sebuah daftar kata mengusulkan
    jenis, dan --out menulisnya ke lembar `uraian` dalam salinan buku kerja. Perbaiki di sana;
    salinan itu dibaca dengan jenis yang tertulis di dalamnya.
    """
)
def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help=both(
                "A scenario, nation, policy, sweep or policy set, by path or shipped name; or a "
                "calibration file.",
                "Skenario, negara, kebijakan, rangkaian simulasi, atau himpunan kebijakan, dengan "
                "alamat berkas atau nama bawaan; atau berkas kalibrasi.",
            ),
        ),
    ],
    out: Annotated[
        Path | None,
        unset(
            both(
                "Save a copy of a workbook with a sheet `uraian`, which sorts the descriptions of "
                "its cash books into kinds, to be confirmed.",
                "Simpan salinan buku kerja dengan lembar `uraian`, yang memilah uraian buku kas ke "
                "dalam jenis untuk Anda periksa.",
            ),
            "NEW.xlsx",
        ),
    ] = None,
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Check a scenario (its CSV or workbook too), policy, sweep, policy set or calibration file.

    All faults are reported together, each in one line on stderr: file, key, value, why, remedy;
    entries of a list are counted from 1. A workbook's faults are reported by kind, one line for all
    cells of a column that have the same. The exit code is 0 for a good file, 2 for one with faults.

    Entries of a cash book that have no kind (jenis) are sorted by their descriptions: a list of
    words proposes kinds, and --out writes them into the sheet `uraian` of a copy of the workbook.
    Mend them there; the copy is read with the kinds that it has then.

    Example: kubesim check ./my-city.toml

    Example: kubesim check ./city.xlsx --out ./sorted.xlsx
    """
    from experiments.commands.input_report import check_file, sorted_copy
    from experiments.common.languages import language

    with faults(lang):
        chosen = language(lang, json=json)
        refuse(*_wrong_out(file, out))
    checked = check_file(file)
    if json:
        print_json(checked.json())
    else:
        _say_faults(checked, chosen)
        if not checked.faults:
            _print(checked, chosen)
    if checked.faults:
        raise typer.Exit(2)
    if out is not None:
        from experiments.common.files import save_all

        with faults(lang):
            say_saved(save_all(out.parent, {out.name: sorted_copy(Path(file))}), json, chosen)


def _say_faults(checked: "Checked", lang: "Lang") -> None:
    """Say every fault, and the first of what looks wrong."""
    from experiments.common.languages import line_of
    from experiments.common.numbers import number

    said = words(lang)
    for fault in checked.faults:
        say(one_line(line_of(fault, lang)))
    for note in checked.notes[:NOTES_MOST]:
        say(said.say("check.note", note=one_line(line_of(note, lang))))
    if more := checked.notes[NOTES_MOST:]:
        say(said.say("check.more", count=number(len(more), 0, lang)))


def _wrong_out(file: str, out: Path | None) -> list[tuple[bool, str]]:
    """Return what may be wrong with a place for the copy of a workbook."""
    from sim.inputs.strict import is_workbook

    if out is None:
        return []
    return [
        (
            not is_workbook(Path(file)),
            both(
                f"--out: {file} is no workbook (.xlsx); leave it out",
                f"--out: {file} bukan buku kerja (.xlsx); hapus opsi ini",
            ),
        ),
        (not is_workbook(out) or out.is_dir(), ends_in(f"--out {out}", ".xlsx")),
        (
            out.resolve() == Path(file).resolve(),
            both(
                f"--out {out}: is the file itself; name another",
                f"--out {out}: adalah berkas itu sendiri; sebutkan yang lain",
            ),
        ),
    ]


def _of_setting(summary: dict[str, Any], lang: "Lang") -> Iterator[tuple[str, str]]:
    """Yield the lines on a scenario or nation: its months, levers that change, its Kubes."""
    from experiments.common.numbers import number

    said = words(lang)
    span = {key: summary[key] for key in ("months", "start", "end")}
    yield said["check.row.months"], said.say("check.cell.months", **span)
    if summary["months_to_rank"] is not None:
        yield (
            said["check.row.months_to_rank"],
            said.say("check.cell.months_to_rank", months=summary["months_to_rank"]),
        )
    if summary["today"] is not None:
        yield said["check.row.today"], said.say("check.cell.today", today=summary["today"])
    if summary["changes"]:
        yield said["check.row.changes"], "\n".join(summary["changes"])
    kubes = number(summary["kubes"], 0, lang)
    if summary["kind"] == "nation":
        places = {key: number(summary[key], 0, lang) for key in ("cities", "regions")}
        yield said["check.row.cities"], said.say("check.cell.cities", **places)
    else:
        members = number(summary["members"], 0, lang)
        kubes = said.say("check.cell.kubes", kubes=kubes, members=members)
    yield said["check.row.kubes"], kubes
    if "workbook" in summary:
        yield said["check.row.seen"], _seen(**summary["workbook"], lang=lang)


def _seen(
    last_seen: str | None,
    months_of_kubes: int,
    kubes_seen: int,
    cash_entries: int,
    grants: int,
    lang: "Lang",
) -> str:
    """Say what a workbook tells of month by month."""
    said = words(lang)
    if last_seen is None:
        return said["check.cell.nothing_seen"]
    months = counted("months", months_of_kubes, lang)
    kubes = counted("kubes", kubes_seen, lang)
    more = [("entries", cash_entries), ("grants", grants)]
    seen = said.say("check.cell.seen", months=months, kubes=kubes, last=last_seen)
    return "\n".join([seen, *(counted(what, count, lang) for what, count in more if count)])


def _of_policy(summary: dict[str, Any], lang: "Lang") -> Iterator[tuple[str, str]]:
    """Yield what a policy sets, as its file has it, by the months from which on it does."""
    said = words(lang)
    for step in ({"from": summary.get("from"), **summary["levers"]}, *summary.get("change", ())):
        levers = [_lever(key, value, lang) for key, value in step.items() if key != "from"]
        since = said["check.row.levers"]
        if step["from"]:
            since = said.say("check.row.levers_from", month=step["from"])
        yield since, "\n".join(levers) or said["check.none"]


def _lever(key: str, value: Any, lang: "Lang") -> str:
    """Return what a policy sets: as its file has it, in Indonesian by the lever's title."""
    if lang == "en":
        from sim.inputs.faults import shown

        return f"{key} = {shown(value)}"
    from experiments.sweeps.names import named, value_text

    return f"{named(key, lang).title}: {value_text(key, value, lang, {})}"


def _of_set(summary: dict[str, Any], lang: "Lang") -> Iterator[tuple[str, str]]:
    from experiments.common.numbers import number

    said = words(lang)
    runs = {key: number(summary[key], 0, lang) for key in ("draws", "luck")}
    from experiments.common.called import policy_called

    called = [policy_called(name, lang) for name in summary["policies"]]
    yield said["check.row.policies"], "\n".join(called)
    yield said["check.row.runs_of_each"], said.say("check.cell.runs_of_each", **runs)


def _of_sweep(summary: dict[str, Any], lang: "Lang") -> Iterator[tuple[str, str]]:
    said = words(lang)
    runs = {what: counted(what, summary[what], lang) for what in ("points", "replications")}
    factors = summary["factors"]
    if lang == "id":
        from experiments.sweeps.names import named

        factors = [named(factor, lang).title for factor in factors]
    yield said["check.row.factors"], "\n".join(factors)
    yield said["check.row.runs"], said.say("check.cell.runs", **runs)


def _of_calibration(summary: dict[str, Any], lang: "Lang") -> Iterator[tuple[str, str]]:
    from experiments.common.called import place_called
    from experiments.common.numbers import number

    said = words(lang)
    first, last = summary["survey"]
    seen = {
        "kubes": counted("kubes", summary["kubes"], lang),
        "name": place_called(summary["seen"], lang),
        "figures": number(summary["figures"], 0, lang),
    }
    span = said.say("check.cell.survey", first=first, last=last)
    yield said["check.row.seen_alive"], said.say("check.cell.seen_alive", **seen)
    yield (
        said["check.row.counted"],
        said.say("check.cell.counted", name=place_called(summary["counted"], lang)),
    )
    yield said["check.row.survey"], first if first == last else span
    yield said["check.row.variants"], "\n".join(_known(one, lang) for one in summary["variants"])
    yield said["check.row.draws"], number(summary["draws"], 0, lang)


KINDS = {
    "policy": _of_policy,
    "policy set": _of_set,
    "sweep": _of_sweep,
    "calibration file": _of_calibration,
    "scenario": _of_setting,
    "nation": _of_setting,
}
"""What yields the lines on a file of a kind: a label and what stands beside it."""


def _cost(summary: dict[str, Any], lang: "Lang") -> Iterator[tuple[str, str]]:
    """Yield what one run costs, or all runs on one core; nothing of a policy."""
    from experiments.common.cost import Cost

    said = words(lang)
    if "one_run" in summary:
        yield said["check.row.one_run"], Cost(**summary["one_run"]).text(lang)
    elif "one_core" in summary:
        cost = Cost(**summary["one_core"]).text(lang)
        if summary["kind"] == "nation":
            yield said["check.row.one_run"], said.say("check.cell.one_core", cost=cost)
        else:
            yield said["check.row.one_core"], cost


def _known(text: str, lang: "Lang") -> str:
    """Return a name or title of a calibration file, in Indonesian where it ships."""
    from experiments.common.languages import in_language
    from experiments.evidence.words import known

    return in_language(known(text), lang)


def _called(key: str, summary: dict[str, Any], lang: "Lang") -> str:
    """Return a name or a title; of what ships the title in the language of the reader."""
    from experiments.common.called import place_called, place_title

    if key == "scenario":
        return place_called(summary[key], lang)
    if key == "title" and summary["kind"] == "calibration file":
        return _known(summary[key], lang)
    if key == "title" and summary["kind"] in ("scenario", "nation"):
        return place_title(summary["name"], summary[key], lang)
    return str(summary[key])


def _print(checked: "Checked", lang: "Lang") -> None:
    """Print what a good file holds."""
    from experiments.common.tables import Table, on_screen

    said, summary = words(lang), checked.summary
    left_out = {"title"} if lang == "id" and summary.get("judul") else set()
    known = ("name", "title", "judul", "scenario")
    named = [key for key in known if summary.get(key) and key not in left_out]
    rows = [
        *((said[f"check.row.{key}"], _called(key, summary, lang)) for key in named),
        *KINDS[summary["kind"]](summary, lang),
        *_cost(summary, lang),
    ]
    title = said.say(f"check.good.{summary['kind']}", file=checked.file)
    console().print(on_screen(Table(title, ("", ""), rows, text_columns=(0, 1))))
