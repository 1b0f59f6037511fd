"""What was measured elsewhere, strictly: contrasts to fit, contrasts for the card, priors.

The file that ships is `sim/observed/elsewhere.toml`; it holds every choice, with its reason.
"""

import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from experiments.evidence.calibration.calibration_file import Listed, Name, Text
from sim.course import LeverOverrides
from sim.inputs.faults import nearest, shown
from sim.inputs.said import both
from sim.inputs.strict import Fault, InputError, Strict, faults_of, read_toml
from sim.locations import OBSERVED
from sim.parameters import declared, with_values
from sim.parameters.spec import TRANSPORT, Grade, Spec, Transport
from sim.policy import Policy
from sim.scenario import Scenario, load_scenario

Outcome = Literal[
    "alive_share", "default_share", "income_idr", "kube_income_idr", "consumption_idr",
    "unmet_idr", "savings_idr", "insured_share", "grant_return",
]  # fmt: skip
Direction = Literal["up", "down", "nothing"]
FILE = OBSERVED / "elsewhere.toml"
YEAR = 12
GRANT = "starter_idr"
"""The lever by which the two sides of a `grant_return` differ."""


class Setting(Strict):
    """Where contrasts are simulated: Kubes founded together, so many cities of each draw."""

    scenario: str
    kubes: Annotated[int, Field(ge=1, le=1_000)]
    replications: Annotated[int, Field(ge=1, le=100)]
    seed: Annotated[int, Field(ge=0, lt=2**32)]


class Arm(Strict):
    """One side of a contrast: levers over the scenario's, parameters over those drawn."""

    levers: LeverOverrides = Field(default_factory=LeverOverrides)  # type: ignore[valid-type]
    parameters: dict[str, float] = Field(default_factory=dict)

    def policy(self, name: str) -> Policy:
        """Return its levers as a policy."""
        return Policy(name=name, title=name, judul=name, levers=self.levers)

    def value(self, lever: str) -> Any:
        """Return what it sets a lever to; None where it leaves it."""
        return getattr(self.levers, lever)


class Contrast(Strict):
    """What others measured between two programmes.

    Attributes
    ----------
    use : str
        `fit`: the draws are weighted by it; `card`: it is predicted and never fitted.
    months : int
        After founding; amounts are of the last twelve.
    says : float or str
        A figure on the scale of the outcome, b less a; or a direction, or `nothing`.
    error : float
        Standard error of the figure; of a direction the smallest effect told from nothing.
    """

    id: Name
    use: Literal["fit", "card"]
    title: Text
    judul: Text
    source: Text
    sumber: Text
    grade: Grade
    transport: Transport
    outcome: Outcome
    months: Annotated[int, Field(ge=YEAR, le=600)]
    says: float | Direction
    error: Annotated[float, Field(gt=0.0, le=10.0)]
    a: Arm
    b: Arm

    @property
    def figure(self) -> float:
        """The effect measured, 0 where the source has none or a direction alone."""
        return 0.0 if isinstance(self.says, str) else self.says

    def spread(self, times: float = 1.0) -> float:
        """Return the error of the effect here, with so many times that of carrying it over."""
        size = max(abs(self.figure), self.error)
        return math.hypot(self.error, times * TRANSPORT[self.transport] * size)


class Measured(Strict):
    """A figure that stands in the priors of parameters; without `transport` they are wide."""

    parameters: Annotated[tuple[str, ...], Listed]
    title: Text
    judul: Text
    source: Text
    sumber: Text
    grade: Grade
    transport: Transport | None = None


class Elsewhere(Strict):
    """The whole file."""

    setting: Setting
    contrast: Annotated[tuple[Contrast, ...], Listed, Field(min_length=1)]
    prior: Annotated[tuple[Measured, ...], Listed] = ()

    @property
    def fitted(self) -> tuple[Contrast, ...]:
        """What the draws are weighted by."""
        return tuple(contrast for contrast in self.contrast if contrast.use == "fit")


def load_elsewhere(path: Path = FILE) -> Elsewhere:
    """Load what was measured elsewhere.

    Raises
    ------
    InputError
        With one line per fault.
    """
    try:
        elsewhere = Elsewhere.model_validate(read_toml(path))
    except ValidationError as error:
        raise InputError(faults_of(error, path, Elsewhere)) from None
    faults = [fault._replace(file=str(path)) for fault in _clashes(elsewhere)]
    if faults:
        raise InputError(faults)
    return elsewhere


@cache
def shipped() -> Elsewhere:
    """Return what ships, read once."""
    return load_elsewhere()


def city_of(setting: Setting, months: int) -> Scenario:
    """Return the city of a contrast: its Kubes founded in the first month, without grants."""
    scenario = load_scenario(setting.scenario)
    rows = sorted(scenario.kubes, key=lambda kube: kube.id)[: setting.kubes]
    fresh: dict[str, Any] = {"founded": scenario.start, "grants": (), "observed": ()}
    kubes = tuple(kube.model_copy(update=fresh) for kube in rows)
    return scenario.model_copy(update={"months": months, "seen": None, "kubes": kubes})


CORRECT = both("correct it", "perbaiki")


def _clashes(elsewhere: Elsewhere) -> Iterator[Fault]:
    """Yield everything that does not agree with the model or with itself."""
    yield from _split(elsewhere)
    specs = {name: spec for name, _, spec in declared()}
    for number, contrast in enumerate(elsewhere.contrast, start=1):
        key = f"contrast[{number}]"
        for side in ("a", "b"):
            yield from _parameters(f"{key}.{side}.parameters", getattr(contrast, side), specs)
        if contrast.outcome == "grant_return":
            grants = [arm.value(GRANT) for arm in (contrast.a, contrast.b)]
            if None in grants or grants[0] == grants[1]:
                why = both(
                    f"needs a different {GRANT} in a and b",
                    f"memerlukan {GRANT} yang berbeda pada a dan b",
                )
                remedy = both("write both", "tulis keduanya")
                yield Fault("", why, f"{key}.outcome", shown(contrast.outcome), remedy)
    for number, row in enumerate(elsewhere.prior, start=1):
        yield from _of_prior(f"prior[{number}]", row, specs)
    yield from _unlisted(elsewhere, specs)


def _split(elsewhere: Elsewhere) -> Iterator[Fault]:
    """Yield contrasts that stand there twice, so that one could be fitted and predicted."""
    for name, count in Counter(contrast.id for contrast in elsewhere.contrast).items():
        if count > 1:
            twice = both("is there twice", "ada dua kali")
            own = both("give each its own", "beri masing-masing sendiri")
            yield Fault("", twice, "contrast.id", shown(name), own)
    seen: dict[str, str] = {}
    for contrast in elsewhere.contrast:
        same = seen.setdefault(what_runs(contrast) + contrast.outcome, contrast.id)
        if same != contrast.id:
            why = both(
                f"compares the same as {same}", f"membandingkan hal yang sama seperti {same}"
            )
            remedy = both("keep one", "pertahankan satu")
            yield Fault("", why, "contrast.id", shown(contrast.id), remedy)


def what_runs(contrast: Contrast) -> str:
    """Return what is simulated for a contrast: alike, the same runs serve."""
    return contrast.model_dump_json(include={"months", "a", "b"})


def _parameters(key: str, arm: Arm, specs: dict[str, Spec]) -> Iterator[Fault]:
    for name, value in arm.parameters.items():
        if name not in specs:
            why = both("is not known", "tidak dikenal")
            yield Fault("", why, f"{key}.{name}", remedy=nearest(name, list(specs)))
            continue
        try:
            with_values({name: value})
        except ValueError as error:
            yield Fault("", error.args[0], f"{key}.{name}", shown(value), CORRECT)


def _of_prior(key: str, row: Measured, specs: dict[str, Spec]) -> Iterator[Fault]:
    """Yield parameters whose prior is not what the row says of it."""
    for name in row.parameters:
        prior = specs[name].prior if name in specs else None
        if prior is None:
            known = [other for other, spec in specs.items() if spec.prior is not None]
            why = both("names no uncertain parameter", "tidak menyebut parameter yang tidak pasti")
            remedy = nearest(name, known)
            yield Fault("", why, f"{key}.parameters", shown(name), remedy)
        elif prior.transport != (row.transport and TRANSPORT[row.transport]):
            why = both(
                f"is not how far the prior of {name} is carried",
                f"tidak sama dengan jauhnya prior {name} dibawa",
            )
            remedy = both("correct one of them", "perbaiki salah satu")
            yield Fault("", why, f"{key}.transport", shown(row.transport), remedy)


def _unlisted(elsewhere: Elsewhere, specs: dict[str, Spec]) -> Iterator[Fault]:
    """Yield priors that are centred on a measured figure of which the file says nothing."""
    listed = {name for row in elsewhere.prior for name in row.parameters}
    for name, spec in specs.items():
        if spec.prior is not None and spec.prior.transport is not None and name not in listed:
            why = both(
                "has a measured prior that is not listed",
                "punya prior terukur yang belum tercantum",
            )
            remedy = both("list it with its source", "cantumkan beserta sumbernya")
            yield Fault("", why, "prior.parameters", shown(name), remedy)
