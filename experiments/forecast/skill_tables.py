"""Tables of the skill that was measured on simulated cities (`experiments.forecast.skill`)."""

from typing import Any

from experiments.common.numbers import number
from experiments.common.tables import SECTION, Cell, Table

Json = dict[str, Any]

KINDS = {"mixed": "mixed damage", "gaps": "three of ten months missing", "clean": "nothing missing"}
AIMS = {"failing": "fewer failing", "mandiri": "more mandiri"}


def skill_tables(report: Json) -> list[Table]:
    """Return skill, what parts of books are worth, bands and totals, and lists of whom to see."""
    return [_chances(report), _worth(report), _bands(report), _lists(report)]


def _chances(report: Json) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for months, told in report["failing"].items():
        for kind, title in KINDS.items():
            figures = told[kind]
            keys = ("skill", "skill_of_trading", "calibration_error")
            rows.append((f"{months} months, {title}", *(_share(figures[key]) for key in keys)))
        best = told["trained_on_clean"]
        others = ", ".join(f"{name} {_share(value)}" for name, value in best.items())
        rows += [(f"{months} months, trained on clean books: {others}", "", "", ""), SECTION]
    kubes = number(report["kubes"]["mixed"], 0, "en")
    cities, kept = (number(report[key], 0, "en") for key in ("cities", "kept_out"))
    note = (
        f"{cities} cities for training, {kept} kept out ({kubes} living Kubes with fresh "
        "books). Skill: share of the Brier score of the base rate by age that the forecast takes "
        "away, in per cent; trading: of Kubes that were active in the last month that is known. "
        "Calibration error: mean distance of chance and share that failed over twenty groups, in "
        "points."
    )
    headings = ("Failing within, books", "skill", "skill, trading now", "calibration error")
    return Table("Skill on simulated cities kept from training", headings, rows[:-1], (note,))


def _worth(report: Json) -> Table:
    titles = {
        "months": "the last months alone: {}",
        "without": "without {}",
        "alone": "{} alone, with the number of members",
    }
    rows: list[tuple[Cell, ...]] = []
    for kind, title in titles.items():
        for name, told in report["worth_of_books"][kind].items():
            rows.append((title.format(name), *(_share(value) for value in told.values())))
        rows.append(SECTION)
    note = "Books in which nothing else is missing; columns are those of a workbook's months."
    headings = ("Books", *(f"skill, {months} months" for months in report["failing"]))
    return Table("What parts of books are worth", headings, rows[:-1], (note,))


def _bands(report: Json) -> Table:
    bands, totals = report["bands"], report["totals"]
    rows = [
        (f"{amount} after 12 months, {title}", _share(bands[kind][amount]["inside"]))
        for amount in ("kas", "income")
        for kind, title in KINDS.items()
    ]
    rows += [
        (f"Kubes of a city that fail within {months} months", _share(told["inside"]))
        for months, told in totals.items()
    ]
    return Table("Figures inside their 90 % intervals", ("", "per cent"), rows)


def _lists(report: Json) -> Table:
    rows = []
    for one in report["lists"]:
        ends = f"{number(one['low'], 2, 'en')} to {number(one['high'], 2, 'en')}"
        figures = (number(one[key], 1, "en") for key in ("by_uplift", "by_risk", "at_random"))
        rows.append((f"{one['action']}: {AIMS[one['aim']]}", *figures, ends))
    note = (
        "Gained per 100 Kubes that get the action, the best quarter of each city, after 24 months; "
        "the last column is the 90 % confidence interval of uplift less risk."
    )
    headings = ("Action and aim", "listed by uplift", "by risk", "at random", "uplift less risk")
    return Table("Whom to see first", headings, rows, (note,))


def _share(value: float) -> str:
    return number(100.0 * value, 1, "en")
