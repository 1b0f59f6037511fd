"""Commands on input files: `new`, `new-nation`, `scenarios`, `policies`, `parameters`, `schema`."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import (
    console,
    faults,
    fields_of,
    print_json,
    refuse,
    say_saved,
    words,
)
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from experiments.common.refusals import fault_of, unlike
from sim.inputs.said import both
from sim.locations import NATIONS, POLICIES, SCENARIOS, names

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.common.tables import Cell
    from sim.policy import Policy

TEMPLATE = SCENARIOS / "template"
CALLED = "my-city"
"""What the template's files and scenario are called."""
ENDINGS = (".toml", ".csv", "-observed.toml")
"""Of the scenario, its Kubes, and what was observed of them."""
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")
NOT_A_NAME = both(
    "not a name; write small letters, digits and hyphens, 60 at most, e.g. my-city",
    "bukan nama; tulis huruf kecil, angka, dan tanda hubung, paling banyak 60, misalnya kota-saya",
)
TAKEN = both(
    "is the name of a shipped file; choose another one",
    "adalah nama berkas bawaan; pilih nama lain",
)
OF_A_DEVICE = both(
    "is the name of a device on Windows; choose another one",
    "adalah nama peranti di Windows; pilih nama lain",
)
THERE_ALREADY = both(
    "is there already; choose another NAME or --out",
    "sudah ada; pilih nama lain atau folder lain dengan --out",
)


@indonesian(
    """Tulis skenario dengan penjelasan, NAMA.toml, dan CSV Kube-nya, NAMA.csv, untuk diisi.

    Penjelasan dalam berkas itu berbahasa Inggris; buku kerja dari --xlsx berbahasa Indonesia.

    NAMA-observed.toml untuk yang teramati pada Kube itu, sebagai dasar kalibrasi. Dengan --xlsx
    satu buku kerja berbahasa Indonesia memuat kota, Kube-nya, yang terlihat tiap bulan, buku
    kas, dan bantuan, dengan pilihan isian dan catatan pada tiap kolom; perintah lain
    menerimanya sebagai skenario. Semuanya lulus `kubesim check` dan dapat langsung dijalankan.
    Tidak ada berkas yang ditimpa.
    """
)
def new(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=both(
                "Small letters, digits and hyphens: my-city.",
                "Huruf kecil, angka, dan tanda hubung: kota-saya.",
            ),
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help=both(
                "Folder for the files; made if missing.",
                "Folder untuk berkas; dibuat bila belum ada.",
            ),
        ),
    ] = Path(),
    xlsx: Annotated[
        bool,
        typer.Option(
            "--xlsx",
            help=both(
                "Write one workbook, NAME.xlsx, instead (Excel).",
                "Tulis satu buku kerja, NAMA.xlsx (Excel).",
            ),
        ),
    ] = False,
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Write a commented scenario, NAME.toml, and its CSV of Kubes, NAME.csv, to fill in.

    NAME-observed.toml is for what was observed of these Kubes, to calibrate on it. With --xlsx one
    workbook holds the city, its Kubes, what was seen of them month by month, cash books and grants,
    in Indonesian, with drop-downs and a note on every column; commands take it in the place of a
    scenario. All pass `kubesim check` and work as they are. No file is written over.

    Example: kubesim new my-city --out plans

    Example: kubesim new my-city --xlsx
    """
    with faults(lang):
        _write(_workbook_files if xlsx else _city_files, name, out, lang, json)


@indonesian(
    """Tulis negara dengan penjelasan, NAMA.toml: wilayah, dan sebaran asal kota-kotanya.

    Dengan --province isinya satu atau beberapa wilayah dari `indonesia`, dengan nomor kota yang
    tetap: hasil tiap kota sama seperti dalam seluruh negara. Berkasnya lulus `kubesim check`
    dan dapat langsung dijalankan; `run`, `compare`, `sweep`, dan `policy rank` menerimanya
    sebagai skenario. Tidak ada berkas yang ditimpa.
    """
)
def new_nation(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=both(
                "Small letters, digits and hyphens: my-nation.",
                "Huruf kecil, angka, dan tanda hubung: negara-saya.",
            ),
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help=both(
                "Folder for the file; made if missing.",
                "Folder untuk berkas; dibuat bila belum ada.",
            ),
        ),
    ] = Path(),
    province: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROVINCE",
            help=both(
                "Keep this region alone, by its name or code; may be given again.",
                "Ambil wilayah ini saja, menurut nama atau kodenya; dapat ditulis berulang.",
            ),
        ),
    ] = None,
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Write a commented nation, NAME.toml: regions, and what their cities are drawn from.

    With --province it has one or more regions of `indonesia`, whose cities keep their ids: each has
    the same results as in the whole nation. It passes `kubesim check` and works as it is; `run`,
    `compare`, `sweep` and `policy rank` take it where they take a scenario. No file is written
    over.

    Example: kubesim new-nation my-nation --out plans

    Example: kubesim new-nation my-island --province Kalimantan
    """
    with faults(lang):
        _write(partial(_nation_files, provinces=province or ()), name, out, lang, json)


def _write(
    files_of: Callable[[str], dict[str, bytes]], name: str, out: Path, lang: str | None, json: bool
) -> None:
    """Write files that a template makes for a name, and say what to do with them.

    Raises
    ------
    InputError
        When the name will not do, or a file is there already.
    """
    from experiments.common.files import check_writable, is_reserved, save_all
    from experiments.common.languages import language

    chosen = language(lang, json=json)
    shipped = {*names(SCENARIOS), *names(POLICIES), *names(NATIONS)}
    refuse(
        (not NAME.fullmatch(name), fault_of(name, NOT_A_NAME)),
        (is_reserved(name), fault_of(name, OF_A_DEVICE)),
        (name in shipped, fault_of(name, TAKEN)),
    )
    files = files_of(name)
    check_writable(out)
    there = [out / file for file in files if (out / file).exists() or (out / file).is_symlink()]
    refuse(*((True, fault_of(str(path), THERE_ALREADY)) for path in there))
    saved = save_all(out, files)
    if json:
        print_json({"files": [str(path) for path in saved]})
        return
    say_saved(saved, lang=chosen)
    first = saved[0] if len(saved[0].parts) > 1 else f"./{saved[0]}"
    many = "many" if len(saved) > 1 else "one"
    typer.echo(words(chosen).say(f"new.fill_in_{many}", file=first))


def _nation_files(name: str, provinces: Sequence[str]) -> dict[str, bytes]:
    """Return the file of a new nation and its content."""
    from experiments.common.nation_file import nation_text

    return {f"{name}.toml": nation_text(name, provinces).encode()}


def _city_files(name: str) -> dict[str, bytes]:
    """Return the files of a new scenario and their content."""
    files = {}
    for ending in ENDINGS:
        text = (TEMPLATE / f"{CALLED}{ending}").read_text(encoding="utf-8")
        files[f"{name}{ending}"] = text.replace(CALLED, name).encode()
    return files


def _workbook_files(name: str) -> dict[str, bytes]:
    """Return the workbook of a new city: what the template says, under another name."""
    from experiments.common.city_workbook import city_workbook
    from sim.scenario import load_scenario

    template = load_scenario(str(TEMPLATE / f"{CALLED}.toml"))
    own = {"name": name, "title": words("id")["new.title"]}
    return {f"{name}.xlsx": city_workbook(template.model_copy(update=own))}


@indonesian("Daftar skenario dan negara bawaan: nama, judul, jenis, bulan, Kube.")
def scenarios(lang: LangText = None, json: Json = False) -> None:
    """List the shipped scenarios and nations: name, title, kind, months, Kubes.

    Example: kubesim scenarios --json
    """
    with faults(lang):
        from experiments.common.city_or_nation import kubes_in
        from experiments.common.languages import language
        from sim.nation.load import Setting, load_nation
        from sim.scenario import load_scenario

        chosen = language(lang, json=json)
        settings: list[Setting] = [load_scenario(name) for name in names(SCENARIOS)]
        settings += [load_nation(name) for name in names(NATIONS)]
    if json:
        print_json(
            [
                {
                    **fields_of(setting, "name", "title", "kind", "start", "months"),
                    "kubes": kubes_in(setting),
                }
                for setting in settings
            ]
        )
        return
    from experiments.common.called import place_title
    from experiments.common.numbers import number
    from experiments.common.tables import Table, on_screen
    from experiments.common.tables import name as named

    said = words(chosen)
    columns = ("name", "title", "kind", "start", "months", "kubes")
    headings = [said[f"scenarios.{column}"] for column in columns]
    rows = [
        (
            named(setting.name),
            place_title(setting.name, setting.title, chosen),
            said[f"scenarios.kinds.{setting.kind}"],
            setting.start,
            str(setting.months),
            number(kubes_in(setting), 0, chosen),
        )
        for setting in settings
    ]
    console().print(on_screen(Table("", headings, rows, text_columns=range(4))))


@indonesian("Daftar kebijakan bawaan: nama, judul, dan yang diaturnya.")
def policies(lang: LangText = None, json: Json = False) -> None:
    """List the shipped policies: name, title, and what each sets.

    Example: kubesim policies
    """
    with faults(lang):
        from experiments.common.languages import language, title_of
        from sim.policy import load_policy

        chosen = language(lang, json=json)
        shipped = [load_policy(name) for name in names(POLICIES)]
    if json:
        print_json(
            [
                {
                    **fields_of(policy, "name", "title", "judul"),
                    "levers": policy.overrides(),
                    **policy.dates(),
                }
                for policy in shipped
            ]
        )
        return
    from experiments.common.tables import Table, on_screen
    from experiments.common.tables import name as named

    said = words(chosen)
    rows = [
        (named(policy.name), title_of(policy, chosen), "\n".join(_set_by(policy, chosen)))
        for policy in shipped
    ]
    headings = [said[f"policies.{key}"] for key in ("name", "title", "sets")]
    console().print(on_screen(Table("", headings, rows, text_columns=range(3))))


def _set_by(policy: "Policy", lang: "Lang") -> Iterator[str]:
    """Yield what a policy sets, lever by lever, in words."""
    from experiments.common.languages import headed
    from experiments.sweeps.names import named, value_text

    for key, value in policy.told().items():
        lever, _, month = key.partition(" from ")
        since = f" ({month})" if month else ""
        title = headed(named(lever, lang).title)
        yield f"{title}{since}: {value_text(lever, value, lang, {})}"


@indonesian(
    """Daftar parameter model: nilai bawaan, satuan, batas, prior, mutu bukti, arti, sumber.

    Skenario menetapkan satu parameter di bawah [parameters] dengan nama lengkapnya di antara
    tanda kutip: "support.leak" = 0.2
    """
)
def parameters(lang: LangText = None, json: Json = False) -> None:
    """List the parameters of the model: default, unit, bounds, prior, grades, meaning, source.

    A scenario sets one under [parameters] by its full name in quotes: "support.leak" = 0.2

    Example: kubesim parameters --json
    """
    from sim.parameters import declared
    from sim.schema import prior_json

    with faults(lang):
        from experiments.common.languages import language

        chosen = language(lang, json=json)
    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "default": default,
            **fields_of(spec, "unit", "low", "high"),
            "prior": prior_json(spec.prior),
            **fields_of(spec, "grade", "size_grade", "title", "judul", "meaning", "source"),
        }
        for name, default, spec in declared()
    ]
    if json:
        print_json(rows)
        return
    from experiments.common.tables import Table, on_screen

    said = words(chosen)
    headings = [said[f"parameters.{column}"] for column in ("name", "values", "meaning")]
    for group, of_group in groupby(rows, lambda row: row["name"].split(".")[0]):
        cells = [_parameter_cells(row, chosen) for row in of_group]
        console().print(on_screen(Table(group, headings, cells, text_columns=range(3))), "")
    typer.echo(said["parameters.grades"])


def _parameter_cells(row: dict[str, Any], lang: "Lang") -> "tuple[Cell, ...]":
    """Return a parameter's name with its unit, its values, and what it is with its source."""
    from experiments.common.languages import headed
    from experiments.common.numbers import with_signs
    from experiments.common.tables import name as named
    from sim.units import UNITS

    said, prior = words(lang), row["prior"]
    default, low, high = (f"{row[key]:g}" for key in ("default", "low", "high"))
    bounds = said.say("parameters.bounds", default=default, low=low, high=high)
    held = said["parameters.fixed"]
    if prior:
        ends = {end: f"{prior[end]:g}" for end in ("low", "high")}
        held = said.say(
            "parameters.prior", shape=said[f"parameters.shape.{prior['shape']}"], **ends
        )
    unit = row["unit"] if lang == "en" else UNITS[row["unit"]]
    # Sources are quoted as they are, in English; what a parameter is has a title in both languages.
    what = f"{row['meaning']}\n" if lang == "en" else f"{headed(row['judul'])}\n"
    return (
        named(f"{row['name']}\n{unit}"),
        named(with_signs(f"{bounds}\n{held}", lang)),
        f"{what}{row['grade']} {row['size_grade']}"
        + (f": {row['source']}" if lang == "en" else ""),
    )


@indonesian(
    """Cetak Skema JSON sebuah berkas masukan: kunci, satuan, arti, mutu bukti.

    Penyunting teks yang mengenal TOML melengkapi dan memeriksa berkas dengan skema ini.
    """
)
def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="scenario|policy|nation|sweep|set|answers",
            help=both("The file whose schema is printed.", "Jenis berkas yang skemanya dicetak."),
        ),
    ] = "scenario",
) -> None:
    """Print the JSON Schema of an input file: keys, units, meanings, grades.

    An editor that knows TOML completes and checks a file by it.

    Example: kubesim schema scenario > scenario.schema.json
    """
    with faults():
        from experiments.evidence.elicit.answers_file import answers_schema
        from experiments.policy.schemas import set_schema, sweep_schema
        from sim.inputs.faults import nearest
        from sim.schema import nation_schema, policy_schema, scenario_schema

        schemas = {
            "scenario": scenario_schema,
            "policy": policy_schema,
            "nation": nation_schema,
            "sweep": sweep_schema,
            "set": set_schema,
            "answers": answers_schema,
        }
        refuse((kind not in schemas, unlike(kind, nearest(kind, list(schemas)))))
        print_json(schemas[kind]())
