"""Strict input: what every file must pass, and faults that a user can mend."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

BYTES_MOST = 5_000_000
"""No input file is larger; the size is looked at before the file is read."""
LINE_MOST = 2_000
"""No line of a TOML file is longer: a key of 100,000 dotted parts would fill the memory."""


class Strict(BaseModel):
    """A frozen record that refuses unknown keys, wrong types, NaN and infinities."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True)


class InputError(Exception):
    """Faults of an input, one line each: file, key, value, remedy."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_text(path: Path) -> str:
    """Read a small text file, or say in a line why not."""
    try:
        if path.is_dir():
            raise InputError([f"{path}: is a folder; name a file"])
        if not path.is_file():
            raise InputError([f"{path}: there is no such file"])
        size = path.stat().st_size
        if size > BYTES_MOST:
            raise InputError([f"{path}: {size} bytes; an input has {BYTES_MOST} at most"])
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise InputError([f"{path}: cannot be read as UTF-8 text ({error})"]) from None


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file, or say in a line why not."""
    text = read_text(path)
    if not text.strip():
        raise InputError([f"{path}: is empty"])
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LINE_MOST:
            raise InputError([f"{path}: line {number}: a line has {LINE_MOST} characters at most"])
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError([f"{path}: is not valid TOML: {error}"]) from None


def resolve(name: str, folder: Path, what: str) -> Path:
    """Return the file of a shipped name, or of a path (anything with a separator or suffix)."""
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if name in known:
        return folder / f"{name}.toml"
    if "/" in name or "\\" in name or name.endswith(".toml"):
        return Path(name)
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    raise InputError([f"{name}: unknown {what}; {hint}"])


def faults_of(error: ValidationError, path: Path) -> list[str]:
    """Turn pydantic's report into one line per fault."""
    lines = []
    for fault in error.errors(include_url=False, include_context=False):
        key = ".".join(str(part) for part in fault["loc"]) or "file"
        key = key if key.isprintable() else repr(key)
        value = fault["input"]
        shown = "" if isinstance(value, dict | list) else f" = {value!r:.100}"
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(f"{path}: {key}{shown}: {message}")
    return lines
