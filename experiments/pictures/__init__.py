"""Pictures of a RunSet, one a file; each says what it shows, of how many runs."""

from experiments.pictures import households, kas, shares, stages
from experiments.pictures.style import png
from experiments.runner import RunSet

PICTURES = {
    "kas.png": kas.draw,
    "stages.png": stages.draw,
    "set_aside.png": shares.draw,
    "households.png": households.draw,
}


def draw_all(runs: RunSet) -> dict[str, bytes]:
    """Return the pictures as PNG by file name; one that would show nothing is left out."""
    figures = {name: draw(runs) for name, draw in PICTURES.items()}
    return {name: png(figure) for name, figure in figures.items() if figure is not None}
