"""An empty table on the screen, under its title: the same for all commands."""

from rich import box
from rich.table import Table
from rich.text import Text


def titled(title: str) -> Table:
    """Return a table without columns; its title is taken as it is, without markup."""
    return Table(
        title=Text(title),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
    )
