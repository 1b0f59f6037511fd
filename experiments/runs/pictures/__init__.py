"""Pictures of a RunSet, one a file; each says what it shows, of how many runs."""

from collections.abc import Iterable

from experiments.common.languages import Lang
from experiments.common.style import png
from experiments.runs.pictures import kas, over_time
from experiments.runs.runner import RunSet

PICTURES = {
    "kas.png": kas.draw,
    "stages.png": over_time.draw_stages,
    "set_aside.png": over_time.draw_shares,
    "households.png": over_time.draw_households,
}


def draw_all(runs: RunSet, lang: Lang = "en", names: Iterable[str] = PICTURES) -> dict[str, bytes]:
    """Return pictures as PNG by file name; one that would show nothing is left out."""
    figures = {name: PICTURES[name](runs, lang) for name in names}
    return {name: png(figure) for name, figure in figures.items() if figure is not None}
