"""`kubesim elicit …`: those who know are asked, each command in a file of its own."""

import typer

from experiments.commands.help import SpokenGroup, indonesian

app = typer.Typer(name="elicit", cls=SpokenGroup, no_args_is_help=True)
"""The group; commands are added to it in `experiments.cli`."""


@app.callback()
@indonesian(
    """Tanyai orang yang mengenal Kube, gabungkan jawabannya, dan beri bobot pada sampel parameter.
    """
)
def elicit() -> None:
    """Ask those who know Kubes, pool their answers, and weigh the draws by them."""
