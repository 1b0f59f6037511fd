"""What a run will cost, estimated before it starts, and the budget that asks for consent."""

from typing import Any, NamedTuple

from experiments.common.languages import Lang
from experiments.common.numbers import LANGUAGES, number
from sim.ensemble.threads import cores
from sim.inputs.said import Said, both, in_indonesian
from sim.inputs.strict import InputError
from sim.nation.cities import sizes
from sim.nation.load import Setting
from sim.nation.records import Nation
from sim.scenario import Scenario

HOUSEHOLD_MONTHS_PER_SECOND = 50_000
"""Conservative for one core; `kubesim bench` measures it."""
FAST_HOUSEHOLD_MONTHS_PER_SECOND = 5_000_000
"""Likewise, on the fast engine."""
PER_SECOND = {
    "mesa": HOUSEHOLD_MONTHS_PER_SECOND,
    "fast": FAST_HOUSEHOLD_MONTHS_PER_SECOND,
}
BUDGET_SECONDS = 600
"""A run that is estimated to take longer needs `--yes`."""
WITH_JOINERS = 1.25
"""Household-months over those of the founders: 1.23 to 1.30 under the posterior, measured on the
scenarios that ship; 1.03 to 1.09 at the first values."""
KUBE_MONTH = 0.4
"""Cost of a Kube's month beside that of its members, in household-months."""
CITY_MONTH = 10.0
"""Cost of a city's month beside that of its Kubes and facilitators."""
FACILITATOR_MONTH = 0.25
PAST_RUNS = 48
"""So often the past of a run is run where Kubes were seen (`experiments.common.own_pasts`)."""


class Cost(NamedTuple):
    """Household-months over all Kubes and runs, those of who joins later included; seconds."""

    household_months: int
    seconds: float

    def text(self, lang: Lang = "en") -> str:
        """Return the estimate in words."""
        months, time = number(self.household_months, 0, lang), duration(self.seconds, lang)
        if lang == "en":
            return f"about {months} household-months, {time}"
        return f"sekitar {months} bulan rumah tangga, {time}"

    def json(self) -> dict[str, Any]:
        """Return the estimate for a JSON object."""
        return {"household_months": self.household_months, "seconds": round(self.seconds, 3)}


def cost(
    setting: Setting,
    runs: int,
    per_second: float = HOUSEHOLD_MONTHS_PER_SECOND,
    sharing: int = 1,
) -> Cost:
    """Estimate what `runs` replications of a scenario or nation cost on one core.

    So many runs of policies are `sharing` the past of a replication, where Kubes were seen.
    """
    household_months, beside = _nation(setting) if isinstance(setting, Nation) else _city(setting)
    seconds = runs * (household_months + beside) / per_second
    if isinstance(setting, Scenario) and setting.has_pasts and setting.today is not None:
        until = setting.model_copy(update={"months": setting.month(setting.today) + 1})
        past = PAST_RUNS * sum(_city(until)) / FAST_HOUSEHOLD_MONTHS_PER_SECOND
        seconds += -(-runs // sharing) * past
    return Cost(runs * household_months, seconds)


def _city(scenario: Scenario) -> tuple[int, float]:
    """Return household-months, and what else costs time in household-months."""
    left = {
        kube.id: max(0, scenario.months - scenario.month(kube.founded)) for kube in scenario.kubes
    }
    of_founders = sum(kube.members * left[kube.id] for kube in scenario.kubes)
    beside = sum(left.values()) * KUBE_MONTH + scenario.months * (
        CITY_MONTH + scenario.city.facilitators * FACILITATOR_MONTH
    )
    return round(WITH_JOINERS * of_founders), beside


def _nation(nation: Nation) -> tuple[int, float]:
    """Return what `_city` does, as all cities are expected to have it."""
    founded, members_drawn = nation.kubes.founded, nation.kubes.members
    kubes = int(sizes(nation).sum())
    left = nation.months - (nation.month(founded.first) + nation.month(founded.last)) / 2
    members = (members_drawn.low + members_drawn.high) / 2
    least_caseload = min(region.kubes_per_facilitator.low for region in nation.regions)
    beside = kubes * left * KUBE_MONTH + nation.months * (
        nation.cities * CITY_MONTH + kubes * FACILITATOR_MONTH / least_caseload
    )
    return round(WITH_JOINERS * kubes * members * left), beside


def check_budget(setting: Setting, runs: int, yes: bool, engine: str = "mesa") -> None:
    """Refuse a run that is estimated to cost more than the budget, unless it is confirmed.

    A nation runs on all cores.

    Raises
    ------
    InputError
        With the estimate and the remedy.
    """
    estimate = _spread(setting, cost(setting, runs, PER_SECOND[engine]))
    if not yes:
        check_cost(f"--runs {runs}", estimate, runs, both("runs", "simulasi"))


def cost_of_pairs(setting: Setting, pairs: int) -> Cost:
    """Estimate what so many pairs of runs cost on the fast engine."""
    return _spread(setting, cost(setting, 2 * pairs, FAST_HOUSEHOLD_MONTHS_PER_SECOND, sharing=2))


def pairs_in_budget(setting: Setting) -> int:
    """Return how many pairs of runs of a nation the budget allows, at least 4; 0 for a city."""
    if not isinstance(setting, Nation):
        return 0
    return max(4, int(BUDGET_SECONDS / cost_of_pairs(setting, 1).seconds))


def _spread(setting: Setting, estimate: Cost) -> Cost:
    """Spread the estimate for a nation over all cores; that of a city stays as for one."""
    many = cores() if isinstance(setting, Nation) else 1
    return estimate._replace(seconds=estimate.seconds / many)


def check_cost(what: str, estimate: Cost, count: int, of: Said) -> None:
    """Refuse what is estimated to cost more than the budget.

    Parameters
    ----------
    what : str
        What was asked for.
    count, of : int, Said
        What would have to be fewer.

    Raises
    ------
    InputError
        With the estimate and the remedy.
    """
    if estimate.seconds <= BUDGET_SECONDS:
        return
    most = int(count * BUDGET_SECONDS / estimate.seconds)
    fewer = both("make the scenario smaller", "perkecil skenarionya")
    if most:
        fewer = both(f"ask for {most} {of} at most", f"minta paling banyak {most} {of.indonesian}")
    fault = both(
        f"{what}: {estimate.text()}, more than the {duration(BUDGET_SECONDS)} that a run may take "
        f"unasked; {fewer}, or confirm with --yes",
        f"{in_indonesian(what)}: {estimate.text('id')}, lebih lama dari "
        f"{duration(BUDGET_SECONDS, 'id')} yang "
        f"boleh tanpa ditanyakan; {fewer.indonesian}, atau setujui dengan --yes",
    )
    raise InputError([fault])


def duration(seconds: float, lang: Lang = "en") -> str:
    """Return a time in words, in two units at most."""
    second, minute, hour, days = LANGUAGES[lang].times
    if seconds < 60:
        return f"{number(seconds, 1 if seconds < 10 else 0, lang)} {second}"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} {minute}"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} {hour} {minutes} {minute}" if minutes else f"{hours} {hour}"
    return f"{number(round(hours / 24), 0, lang)} {days}"
