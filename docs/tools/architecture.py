"""The drawing of the rooms, from their imports: `docs/images/architecture.svg`.

Rows are the layers that the import contracts of `pyproject.toml` declare: files import from rows
below their own. An arrow says that files of one room import files of another; one that follows from
other arrows is left out, and one over more than two rows is pale.
"""

import ast
import tomllib
from html import escape
from typing import NamedTuple

import grimp
import networkx

from docs.tools.pages import DOCS, ROOT

DRAWING = DOCS / "images" / "architecture.svg"
CONTRACTS = {"rooms": "experiments", "layers": "sim"}
"""By id of a contract, the package whose layers it declares."""
WIDTH, BOX_HEIGHT, ROW_HEIGHT, GAP, MARGIN = 960, 28, 52, 14, 16
FAR = 2.5 * ROW_HEIGHT
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}"
    "rect{fill:#eef4fa;stroke:#0072B2}.sim rect{fill:#fdf3e3;stroke:#E69F00}"
    "path{stroke:#777;fill:none;marker-end:url(#tip)}.far{stroke:#ccc;stroke-dasharray:3 4}"
)


class Room(NamedTuple):
    """A room of a package: a folder, or a file that stands alone, with what it says of itself."""

    package: str
    name: str
    about: str


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
    folder = ROOT / package / name
    path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    about = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return Room(package, name, about.partition("\n")[0])


def arrows(rooms: list[Room]) -> set[tuple[str, str]]:
    """Return who imports whom among rooms, by names such as `sim.rules`."""
    names = {f"{room.package}.{room.name}" for room in rooms}
    graph = grimp.build_graph("sim", "experiments")
    pairs = {
        (".".join(importer.split(".")[:2]), ".".join(imported.split(".")[:2]))
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    }
    return {(above, below) for above, below in pairs if above != below and {above, below} <= names}


def drawing() -> str:
    """Return the drawing as SVG."""
    rows = layers()
    rooms = [room for row in rows for room in row]
    places = _places(rows)
    row_of = {
        f"{room.package}.{room.name}": row for row, those in enumerate(rows) for room in those
    }
    downwards = [pair for pair in arrows(rooms) if row_of[pair[0]] < row_of[pair[1]]]
    graph = networkx.DiGraph(downwards)
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
    far = ' class="far"' if end - start > FAR else ""
    return (
        f'<path{far} d="M{above.middle:.0f} {start:.0f} C{above.middle:.0f} {start + bend:.0f} '
        f'{below.middle:.0f} {end - bend:.0f} {below.middle:.0f} {end:.0f}"/>'
    )


def _box(room: Room, place: Place) -> str:
    return (
        f'<g class="{room.package}"><title>{escape(room.about)}</title>'
        f'<rect x="{place.x:.0f}" y="{place.y:.0f}" width="{place.width:.0f}" '
        f'height="{BOX_HEIGHT}" rx="5"/><text x="{place.middle:.0f}" y="{place.y + 19:.0f}" '
        f'text-anchor="middle">{room.package}/{room.name}</text></g>'
    )
