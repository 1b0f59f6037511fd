"""`kubesim classroom`: the trainers' page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import faults, progress, refuse, say_saved, words
from experiments.commands.help import indonesian
from experiments.commands.options import LangOrIndonesian, unset
from experiments.common.refusals import between, fault_of, is_a_folder, not_installed
from sim.inputs.said import both

if TYPE_CHECKING:
    from collections.abc import Callable

    from experiments.classroom.story.story import Story
    from experiments.common.languages import Lang

INSTALL = 'pip install "kubesim[classroom]"'
NEEDED = ("nicegui", "segno")
PRINTING = ("jinja2", "weasyprint")
PORTS = 65_535


@indonesian(
    """Tampilkan dua Kube dengan keberuntungan yang sama: yang satu membagi semua laba, yang lain
    menyisihkan dahulu.

    Halamannya hanya dibuka di komputer ini dan tidak memerlukan internet. Dengan --lan, orang
    lain dalam jaringan yang sama melihatnya di ponsel: mereka masuk lewat tautan yang dicetak.
    Ctrl-C menutupnya.
    """
)
def classroom(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO",
            help=both(
                "Shown first: name of a shipped scenario, path of a file, or a story's link.",
                "Yang ditampilkan pertama: nama skenario bawaan, alamat berkas, atau tautan sebuah "
                "cerita.",
            ),
        ),
    ] = "banjarmasin",
    port: Annotated[
        int | None,
        unset(
            both(
                "Port on this machine; else 8080, or the next free one.",
                "Port di komputer ini; bawaannya 8080, atau port bebas berikutnya.",
            )
        ),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser",
            help=both("Open the page in the browser.", "Buka halaman di peramban."),
        ),
    ] = True,
    lan: Annotated[
        bool,
        typer.Option(
            "--lan",
            help=both(
                "Share it in the room: others come in by the link shown.",
                "Bagikan di ruangan: peserta lain masuk lewat tautan yang ditampilkan.",
            ),
        ),
    ] = False,
    lang: LangOrIndonesian = None,
    replay: Annotated[
        Path | None,
        unset(
            both(
                "Show a row of this finished sweep first.",
                "Tampilkan dahulu satu baris dari rangkaian simulasi yang sudah selesai ini.",
            ),
            "DIR",
        ),
    ] = None,
    row: Annotated[
        int | None,
        unset(both("Row of --replay, from 0.", "Baris dari --replay, mulai dari 0."), "K"),
    ] = None,
    export: Annotated[
        Path | None,
        unset(
            both(
                "Write recorded twins into one HTML file that opens from disk, and stop.",
                "Tulis pasangan cerita yang direkam ke satu berkas HTML yang dapat dibuka dari "
                "disk, lalu berhenti.",
            ),
            "FILE",
        ),
    ] = None,
    workbook: Annotated[
        Path | None,
        unset(
            both(
                "Write a workbook and score sheet to be printed (PDF), and stop.",
                "Tulis buku kerja peserta dan lembar skor untuk dicetak (PDF), lalu berhenti.",
            ),
            "FILE",
        ),
    ] = None,
    kit: Annotated[
        Path | None,
        unset(
            both(
                "Write the trainer's kit to be printed (PDF), and stop.",
                "Tulis bahan pelatih untuk dicetak (PDF), lalu berhenti.",
            ),
            "FILE",
        ),
    ] = None,
    texts: Annotated[
        Path | None,
        unset(
            both(
                "Speak another language: a file of texts over one of the two.",
                "Gunakan bahasa lain: berkas teks yang menggantikan salah satu dari dua bahasa.",
            ),
            "FILE",
        ),
    ] = None,
    trainee: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=both(
                "Of --workbook: whose exercises; a name or number.",
                "Untuk --workbook: latihan milik siapa; nama atau nomor.",
            ),
        ),
    ] = "1",
) -> None:
    """Show two Kubes with the same luck on a page: one shares everything, one saves first.

    The page is served on this machine alone and needs no internet. With --lan, others in the same
    network see it on their phones: the link that is printed lets them in. Ctrl-C ends it.

    Example: kubesim classroom --lan
    """
    with faults(lang):
        from importlib.util import find_spec

        from experiments.classroom.story.openings import first_story, story_of_sweep
        from experiments.classroom.texts import speak_also
        from experiments.common.languages import language

        shown_in = language(lang, "id")
        paper = {"--export": export, "--workbook": workbook, "--kit": kit}
        asked = [name for name, path in paper.items() if path is not None]
        needed = () if export else PRINTING if asked else NEEDED
        missing = [name for name in needed if find_spec(name) is None]
        refuse(
            (port is not None and not 1 <= port <= PORTS, between(f"--port {port}", 1, PORTS)),
            (
                len(asked) > 1,
                both(
                    f"{', '.join(asked)}: one at a time",
                    f"{', '.join(asked)}: satu saja setiap kali",
                ),
            ),
            (
                bool(asked) and (lan or port is not None),
                both(
                    f"{', '.join(asked)}: serves nothing; leave out --lan and --port",
                    f"{', '.join(asked)}: tidak membuka halaman; hapus --lan dan --port",
                ),
            ),
            (
                (replay is None) != (row is None),
                both(
                    "--replay and --row: both are needed, or neither",
                    "--replay dan --row: keduanya, atau tidak satu pun",
                ),
            ),
            (bool(missing), not_installed(missing, INSTALL)),
        )
        if texts is not None:
            speak_also(texts)
        if replay is None or row is None:
            first = first_story(scenario)
        else:
            first = story_of_sweep(replay, row)
        if export is not None:
            _export(export, first, shown_in)
        elif workbook is not None:
            _print(workbook, "--workbook", lambda: _workbook(first, trainee, shown_in), shown_in)
        elif kit is not None:
            _print(kit, "--kit", lambda: _kit(shown_in), shown_in)
        else:
            _serve(first, port, browser, lan, shown_in)


def _export(path: Path, first: "Story", lang: "Lang") -> None:
    """Write one file with the twins under several seeds."""
    from experiments.classroom.handouts.export import SEEDS, export_to, with_seeds
    from experiments.common.files import check_writable

    refuse((path.is_dir(), is_a_folder(f"--export {path}")))
    check_writable(path.parent)
    with progress("stories", SEEDS, lang) as done:
        export_to(path, with_seeds(first), lang, done)
    say_saved([path], lang=lang)


def _print(path: Path, option: str, made: "Callable[[], bytes]", lang: "Lang") -> None:
    """Write a PDF."""
    from experiments.common.files import check_writable, save_all
    from experiments.common.printing import NoPrinterError
    from sim.inputs.strict import InputError

    check_writable(path.parent)
    try:
        pdf = made()
    except NoPrinterError as error:
        raise InputError([fault_of(option, error.why)]) from None
    say_saved(save_all(path.parent, {path.name: pdf}), lang=lang)


def _workbook(first: "Story", trainee: str, lang: "Lang") -> bytes:
    """Return the workbook of a story's Kube and luck, with a trainee's exercises."""
    from experiments.classroom.handouts.workbook import workbook

    return workbook(first, trainee, lang)


def _kit(lang: "Lang") -> bytes:
    """Return the trainer's kit."""
    from experiments.classroom.handouts.kit import kit

    return kit(lang)


def _serve(first: "Story", port: int | None, browser: bool, lan: bool, lang: "Lang") -> None:
    """Open a port, put the page together, say where it is, and serve it until Ctrl-C."""
    import webbrowser
    from threading import Thread

    from experiments.pages.listening import open_port, room_addresses, serve

    opened = open_port(port, lan)
    from experiments.classroom.luck_spread import compile_beside
    from experiments.classroom.server.app import application
    from experiments.pages.door import new_token
    from experiments.pages.sharing import Shared, qr_text

    number = opened.getsockname()[1]
    shared = None
    if lan:
        host = next(iter(room_addresses()), "127.0.0.1")
        shared = Shared(f"http://{host}:{number}", new_token())
    whole = application(first, shared)
    here = f"http://127.0.0.1:{number}/{'' if lang == 'id' else lang}"
    said = words(lang)
    typer.echo(said.say("classroom.open", here=here))
    if shared is not None:
        typer.echo(said.say("classroom.shared", link=shared.link()) + "\n")
        typer.echo(qr_text(shared.link()))
    typer.echo(said["classroom.close"])
    compiling = compile_beside()
    try:
        if browser:
            Thread(target=webbrowser.open, args=(here,), daemon=True).start()
        serve(whole, opened)
    except KeyboardInterrupt:
        typer.echo(said["classroom.closed"])
    finally:
        if compiling is not None:
            compiling.terminate()
