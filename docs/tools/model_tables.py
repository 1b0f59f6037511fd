"""Tables of what the model declares, from its parameters to the patterns it is held against."""

import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

from docs.tools.markdown import code, number, table
from experiments.evidence.calibration.elsewhere_file import load_elsewhere
from sim import phases as package
from sim.business import BUSINESSES
from sim.ledger import Account, Flow
from sim.levers import LEVERS, Levers
from sim.locations import OBSERVED
from sim.parameters import Prior, declared
from sim.phases import FUNCTIONS
from sim.state import AGENCY, FACILITATOR, HOUSEHOLD, KUBE
from sim.structures import FACTORS, Level

AGENTS = {"household": HOUSEHOLD, "kube": KUBE, "facilitator": FACILITATOR, "agency": AGENCY}

OVERTURNED_BY: dict[str, str] = {
    "founding.income_spread_kube": "a household survey with members of many Kubes of one city",
    "founding.schooling_mean": "years of school of members, from their registration forms",
    "founding.discipline_mean": "savings records of households before they joined a Kube",
    "founding.fit_spread": "earnings of Kubes of one trade in one city, year by year",
    "founding.cohesion_spread": "attendance lists of Kubes alike in all else, from founding on",
    "founding.business_price_idr": "prices of the smallest carts, machines and boats in use",
    "support.capacity_visits": "facilitators' diaries: visits made against visits planned",
    "support.competence_mean": "tests of facilitators, or outcomes by facilitator",
    "support.honorarium_half_idr": "visits kept before and after a change of the honorarium",
    "support.turnover_per_month": "the agency's lists of facilitators, year by year",
    "support.watch_of_visits": "grants and kas spent in visited Kubes, beside monitored ones",
    "support.leak_in_kind": "resale of granted goods against cash grants spent at once",
    "trade.attendance_without_trust": "attendance before and after a scandal about the kas",
    "trade.attendance_alone": "attendance lists the month after hardly anybody came",
    "trade.attendance_of_peers": "attendance the month after all came and after few did",
    "trade.capital_half_idr": "accounts of Kubes of one trade with very different equipment",
    "trade.working_capital_share": "a kas book that tells idle money from stock and advances",
    "trade.volume_without_kas": "sales of one Kube in months with a full and with an empty kas",
    "trade.inputs_kept_months": "what Kubes at full business hold for materials, by trade",
    "trade.stop_per_month": "dates at which Kubes stopped work, with the reason",
    "trade.restart_idr": "bills for repair and new stock after a stop",
    "trade.restart_help": "who paid when a Kube without money began again",
    "trade.labour_product_idr": "earnings of Kubes that work without equipment",
    "trade.work_without_skill": "output of trained and untrained members at the same task",
    "trade.labour_half": "output of the same equipment with few and with many at work",
    "trade.market_start": "sales of new Kubes against the demand of their place",
    "trade.experience_half_months": "monthly earnings of young and old Kubes of one trade",
    "trade.demand_depth": "earnings of old Kubes before and after new ones of their trade",
    "trade.volatility": "a few years of monthly sales of single Kubes",
    "trade.season_strength": "monthly sales against the months of the lunar year",
    "trade.wear_per_month": "age and second-hand price of tents, ovens, machines, nets",
    "meet.need_pressure": "votes on the set-aside by groups of equal habit and different need",
    "meet.slack_half": "votes on the set-aside beside members' budgets of the same month",
    "meet.consent_threshold": "votes on the set-aside beside members' savings and trust",
    "meet.raid": "kas books of groups that refuse: what was shared out, month by month",
    "meet.reluctance": "loan books: instalments missed by members who could have paid",
    "meet.books_schooling": "books kept in Kubes with schooled and unschooled officers",
    "meet.openness": "how many members have seen the kas book, Kube by Kube",
    "live.business_plan": "first businesses of skilled members, by year of membership",
    "learn.visit_learning": "books and saving of Kubes before and after visits begin",
    "learn.peer_learning": "private savings of members against those of their peers",
    "learn.holding_learning": "private savings of members of Kubes that hold to the rule and not",
    "learn.distress_unlearning": "savings habits before and after a bad season",
    "learn.decay": "books and organisation of Kubes in the years after support ended",
    "learn.motivation_speed": "attendance lists in the months after monitoring begins or ends",
    "learn.motivation_base": "attendance of old Kubes that nobody visits and that earn little",
    "learn.motivation_facilitator": "attendance where visits were given by lot and where not",
    "learn.motivation_agency": "attendance where monitoring was given by lot and where not",
    "learn.motivation_gain": "attendance against members' shares over the months of one Kube",
    "learn.gain_half": "the same, with small and large shares",
    "learn.trust_closed": "questions on trust in Kubes whose books nobody sees",
    "learn.trust_open": "trust before and after books are opened by lot",
    "learn.trust_secrecy": "trust in officers asked of members, with books open and closed",
    "learn.own_work": "organisation of Kubes that nobody visits, over the years",
    "learn.books_work": "books of the same Kube, year by year",
    "learn.promotion_gain": "sales before and after a campaign, beside Kubes without one",
    "spirit.others": "members' own reasons for coming, asked of those who stay and those who left",
    "spirit.pay_share": "attendance against shares paid, in groups that save together and not",
    "spirit.time_share": "days given to the Kube, and what a day earns elsewhere",
    "spirit.steepness": "attendance against the share paid for a day, over a wide range of shares",
    "spirit.claim": "what members of Kubes with open books say is theirs of the kas",
    "spirit.credit": "attendance before and after a Kube begins or ends to lend",
    "spirit.bond_speed": "attendance in the months after a group begins to meet more often",
    "spirit.bond_of_meeting": "attendance of groups that meet and do not save, beside savers",
    "spirit.meetings_half": "attendance at work against meetings held, group by group",
    "invest.invest_share": "kas books: purchases of equipment against money at hand",
    "invest.lkm_rate": "dates at which Kubes that could found an LKM did so",
    "membership.leave_rate": "membership lists with dates and reasons of leaving",
    "membership.leave_unmotivated": "members who left, with their attendance before",
    "membership.leave_distrust": "members who left, with their trust before",
    "membership.join_rate": "membership lists with dates of joining",
    "membership.join_half": "applications for membership beside the Kube's books",
    "membership.attraction_empty": "applications to Kubes with a full and with an empty kas",
    "membership.return_rate": "former members who joined another Kube, by year",
    "membership.idle_months": "months without business before the agency called a Kube failed",
    "membership.active_members": "members at work in the smallest Kubes that count as active",
}
"""By uncertain parameter whose size has no source: the data that would decide it."""


def parameters(group: str) -> str:
    """Return the table of one group of parameters."""
    rows = [
        (
            code(name),
            number(default),
            spec.unit,
            f"{number(spec.low)} – {number(spec.high)}",
            _prior(spec.prior),
            spec.meaning,
            spec.grade,
            spec.size_grade,
            spec.source,
        )
        for name, default, spec in declared()
        if name.split(".")[0] == group
    ]
    headings = "Parameter Default Unit Bounds Prior Meaning Effect Size Source"
    return table(headings.split(), rows)


def open_parameters() -> str:
    """Return the part of the register on uncertain parameters whose size has no source.

    Default, prior, grade and source stand in the tables of the ODD.
    """
    rows = [
        (code(name), spec.meaning, OVERTURNED_BY[name])
        for name, _, spec in declared()
        if spec.size_grade == "-" and spec.prior is not None
    ]
    return table(("Parameter", "Meaning", "Overturned by"), rows)


def fixed_constants() -> str:
    """Return the constants whose size has no source, assumed and not swept, group by group."""
    groups: dict[str, list[str]] = {}
    for name, _, spec in declared():
        if spec.size_grade == "-" and spec.prior is None:
            groups.setdefault(name.split(".")[0], []).append(name)
    rows = [
        (group, len(names), ", ".join(code(name.split(".")[1]) for name in names))
        for group, names in groups.items()
    ]
    return table(("Group", "Number", "Constants"), rows)


def _prior(prior: Prior | None) -> str:
    if prior is None:
        return "fixed"
    ends = f"{prior.shape} {number(prior.low)} – {number(prior.high)}"
    if prior.centre is None or prior.sd is None:
        return ends
    return f"{ends}, median {number(prior.centre)}, SD {number(prior.sd)}"


def levers() -> str:
    """Return the table of the levers."""
    rows = []
    for name, field in Levers.model_fields.items():
        lever = LEVERS[name]
        rows.append(
            (
                code(name),
                field.default if isinstance(field.default, str) else number(field.default),
                lever.unit,
                _range(field.annotation, field.metadata),
                lever.payer,
                lever.meaning,
            )
        )
    return table(("Lever", "Default", "Unit", "May be", "Payer", "Meaning"), rows)


def _range(kind: Any, bounds: list[Any]) -> str:
    """Say what a lever may be set to."""
    if kind is bool:
        return "yes, no"
    if get_origin(kind) is Literal:
        return ", ".join(get_args(kind))
    low = next(bound.ge for bound in bounds if hasattr(bound, "ge"))
    high = next(bound.le for bound in bounds if hasattr(bound, "le"))
    return f"{number(low)} – {number(high)}"


def states(agent: str) -> str:
    """Return the table of the state variables of one kind of agent."""
    rows = [
        (code(name), variable.unit, variable.lasts, variable.phase, variable.meaning)
        for name, variable in AGENTS[agent].items()
        if variable.lasts != "aid"
    ]
    return table(("Variable", "Unit", "Lasts", "Set first in", "Meaning"), rows)


def phases() -> str:
    """Return the table of the phases."""
    rows = [
        (place, code(phase.__name__), code(phase.__module__), _first_line(phase))
        for place, phase in enumerate(FUNCTIONS, start=1)
    ]
    return table(("", "Phase", "Module", "What happens"), rows)


def _first_line(function: Callable[..., Any]) -> str:
    return (inspect.getdoc(function) or "").splitlines()[0]


def accounts() -> str:
    """Return the table of the kinds of accounts and whose they are."""
    rows = [
        (int(account), code(account.name), account.title, _owner(account)) for account in Account
    ]
    return table(("", "Account", "Title", "Whose"), rows)


def _owner(account: Account) -> str:
    if account <= Account.DEBT:
        return "each household"
    if account <= Account.LKM_LOANS:
        return "each Kube"
    if account is Account.HONORARIA:
        return "each facilitator"
    return "the world outside, once a city"


def flows() -> str:
    """Return the table of the flows: number, kind, from, to, meaning, where they are posted."""
    modules = posting_modules()
    rows = [
        (
            int(flow),
            code(flow.name),
            flow.source.name,
            flow.target.name,
            flow.title,
            ", ".join(map(code, modules[flow])),
        )
        for flow in Flow
    ]
    return table(("", "Flow", "From", "To", "Title", "Posted by"), rows)


def posting_modules() -> dict[Flow, list[str]]:
    """Return the modules of `sim.phases` that name each kind of flow."""
    modules: dict[Flow, list[str]] = {flow: [] for flow in Flow}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        source = inspect.getsource(importlib.import_module(f"{package.__name__}.{module}"))
        for name in sorted(set(re.findall(r"\bFlow\.([A-Z_]+)", source))):
            modules[Flow[name]].append(module)
    return modules


def structures() -> str:
    """Return the table of rival structures: each account, its weight and the values it sets."""
    rows = [
        (
            f"{factor.name}: {factor.title}" if place == 0 else "",
            f"*{level.name}*: {level.title}",
            number(level.weight),
            _values(level),
        )
        for factor in FACTORS
        for place, level in enumerate(factor.levels)
    ]
    return table(("Mechanism", "Account", "Weight", "Sets"), rows)


def _values(level: Level) -> str:
    return ", ".join(f"{code(name)} {number(value)}" for name, value in level.values.items())


def trades() -> str:
    """Return the table of the trades."""
    rows = [
        (
            business.number,
            code(name),
            business.kind,
            number(business.input_share),
            number(business.volatility),
            number(business.wear),
        )
        for name, business in BUSINESSES.items()
    ]
    return table(("", "Trade", "Kind", "Input share", "Volatility", "Wear"), rows)


def seasons() -> str:
    """Return the table of the season's factors, from the month of Idul Fitri on."""
    rows = [(code(name), *map(number, business.season)) for name, business in BUSINESSES.items()]
    return table(("Trade", *map(str, range(12))), rows)


def patterns() -> str:
    """Return the table of the patterns that the model is held against, one row a statistic."""
    data = tomllib.loads((OBSERVED / "patterns.toml").read_text(encoding="utf-8"))
    rows = [row for pattern in data["pattern"] for row in _pattern_rows(pattern)]
    return table(("", "Pattern", "Statistic", "Target", "Grade", "Source"), rows)


def measured_elsewhere() -> str:
    """Return the table of the contrasts that others measured, those that are fitted first."""
    file = load_elsewhere()
    rows = [
        (
            code(one.id),
            one.title,
            "fitted" if one.use == "fit" else "card",
            one.says if isinstance(one.says, str) else number(one.says),
            number(one.error),
            one.transport,
            one.source,
        )
        for one in sorted(file.contrast, key=lambda one: one.use != "fit")
    ]
    headings = "Contrast", "Finding", "Use", "Says", "Error", "Carried over from", "Source"
    return table(headings, rows)


def measured_priors() -> str:
    """Return the table of the figures that stand in priors."""
    rows = [
        (
            ", ".join(map(code, row.parameters)),
            row.title,
            row.transport or "wide",
            row.grade,
            row.source,
        )
        for row in load_elsewhere().prior
    ]
    return table(("Parameter", "Measured", "Carried over from", "Grade", "Source"), rows)


def _pattern_rows(pattern: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return a row for each statistic; what holds for all of them stands in the first."""
    return [
        (
            pattern["id"] if place == 0 else "",
            pattern["title"] if place == 0 else "",
            statistic["meaning"],
            f"{number(statistic['low'])} – {number(statistic['high'])}",
            pattern["grade"] if place == 0 else "",
            pattern["source"] if place == 0 else "",
        )
        for place, statistic in enumerate(pattern["statistic"])
    ]
