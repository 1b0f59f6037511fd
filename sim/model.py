"""The model: a city of Kubes, month by month, as a Mesa model."""

from collections.abc import Callable, Iterator

import mesa

from sim.city import City
from sim.digest import digest_of
from sim.luck import Luck
from sim.phases import FUNCTIONS
from sim.phases.decide import decide
from sim.policy import NONE, Policy
from sim.scenario import Scenario, decisions_under
from sim.schedule import PHASES, Phase


class KubeModel(mesa.Model):
    """A city of Kubes and households under a policy.

    Parameters
    ----------
    scenario : Scenario
        What was observed or is planned.
    policy : Policy, default NONE
        Levers put over the scenario; `NONE` changes nothing.
    seed, replication : int
        The luck: the same pair gives the same luck to every policy.
    collect : bool
        Collect model and agent variables with a `mesa.DataCollector` (slower).
    keep_journal : bool
        Keep every flow of money, for printing books.

    Examples
    --------
    >>> from sim.model import KubeModel
    >>> from sim.scenario import load_scenario
    >>> model = KubeModel(load_scenario("banjarmasin"), seed=1)
    >>> model.run()
    >>> model.agents.select(lambda agent: getattr(agent, "stage", 0) == 3)
    """

    def __init__(
        self,
        scenario: Scenario,
        policy: Policy = NONE,
        *,
        seed: int = 1,
        replication: int = 0,
        collect: bool = False,
        keep_journal: bool = False,
    ) -> None:
        super().__init__(rng=int(seed))
        self.policy = policy
        self.month = 0
        self.ledger_difference_idr = 0
        decisions = decisions_under(scenario, policy)
        luck = Luck(seed, replication)
        self.city = City(self, scenario.under(policy), luck, keep_journal, decisions)
        self.datacollector = _collector() if collect else None

    def step(self) -> None:
        """Let one month pass, phase by phase."""
        for _ in self.phases():
            pass

    def phases(self) -> Iterator[Phase]:
        """Let one month pass; yield every phase when it is over."""
        city = self.city
        city.begin_month(self.month)
        decide(city, city.decisions)
        for phase, happen in zip(PHASES, FUNCTIONS, strict=True):
            happen(city)
            yield phase
        self.ledger_difference_idr += city.end_month()
        self.month += 1
        if self.datacollector is not None:
            self.datacollector.collect(self)

    def run(self) -> None:
        """Run to the horizon."""
        while self.month < self.city.scenario.months:
            self.step()

    def digest(self) -> str:
        """Return the SHA-256 of the whole state."""
        return digest_of(self.city)


def _collector() -> mesa.DataCollector:
    """Collect what a notebook user plots first."""

    def stage_count(stage: int) -> Callable[[KubeModel], int]:
        return lambda model: sum(
            kube.status > 0 and kube.stage == stage for kube in model.city.kubes
        )

    return mesa.DataCollector(
        model_reporters={
            "month": "month",
            "gagal": stage_count(0),
            "tumbuh": stage_count(1),
            "berkembang": stage_count(2),
            "mandiri": stage_count(3),
            "households": lambda model: len(model.city.households),
        },
        agent_reporters={
            "kind": lambda agent: type(agent).__name__,
            "stage": lambda agent: getattr(agent, "stage", None),
            "kas_idr": lambda agent: getattr(agent, "kas_idr", None),
            "cash_idr": lambda agent: getattr(agent, "cash_idr", None),
            "discipline": lambda agent: getattr(agent, "discipline", None),
            "motivation": lambda agent: getattr(agent, "motivation", None),
            "trust": lambda agent: getattr(agent, "trust", None),
        },
    )
