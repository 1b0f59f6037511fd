"""`--save FILE` of every command that has a result: what --json prints, as .xlsx or CSV."""

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from experiments.commands.common import caught, faults, refuse, say_saved, wrong_numbers
from experiments.commands.options import Numbers, SaveAs
from experiments.common.refusals import is_a_folder
from sim.inputs.said import both

OPTIONS = {"save": (SaveAs, None), "numbers": (Numbers, "plain")}
"""The options that are added, with their defaults."""


def savable(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with --save and --numbers; it takes `numbers` itself if it writes CSV."""
    signature = inspect.signature(command)
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in OPTIONS.items()
        if name not in signature.parameters
    ]

    @wraps(command)
    def saving(*args: Any, save: Path | None = None, numbers: str, **kwargs: Any) -> None:
        lang = kwargs.get("lang")
        with faults(lang):
            refuse(wrong_numbers(numbers))
        if "numbers" in signature.parameters:
            kwargs["numbers"] = numbers
        if save is None:
            command(*args, **kwargs)
            return
        with faults(lang):
            _check(save)
        with caught() as results:
            command(*args, **{**kwargs, "json": True})
        with faults(lang):
            _save(results, save, numbers, lang)

    saving.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), *added]
    )
    saving.__annotations__ = {
        **command.__annotations__,
        **{parameter.name: parameter.annotation for parameter in added},
    }
    return saving


def _check(path: Path) -> None:
    """Say what is wrong with a file to save to, before the work is done."""
    from experiments.common.files import check_writable
    from experiments.common.result_tables import SUFFIXES
    from sim.workbook.cells import library

    refuse(
        (
            path.suffix.lower() not in SUFFIXES,
            both(
                f"--save {path}: is no {' or '.join(SUFFIXES)}; write its ending",
                f"--save {path}: bukan {' atau '.join(SUFFIXES)}; tulis akhirannya",
            ),
        ),
        (path.is_dir(), is_a_folder(f"--save {path}")),
    )
    if path.suffix.lower() == SUFFIXES[0]:
        library()
    check_writable(path.parent)


def _save(results: list[Any], path: Path, numbers: str, lang: str | None) -> None:
    """Save what a command had to print."""
    from experiments.common.files import save_all
    from experiments.common.languages import heard
    from experiments.common.result_tables import files_of

    for result in results:
        say_saved(save_all(path.parent, files_of(result, path, numbers)), lang=heard(lang))
