"""Refresh the made parts of the pages, in place: `python -m docs.tools [slow] [PAGE ...]`.

With `slow`, also what takes minutes: the output of every command that a page shows, and the
figures of the trainers' lesson. Pages that are named (`trainer.md`) are the only ones refreshed;
otherwise, so is the drawing of the rooms.
"""

import sys

from docs.tools.architecture import DRAWING, drawing
from docs.tools.pages import ROOT, pages
from docs.tools.parts import refreshed
from experiments.common.files import save


def main(arguments: list[str]) -> int:
    """Write the pages that are out of step and name them; say what is wrong with one that fails."""
    slow = arguments[:1] == ["slow"]
    by_name = {page.name: page for page in pages()}
    asked = arguments[slow:] or list(by_name)
    if unknown := [name for name in asked if name not in by_name]:
        sys.stderr.write(f"no such page: {', '.join(unknown)}\n")
        return 2
    for page in (by_name[name] for name in asked):
        before = page.read_text(encoding="utf-8")
        try:
            text = refreshed(before, slow=slow)
        except (LookupError, ValueError, RuntimeError) as fault:
            sys.stderr.write(f"{page.name}: {fault}\n")
            return 2
        if text != before:
            save(page, text.encode())
            sys.stdout.write(f"{page.relative_to(ROOT)}\n")
    if asked == list(by_name) and (drawn := drawing().encode()) != DRAWING.read_bytes():
        save(DRAWING, drawn)
        sys.stdout.write(f"{DRAWING.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
