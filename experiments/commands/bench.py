"""`kubesim bench`: how fast the engines run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands.common import console, faults, print_json, progress, refuse
from experiments.commands.help import indonesian
from experiments.commands.options import Json, LangText
from experiments.common.refusals import at_least, not_installed
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang

INSTALL = 'pip install "kubesim[classroom]" playwright'
NEEDED = ("nicegui", "segno", "playwright")


@indonesian(
    """Ukur kedua mesin, simulasi, memori, rangkaian simulasi, negara, dan waktu mulai: beberapa
    menit.
    """
)
def bench(
    repeats: Annotated[
        int,
        typer.Option(
            help=both(
                "Timed rounds, at least 1; the median counts.",
                "Putaran yang diukur waktunya, 1 atau lebih; yang dipakai mediannya.",
            )
        ),
    ] = 5,
    page: Annotated[
        bool,
        typer.Option(
            "--page",
            help=both(
                "Measure the page of `kubesim classroom` in Chromium instead.",
                "Ukur halaman `kubesim classroom` di Chromium.",
            ),
        ),
    ] = False,
    lang: LangText = None,
    json: Json = False,
) -> None:
    """Measure both engines, runs, memory, a sweep, a nation, and the starts: some minutes.

    Example: kubesim bench --repeats 3 --json
    """
    with faults(lang):
        from experiments.common.languages import language

        chosen = language(lang, json=json)
        refuse((repeats < 1, at_least(f"--repeats {repeats}", 1)))
        measured, lines = _page(repeats, chosen) if page else _engines(repeats, chosen)
        if json:
            print_json(measured)
            return
        for line in lines:
            console().print(line, highlight=False, markup=False)


def _engines(repeats: int, lang: "Lang") -> tuple[dict[str, Any], Iterator[str]]:
    from experiments.benchmark.bench_report import bench, lines, steps

    with progress("steps", steps(repeats), lang) as done:
        measured = bench(repeats, done)
    return measured, lines(measured, lang)


def _page(repeats: int, lang: "Lang") -> tuple[dict[str, Any], Iterator[str]]:
    from importlib.util import find_spec

    from experiments.benchmark.page_speed import bench_page, page_lines

    missing = [name for name in NEEDED if find_spec(name) is None]
    refuse((bool(missing), not_installed(missing, INSTALL)))
    with progress("rounds", repeats + 1, lang) as done:
        measured = bench_page(repeats, done)
    return measured, page_lines(measured, lang)
