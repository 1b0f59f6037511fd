"""The tables of `kubesim policy allocate`, within 100 columns."""

from collections.abc import Callable
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.common.languages import Lang, title_of
from experiments.common.numbers import millions, number, short, whole_percent
from experiments.common.tables import titled
from experiments.common.texts import Texts, texts_of
from experiments.policy.allocate.allocation import BUDGETS, Allocation, Rung
from experiments.policy.allocate.allocation_options import COSTS, KUBES, RATIOS, TIME, Mix
from experiments.policy.allocate.integer_programme import worst_decile
from sim.cells import TITLES, KubeCell

FOLDER = Path(__file__).parent / "texts"
POINTS_MOST = 8
USUAL = "easy"
"""Access that is not named."""


def texts(lang: Lang) -> Texts:
    """Return what an allocation says in a language."""
    return texts_of(FOLDER)[lang]


def type_name(cell: KubeCell, lang: Lang) -> str:
    """Return a type of Kube in words; easy access is not named."""
    return ", ".join(title_of(TITLES[word], lang) for word in cell if word != USUAL)


def policy_title(allocation: Allocation, policy: int, lang: Lang) -> str:
    """Return what a policy is called, by its number."""
    sweep = allocation.ranked.sweep
    return title_of(sweep.policy_of(sweep.points[policy]), lang)


def tables(allocation: Allocation, language: Lang) -> RenderableType:
    """Return the mix, its totals, how sure they are, the ladder of budgets and the frontier."""
    words = texts(language)
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
    return texts(language).say(
        "title",
        scenario=allocation.ranked.sweep.scenario.name,
        budget=millions(allocation.limits.budget_idr, language),
        facilitators=f"{allocation.limits.facilitators:g}",
    )


def money(allocation: Allocation, language: Lang) -> str:
    """Say in which money costs are told, and of what intervals are."""
    policy_set = allocation.ranked.set
    return texts(language).say(
        "money",
        year=policy_set.accounting.price_year,
        percent=short(policy_set.accounting.discount_percent, language),
        draws=policy_set.draws,
    )


def notes(allocation: Allocation, language: Lang) -> list[str]:
    """Say what the figures are, and how far they hold."""
    words, robust = texts(language), allocation.robust
    lines = [
        words["sustained"] if allocation.options.sustained else words["at_horizon"],
        words.say("unmet", base=allocation.ranked.sweep.scenario.prices.base),
        money(allocation, language),
        words.say(
            "regret",
            mean=number(float(robust.regret.mean()), 2, language),
            high=number(float(np.quantile(robust.regret, 0.9)), 2, language),
        ),
        words.say(
            "aims",
            both=whole_percent(robust.both, language),
            as_good=whole_percent(robust.as_good, language),
            within=whole_percent(robust.within, language),
        ),
    ]
    if allocation.other_luck is not None:
        lines.append(words.say("other_luck", mandiri=number(allocation.other_luck, 2, language)))
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
    return [line.format(**numbers) for line in texts(language).tables["assumptions"]]


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
    return f"{100 * rung.part:.0f} %"


def _table(title: str, *columns: str) -> Table:
    table = titled(title)
    for place, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if place else "left")
    return table


def _mix(allocation: Allocation, words: Texts, language: Lang) -> Table:
    options, mix = allocation.options, allocation.mix
    heads = ("type", "kubes", "policy", "cost", "mandiri", "planned")
    table = _table("", *(words[head] for head in heads))
    table.columns[2].justify = "left"
    cost, mandiri = options.per_kube("public_idr"), options.per_kube("mandiri")

    def figures(own_cost: float, own: float, plan: float) -> tuple[str, str, str]:
        return millions(own_cost, language), number(own, 2, language), number(plan, 2, language)

    for kind, policy in zip(*np.nonzero(mix), strict=True):
        kubes = mix[kind, policy]
        table.add_row(
            Text(type_name(options.types[kind], language)),
            str(kubes),
            Text(policy_title(allocation, int(policy), language)),
            *figures(
                kubes * cost[kind, policy],
                kubes * mandiri[kind, policy],
                kubes * mandiri[kind, options.plan],
            ),
        )
    plan = options.mean(options.as_planned, "mandiri")
    whole = figures(options.mean(mix, "public_idr"), options.mean(mix, "mandiri"), plan)
    table.add_section()
    table.add_row(words["total"], str(mix.sum()), "", *whole, style="bold")
    return table


def _totals(allocation: Allocation, words: Texts, language: Lang) -> Table:
    options = allocation.options
    heads = ("mix", "interval", "planned", "difference", "interval")
    table = _table("", "", *(words[head] for head in heads))
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
            words[f"totals.{name}"],
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


def _ladder(allocation: Allocation, words: Texts, language: Lang) -> Table:
    table = _table(
        words["ladder"], "", words["budget"], words["cost"], words["mandiri"], words["interval"]
    )
    for rung in allocation.rungs:
        budget = millions(rung.limits.budget_idr, language)
        if rung.mix is None:
            table.add_row(rung_name(rung), budget, "-", "-", words["nothing"])
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


def _choices(allocation: Allocation, words: Texts, language: Lang) -> RenderableType:
    table = _table(words["choices"], words["type"], *(rung_name(rung) for rung in allocation.rungs))
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


def _frontier(allocation: Allocation, words: Texts, language: Lang) -> RenderableType:
    table = _table("", words["cost"], words["mandiri"], words["interval"], words["worst"])
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
    about = words.say(
        "frontier_about", count=len(allocation.frontier), shown=len(shown), budgets=BUDGETS
    )
    return Group(Text(words["frontier"], style="bold"), table, Text(about), Text(""))
