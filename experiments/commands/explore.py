"""`kubesim explore`: move a lever of a plan, see at once what is known and what is not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import faults, progress, refuse, say, say_saved, wrong_seed
from experiments.commands.help import indonesian
from experiments.commands.options import PARAMETERS, LangOrIndonesian, unset
from experiments.common.refusals import between, is_a_folder, not_installed
from sim.inputs.said import both, dotted
from sim.standing import SEEDS

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.explorer.question import Place

INSTALL = 'pip install "kubesim[explorer]"'
NEEDED = ("nicegui", "segno")
PORTS = 65_535


@indonesian(
    """Jelajahi sebuah rencana di halaman: ubah tuasnya, langsung lihat sebarannya dalam banyak
    dunia yang masuk akal.

    Tiap perubahan dijalankan dengan mesin cepat dan memberi angka yang sama dengan `kubesim
    compare`. Halamannya hanya dibuka di komputer ini dan tidak memerlukan internet. Ctrl-C
    menutupnya.
    """
)
def explore(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|WORKBOOK|LINK",
            help=both(
                "The plan: name of a shipped scenario, path of a file or of a city's workbook; or "
                "the link of a question, in quotes.",
                "Rencananya: nama skenario bawaan, alamat berkas atau buku kerja sebuah kota; atau "
                "tautan pertanyaan, di antara tanda kutip.",
            ),
        ),
    ] = "forward",
    draws: Annotated[
        int | None,
        unset(
            both(
                "Worlds of a whole answer, at least 25; by default 400, of --export 100.",
                "Banyaknya dunia dalam satu jawaban lengkap, 25 atau lebih; bawaannya 400, dengan "
                "--export 100.",
            )
        ),
    ] = None,
    seed: Annotated[
        int | None,
        unset(
            both(
                f"Random seed, 0 to {SEEDS - 1}; by default 1.",
                f"Nomor acak, 0 sampai {SEEDS - 1}; bawaannya 1.",
            )
        ),
    ] = None,
    parameters: Annotated[
        str | None,
        unset(
            both(
                f"{PARAMETERS} By default posterior.",
                f"{PARAMETERS.indonesian} Bawaannya posterior.",
            ),
            "KIND|DIR",
        ),
    ] = None,
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
    out: Annotated[
        Path | None,
        unset(
            both(
                "Answer the question into this folder, for `kubesim report`, and stop.",
                "Jawab pertanyaan ke folder ini, untuk `kubesim report`, lalu berhenti.",
            ),
            "DIR",
        ),
    ] = None,
    export: Annotated[
        Path | None,
        unset(
            both(
                "Tabulate a design into one HTML file that opens from disk, and stop.",
                "Hitung satu rancangan ke satu berkas HTML yang dapat dibuka dari disk, lalu "
                "berhenti.",
            ),
            "FILE",
        ),
    ] = None,
    lang: LangOrIndonesian = None,
) -> None:
    """Explore a plan on a page: move its levers, see the spread over plausible worlds at once.

    Every move is run on the fast engine, with the figures of `kubesim compare`. The page is served
    on this machine alone and needs no internet. Ctrl-C ends it.

    Example: kubesim explore forward
    """
    with faults(lang):
        from importlib.util import find_spec

        from experiments.common.languages import language

        shown_in = language(lang, "id")
        alone = out is None and export is None
        needed = NEEDED if alone else ()
        missing = [name for name in needed if find_spec(name) is None]
        refuse(
            (port is not None and not 1 <= port <= PORTS, between(f"--port {port}", 1, PORTS)),
            wrong_seed("--seed", seed or 0),
            (
                not alone and (lan or port is not None),
                both(
                    "--out and --export serve nothing: leave out --lan and --port",
                    "--out dan --export tidak membuka halaman: hapus --lan dan --port",
                ),
            ),
            (
                out is not None and export is not None,
                both("--out, --export: one at a time", "--out, --export: satu saja setiap kali"),
            ),
            (bool(missing), not_installed(missing, INSTALL)),
        )
        place = _asked(scenario, draws, seed, parameters)
        if out is not None:
            _answer(place, out, shown_in)
        elif export is not None:
            _export(place, export, shown_in, draws)
        if not alone:
            return
        _serve(place, port, browser, lan, shown_in)


def _asked(scenario: str, draws: int | None, seed: int | None, parameters: str | None) -> "Place":
    """Return what is explored, with the question that is asked first."""
    from dataclasses import replace

    from experiments.common.uncertainty import draws_named
    from experiments.explorer.link import DRAWS_LEAST, question_of, scenario_in
    from experiments.explorer.paying import check_prices
    from experiments.explorer.question import place_of

    drawn = draws_named(parameters or "posterior")
    refuse(
        (
            len(drawn) < DRAWS_LEAST,
            both(
                f"--parameters {parameters}: holds {len(drawn)} draws, and a spread is shown; "
                "name posterior, prior, or the folder of a posterior",
                f"--parameters {parameters}: memuat {len(drawn)} sampel parameter, padahal yang "
                "ditampilkan sebarannya; sebutkan posterior, prior, atau folder sebuah posterior",
            ),
        )
    )
    link = scenario_in(scenario)
    place = place_of(scenario if link is None else link, drawn)
    check_prices(place)
    question = place.usual if link is None else question_of(scenario, place)
    most = len(drawn)
    refuse(
        (
            draws is not None and not DRAWS_LEAST <= draws <= most,
            both(
                f"--draws {draws}: must be {DRAWS_LEAST} to {most:,}, as many as there are",
                f"--draws {draws}: harus {DRAWS_LEAST} sampai {dotted(most)}, sebanyak yang ada",
            ),
        )
    )
    if draws is not None:
        question = replace(question, draws=draws)
    if seed is not None:
        question = replace(question, seed=seed)
    return replace(place, usual=question)


def _export(place: "Place", path: Path, lang: "Lang", draws: int | None) -> None:
    """Write the page with a table of a design into one file."""
    from experiments.common.files import check_writable, save_all
    from experiments.explorer.offline import DRAWS, Design, offline_page

    refuse((path.is_dir(), is_a_folder(f"--export {path}")))
    check_writable(path.parent)
    design = Design(place, draws or min(DRAWS, place.usual.draws), place.usual.seed)
    with progress("policies", len(design.questions), lang) as done:
        page = offline_page(design, lang, done)
    say_saved(save_all(path.parent, {path.name: page}), lang=lang)


def _answer(place: "Place", folder: Path, lang: "Lang") -> None:
    """Answer the question that a page would open with; save the answer and the policy."""
    from experiments.common.files import check_writable, json_text, save_all
    from experiments.explorer.answer import Answer
    from experiments.explorer.running import PIECE, Running
    from experiments.explorer.taking import policy_toml
    from experiments.reporting.of_exploration import ANSWER, stored

    check_writable(folder)
    running, question = Running(place), place.usual
    asked = [question, *(question.pinned(levers) for levers in question.pins)]
    with progress("worlds", len(asked) * question.draws, lang) as done:
        for number, one in enumerate(asked):
            for draws in range(PIECE, question.draws, PIECE):
                running.ran(one, draws)
                done(number * question.draws + draws)
        answer, *pinned = (Answer(place, one, running.ran(one, question.draws)) for one in asked)
    files = {
        ANSWER: json_text(stored(answer, pinned)).encode(),
        "explored.toml": policy_toml(question).encode(),
    }
    say_saved(save_all(folder, files), lang=lang)


def _serve(place: "Place", port: int | None, browser: bool, lan: bool, lang: "Lang") -> None:
    """Open a port, make the engine ready, say where the page is, serve it until Ctrl-C."""
    import webbrowser
    from threading import Thread

    from experiments.pages.listening import open_port, room_addresses, serve
    from sim.ensemble.code_cache import is_kept
    from sim.ensemble.machine_code import load_engine

    opened = open_port(port, lan)
    from experiments.commands.kube_in_classroom import KubeInClassroom
    from experiments.explorer.server.app import application
    from experiments.explorer.view import LANGUAGE_PATHS
    from experiments.explorer.words import texts
    from experiments.pages.door import new_token
    from experiments.pages.sharing import Shared, qr_text
    from experiments.reporting.of_exploration import report_of_answer

    words = texts(lang)
    if not is_kept():
        say(words["serve.compiling"])
    load_engine()
    number = opened.getsockname()[1]
    shared = None
    if lan:
        host = next(iter(room_addresses()), "127.0.0.1")
        shared = Shared(f"http://{host}:{number}", new_token())
    classroom = KubeInClassroom(place, shared)
    whole = application(place, shared, report_of_answer, classroom.open)
    here = f"http://127.0.0.1:{number}{LANGUAGE_PATHS[lang]}"
    typer.echo(words.say("serve.open", here=here))
    if shared is not None:
        typer.echo(words.say("serve.shared", link=shared.link()) + "\n")
        typer.echo(qr_text(shared.link()))
    typer.echo(words["serve.close"])
    try:
        if browser:
            Thread(target=webbrowser.open, args=(here,), daemon=True).start()
        serve(whole, opened)
    except KeyboardInterrupt:
        typer.echo(words["serve.closed"])
    finally:
        classroom.close()
