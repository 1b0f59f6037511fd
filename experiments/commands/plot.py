"""`kubesim plot`: pictures of a sweep."""

from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.common import faults, print_json, progress, refuse, say, say_saved
from experiments.commands.help import indonesian
from experiments.commands.options import LangText, SweepFolder
from experiments.common.refusals import fault_of, unknown
from sim.inputs.said import both

if TYPE_CHECKING:
    from experiments.common.languages import Lang
    from experiments.sweeps.stored_sweep import Sweep

PICTURES = "pictures"


@indonesian(
    """Gambar hasil rangkaian simulasi dalam banyak dunia yang masuk akal, sesuai faktornya, ke
    FOLDER/pictures.

    Satu faktor: satu garis atau sebaris titik untuk tiap dunia, dan di sampingnya selisih dari
    titik pertama; dua: peta warna nilai tengah dengan selang kredibel 90 %; tiga: satu peta
    warna untuk tiap nilai faktor ketiga, dan ikhtisar kegagalan, keberhasilan, tabungan, dan
    pendapatan; satu per satu: satu bidang untuk tiap faktor; rancangan acak: tiap titik
    terhadap tiap faktor.
    """
)
def plot(
    folder: SweepFolder,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help=both(
                "Only this outcome; may be given again. By default all that are judged.",
                "Hanya hasil ini; dapat ditulis berulang. Bawaannya semua hasil yang dinilai.",
            ),
        ),
    ] = None,
    lang: LangText = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help=both(
                "List what is saved in one JSON object.",
                "Sebutkan yang disimpan dalam satu objek JSON.",
            ),
        ),
    ] = False,
) -> None:
    """Draw the outcomes of a sweep over plausible worlds, as fits its factors, into DIR/pictures.

    One factor: a line or a row of dots for every world, and beside them the differences from the
    first point; two: a heat map of medians with 90 % credible intervals; three: a heat map for
    each level of the third, and an overview of failure, success, saving and income; one at a
    time: a panel for each factor; sampled designs: every point against each factor.

    Example: kubesim plot results/visits --outcome failed_share
    """
    with faults(lang):
        from experiments.common.files import check_own, check_writable, save_all
        from experiments.common.languages import language
        from experiments.common.outcomes import BY_NAME, OUTCOMES
        from experiments.sweeps.stored_sweep import open_sweep

        chosen = language(lang, json=json)
        asked = outcome or [judged.name for judged in OUTCOMES if judged.better != "neither"]
        refuse(*((name not in BY_NAME, unknown(f"--outcome {name}", BY_NAME)) for name in asked))
        place = folder / PICTURES
        sweep = open_sweep(folder)
        check_own(place, folder)
        check_writable(place)
        names = list(dict.fromkeys(asked))
        drawn, missing = _drawn(sweep, names, chosen, with_overview=not outcome)
        paths = save_all(place, drawn)
        for name in missing:
            why = both("no run has a case; no picture", "tidak ada simulasi yang dapat dinilai")
            say(fault_of(name, why), chosen)
        say_saved(paths, json, chosen)
        if json:
            print_json({"saved": [str(path) for path in paths], "without_a_case": missing})


def _drawn(
    sweep: "Sweep", names: list[str], lang: "Lang", *, with_overview: bool
) -> tuple[dict[str, bytes], list[str]]:
    """Return the pictures by file name, and the outcomes of which no run has a case."""
    from experiments.common.style import png
    from experiments.sweeps.pictures import OVERVIEW, draw, draw_overview
    from experiments.sweeps.pictures.point_values import values_of

    drawn, missing = {}, []
    with progress("pictures", len(names) + with_overview, lang) as done:
        for number, name in enumerate(names):
            figure = draw(values_of(sweep, name, lang))
            if figure is None:
                missing.append(name)
            else:
                drawn[f"{name}.png"] = png(figure)
            done(number + 1)
        if with_overview:
            figure = draw_overview([values_of(sweep, name, lang) for name in OVERVIEW])
            if figure is not None:
                drawn["overview.png"] = png(figure)
            done(len(names) + 1)
    return drawn, missing
