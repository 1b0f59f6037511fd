"""The reference of the commands, made from the command line itself."""

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import typer

from docs.tools.markdown import code, table
from experiments.cli import app
from experiments.commands.help import EXAMPLE, is_option, value_of

HEADINGS = "Takes", "Default", "Meaning"
MANY = 3
"""So many commands take an option that is described once for all of them."""

Row = tuple[str, str, str]
"""An argument or option as it is written, its default, its meaning."""


def reference() -> str:
    """Return the options of many commands, then a section for each, in the order of the help."""
    every = list(_commands(typer.main.get_command(app)))
    shared = _shared(command for _, command in every)
    sections = [_section(name, command, shared) for name, command in every]
    of_many = ["## Options of many commands", table(HEADINGS, shared)]
    return "\n".join(["\n\n".join(of_many), *sections])


def _shared(every: Iterable[Any]) -> list[Row]:
    """Return the options that many commands take with one default and meaning, most common first.

    Where an option has several meanings, only the most common one is among them.
    """
    rows = Counter(
        _row(one, command) for command in every for one in _taken(command) if is_option(one)
    )
    by_name: dict[str, Row] = {}
    for row, commands in rows.most_common():
        if commands >= MANY:
            by_name.setdefault(row[0], row)
    return list(by_name.values())


def _taken(command: Any) -> list[Any]:
    """Return what a command takes, beside its help and what is hidden."""
    shown = (one for one in command.params if not getattr(one, "hidden", False))
    return [one for one in shown if "--help" not in one.opts]


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command with its name, those of a group after each other."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _section(name: str, command: Any, shared: Sequence[Row]) -> str:
    """Return what a command does in one sentence, how it is called, what it takes, examples.

    What else its help says is left to `kubesim COMMAND --help`.
    """
    text = inspect.cleandoc(command.help)
    taken = _taken(command)
    usage = [f"kubesim {name}", *(_shape(one) for one in taken if not is_option(one))]
    usage += ["[OPTIONS]"] if any(map(is_option, taken)) else []
    parts = [f"## kubesim {name}", code(" ".join(usage)), text.partition("\n\n")[0]]
    rows = [_row(one, command) for one in taken]
    if own := [row for row in rows if row not in shared]:
        parts.append(table(HEADINGS, own).rstrip())
    if also := [row[0] for row in rows if row in shared]:
        parts.append(f"Also {', '.join(also)}.")
    if examples := EXAMPLE.findall(text):
        parts.append("\n".join(f"    {example}" for example in examples))
    return "\n\n".join(parts) + "\n"


def _shape(param: Any) -> str:
    """Return how an argument stands in the usage; brackets say that it may be left out."""
    name = str(param.metavar)
    return name if param.required else f"[{name}]"


def _row(param: Any, command: Any) -> Row:
    if not is_option(param):
        names = str(param.metavar).split("|")
        return " or ".join(map(code, names)), _default(param), str(param.help or "")
    values = [""] if param.is_flag else value_of(param, command).split("|")
    first = f"{', '.join(param.opts)} {values[0]}".strip()
    written = " or ".join(map(code, (first, *values[1:])))
    return written, _default(param), str(param.help or "")


def _default(param: Any) -> str:
    """Return a default, or nothing where there is none or it is 'off'."""
    if param.required:
        return "must be given"
    if param.default is None or param.default is False:
        return ""
    return code(str(param.default))
