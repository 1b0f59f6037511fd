"""What is declared at a place of a record: its kind, bounds, unit, meaning, and known keys."""

from inspect import isclass
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

BOUNDS = (
    ("ge", "low", 0), ("gt", "low", 0), ("min_length", "low", 0),
    ("le", "high", 0), ("lt", "high", 1), ("max_length", "high", 0),
)  # fmt: skip
"""Names of pydantic's bounds, the end that each sets, and what is taken off a whole number."""

Loc = tuple[int | str, ...]
"""A place as pydantic names it: keys, and numbers from 0 in lists."""


class Declared(NamedTuple):
    """What may stand at one place.

    Attributes
    ----------
    kind : type or None
        int, float, bool, str, dict, tuple, a record, or None where nothing is declared.
    choices : tuple of str
        Where only some words are allowed.
    low, high : float or None
        Bounds of a number, or of a text's length.
    """

    kind: Any = None
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    unit: str = ""
    meaning: str = ""

    @property
    def is_share(self) -> bool:
        """Whether this is a number from 0 to 1."""
        return self.kind is float and (self.low, self.high) == (0.0, 1.0)


def declared_at(model: type[BaseModel], loc: Loc) -> Declared:
    """Return what a record declares at a place."""
    field: FieldInfo | None = FieldInfo(annotation=model)
    for part in loc:
        field = None if field is None else _inside(_bare(field), part)
    return Declared() if field is None else _declared(field)


def keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys of the table at a place, where they are declared."""
    kind = declared_at(model, loc).kind
    return _keys(kind) if _is_record(kind) else []


def homes(model: type[BaseModel], key: str, at: str = "", head: str = "") -> list[str]:
    """Return the heads of the tables that have a key: empty, `[city]`, `[[kubes]]`."""
    keys = [head] if key in _keys(model) else []
    for name, field in model.model_fields.items():
        inner = _bare(field)
        listed = get_origin(inner.annotation) is tuple
        if listed:
            inner = _bare(FieldInfo.from_annotation(get_args(inner.annotation)[0]))
        kind: Any = inner.annotation
        if _is_record(kind):
            path = f"{at}.{name}" if at else name
            keys += homes(kind, key, path, f"[[{path}]]" if listed else f"[{path}]")
    return keys


def _keys(kind: Any) -> list[str]:
    """Return the fields of a record, and the keys that only its file has."""
    return [*kind.model_fields, *getattr(kind, "file_keys", ())]


def _is_record(kind: Any) -> bool:
    return isclass(kind) and issubclass(kind, BaseModel)


def _bare(field: FieldInfo) -> FieldInfo:
    """Return a field without `| None` and with the bounds that stood inside."""
    kinds = [kind for kind in get_args(field.annotation) if kind is not NoneType]
    if len(kinds) == 1 and NoneType in get_args(field.annotation):
        return FieldInfo.from_annotation(kinds[0])
    return field


def _inside(field: FieldInfo, part: int | str) -> FieldInfo | None:
    kind: Any = field.annotation
    if _is_record(kind):
        inner: FieldInfo | None = kind.model_fields.get(str(part))
        return inner
    if get_origin(kind) is dict:
        return FieldInfo.from_annotation(get_args(kind)[0 if part == "[key]" else 1])
    if get_origin(kind) is tuple:
        return FieldInfo.from_annotation(get_args(kind)[0])
    return None


def _declared(outer: FieldInfo) -> Declared:
    field = _bare(outer)
    bounds: dict[str, Any] = {}
    for bound in field.metadata:
        for name, end, less in BOUNDS:
            if getattr(bound, name, None) is not None:
                bounds[end] = getattr(bound, name) - less
        bounds["pattern"] = getattr(bound, "pattern", None) or bounds.get("pattern", "")
    kind = field.annotation
    extra = outer.json_schema_extra
    return Declared(
        kind=str if get_origin(kind) is Literal else get_origin(kind) or kind,
        choices=get_args(kind) if get_origin(kind) is Literal else (),
        unit=str(extra.get("unit", "")) if isinstance(extra, dict) else "",
        meaning=outer.description or "",
        **bounds,
    )
