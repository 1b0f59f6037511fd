"""Tables of unit costs, of what is paid in each fiscal year, and of visits planned and made."""

from collections.abc import Sequence
from pathlib import Path

from experiments.common.languages import Lang
from experiments.common.numbers import millions, number
from experiments.common.tables import Cell, Table, strong
from experiments.common.tables import name as named
from experiments.common.texts import Texts, texts_of
from experiments.policy.accounting import PAYERS, PUBLIC
from experiments.policy.effects import Json

FOLDER = Path(__file__).parent / "texts"
KEYS: dict[Lang, tuple[str, str, str]] = {
    "en": ("title", "unit", "source"),
    "id": ("judul", "satuan", "sumber"),
}
"""What a price is called, for what it is paid, and what its range rests on."""
LOST = ("no_time", "no_effort", "no_access")
EXAMPLE = ("[accounting]", "price_year = 2026", "[accounting.prices]", "visit_idr = 75_000.0")
"""A price that is known, as a set's file has it."""


def texts(lang: Lang) -> Texts:
    """Return what the tables say in a language."""
    return texts_of(FOLDER)[lang]


def prices_table(prices: Sequence[Json], lang: Lang) -> Table:
    """Return the assumed unit costs with units, ranges and sources, all in rupiah of one year.

    Parameters
    ----------
    prices : sequence of dict
        As a ranking's report has them.
    """
    words = texts(lang)
    heads = [words[f"prices.{key}"] for key in ("what", "unit", "payer", "range", "grade")]
    rows: list[list[Cell]] = []
    for price in prices:
        title, unit, basis = KEYS[lang]
        ends = (price["used"][0],) if price["given"] else (price["low"], price["high"])
        source = words["prices.given"] if price["given"] else f"{price['grade']}: {price[basis]}"
        rows.append(
            [
                named(price["name"]),
                f"{price[title]}: {price[unit]}",
                words[f"payer.{price['payer']}"],
                "–".join(number(end, 0, lang) for end in ends),
                source,
            ]
        )
    notes = [words[f"prices.{key}"] for key in ("varies", "levers", "grades", "where")]
    notes += [f"    {line}" for line in EXAMPLE]
    title = words.say("prices.title", year=prices[0]["price_year"])
    return Table(title, heads, rows, notes, (0, 1, 2, 4))


def paid_table(report: Json, policy: str, lang: Lang, alone: bool = False) -> Table:
    """Return what each payer pays for all Kubes under a policy in every fiscal year, nominal.

    Parameters
    ----------
    alone : bool
        Whether it stands without the present values.
    """
    words, money = texts(lang), report["money"]
    own = next(row for row in report["policies"] if row["policy"] == policy)
    by_payer = {payer: own["paid"][payer]["mean"] for payer in PAYERS}
    public = [sum(parts) for parts in zip(*(by_payer[payer] for payer in PUBLIC), strict=True)]
    rows: list[list[Cell]] = [
        [words[f"payer.{payer}"], *(millions(value, lang) for value in values)]
        for payer, values in by_payer.items()
    ]
    rows.insert(
        len(PUBLIC),
        [strong(words["payer.public"]), *(strong(millions(value, lang)) for value in public)],
    )
    title = words.say("paid.title", kubes=report["sweep"]["kubes"], policy=own[KEYS[lang][0]])
    note = words["paid.alone"] if alone else words.say("paid.note", year=money["price_year"])
    return Table(title, [words["paid.payer"], *map(str, money["fiscal_years"])], rows, [note])


def visits_table(report: Json, policies: Sequence[str], lang: Lang) -> Table:
    """Return facilitators' visits planned and made under policies, and why they differ."""
    words = texts(lang)
    made = {row["policy"]: row["visits"] for row in report["policies"]}
    columns = ["at_most", "planned", *LOST, "made"]
    if made[policies[0]]["at_most"] is None:
        columns = columns[1:]
    rows: list[list[Cell]] = [
        [named(policy), *(_visits(made[policy][column], column, lang) for column in columns)]
        for policy in policies
    ]
    heads = [words[f"visits.{column}"] for column in ("policy", *columns)]
    title = words.say("visits.title", kubes=report["sweep"]["kubes"])
    return Table(title, heads, rows, [words["visits.note"]])


def _visits(value: float, column: str, lang: Lang) -> str:
    return number(-value if column in LOST else value, 0, lang)
