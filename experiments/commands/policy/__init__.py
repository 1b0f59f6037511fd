"""`kubesim policy …`: what a ministry asks, each command in a file of its own."""

import typer

from experiments.commands.help import SpokenGroup, help_where_no_command_is_named, indonesian

app = typer.Typer(name="policy", cls=SpokenGroup)
"""The group; commands are added to it in `experiments.cli`."""


@app.callback(invoke_without_command=True)
@indonesian(
    """Kebijakan mana yang mengurangi Kube gagal dan menambah Kube mandiri, bagi siapa, dengan
    biaya berapa.
    """
)
def policy(context: typer.Context) -> None:
    """Which policies make fewer Kubes fail and more self-reliant, for whom, at what cost."""
    help_where_no_command_is_named(context)
