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
from experiments.policy.allocate.allocation import BUDGETS, Allocation, Rung
from experiments.policy.allocate.allocation_options import COSTS, KUBES, RATIOS, TIME, Mix
from experiments.policy.allocate.integer_programme import worst_decile
from experiments.policy.allocate.words import (
    WORDS,
    Words,
    millions,
    number,
    percent,
    type_name,
)

POINTS_MOST = 8


def tables(allocation: Allocation, language: Lang) -> RenderableType:
    """Return the mix, its totals, how sure they are, the ladder of budgets and the frontier."""
    words = WORDS[language]
    return Group(
        Text(title(allocation, language), style="bold"),
        _mix(allocation, words, language),
        _totals(allocation, words, language),
        *(Text(line) for line in notes(allocation, language)),
        Text(""),
        _ladder(allocation, words, language),
        _choices(allocation, words, language),
        _frontier(allocation, words, language),
        *(Text(line, style="dim") for line in assumptions(allocation, language)),
    )


def title(allocation: Allocation, language: Lang) -> str:
    """Return what was asked."""
    return WORDS[language].title.format(
        scenario=allocation.ranked.sweep.scenario.name,
        budget=millions(allocation.limits.budget_idr, language),
        facilitators=f"{allocation.limits.facilitators:g}",
    )


def money(allocation: Allocation, language: Lang) -> str:
    """Say in which money costs are told, and of what intervals are."""
    policy_set = allocation.ranked.set
    return WORDS[language].money.format(
        year=policy_set.accounting.price_year,
        percent=policy_set.accounting.discount_percent,
        draws=policy_set.draws,
    )


def notes(allocation: Allocation, language: Lang) -> list[str]:
    """Say what the figures are, and how far they hold."""
    words, robust = WORDS[language], allocation.robust
    lines = [
        words.sustained if allocation.options.sustained else words.at_horizon,
        words.unmet.format(base=allocation.ranked.sweep.scenario.prices.base),
        money(allocation, language),
        words.regret.format(
            mean=number(float(robust.regret.mean()), 2, language),
            high=number(float(np.quantile(robust.regret, 0.9)), 2, language),
        ),
        words.aims.format(
            both=percent(robust.both, language),
            as_good=percent(robust.as_good, language),
            within=percent(robust.within, language),
        ),
    ]
    if allocation.other_luck is not None:
        lines.append(words.other_luck.format(mandiri=number(allocation.other_luck, 2, language)))
    return lines


def assumptions(allocation: Allocation, language: Lang) -> list[str]:
    """Say what the mix takes for granted, and how far it lies from what was simulated."""
    options = allocation.options
    chosen = np.flatnonzero(allocation.mix.sum(axis=0))
    everywhere = options.values[TIME].mean(axis=-1).sum(axis=0)[chosen]
    numbers = {
        "own": number(options.mean(allocation.mix, TIME), 1, language),
        "low": number(float(everywhere.min()), 1, language),
        "high": number(float(everywhere.max()), 1, language),
    }
    return [line.format(**numbers) for line in WORDS[language].assumptions]


def letters(allocation: Allocation) -> dict[int, str]:
    """Return a letter for every policy on the ladder, by its number."""
    mixes = [rung.mix for rung in allocation.rungs if rung.mix is not None]
    used = np.flatnonzero(np.sum([allocation.mix, *mixes], axis=(0, 1)))
    many = ascii_uppercase + ascii_lowercase
    return {int(policy): many[place % len(many)] for place, policy in enumerate(used)}


def choice(allocation: Allocation, mix: Mix, kind: int) -> str:
    """Return what a type gets in letters; with numbers of Kubes where it is parted."""
    names, chosen = letters(allocation), np.flatnonzero(mix[kind])
    if len(chosen) == 1:
        return names[int(chosen[0])]
    return "+".join(f"{mix[kind, policy]}{names[int(policy)]}" for policy in chosen)


def rung_name(rung: Rung) -> str:
    """Return a budget as part of the given one."""
    return f"{100 * rung.part:.0f}%"


def _table(title: str, *columns: str) -> Table:
    table = titled(title)
    for place, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if place else "left")
    return table


def _mix(allocation: Allocation, words: Words, language: Lang) -> Table:
    options, mix = allocation.options, allocation.mix
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


def _totals(allocation: Allocation, words: Words, language: Lang) -> Table:
    options = allocation.options
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

        own, plan = options.of(allocation.mix, name), options.of(options.as_planned, name)
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


def _ladder(allocation: Allocation, words: Words, language: Lang) -> Table:
    table = _table(words.ladder, "", words.budget, words.cost, words.mandiri, words.interval)
    for rung in allocation.rungs:
        budget = millions(rung.limits.budget_idr, language)
        if rung.mix is None:
            table.add_row(rung_name(rung), budget, "-", "-", words.nothing)
            continue
        mandiri = allocation.options.of(rung.mix, "mandiri")
        table.add_row(
            rung_name(rung),
            budget,
            millions(allocation.options.mean(rung.mix, "public_idr"), language),
            number(float(mandiri.mean()), 2, language),
            _interval(mandiri, lambda value: number(value, 1, language)),
        )
    return table


def _choices(allocation: Allocation, words: Words, language: Lang) -> RenderableType:
    table = _table(words.choices, words.type, *(rung_name(rung) for rung in allocation.rungs))
    for kind, cell in enumerate(allocation.options.types):
        row = [
            "-" if rung.mix is None else choice(allocation, rung.mix, kind)
            for rung in allocation.rungs
        ]
        table.add_row(type_name(cell, language), *row)
    legend = [
        f"{letter} {allocation.options.policies[policy]}"
        for policy, letter in letters(allocation).items()
    ]
    return Group(table, Text("; ".join(legend)), Text(""))


def _frontier(allocation: Allocation, words: Words, language: Lang) -> RenderableType:
    table = _table("", words.cost, words.mandiri, words.interval, words.worst)
    count = min(POINTS_MOST, len(allocation.frontier))
    shown = np.unique(np.linspace(0, len(allocation.frontier) - 1, count).round().astype(int))
    for mix in (allocation.frontier[place] for place in shown):
        mandiri = allocation.options.of(mix, "mandiri")
        table.add_row(
            millions(allocation.options.mean(mix, "public_idr"), language),
            number(float(mandiri.mean()), 2, language),
            _interval(mandiri, lambda value: number(value, 1, language)),
            number(float(worst_decile(mandiri)), 2, language),
        )
    about = words.frontier_about.format(
        count=len(allocation.frontier), shown=len(shown), budgets=BUDGETS
    )
    return Group(Text(words.frontier, style="bold"), table, Text(about), Text(""))
