"""The tables of `kubesim policy allocate`, within 100 columns."""

from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from experiments.common.called import place_called
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import NO_BREAK, millions, number, short, whole_percent
from experiments.common.spread_words import verdict_text
from experiments.common.tables import Cell, Table, on_screen, strong
from experiments.common.texts import Texts, texts_of
from experiments.policy.allocate.allocation import BUDGETS, Allocation
from experiments.policy.allocate.allocation_options import COSTS, KUBES, RATIOS, TIME, Mix
from experiments.policy.effects import Json
from experiments.policy.money_tables import paid_by_payer
from sim.cells import TITLES, KubeCell

FOLDER = Path(__file__).parent / "texts"
POINTS_MOST = 8
UNSPENT_LEAST = 0.01
"""Part of the budget from which on it is said that it is left."""
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


def tables(allocation: Allocation, figures: Json, language: Lang) -> RenderableType:
    """Return the mix, its totals, how sure they are, the ladder of budgets and the frontier.

    Parameters
    ----------
    figures : dict
        The report of the allocation.
    """
    shown = on_screen(
        _mix(allocation, figures, language),
        _totals(allocation, figures, language),
        _paid(allocation, figures, language),
        _ladder(figures, language),
        _choices(allocation, language),
        _frontier(figures, language),
    )
    return Group(shown, Text(""), *(Text(line, style="dim") for line in figures["assumptions"]))


def title(allocation: Allocation, language: Lang) -> str:
    """Return what was asked."""
    return texts(language).say(
        "title",
        scenario=place_called(allocation.ranked.sweep.scenario.name, language),
        budget=millions(allocation.limits.budget_idr, language),
        year=allocation.ranked.set.accounting.price_year,
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


def notes(allocation: Allocation, figures: Json, language: Lang) -> list[str]:
    """Say what the figures are, and how far they hold."""
    words, regret, draws = texts(language), figures["regret"], figures["draws_in_which"]
    lines = [
        words["sustained" if allocation.options.sustained else "at_horizon"],
        words.say("unmet", year=allocation.ranked.set.accounting.price_year),
        money(allocation, language),
        words.say(
            "regret",
            mean=number(regret["mean"], 2, language),
            high=number(regret["p90"], 2, language),
        ),
        words.say(
            "aims",
            both=whole_percent(draws["both"], language),
            as_good=whole_percent(draws["as_many_mandiri_as_planned"], language),
            within=whole_percent(draws["within_budget"], language),
        ),
    ]
    if figures["unspent_idr"] >= UNSPENT_LEAST * figures["budget_idr"] > 0.0:
        lines.insert(0, words.say("unspent", left=millions(figures["unspent_idr"], language)))
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


def choice(allocation: Allocation, mix: Mix | None, kind: int) -> str:
    """Return what a type gets in letters; with numbers of Kubes where it is parted."""
    if mix is None:
        return "-"
    names, chosen = letters(allocation), np.flatnonzero(mix[kind])
    if len(chosen) == 1:
        return names[int(chosen[0])]
    return "+".join(f"{mix[kind, policy]}{names[int(policy)]}" for policy in chosen)


def rung_name(part: float) -> str:
    """Return a budget as part of the given one."""
    return f"{100 * part:.0f}{NO_BREAK}%"


def _mix(allocation: Allocation, figures: Json, language: Lang) -> Table:
    words, options, totals = texts(language), allocation.options, figures["totals"]
    plan = options.per_kube("mandiri")[:, options.plan]
    rows: list[list[Cell]] = [
        [
            type_name(options.types[kind], language),
            str(row["kubes"]),
            policy_title(allocation, policy, language),
            millions(row["public_idr"], language),
            number(row["mandiri"], 2, language),
            number(row["kubes"] * plan[kind], 2, language),
        ]
        for (kind, policy), row in zip(np.argwhere(allocation.mix), figures["mix"], strict=True)
    ]
    total = (
        words["total"],
        str(allocation.mix.sum()),
        "",
        millions(totals["public_idr"]["mix"]["mean"], language),
        *(number(totals["mandiri"][key]["mean"], 2, language) for key in ("mix", "plan")),
    )
    rows.append([strong(cell) for cell in total])
    heads = [words[head] for head in ("type", "kubes", "policy", "cost", "mandiri", "planned")]
    return Table(title(allocation, language), heads, rows, (), (0, 2))


def _totals(allocation: Allocation, figures: Json, language: Lang) -> Table:
    """Return what the mix and the plan come to, and the difference with its verdict."""
    words, rows = texts(language), []
    for name in (*KUBES, *RATIOS, *COSTS, TIME):
        total = figures["totals"][name]
        own, plan = (_written(total[key]["median"], name, language) for key in ("mix", "plan"))
        apart = total["difference"]
        rows.append(
            (
                words[f"totals.{name}"],
                own,
                _interval(total["mix"], name, language),
                plan,
                _written(apart["median"], name, language),
                _interval(apart, name, language),
                "" if apart["verdict"] == "described" else verdict_text(apart["verdict"], language),
            )
        )
    heads = [words[head] for head in ("mix", "interval", "planned", "difference", "interval")]
    heads.append(words["verdict"])
    return Table("", ["", *heads], rows, notes(allocation, figures, language), (0, 6))


def _paid(allocation: Allocation, figures: Json, language: Lang) -> Table:
    """Return what the mix pays in every fiscal year."""
    words = texts(language)
    title = words.say("paid", kubes=int(allocation.options.kubes.sum()))
    note = words.say("paid_note", year=figures["price_year"])
    return paid_by_payer(figures["paid"]["mix"], figures["fiscal_years"], title, note, language)


def _written(value: float, name: str, language: Lang) -> str:
    """Return a total in its unit."""
    if name in COSTS:
        return millions(value, language)
    if name == "lifted_share":
        return f"{number(100 * value, 1, language)} %"
    return number(value, 0 if name == "unmet_need_idr" else 2, language)


def _interval(spread: Json, name: str, language: Lang) -> str:
    low, high = (_written(spread[end], name, language) for end in ("low", "high"))
    return f"{low} … {high}"


def _mandiri(spread: Json, language: Lang) -> tuple[str, str]:
    """Return mandiri Kubes and their interval."""
    low, high = (number(spread[end], 1, language) for end in ("low", "high"))
    return number(spread["mean"], 2, language), f"{low} … {high}"


def _ladder(figures: Json, language: Lang) -> Table:
    words, rows = texts(language), []
    for rung in figures["ladder"]:
        own = ["-", "-", words["nothing"]]
        if rung["mix"] is not None:
            own = [millions(rung["public_idr"], language), *_mandiri(rung["mandiri"], language)]
        rows.append([rung_name(rung["part"]), millions(rung["budget_idr"], language), *own])
    heads = [words[head] for head in ("budget", "cost", "mandiri", "interval")]
    return Table(words["ladder"], ["", *heads], rows)


def _choices(allocation: Allocation, language: Lang) -> Table:
    words, rungs = texts(language), allocation.rungs
    rows = [
        [type_name(cell, language), *(choice(allocation, rung.mix, kind) for rung in rungs)]
        for kind, cell in enumerate(allocation.options.types)
    ]
    names = (
        f"{letter} {policy_title(allocation, policy, language)}"
        for policy, letter in letters(allocation).items()
    )
    heads = [words["type"], *(rung_name(rung.part) for rung in rungs)]
    return Table(words["choices"], heads, rows, ["; ".join(names)])


def _frontier(figures: Json, language: Lang) -> Table:
    words, points = texts(language), figures["frontier"]
    count = min(POINTS_MOST, len(points))
    shown = np.unique(np.linspace(0, len(points) - 1, count).round().astype(int))
    rows = [
        (
            millions(point["public_idr"], language),
            *_mandiri(point["mandiri"], language),
            number(point["worst_decile"], 2, language),
        )
        for point in (points[place] for place in shown)
    ]
    about = words.say("frontier_about", count=len(points), shown=len(shown), budgets=BUDGETS)
    heads = [words[head] for head in ("cost", "mandiri", "interval", "worst")]
    return Table(words["frontier"], heads, rows, [about])
