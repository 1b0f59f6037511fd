"""`kubesim elicit …`: those who know are asked, each command in a file of its own."""

import typer

app = typer.Typer(name="elicit", rich_markup_mode="rich", no_args_is_help=True)
"""The group; commands are added to it in `experiments.cli`."""


@app.callback()
def elicit() -> None:
    """Ask those who know Kubes, pool their answers, and weigh the draws by them."""
