"""The score of both sides in two lines, which stays in sight on a phone."""

from collections.abc import Sequence

from nicegui.element import Element

from experiments.classroom.page.html_parts import tag, text
from experiments.common.numbers import NO_BREAK


def pinned_place(key: str, label: str) -> Element:
    """Return the place of the score; on wider screens it is not shown, for all figures are."""
    return tag("div", "pinned", id=key, role="group", aria_label=label)


def pin(place: Element, sides: Sequence[tuple[str, str]]) -> None:
    """Show a title and a line for each side, left and right."""
    place.clear()
    with place:
        for number, (title, line) in enumerate(sides):
            with tag("p", f"side-{number}"):
                text("b", title)
                text("span", line.replace("Rp ", f"Rp{NO_BREAK}"))
