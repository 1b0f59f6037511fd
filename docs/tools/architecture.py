"""The drawing of the rooms, from their imports: `docs/images/architecture.svg`.

Rows are the layers that the import contracts of `pyproject.toml` declare. An arrow says that
files of one room import files of another; one that follows from other arrows is left out.
"""

import tomllib
from collections import Counter
from html import escape
from pathlib import Path
from typing import NamedTuple

import grimp
import networkx

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {"rooms": "experiments", "layers": "sim"}
"""By id of a contract, the package whose layers it declares."""
WIDTH, BOX_HEIGHT, ROW_HEIGHT, GAP, MARGIN = 960, 40, 74, 14, 16
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.small{font-size:11px;fill:#555}"
    "rect{fill:#eef4fa;stroke:#0072B2}.sim rect{fill:#fdf3e3;stroke:#E69F00}"
    "path{stroke:#888;fill:none;marker-end:url(#tip)}"
)


class Room(NamedTuple):
    """A room of a package: a folder, or a file that stands alone.

    Attributes
    ----------
    files, lines : int
        Python files in it, and their lines.
    """

    package: str
    name: str
    files: int
    lines: int


class Place(NamedTuple):
    """Where a room is drawn, in pixels."""

    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        """The middle of its edge."""
        return self.x + self.width / 2


def layers() -> list[list[Room]]:
    """Return the rooms layer by layer, from the command line down to the model's declarations."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        contract["id"]: contract for contract in contracts["tool"]["importlinter"]["contracts"]
    }
    return [
        [_room(package, name.strip()) for name in layer.replace("|", ":").split(":")]
        for contract, package in CONTRACTS.items()
        for layer in declared[contract]["layers"]
    ]


def _room(package: str, name: str) -> Room:
    place = ROOT / package / name
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return Room(package, name, len(paths), sum(text.count("\n") for text in texts))


def arrows(rooms: list[Room]) -> Counter[tuple[str, str]]:
    """Count the imports between rooms, by the names of both, such as `sim.rules`."""
    names = {f"{room.package}.{room.name}" for room in rooms}
    graph = grimp.build_graph("sim", "experiments")
    imports: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        importer = ".".join(module.split(".")[:2])
        for imported_module in graph.find_modules_directly_imported_by(module):
            imported = ".".join(imported_module.split(".")[:2])
            if importer != imported and {importer, imported} <= names:
                imports[importer, imported] += 1
    return imports


def drawing() -> str:
    """Return the drawing as SVG."""
    rows = layers()
    rooms = [room for row in rows for room in row]
    places = _places(rows)
    graph = networkx.DiGraph(list(arrows(rooms)))
    shown = networkx.transitive_reduction(graph).edges
    parts = [_arrow(places[above], places[below]) for above, below in sorted(shown)]
    parts += [_box(room, places[f"{room.package}.{room.name}"]) for room in rooms]
    height = MARGIN * 2 + ROW_HEIGHT * (len(rows) - 1) + BOX_HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-label="The rooms of experiments and sim, layer by layer; imports run downwards">\n'
        f"<style>{STYLE}</style>\n"
        '<defs><marker id="tip" markerWidth="7" markerHeight="7" refX="6" refY="3" orient="auto">'
        '<polygon points="0,0 6,3 0,6" fill="#888"/></marker></defs>\n' + "\n".join(parts)
        + "\n</svg>\n"
    )  # fmt: skip


def _places(rows: list[list[Room]]) -> dict[str, Place]:
    places = {}
    for number, row in enumerate(rows):
        width = min(220.0, (WIDTH - 2 * MARGIN - GAP * (len(row) - 1)) / len(row))
        left = (WIDTH - width * len(row) - GAP * (len(row) - 1)) / 2
        for column, room in enumerate(row):
            x = left + column * (width + GAP)
            places[f"{room.package}.{room.name}"] = Place(x, MARGIN + number * ROW_HEIGHT, width)
    return places


def _arrow(above: Place, below: Place) -> str:
    start, end = above.y + BOX_HEIGHT, below.y - 1
    bend = (end - start) / 2
    return (
        f'<path d="M{above.middle:.0f} {start:.0f} C{above.middle:.0f} {start + bend:.0f} '
        f'{below.middle:.0f} {end - bend:.0f} {below.middle:.0f} {end:.0f}"/>'
    )


def _box(room: Room, place: Place) -> str:
    files = "1 file" if room.files == 1 else f"{room.files} files"
    return (
        f'<g class="{room.package}"><rect x="{place.x:.0f}" y="{place.y:.0f}" '
        f'width="{place.width:.0f}" height="{BOX_HEIGHT}" rx="5"/>'
        f'<text x="{place.middle:.0f}" y="{place.y + 17:.0f}" text-anchor="middle">'
        f"{escape(room.package)}/{escape(room.name)}</text>"
        f'<text class="small" x="{place.middle:.0f}" y="{place.y + 32:.0f}" text-anchor="middle">'
        f"{files}, {room.lines:,} lines</text></g>"
    )
