"""`kubesim elicit …`: those who know are asked, each command in a file of its own."""

import typer

from experiments.commands.help import SpokenGroup, help_where_no_command_is_named, indonesian

app = typer.Typer(name="elicit", cls=SpokenGroup)
"""The group; commands are added to it in `experiments.cli`."""


@app.callback(invoke_without_command=True)
@indonesian(
    """Tanyai orang yang mengenal Kube, gabungkan jawabannya, dan beri bobot pada sampel parameter.
    """
)
def elicit(context: typer.Context) -> None:
    """Ask those who know Kubes, pool their answers, and weigh the draws by them."""
    help_where_no_command_is_named(context)
