"""The reference of the commands, made from the command line itself."""

import inspect
import re
from collections.abc import Iterator
from typing import Any, get_args

import typer

from docs.tools.markdown import code, table
from experiments.cli import app

EXAMPLE = re.compile(r"Example: (.+)")


def reference() -> str:
    """Return a section for each command, in the order of `kubesim --help`."""
    every = _commands(typer.main.get_command(app))
    return "\n".join(_section(name, command) for name, command in every)


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command with its name, those of a group after each other."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _section(name: str, command: Any) -> str:
    """Return what a command does, how it is called, what it takes, an example or more."""
    text = inspect.cleandoc(command.help)
    examples = EXAMPLE.findall(text)
    shown = (param for param in command.params if not getattr(param, "hidden", False))
    taken = [param for param in shown if "--help" not in param.opts]
    usage = [f"kubesim {name}", *(_shape(param) for param in taken if not _is_option(param))]
    usage += ["[OPTIONS]"] if any(map(_is_option, taken)) else []
    parts = [f"## kubesim {name}", code(" ".join(usage)), EXAMPLE.sub("", text).strip()]
    if taken:
        parts.append(table(("Takes", "Default", "Meaning"), map(_row, taken)).rstrip())
    if examples:
        parts += ["For example:", "\n".join(f"    {example}" for example in examples)]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(parts)) + "\n"


def _is_option(param: Any) -> bool:
    return str(param.opts[0]).startswith("-")


def _shape(param: Any) -> str:
    """Return how an argument stands in the usage; brackets say that it may be left out."""
    name = str(param.metavar)
    return name if param.required or name.startswith("[") else f"[{name}]"


def _row(param: Any) -> tuple[str, str, str]:
    if not _is_option(param):
        names = str(param.metavar).strip("[]").split("|")
        return " or ".join(map(code, names)), _default(param), str(param.help or "")
    value = [] if param.is_flag else [_value(param)]
    return code(" ".join([", ".join(param.opts), *value])), _default(param), str(param.help or "")


def _value(param: Any) -> str:
    """Return a word for the value of an option: the one given, or one for its kind."""
    if param.metavar:
        return str(param.metavar)
    words = {int: "N", float: "X"}
    return words.get(_kind(param), str(param.name).upper())


def _kind(param: Any) -> Any:
    annotation = param.type_descriptor.annotation
    return next(iter(get_args(annotation)), annotation)


def _default(param: Any) -> str:
    """Return a default, or nothing where there is none or it is 'off'."""
    if param.required:
        return "must be given"
    if param.default is None or param.default is False:
        return ""
    return code(str(param.default))
