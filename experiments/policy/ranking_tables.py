"""The tables of `kubesim policy rank`, within 100 columns, in both languages."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from experiments.common.called import place_called
from experiments.common.differences import is_share
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import MILLION, millions, number, short
from experiments.common.spread_words import share_of
from experiments.common.tables import Cell, Table, on_screen
from experiments.policy.accounting import PAYERS
from experiments.policy.economics import EFFECT
from experiments.policy.effect_cells import chance, effect_figures, signed
from experiments.policy.effects import AIMS, MEASURES, Json
from experiments.policy.money_tables import paid_table, visits_table
from experiments.policy.ranking_words import (
    TITLES,
    level_of,
    policy_title,
    quoted,
    sentences,
    short_effect,
    texts,
    told,
)
from experiments.policy.regions_table import has_regions, regions_table
from experiments.policy.robustness import LEAST_DRAWS
from experiments.policy.sets import NO_SUPPORT, NONE
from sim.structures import FACTORS

TOP = 12
"""So many policies stand in a table; the files have all."""
IDLE_LEAST = 0.5
"""Part of the worlds in which spending makes no difference from which on it is named."""
LEVELS = {factor.name: {level.name: level for level in factor.levels} for factor in FACTORS}
STRUCTURES = {factor.name: factor for factor in FACTORS}


def tables(report: Json, lang: Lang) -> RenderableType:
    """Return what a ranking found, as sentences and tables."""
    words, policy_set, sweep = texts(lang), report["set"], report["sweep"]
    title = policy_set[TITLES[lang]]
    best = report["recommended"]
    drawn = sweep["parameters"]
    own = f", {drawn['folder']}" if drawn["folder"] else ""
    runs = words.say(
        "rank.runs",
        policies=len(report["policies"]),
        draws=number(sweep["draws"], 0, lang),
        kind=words[f"rank.{drawn['kind']}"] + own,
        luck=sweep["luck"],
        kubes=sweep["kubes"],
        rows=number(sweep["rows"], 0, lang),
    )
    works = [table for table in (works_table(report, TOP, lang),) if table]
    regions = [regions_table(report, lang)] if has_regions(report) else []
    heading = words.say("choice.heading", policy=quoted(report, best, lang))
    return Group(
        Text(f"{title} ({place_called(policy_set['scenario'], lang)})", style="bold"),
        Text(runs),
        Text(""),
        on_screen(effects_table(report, TOP, lang), *works, *regions),
        Text(""),
        Text(heading, style="bold"),
        *(Padding(Text(line), (0, 0, 0, 2)) for line in told(report, best, lang)),
        Text(""),
        on_screen(
            costs_table(report, TOP, lang),
            robust_table(report, TOP, lang),
            equal_table(report, lang),
            visits_table(report, shown(report, TOP), lang),
            paid_table(report, best, lang),
        ),
        Text(""),
        *map(Text, sentences(report, lang)),
    )


def shown(report: Json, most: int) -> list[str]:
    """Return the best policies, and those that all are compared with."""
    return list(dict.fromkeys((*report["choice"]["order"][:most], NONE, NO_SUPPORT)))


def _rows(report: Json, most: int) -> list[Json]:
    by_name = {policy["policy"]: policy for policy in report["policies"]}
    return [by_name[name] for name in shown(report, most)]


def effects_table(report: Json, most: int, lang: Lang) -> Table:
    """Return failure, income and staying mandiri side by side, the best policies first."""
    words, level = texts(lang), level_of(report)
    plan = next(row for row in report["policies"] if row["policy"] == NONE)["outcomes"]
    failed, mandiri = (
        number(100.0 * plan[name]["mean"], 1, lang) for name in ("failed_share", EFFECT)
    )
    rows: list[list[Cell]] = [
        [
            policy[TITLES[lang]],
            *(
                cell
                for name in AIMS
                for cell in effect_figures(name, policy["against_none"][name], level, lang)
            ),
        ]
        for policy in _rows(report, most)
    ]
    heads = [words["rank.policy"]]
    for name in AIMS:
        heads += [words[f"effects.{name}"], words["rank.interval"], words["effects.better"]]
    known = [
        row["against_none"][name]["mean_precision"]
        for row in report["policies"]
        for name in ("failed_share", EFFECT)
    ]
    precision = number(100.0 * max(one or 0.0 for one in known), 1, lang)
    year = report["money"]["price_year"]
    return Table(
        words.say("effects.title", failed=failed, mandiri=mandiri),
        heads,
        rows,
        [words.say("effects.note", year=year, precision=precision)],
    )


def works_table(report: Json, most: int, lang: Lang) -> Table | None:
    """Return the effects over the worlds in which the levers that differ work.

    None where no policy has worlds of both kinds.
    """
    words, level = texts(lang), level_of(report)
    rows: list[list[Cell]] = []
    for policy in _rows(report, most):
        of_kind = policy["against_none"][AIMS[0]]["if_it_works"]
        if of_kind is None:
            continue
        parted = [(name, policy["against_none"][name]["if_it_works"]) for name in AIMS]
        figures = [
            list(effect_figures(name, effect, level, lang))[:2] if effect else ["-", "-"]
            for name, effect in parted
        ]
        share = share_of(of_kind["worlds"], lang)
        rows.append([policy[TITLES[lang]], share, *(cell for pair in figures for cell in pair)])
    heads = [words["rank.policy"], words["works.worlds"]]
    for name in AIMS:
        heads += [words[f"effects.{name}"], words["rank.interval"]]
    return Table(words["works.title"], heads, rows, [words["works.note"]]) if rows else None


def costs_table(report: Json, most: int, lang: Lang) -> Table:
    """Return what policies cost a Kube, who pays, and what it buys."""
    words, money = texts(lang), report["money"]
    heads = [words["rank.policy"], *(words[f"costs.{key}"] for key in ("cost", "more", *PAYERS))]
    heads += [words[f"costs.{key}"] for key in ("ratio",)] + [words["rank.interval"]]
    heads += [words[f"costs.{key}"] for key in ("pays", "mandiri")]
    title = words.say(
        "costs.title", year=money["price_year"], percent=short(money["discount_percent"], lang)
    )
    rows = [_costs(report, policy, lang) for policy in _rows(report, most)]
    return Table(title, heads, rows, [words["costs.note"]])


def _costs(report: Json, policy: Json, lang: Lang) -> list[Cell]:
    cost, ratio = policy["cost"], policy["income_gained"]["ratio"]
    own = report["economics"][EFFECT]["against_none"][policy["policy"]]["ratio"]
    lost = policy["against_none"][EFFECT]["mean"] < 0.0
    known = ratio["median"] is not None
    ends = {end: number(ratio[end], 1, lang) for end in ("low", "high")} if known else {}
    return [
        policy[TITLES[lang]],
        number(cost["total"]["mean"] / MILLION, 1, lang),
        signed(cost["total"]["more"]["mean"] / MILLION, 1, lang),
        *(number(cost[payer]["mean"] / MILLION, 1, lang) for payer in PAYERS),
        number(ratio["median"], 1, lang) if known else "-",
        texts(lang).say("rank.range", **ends) if known else "-",
        chance(ratio["pays"], lang) if known else "-",
        "-" if own is None else number((-1.0 if lost else 1.0) * own / MILLION, 0, lang),
    ]


def robust_table(report: Json, most: int, lang: Lang) -> Table:
    """Return regrets, how often policies are the best, and where each is preferred."""
    words, choice = texts(lang), report["choice"]
    outcome = MEASURES[choice["decide_by"]]
    aims = [name for name in AIMS if name in report["regret"]]
    heads = [words["rank.policy"], *(words[f"robust.{key}"] for key in ("mean", "high", "most"))]
    heads += [words.say("robust.best", aim=words[f"effects.{name}"]) for name in aims]
    heads.append(words["robust.where"])
    rows: list[list[Cell]] = [
        [
            policy[TITLES[lang]],
            *_regret(report, policy["policy"], lang),
            *(chance(report["regret"][name][policy["policy"]]["best"], lang) for name in aims),
            "; ".join(_where(report, policy["policy"], lang)),
        ]
        for policy in _rows(report, most)
    ]
    unit = "robust.unit_points" if is_share(outcome) else "robust.unit_idr"
    unit_of = words.say(unit, year=report["money"]["price_year"])
    notes = [words.say("robust.note", unit=unit_of, least=LEAST_DRAWS)]
    if all(some["best"] == choice["chosen"] for some in report["preferred"]):
        notes.append(words.say("robust.same", count=len(report["preferred"])))
    drawn = report["sweep"]["parameters"]
    if drawn["kind"] == "posterior" and not drawn["folder"]:
        notes.append(words["robust.transport"])
    title = words.say("robust.title", outcome=title_of(outcome, lang))
    return Table(title, heads, rows, notes, (0, len(heads) - 1))


def _regret(report: Json, policy: str, lang: Lang) -> Iterator[str]:
    """Yield the mean, the 90 % and the largest regret by the set's outcome."""
    name = report["choice"]["decide_by"]
    share, money = is_share(MEASURES[name]), level_of(report)
    for key in ("mean", "high", "most"):
        value = report["regret"][name][policy][key]
        yield number(100.0 * value, 1, lang) if share else number(money * value, 0, lang)


def _where(report: Json, policy: str, lang: Lang) -> Iterator[str]:
    """Yield over which worlds together a policy is preferred, where the choice is another."""
    words, chosen = texts(lang), report["choice"]["chosen"]
    if policy == chosen:
        yield words["robust.always"]
        return
    for some in report["preferred"]:
        if some["best"] == policy:
            yield level_text(some, lang)


def level_text(some: Json, lang: Lang) -> str:
    """Return which account or reading some worlds share."""
    words = texts(lang)
    if some["by"] == "reading":
        return f"{words['robust.reading']}: {words['reading.' + some['level']]}"
    level: Any = LEVELS[some["name"]][some["level"]]
    return f"{title_of(STRUCTURES[some['name']], lang)}: {title_of(level, lang)}"


def equal_table(report: Json, lang: Lang) -> Table:
    """Return what a budget achieves by each aim, and which spending buys no difference."""
    words, equal, kubes = texts(lang), report["equal_cost"], report["sweep"]["kubes"]
    rows: list[list[Cell]] = []
    for name, own in equal["aims"].items():
        parts = [
            words.say(
                "equal.part",
                kubes=number(part["kubes"], 1, lang),
                policy=policy_title(report, part["policy"], lang),
            )
            for part in own["mix"]
        ]
        rows.append(
            [
                title_of(MEASURES[name], lang),
                "; ".join(parts),
                short_effect(report, name, own["effect"], lang),
                millions(own["public_idr"], lang),
                millions(own["unspent_idr"], lang),
            ]
        )
    heads = [words[f"equal.{key}"] for key in ("aim", "mix", "effect", "spent", "unspent")]
    notes = [words.say("equal.note", kubes=kubes)]
    idle = [one for one in equal["no_effect"] if one["share"] >= IDLE_LEAST]
    if idle:
        told = [
            words.say(
                "equal.idle",
                policy=quoted(report, one["policy"], lang),
                more=millions(one["more_idr"], lang),
                share=chance(one["share"], lang),
            )
            for one in idle
        ]
        notes.append(words.say("equal.no_effect", policies="; ".join(told)))
    title = words.say(
        f"equal.title_{equal['budget_of']}",
        budget=millions(equal["budget_idr"], lang),
        year=report["money"]["price_year"],
    )
    return Table(title, heads, rows, notes, (0, 1, 2))
