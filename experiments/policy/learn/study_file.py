"""What a file of studies or of a pilot may say: what it looks at, in which Kubes, at what cost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator

from experiments.common.kube_statistics import STATISTICS
from experiments.sweeps.sweep_file import THERE_ALREADY
from sim.inputs.faults import nearest
from sim.inputs.said import both
from sim.inputs.strict import Fault, InputError, Strict, faults_of, read_toml, resolve
from sim.locations import PILOTS
from sim.structures import FACTOR_OF_LEVER

SHIPPED = Path(__file__).parent / "studies.toml"
"""The studies that a ministry could do, unless another file is named."""
RENAME = both("rename it", "ganti namanya")
ARMS_MOST = 2
AGE_MOST = 600

Name = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Text = Annotated[str, Field(min_length=1, max_length=400)]
Age = Annotated[int, Field(ge=1, le=AGE_MOST)]
Rupiah = Annotated[float, Field(ge=0.0, le=1e13)]


class Study(Strict):
    """A study as its file declares it.

    Attributes
    ----------
    kubes : int
        Kubes looked at; in a trial, in each arm.
    policies : tuple of str
        What the Kubes get: one policy, or two to which they are allotted at random, the first
        being what they are compared with.
    windows : tuple of (int, int)
        From which to which month after founding it looks, the first month being 1.
    sees : tuple of str
        Statistics (`STATISTICS`).
    differs : float
        How far Kubes there may differ from those that are decided on: a standard deviation of
        log-odds of shares, and of logs of amounts.
    cost_idr : (float, float)
        Between which amounts the cost lies.
    """

    name: Name = Field(description="name of the study")
    title: Text = Field(description="title in English")
    judul: Text = Field(description="title in Indonesian")
    kubes: Annotated[int, Field(ge=2, le=10_000)] = Field(
        description="Kubes looked at; in a trial, in each arm"
    )
    policies: Annotated[tuple[str, ...], Field(min_length=1, max_length=ARMS_MOST)] = Field(
        ("none",), description="what they get; two are allotted at random, the first is compared to"
    )
    windows: Annotated[tuple[tuple[Age, Age], ...], Field(min_length=1, max_length=4)] = Field(
        description="from which to which month after founding it looks"
    )
    sees: Annotated[tuple[str, ...], Field(min_length=1, max_length=len(STATISTICS))] = Field(
        description="what is counted"
    )
    differs: Annotated[float, Field(ge=0.0, le=3.0)] = Field(
        0.3, description="how far Kubes there may differ: standard deviation on the log-odds scale"
    )
    cost_idr: tuple[Rupiah, Rupiah] = Field(description="between which amounts it costs")
    source: Text = Field("-", description="what the cost rests on; - is an assumption")

    @field_validator("policies", "sees", "cost_idr", mode="before")
    @classmethod
    def _list_to_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("windows", mode="before")
    @classmethod
    def _lists_to_tuples(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return tuple(tuple(window) if isinstance(window, list) else window for window in value)

    @property
    def oldest(self) -> int:
        """The last month after founding that it looks at."""
        return max(last for _, last in self.windows)


class Studies(Strict):
    """The content of a file of studies."""

    study: Annotated[tuple[Study, ...], Field(min_length=1, max_length=50)]

    @field_validator("study", mode="before")
    @classmethod
    def _list_to_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


def load_studies(path: Path) -> tuple[Study, ...]:
    """Read the studies of a file.

    Raises
    ------
    InputError
        With one line per fault.
    """
    data = read_toml(path)
    try:
        studies = Studies.model_validate(data).study
    except ValidationError as error:
        raise InputError(faults_of(error, path, Studies)) from None
    faults = [
        fault._replace(file=str(path))
        for number, study in enumerate(studies, start=1)
        for fault in faults_in(study, f"study[{number}].")
    ]
    named = [study.name for study in studies]
    faults += [
        Fault(str(path), THERE_ALREADY, f"study[{number + 1}].name", name, RENAME)
        for number, name in enumerate(named)
        if name in named[:number]
    ]
    if faults:
        raise InputError(faults)
    return studies


class Design(Study):
    """A randomised pilot as its file declares it: a study of two arms, and what it is to tell.

    Attributes
    ----------
    lever : str
        Of which it asks whether it does anything (`sim.structures.FACTOR_OF_LEVER`).
    ranking : str
        Name of a ranked set, or folder of a ranking: the decision that it may change.
    level : float
        Chance with which its test finds an effect where there is none.
    """

    lever: str = Field(description="the lever of which it asks whether it does anything")
    ranking: str = Field("support", description="ranked set, or folder of a ranking")
    level: Annotated[float, Field(gt=0.0, lt=0.5)] = Field(
        0.05, description="chance of finding an effect where there is none"
    )


def load_design(name: str) -> Design:
    """Load a shipped pilot by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, PILOTS, both("pilot", "uji coba"))
    try:
        design = Design.model_validate(read_toml(path))
    except ValidationError as error:
        raise InputError(faults_of(error, path, Design)) from None
    faults = list(faults_in(design))
    if design.lever not in FACTOR_OF_LEVER:
        remedy = nearest(design.lever, list(FACTOR_OF_LEVER))
        why = both("is no lever that may do nothing", "bukan tuas yang mungkin tidak berpengaruh")
        faults.append(Fault("", why, "lever", design.lever, remedy))
    if len(design.policies) != ARMS_MOST:
        why = both("is one arm alone", "hanya satu kelompok")
        remedy = both(
            "name two, first what the other is compared with",
            "sebutkan dua, pembandingnya lebih dahulu",
        )
        faults.append(Fault("", why, "policies", design.policies[0], remedy))
    if faults:
        raise InputError([fault._replace(file=str(path)) for fault in faults])
    return design


def faults_in(study: Study, before: str = "") -> Iterator[Fault]:
    """Yield what only shows when values of a study are read together.

    Parameters
    ----------
    before : str
        Where the study stands in its file.
    """
    for number, name in enumerate(study.sees, start=1):
        if name not in STATISTICS:
            remedy = nearest(name, list(STATISTICS))
            why = both("is nothing a study counts", "bukan yang dihitung sebuah studi")
            yield Fault("", why, f"{before}sees[{number}]", name, remedy)
    for number, (first, last) in enumerate(study.windows, start=1):
        if first > last:
            why = both("ends before it begins", "berakhir sebelum mulai")
            remedy = both("write the first month first", "tulis bulan pertama di depan")
            yield Fault("", why, f"{before}windows[{number}]", f"[{first}, {last}]", remedy)
    low, high = study.cost_idr
    if low > high:
        why = both("is no range", "bukan rentang")
        remedy = both("write the smaller amount first", "tulis jumlah yang lebih kecil di depan")
        yield Fault("", why, f"{before}cost_idr", f"[{low:g}, {high:g}]", remedy)
    if len(set(study.policies)) < len(study.policies):
        why = both("is the policy of both arms", "adalah kebijakan kedua kelompok")
        remedy = both("name another one", "sebutkan yang lain")
        yield Fault("", why, f"{before}policies", study.policies[0], remedy)
