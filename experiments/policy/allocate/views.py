"""The tables of `kubesim policy allocate`, within 100 columns."""

from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.common.languages import Lang
from experiments.common.tables import titled
from experiments.policy.allocate.allocating import Allocation, Rung
from experiments.policy.allocate.options import COSTS, KUBES, RATIOS, TIME, Mix
from experiments.policy.allocate.robust import worst_decile
from experiments.policy.allocate.words import (
    WORDS,
    Words,
    millions,
    number,
    percent,
    type_name,
)

POINTS_MOST = 8


def tables(found: Allocation, language: Lang) -> RenderableType:
    """Return the mix, its totals, how sure they are, the ladder of budgets and the frontier."""
    words = WORDS[language]
    return Group(
        Text(title(found, language), style="bold"),
        _mix(found, words, language),
        _totals(found, words, language),
        *(Text(line) for line in notes(found, language)),
        Text(""),
        _ladder(found, words, language),
        _choices(found, words, language),
        _frontier(found, words, language),
        *(Text(line, style="dim") for line in assumptions(found, language)),
    )


def title(found: Allocation, language: Lang) -> str:
    """Return what was asked."""
    return WORDS[language].title.format(
        scenario=found.ranked.sweep.scenario.name,
        budget=millions(found.limits.budget_idr, language),
        facilitators=f"{found.limits.facilitators:g}",
    )


def money(found: Allocation, language: Lang) -> str:
    """Say in which money costs are told, and of what intervals are."""
    of = found.ranked.set
    return WORDS[language].money.format(
        year=of.accounting.price_year, percent=of.accounting.discount_percent, draws=of.draws
    )


def notes(found: Allocation, language: Lang) -> list[str]:
    """Say what the figures are, and how far they hold."""
    words, held = WORDS[language], found.robust
    lines = [
        words.sustained if found.options.sustained else words.at_horizon,
        words.unmet.format(base=found.ranked.sweep.scenario.prices.base),
        money(found, language),
        words.regret.format(
            mean=number(float(held.regret.mean()), 2, language),
            high=number(float(np.quantile(held.regret, 0.9)), 2, language),
        ),
        words.aims.format(
            both=percent(held.both, language),
            as_good=percent(held.as_good, language),
            within=percent(held.within, language),
        ),
    ]
    if found.other_luck is not None:
        lines.append(words.other_luck.format(mandiri=number(found.other_luck, 2, language)))
    return lines


def assumptions(found: Allocation, language: Lang) -> list[str]:
    """Say what the mix takes for granted, and how far it lies from what was simulated."""
    options = found.options
    chosen = np.flatnonzero(found.mix.sum(axis=0))
    everywhere = options.values[TIME].mean(axis=-1).sum(axis=0)[chosen]
    numbers = {
        "own": number(options.mean(found.mix, TIME), 1, language),
        "low": number(float(everywhere.min()), 1, language),
        "high": number(float(everywhere.max()), 1, language),
    }
    return [line.format(**numbers) for line in WORDS[language].assumptions]


def letters(found: Allocation) -> dict[int, str]:
    """Return a letter for every policy on the ladder, by its number."""
    mixes = [rung.mix for rung in found.rungs if rung.mix is not None]
    used = np.flatnonzero(np.sum([found.mix, *mixes], axis=(0, 1)))
    many = ascii_uppercase + ascii_lowercase
    return {int(policy): many[place % len(many)] for place, policy in enumerate(used)}


def choice(found: Allocation, mix: Mix, kind: int) -> str:
    """Return what a type gets in letters; with numbers of Kubes where it is parted."""
    names, chosen = letters(found), np.flatnonzero(mix[kind])
    if len(chosen) == 1:
        return names[int(chosen[0])]
    return "+".join(f"{mix[kind, it]}{names[int(it)]}" for it in chosen)


def rung_name(rung: Rung) -> str:
    """Return a budget as part of the given one."""
    return f"{100 * rung.part:.0f}%"


def _table(title: str, *columns: str) -> Table:
    table = titled(title)
    for place, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if place else "left")
    return table


def _mix(found: Allocation, words: Words, language: Lang) -> Table:
    options, mix = found.options, found.mix
    columns = (words.type, words.kubes, words.policy, words.cost, words.mandiri, words.planned)
    table = _table("", *columns)
    table.columns[2].justify = "left"
    cost, mandiri = options.per_kube("public_idr"), options.per_kube("mandiri")

    def figures(own_cost: float, own: float, plan: float) -> tuple[str, str, str]:
        return millions(own_cost, language), number(own, 2, language), number(plan, 2, language)

    for kind, policy in zip(*np.nonzero(mix), strict=True):
        kubes = mix[kind, policy]
        table.add_row(
            Text(type_name(options.types[kind], language)),
            str(kubes),
            Text(options.policies[policy]),
            *figures(
                kubes * cost[kind, policy],
                kubes * mandiri[kind, policy],
                kubes * mandiri[kind, options.plan],
            ),
        )
    plan = options.mean(options.as_planned, "mandiri")
    whole = figures(options.mean(mix, "public_idr"), options.mean(mix, "mandiri"), plan)
    table.add_section()
    table.add_row(words.total, str(mix.sum()), "", *whole, style="bold")
    return table


def _totals(found: Allocation, words: Words, language: Lang) -> Table:
    options = found.options
    columns = ("", words.mix, words.interval, words.planned, words.difference, words.interval)
    table = _table("", *columns)
    for name in (*KUBES, *RATIOS, *COSTS, TIME):

        def written(value: float, name: str = name) -> str:
            if name in COSTS:
                return millions(value, language)
            if name == "lifted_share":
                return f"{number(100 * value, 1, language)} %"
            if name == "unmet_need_idr":
                return number(value, 0, language)
            return number(value, 2, language)

        own, plan = options.of(found.mix, name), options.of(options.as_planned, name)
        table.add_row(
            words.totals[name],
            written(float(own.mean())),
            _interval(own, written),
            written(float(plan.mean())),
            written(float((own - plan).mean())),
            _interval(own - plan, written),
        )
    return table


def _interval(values: NDArray[np.float64], written: Callable[[float], str]) -> str:
    low, high = np.percentile(values, (5.0, 95.0))
    return f"{written(float(low))} … {written(float(high))}"


def _ladder(found: Allocation, words: Words, language: Lang) -> Table:
    table = _table(words.ladder, "", words.budget, words.cost, words.mandiri, words.interval)
    for rung in found.rungs:
        budget = millions(rung.limits.budget_idr, language)
        if rung.mix is None:
            table.add_row(rung_name(rung), budget, "-", "-", words.nothing)
            continue
        mandiri = found.options.of(rung.mix, "mandiri")
        table.add_row(
            rung_name(rung),
            budget,
            millions(found.options.mean(rung.mix, "public_idr"), language),
            number(float(mandiri.mean()), 2, language),
            _interval(mandiri, lambda value: number(value, 1, language)),
        )
    return table


def _choices(found: Allocation, words: Words, language: Lang) -> RenderableType:
    table = _table(words.choices, words.type, *(rung_name(rung) for rung in found.rungs))
    for kind, cell in enumerate(found.options.types):
        row = ["-" if rung.mix is None else choice(found, rung.mix, kind) for rung in found.rungs]
        table.add_row(type_name(cell, language), *row)
    legend = [f"{letter} {found.options.policies[it]}" for it, letter in letters(found).items()]
    return Group(table, Text("; ".join(legend)), Text(""))


def _frontier(found: Allocation, words: Words, language: Lang) -> RenderableType:
    table = _table("", words.cost, words.mandiri, words.interval, words.worst)
    count = min(POINTS_MOST, len(found.frontier))
    shown = np.unique(np.linspace(0, len(found.frontier) - 1, count).round().astype(int))
    for mix in (found.frontier[place] for place in shown):
        mandiri = found.options.of(mix, "mandiri")
        table.add_row(
            millions(found.options.mean(mix, "public_idr"), language),
            number(float(mandiri.mean()), 2, language),
            _interval(mandiri, lambda value: number(value, 1, language)),
            number(float(worst_decile(mandiri)), 2, language),
        )
    about = words.frontier_about.format(count=len(found.frontier), shown=len(shown))
    return Group(Text(words.frontier, style="bold"), table, Text(about), Text(""))
