"""JSON files that others may have written: bounded, of a known form, refused in lines."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from sim.inputs.explain import key_text
from sim.inputs.faults import Fault, InputError
from sim.inputs.said import both, dotted
from sim.inputs.strict import read_bytes

Json = dict[str, Any]
BYTES_MOST = 50_000_000
"""No JSON file is larger; the size is looked at before the file is read."""
NOT_AS_WRITTEN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading a file raises whose parts are missing, of another kind, or do not fit together."""


class Form(BaseModel):
    """What a file holds at least; of other keys nothing is asked."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False, extra="allow")


class AnyObject(Form):
    """An object with any keys."""


def parsed(content: bytes) -> Json:
    """Return the object that a text holds.

    Raises
    ------
    ValueError
        When it is not JSON, is nested too deep, has numbers that JSON does not have, or is no
        object.
    """
    try:
        data = json.loads(content, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("is nested too deep") from None
    if not isinstance(data, dict):
        raise ValueError("is no object")
    return data


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


def read_json(path: Path, remedy: str, form: type[Form] = AnyObject) -> Json:
    """Return the object that a file holds.

    Parameters
    ----------
    remedy : str
        What makes the file anew.
    form : type, optional
        What it holds at least.

    Raises
    ------
    InputError
        In one line: when it is missing, too large, not JSON, or of another form. Nobody mends
        what a command wrote key by key.
    """
    content = read_bytes(path, BYTES_MOST)
    try:
        data = parsed(content)
        form.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        key, others = key_text(first["loc"]), error.error_count() - 1
        more = f", and {others:,} more faults" if others else ""
        lagi = f", dan {dotted(others)} kesalahan lain" if others else ""
        why = both(
            f"is damaged or of another version: {first['msg']}{more}",
            f"rusak atau dari versi lain: {first['msg']}{lagi}",
        )
        raise InputError([Fault(str(path), why, key, remedy=remedy)]) from None
    except ValueError as error:
        why = both(
            f"is damaged: not the JSON of a command ({error})",
            f"rusak: bukan JSON dari sebuah perintah ({error})",
        )
        raise InputError([Fault(str(path), why, remedy=remedy)]) from None
    return data


@contextmanager
def as_written(path: Path, remedy: str) -> Iterator[None]:
    """Turn what goes wrong while a file's content is used into a fault of the file.

    Raises
    ------
    InputError
        When a part of it is missing, of another kind, or does not fit the others.
    """
    try:
        yield
    except NOT_AS_WRITTEN as error:
        what = f"{type(error).__name__}: {error}"
        why = both(
            f"is damaged or of another version ({what})", f"rusak atau dari versi lain ({what})"
        )
        raise InputError([Fault(str(path), why, remedy=remedy)]) from None
