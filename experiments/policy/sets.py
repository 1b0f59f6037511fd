"""What a policy set's file may say: the question, the policies, how they are scored and priced."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator

from experiments.common.city_or_nation import support_over
from experiments.common.outcomes import BY_NAME
from experiments.common.uncertainty import NOTHING_DRAWN, Drawn
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.accounting import DISCOUNT_PERCENT, PRICE_OF_YEAR
from experiments.sweeps.plan import Plan, plan_in
from experiments.sweeps.sweep_file import REMOVE, THERE_ALREADY, SweepSpec
from sim.inputs.faults import first_of, nearest
from sim.inputs.said import both, dotted
from sim.inputs.strict import Fault, InputError, Strict, faults_of, read_toml, resolve
from sim.locations import SETS
from sim.outcomes import SUSTAINED_TO

Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
Text = Annotated[str, Field(min_length=1, max_length=400)]
NONE, NO_SUPPORT = "none", "no-support"
ALWAYS = (NONE, NO_SUPPORT)
"""Policies that every set holds: others are compared with them."""
POLICIES_MOST = 200
JUDGED = [name for name, outcome in BY_NAME.items() if outcome.better != "neither"]
"""Outcomes by which policies can be ranked."""


class Accounting(Strict):
    """How costs are reckoned."""

    price_year: Annotated[int, Field(ge=1990, le=2100)] = Field(
        PRICE_OF_YEAR,
        description="year in whose rupiah all amounts are: those of this file (prices, "
        "willing_idr), --budget, and every cost that is reported. Must be given beside such an "
        f"amount; {PRICE_OF_YEAR} by default",
        json_schema_extra={"unit": "year"},
    )
    discount_percent: Annotated[float, Field(ge=0.0, le=30.0)] = Field(
        DISCOUNT_PERCENT,
        description="by which a later year counts less",
        json_schema_extra={"unit": "per cent a year"},
    )
    prices: dict[str, Annotated[float, Field(ge=0.0, le=1e9)]] = Field(
        default_factory=dict,
        description="accounting prices that are known, in Rp of price_year, which they stay: "
        "a price of today is not inflated. Those that are not named vary over their ranges "
        "(kubesim policy prices)",
    )


class PolicySet(Strict):
    """A policy set as its file declares it.

    Attributes
    ----------
    draws, luck : int
        Draws of the parameters and structures, and runs of each draw, for every policy. At equal
        cost more draws say more of an effect than more runs of each; two runs are needed to tell
        chance between runs from what is not known.
    decide_by : str
        The outcome by which policies are ranked.
    willing_idr : float or None
        What the one who pays would give for one more sustained mandiri Kube, in Rp of the price
        year: costs are weighed against effects at this value and at others around it. Without one
        no policy is recommended over its costs: it is told from which value on each is the best.
    """

    name: Name = Field(description="name of the set, as in its file's name")
    title: Text = Field(description="title in English")
    judul: Text = Field(description="title in Indonesian")
    question: Text = Field(description="the question that is put, in English")
    pertanyaan: Text = Field(description="the question that is put, in Indonesian")
    scenario: str = Field(description="name of a shipped scenario, or path seen from this file")
    policies: Annotated[tuple[str, ...], Field(min_length=1, max_length=POLICIES_MOST)] = Field(
        description="names of shipped policies, or paths seen from this file"
    )
    draws: Annotated[int, Field(ge=8, le=100_000)] = Field(
        1_000, description="plausible worlds: draws of the parameters and rival structures"
    )
    luck: Annotated[int, Field(ge=1, le=10_000)] = Field(
        2,
        description="runs of each draw: two tell chance from what is not known; more draws say "
        "more than more runs",
    )
    seed: Annotated[int, Field(ge=0, lt=2**32 - 1)] = Field(1, description="seed of the luck")
    decide_by: str = Field(
        "sustained_mandiri_share",
        description="outcome by whose mean over worlds policies are ranked and one is chosen; "
        "costs do not enter",
        json_schema_extra={"enum": [*JUDGED]},
    )
    willing_idr: Annotated[float, Field(gt=0.0, le=1e12)] | None = Field(
        None,
        description="worth of one more sustained mandiri Kube, in Rp of accounting.price_year, "
        "which must be given beside it; without it no policy is recommended over its costs",
        json_schema_extra={"unit": "Rp"},
    )
    accounting: Accounting = Field(default_factory=Accounting, description="how costs are reckoned")

    @field_validator("policies", mode="before")
    @classmethod
    def _list_to_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @property
    def names(self) -> tuple[str, ...]:
        """All policies, those that every set holds first."""
        return tuple(dict.fromkeys((*ALWAYS, *self.policies)))

    def placed(self, fault: Fault) -> Fault:
        """Say where in the set's file a policy stands that its sweep names at another place."""
        _, at, place = fault.key.removesuffix("]").partition("factors[1].values[")
        if not at:
            return fault
        name = self.names[int(place) - 1]
        return fault._replace(key=f"policies[{self.policies.index(name) + 1}]")

    def sweep(self, seed: int, policies: tuple[str, ...] | None = None) -> SweepSpec:
        """Return the sweep that runs policies of the set, with a seed of the luck."""
        names = list(self.names if policies is None else policies)
        same = {name: getattr(self, name) for name in ("name", "title", "scenario", "draws")}
        return SweepSpec.model_validate(
            {
                **same,
                "design": "full",
                "replications": self.draws * self.luck,
                "seed": seed,
                "factors": [{"name": "policy", "values": names}],
            }
        )


def is_set(data: Mapping[str, Any]) -> bool:
    """Whether the content of a file is a policy set, by its keys."""
    return "policies" in data and "pertanyaan" in data


def load_set(name: str) -> tuple[PolicySet, Path]:
    """Load a shipped set by name, or one from a path; return the path too.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, SETS, both("set of policies", "himpunan kebijakan"))
    return set_of(read_toml(path), path), path


def set_of(data: Mapping[str, Any], path: Path) -> PolicySet:
    """Read the content of a set's file; its policies are looked for in `plan_of_set`.

    Raises
    ------
    InputError
        With one line per fault.
    """
    try:
        policy_set = PolicySet.model_validate(data)
    except ValidationError as error:
        raise InputError(faults_of(error, path, PolicySet)) from None
    faults = first_of(_faults(policy_set, str(path)))
    if faults:
        raise InputError(faults)
    return policy_set


def plan_of_set(
    policy_set: PolicySet,
    path: Path,
    drawn: Drawn = NOTHING_DRAWN,
    seed: int | None = None,
    policies: tuple[str, ...] | None = None,
) -> Plan:
    """Return the plan of a set's runs, or of some of its policies with another seed.

    Raises
    ------
    InputError
        With one line per fault of what the set names; also when its scenario knows no prices of
        the year in whose rupiah costs are told.
    """
    spec = policy_set.sweep(policy_set.seed if seed is None else seed, policies)
    try:
        plan = plan_in(spec.model_dump(exclude_none=True), path, drawn)
    except InputError as error:
        raise InputError([policy_set.placed(fault) for fault in error.records]) from None
    faults = list(_faults_of_runs(policy_set, plan, drawn, str(path)))
    if faults:
        raise InputError(faults)
    return plan


def _faults_of_runs(policy_set: PolicySet, plan: Plan, drawn: Drawn, file: str) -> Iterator[Fault]:
    """Yield why the runs of a set could not be scored."""
    prices = plan.scenario.prices
    known = sorted(prices.inflation_percent)
    for year in (policy_set.accounting.price_year, PRICE_OF_YEAR):
        if prices.of_year(year) is None:
            name, first, last = plan.scenario.name, known[0], known[-1]
            why = both(f"{name} has no prices of {year}", f"{name} tidak punya harga tahun {year}")
            asked = str(policy_set.accounting.price_year)
            remedy = both(
                f"it knows {first} to {last}; name one of these, or add its inflation_percent of "
                f"years to {year}",
                f"yang ada {first} sampai {last}; sebutkan salah satunya, atau tambahkan "
                f"inflation_percent tahun-tahun sampai {year}",
            )
            yield Fault(file, why, "accounting.price_year", asked, remedy)
    if drawn is not NOTHING_DRAWN and drawn.draws < policy_set.draws:
        why = both(
            f"there are {drawn.draws:,} draws of the parameters ({drawn.kind})",
            f"hanya ada {dotted(drawn.draws)} sampel parameter ({drawn.kind})",
        )
        remedy = both("ask for no more", "jangan minta lebih banyak")
        yield Fault(file, why, "draws", str(policy_set.draws), remedy)
    named = [policy.name for policy in plan.policies.values()]
    for name in sorted({name for name in named if named.count(name) > 1}):
        why = both("is the name of two policies", "adalah nama dua kebijakan")
        remedy = both("rename one", "ganti nama salah satu")
        yield Fault(file, why, "policies", name, remedy)
    over = support_over(plan.scenario, plan.policies.values())
    if over is None:
        why = both(
            f"in {plan.scenario.name} support does not end, and nobody stays mandiri after it",
            f"dalam {plan.scenario.name} dukungan tidak berakhir, sehingga tidak ada Kube yang "
            "tetap mandiri sesudahnya",
        )
        remedy = both(
            "set support_months to more than 0, or rank on a plan, as `forward` is one",
            "tetapkan support_months di atas 0, atau pakai skenario rencana seperti `forward`",
        )
        yield Fault(file, why, "scenario", policy_set.scenario, remedy)
    elif over + SUSTAINED_TO > plan.scenario.months:
        name, months = plan.scenario.name, plan.scenario.months
        why = both(
            f"{name} has {months} months and ends less than {SUSTAINED_TO} after support does",
            f"{name} hanya {months} bulan dan berakhir kurang dari {SUSTAINED_TO} bulan sesudah "
            "dukungan berakhir",
        )
        enough = f"months = {over + SUSTAINED_TO}"
        remedy = both(f"write {enough} or more in it", f"tulis {enough} atau lebih di dalamnya")
        yield Fault(file, why, "scenario", policy_set.scenario, remedy)


def _faults(policy_set: PolicySet, file: str) -> Iterator[Fault]:
    """Yield what only shows when keys are read together."""
    accounting = policy_set.accounting
    if policy_set.decide_by not in JUDGED:
        why = both("is no outcome that is judged", "bukan hasil yang dinilai")
        remedy = nearest(policy_set.decide_by, JUDGED)
        yield Fault(file, why, "decide_by", policy_set.decide_by, remedy)
    amounts = [f"accounting.prices.{name}" for name in accounting.prices]
    amounts += ["willing_idr"] if policy_set.willing_idr is not None else []
    if amounts and "price_year" not in accounting.model_fields_set:
        why = both(f"is missing beside {amounts[0]}", f"belum ada di samping {amounts[0]}")
        example = "price_year = 2026"
        remedy = both(
            f"add the year in whose rupiah it is, such as {example} under [accounting]",
            f"tambahkan tahun harga rupiahnya, misalnya {example} di bawah [accounting]",
        )
        yield Fault(file, why, "accounting.price_year", remedy=remedy)
    for name in accounting.prices:
        if name not in PRICES:
            key, remedy = f"accounting.prices.{name}", nearest(name, list(PRICES))
            why = both("is no accounting price", "bukan biaya satuan")
            yield Fault(file, why, key, "", remedy)
    for number, name in enumerate(policy_set.policies):
        if name in policy_set.policies[:number]:
            key = f"policies[{number + 1}]"
            yield Fault(file, THERE_ALREADY, key, name, REMOVE)
