"""`kubesim policy …`: what a ministry asks, each command in a file of its own."""

import typer

from experiments.commands.help import SpokenGroup, indonesian

app = typer.Typer(name="policy", cls=SpokenGroup, no_args_is_help=True)
"""The group; commands are added to it in `experiments.cli`."""


@app.callback()
@indonesian(
    """Kebijakan mana yang mengurangi Kube gagal dan menambah Kube mandiri, bagi siapa, dengan
    biaya berapa.
    """
)
def policy() -> None:
    """Which policies make fewer Kubes fail and more self-reliant, for whom, at what cost."""
