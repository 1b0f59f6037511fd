"""What a sensitivity analysis found, as tables of 100 columns."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.common.difference_words import size
from experiments.common.outcomes import BY_NAME
from experiments.evidence.sensitivity.sensing import Found
from experiments.evidence.sensitivity.space import Figure
from experiments.evidence.sensitivity.words import (
    name_of,
    others,
    ranked_indices,
    sentences,
)


def tables(found: Found) -> RenderableType:
    """Return the split of the variance, and for every outcome its indices and what they say."""
    parts: list[RenderableType] = [_split(found)]
    for name in found.question.outcomes:
        parts += [Text(""), _indices(found, name)]
        parts += [Text(line) for line in sentences(found, name)]
    return Group(*parts)


def _split(found: Found) -> Table:
    sources = next(iter(found.split.values())).shares
    table = _table("Where the variance of one run comes from (95 %)", ("", *sources))
    for name, split in found.split.items():
        table.add_row(BY_NAME[name].title, *(_percent(it) for it in split.shares.values()))
    return table


def _indices(found: Found, name: str) -> Table:
    outcome = BY_NAME[name]
    table = _table(
        f"{outcome.title[0].upper()}{outcome.title[1:]}: which parameters move it (95 %)",
        ("parameter", "total index", "first order", "whole range moves it"),
    )
    effects = {effect.name: effect for effect in found.effects[name]}
    for index in ranked_indices(found.indices[name].each):
        effect = effects.get(index.name)
        moves = "" if effect is None else f"{size(effect.mu_star.value, outcome)}"
        table.add_row(
            name_of(index.name, others(found)), _part(index.total), _part(index.first), moves,
            style="" if index.seen else "dim",
        )  # fmt: skip
    return table


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=Text(title), title_justify="left", box=None, padding=(0, 2, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if number else "left", overflow="fold")
    return table


def _percent(figure: Figure) -> str:
    low, high = (max(0.0, 100 * it) for it in (figure.low, figure.high))
    return f"{max(0.0, 100 * figure.value):.0f} % ({low:.0f}-{high:.0f})"


def _part(figure: Figure) -> str:
    low = max(0.0, figure.low)
    return f"{max(0.0, figure.value):.2f} ({low:.2f}-{max(0.0, figure.high):.2f})"
