"""The months of a link's story on the command line: both sides side by side."""

from typing import Any, NamedTuple

from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.link import from_query
from experiments.classroom.story.story import SIDES
from experiments.classroom.texts import say
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import number
from experiments.common.tables import Table
from sim.calendar import month_number, month_text
from sim.months import KubeMonth
from sim.rules.stages import STAGES

FIGURES = ("members", "profit_idr", "aside_idr", "kas_idr", "lent_idr", "equipment_idr")
"""Of `KubeMonth`."""


class LinkMonths(NamedTuple):
    """Both sides of a link's story, run to the horizon.

    Attributes
    ----------
    histories : tuple of list of KubeMonth
        Of the story's Kube, from its founding on.
    digests : tuple of str
        SHA-256 of the final states.
    """

    choice: Choice
    histories: tuple[list[KubeMonth], list[KubeMonth]]
    digests: tuple[str, str]

    def rows(self) -> list[dict[str, Any]]:
        """Return the months of the Kube on both sides; money in nominal Rp."""
        start = month_number(self.choice.scenario.start)
        return [
            {"month": month_text(start + left.month), "left": _row(left), "right": _row(right)}
            for left, right in zip(*self.histories, strict=True)
        ]


def run_link(text: str) -> LinkMonths:
    """Run both sides of a link's story in the Mesa model.

    Raises
    ------
    InputError
        With one line per fault of the link.
    """
    choice = choice_of(from_query(text))
    left, right = (choice.run(side) for side in (0, 1))
    histories = (choice.kube_in(left).history, choice.kube_in(right).history)
    return LinkMonths(choice, histories, (left.digest(), right.digest()))


def _row(month: KubeMonth) -> dict[str, int | str]:
    return {"stage": STAGES[month.stage], **{name: getattr(month, name) for name in FIGURES}}


def table(months: LinkMonths, lang: Lang) -> Table:
    """Return the months of both sides as a table, money in Rp thousand."""
    story, (left, right) = months.choice.story, months.choice.policies
    title = say(
        lang,
        "link.title",
        kube=months.choice.kube.name,
        scenario=story.scenario,
        seed=story.seed,
        left=title_of(left, lang),
        right=title_of(right, lang),
    )
    rows = [
        [
            row["month"],
            *(_cell(key, value, lang) for side in SIDES for key, value in row[side].items()),
        ]
        for row in months.rows()
    ]
    heads = say(lang, "link.heads").split()
    return Table(title, (say(lang, "link.month"), *heads * len(SIDES)), rows)


def _cell(key: str, value: int | str, lang: Lang) -> str:
    if isinstance(value, str):
        return value[:3]
    return number(value // 1000, 0, lang) if key.endswith("_idr") else str(value)
