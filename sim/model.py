"""The model: a city of Kubes, month by month, as a Mesa model."""

import operator
import secrets
from collections.abc import Callable, Iterator, Sequence

import mesa

from sim.city import City
from sim.digest import digest_of
from sim.luck import Luck
from sim.nation.records import Nation
from sim.phases import FUNCTIONS
from sim.phases.decide import announce, decide
from sim.policy import NONE, Policy
from sim.scenario import Scenario, decisions_under
from sim.schedule import PHASES, Phase
from sim.standing import SEEDS

AGENT_REPORTERS = {
    "kind": lambda agent: type(agent).__name__,
    "stage": lambda agent: getattr(agent, "stage", None),
    "kas_idr": lambda agent: getattr(agent, "kas_idr", None),
    "cash_idr": lambda agent: getattr(agent, "cash_idr", None),
    "discipline": lambda agent: getattr(agent, "discipline", None),
    "motivation": lambda agent: getattr(agent, "motivation", None),
    "trust": lambda agent: getattr(agent, "trust", None),
}


class KubeModel(mesa.Model):
    """A city of Kubes and households under a policy.

    Parameters
    ----------
    scenario : Scenario
        What was observed or is planned.
    policy : Policy, default NONE
        Levers put over the scenario; `NONE` changes nothing.
    seed : int, optional
        0 to 2**32 - 1; by default one is drawn, which the attribute `seed` and the collected data
        name. The same seed and replication give the same luck to every policy.
    replication : int
    collect : bool
        Collect agents' variables as well as the model's in `datacollector` (slower).
    keep_journal : bool
        Keep every flow of money, for printing books.
    pasts : sequence of int, optional
        Replications whose luck each Kube, by id, has until the scenario's today; by default this
        replication.

    Raises
    ------
    TypeError, ValueError
        For what is no scenario of a city, or no seed.

    Examples
    --------
    >>> from sim import KubeModel, load_scenario
    >>> model = KubeModel(load_scenario("banjarmasin"), seed=1)
    >>> model.run()
    >>> model.agents.select(lambda agent: getattr(agent, "stage", 0) == 3)
    """

    def __init__(
        self,
        scenario: Scenario,
        policy: Policy = NONE,
        *,
        seed: int | None = None,
        replication: int = 0,
        collect: bool = False,
        keep_journal: bool = False,
        pasts: Sequence[int] = (),
    ) -> None:
        _check(scenario)
        self.seed = secrets.randbelow(SEEDS) if seed is None else _checked(seed)
        super().__init__(rng=self.seed)
        self.policy = policy
        self.month = 0
        self.ledger_difference_idr = 0
        decisions = decisions_under(scenario, policy)
        luck, *past_luck = (Luck(self.seed, number) for number in (replication, *pasts))
        self.city = City(self, scenario.under(policy), luck, keep_journal, decisions, past_luck)
        self.datacollector = _collector(collect)

    def step(self) -> None:
        """Let one month pass, phase by phase."""
        for _ in self.phases():
            pass

    def phases(self) -> Iterator[Phase]:
        """Let one month pass; yield every phase when it is over.

        Raises
        ------
        RuntimeError
            After the last month of the scenario.
        """
        city = self.city
        if self.month == city.scenario.months:
            raise RuntimeError(f"the {self.month} months of {city.scenario.name} are over")
        city.begin_month(self.month)
        announce(city, city.announced)
        decide(city, city.decisions)
        for phase, happen in zip(PHASES, FUNCTIONS, strict=True):
            happen(city)
            yield phase
        self.ledger_difference_idr += city.end_month()
        self.month += 1
        self.running = self.month < city.scenario.months
        self.datacollector.collect(self)

    def run(self) -> None:
        """Run to the horizon."""
        while self.running:
            self.step()

    def digest(self) -> str:
        """Return the SHA-256 of the whole state."""
        return digest_of(self.city)


def _check(scenario: object) -> None:
    """Refuse what is no scenario of a city.

    Raises
    ------
    TypeError
    """
    if isinstance(scenario, Scenario):
        return
    if isinstance(scenario, Nation):
        raise TypeError("a nation is run by NationEnsemble; city_of gives a city of it for here")
    remedy = 'load_scenario("banjarmasin") gives one; parameters of batch_run take it in a list'
    raise TypeError(f"{type(scenario).__name__}: not a scenario; {remedy}")


def _checked(seed: int) -> int:
    """Return a seed as a plain int: Mesa takes no other whole number on every version.

    Raises
    ------
    TypeError, ValueError
    """
    if isinstance(seed, bool) or not hasattr(seed, "__index__"):
        raise TypeError(f"seed {seed!r}: must be a whole number")
    if not 0 <= seed < SEEDS:
        raise ValueError(f"seed {seed}: must be between 0 and {SEEDS - 1}")
    return operator.index(seed)


def _collector(agents: bool) -> mesa.DataCollector:
    """Collect what a notebook user plots first, of the model and, if asked for, of agents."""

    def stage_count(stage: int) -> Callable[[KubeModel], int]:
        return lambda model: sum(
            kube.status > 0 and kube.stage == stage for kube in model.city.kubes
        )

    return mesa.DataCollector(
        model_reporters={
            "seed": "seed",
            "month": "month",
            "gagal": stage_count(0),
            "tumbuh": stage_count(1),
            "berkembang": stage_count(2),
            "mandiri": stage_count(3),
            "households": lambda model: len(model.city.households),
            "savings_idr": lambda model: model.city.history[-1].savings_idr,
        },
        agent_reporters=AGENT_REPORTERS if agents else None,
    )
