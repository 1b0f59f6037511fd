"""What the model must not be used for, from the file that ships."""

from typing import Annotated

from pydantic import Field, ValidationError

from sim.inputs.strict import InputError, Strict, faults_of, read_toml
from sim.locations import OBSERVED


class Limit(Strict):
    """One use that the model is not made for, in English and Indonesian."""

    en: Annotated[str, Field(min_length=1)]
    id: Annotated[str, Field(min_length=1)]


class _Limits(Strict):
    limit: Annotated[tuple[Limit, ...], Field(strict=False)]


def load_limits() -> tuple[Limit, ...]:
    """Load the shipped list.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = OBSERVED / "limits.toml"
    try:
        return _Limits.model_validate(read_toml(path)).limit
    except ValidationError as error:
        raise InputError(faults_of(error, path)) from None
