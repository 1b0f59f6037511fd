"""`kubesim policy …`: what a ministry asks, each command in a file of its own."""

import typer

app = typer.Typer(name="policy", rich_markup_mode="rich", no_args_is_help=True)
"""The group; commands are added to it in `experiments.cli`."""


@app.callback()
def policy() -> None:
    """Which policies make fewer Kubes fail and more self-reliant, for whom, at what cost."""
