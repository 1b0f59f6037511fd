"""Policies: frozen levers over a scenario; the one that changes nothing is `none`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from pydantic import Field, ValidationError, create_model

from sim.decisions import Decision
from sim.inputs.strict import Fault, InputError, Strict, faults_of, read_toml, resolve
from sim.levers import Levers
from sim.locations import POLICIES

POLICY_KEYS = {"judul", "levers", "active", "decisions"}
"""Keys that only a policy has."""
SCENARIO_KEYS = {
    "kind", "start", "months", "seen", "city", "prices", "programme", "parameters", "kubes",
    "kubes_csv", "numbers",
}  # fmt: skip
"""Keys that only a scenario has."""
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
Title = Annotated[str, Field(min_length=1, max_length=200)]


def _optional_levers() -> type[Strict]:
    """Build the record of overrides: every lever, each with `not set` as its default."""
    hints = get_type_hints(Levers, include_extras=True)
    fields: dict[str, Any] = {
        name: (
            hints[name] | None,
            Field(
                None,
                title=info.title,
                description=info.description,
                json_schema_extra=info.json_schema_extra,
            ),
        )
        for name, info in Levers.model_fields.items()
    }
    return create_model("LeverOverrides", __base__=Strict, **fields)


LeverOverrides = _optional_levers()


class Policy(Strict):
    """A named set of levers over a scenario.

    Attributes
    ----------
    active : bool
        A policy that is switched off changes nothing, whatever its levers say.
    levers : LeverOverrides
        The levers it sets; those not set stay as the scenario has them.
    decisions : tuple of Decision
        What single Kubes decide by themselves, month by month, as in a game.
    """

    name: Name = Field(description="name of the policy, as in its file's name")
    title: Title = Field(description="the title in English")
    judul: Title = Field(description="the title in Indonesian")
    active: bool = Field(True, description="false: the policy changes nothing")
    levers: LeverOverrides = Field(default_factory=LeverOverrides)  # type: ignore[valid-type]
    decisions: tuple[Decision, ...] = Field((), strict=False)

    def overrides(self) -> dict[str, Any]:
        """Return the levers that this policy sets."""
        if not self.active:
            return {}
        levers: Strict = self.levers
        return {key: value for key, value in levers.model_dump().items() if value is not None}


NONE = Policy(name="none", title="As in the scenario", judul="Seperti dalam skenario")


def load_policy(name: str) -> Policy:
    """Load a shipped policy by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, POLICIES, "policy")
    return policy_of(read_toml(path), path)


def policy_of(data: Mapping[str, Any], path: Path) -> Policy:
    """Make a policy of the content of its file; `path` names it in faults.

    Raises
    ------
    InputError
        With one line per fault.
    """
    if is_scenario(data):
        why = "is a scenario, not a policy"
        raise InputError([Fault(str(path), why, remedy="name it where the scenario is asked for")])
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        raise InputError(faults_of(error, path, Policy)) from None


def is_scenario(data: Mapping[str, Any]) -> bool:
    """Whether a file is a scenario and no policy, by its keys."""
    return len(SCENARIO_KEYS & data.keys()) > len(POLICY_KEYS & data.keys())


def is_policy(data: Mapping[str, Any]) -> bool:
    """Whether a file is a policy and no scenario, by its keys."""
    return len(POLICY_KEYS & data.keys()) > len(SCENARIO_KEYS & data.keys())
