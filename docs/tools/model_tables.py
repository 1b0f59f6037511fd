"""Tables of what the model declares, from its parameters to the patterns it is held against."""

import re
import tomllib
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from docs.tools.markdown import below_headings, code, number, table
from sim.business import BUSINESSES
from sim.ledger import Account, Flow
from sim.levers import LEVERS, Levers
from sim.locations import OBSERVED
from sim.parameters import Prior, Spec, declared
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
ASSUMED = re.compile(r"^assumption[:;]? ?")


WITHOUT_UNIT = "0-1", "share"
"""Units of levels and shares, which the ODD leaves away."""
BASE = " of March 2010"
"""Every rupiah of a parameter is of that month, which the ODD says once."""


def parameters(group: str) -> str:
    """Return the table of one group of parameters.

    Grades and sources stand in the register; `kubesim parameters` has the bounds too.
    """
    rows = [
        (code(name), _default(default, spec), spec.meaning)
        for name, default, spec in declared()
        if name.split(".")[0] == group
    ]
    return table(("Parameter", "Default; prior", "Meaning"), rows)


def _default(default: float, spec: Spec) -> str:
    """Return a default with its unit, and the prior of what is not fixed."""
    unit = "1" if spec.unit in WITHOUT_UNIT else spec.unit.replace(BASE, "")
    return "; ".join(filter(None, (_amount(default, unit), _prior(spec.prior, default))))


def _amount(value: float, unit: str) -> str:
    """Return a number with its unit; a scale stands in brackets, a bare number has none."""
    if unit.startswith("Rp"):
        return f"Rp {number(value)} {unit.removeprefix('Rp').strip()}".rstrip()
    if unit == "1":
        return number(value)
    return f"{number(value)} ({unit})" if unit[0].isdigit() else f"{number(value)} {unit}"


def _prior(prior: Prior | None, default: float) -> str:
    """Return shape and range of a prior, and its centre where that is not the default."""
    if prior is None:
        return ""
    centre = "" if prior.centre in (None, default) else f", median {prior.centre:g}"
    spread = "" if prior.sd is None else f", SD {number(prior.sd)}"
    return f"{prior.shape} {number(prior.low)}–{number(prior.high)}{centre}{spread}"


def sources() -> str:
    """Return the register of parameters: grades, source, and what would overturn the size.

    An assumption that is fixed and of which nothing more is said stands in the ODD alone.
    """
    rows = [
        (code(name), _source(spec), OVERTURNED_BY.get(name, ""))
        for name, _, spec in declared()
        if _source(spec) or name in OVERTURNED_BY
    ]
    return table(("Parameter", "Grades and source", "Overturned by"), rows)


def _source(spec: Spec) -> str:
    """Return the grades of effect and size, and the source; of an assumption only what explains it.

    "-" stands for no grade, and a cell without grades for an assumption in effect and size.
    """
    if (spec.grade, spec.size_grade) == ("-", "-"):
        return ASSUMED.sub("", spec.source)
    return f"{spec.grade}/{spec.size_grade}: {spec.source}"


def levers() -> str:
    """Return the table of the levers; `kubesim schema policy` has bounds and payers too."""
    rows = [
        (code(name), _plan(name, field), LEVERS[name].meaning)
        for name, field in Levers.model_fields.items()
    ]
    return table(("Lever", "Default", "Meaning"), rows)


def _plan(name: str, field: FieldInfo) -> str:
    """Return a lever's default with its unit, or with what else can be chosen."""
    if field.annotation is bool:
        return number(field.default)
    if get_origin(field.annotation) is Literal:
        others = [choice for choice in get_args(field.annotation) if choice != field.default]
        return f"{field.default} (or {', '.join(others)})"
    return _amount(field.default, LEVERS[name].unit)


def states(agent: str) -> str:
    """Return the table of the state variables of one kind of agent, by how long values last.

    The unit of a level from 0 to 1 is left away, and that of money, which the name has.
    """
    groups: dict[str, list[tuple[str, ...]]] = {}
    for name, variable in AGENTS[agent].items():
        if variable.lasts != "aid":
            group = groups.setdefault(variable.lasts, [])
            group.append((code(name), _measured(variable.unit, variable.meaning)))
    return table(("Variable", "Meaning, with its unit"), below_headings(groups))


def _measured(unit: str, meaning: str) -> str:
    """Return a meaning behind its unit, where that is not clear from name or meaning."""
    clear = unit in (*WITHOUT_UNIT, "Rp") or meaning.startswith(unit)
    return meaning if clear else f"({unit}) {meaning}"


def accounts() -> str:
    """Return the table of the kinds of accounts by whose they are."""
    owners: dict[str, list[str]] = {}
    for account in Account:
        owners.setdefault(_owner(account), []).append(f"{code(account.name)} {account.title}")
    return table(("Whose", "Accounts"), [(who, "; ".join(those)) for who, those in owners.items()])


def _owner(account: Account) -> str:
    if account <= Account.DEBT:
        return "each household"
    if account <= Account.LKM_LOANS:
        return "each Kube"
    if account is Account.HONORARIA:
        return "each facilitator"
    return "the world outside, once a city"


def flows() -> str:
    """Return the table of the flows, all of one pair of accounts together."""
    pairs: dict[str, list[str]] = {}
    for flow in Flow:
        pairs.setdefault(f"{flow.source.name} → {flow.target.name}", []).append(code(flow.name))
    rows = [(pair, ", ".join(names)) for pair, names in pairs.items()]
    return table(("From → to", "Flows"), rows)


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
    """Return the values that an account sets, parameters of one value together."""
    alike: dict[float, list[str]] = {}
    for name, value in level.values.items():
        alike.setdefault(value, []).append(code(name))
    return "; ".join(f"{', '.join(names)} = {number(value)}" for value, names in alike.items())


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
    alike: dict[tuple[float, ...], list[str]] = {}
    for name, business in BUSINESSES.items():
        alike.setdefault(tuple(business.season), []).append(code(name))
    rows = [(", ".join(names), *map(number, season)) for season, names in alike.items()]
    return table(("Trades", *map(str, range(12))), rows)


def patterns() -> str:
    """Return the table of the patterns that the model is held against.

    Their statistics and targets stand on the card of the patterns.
    """
    data = tomllib.loads((OBSERVED / "patterns.toml").read_text(encoding="utf-8"))
    rows = [(one["id"], one["title"], one["grade"], one["source"]) for one in data["pattern"]]
    return table(("", "Pattern", "Grade", "Source"), rows)
