"""The facilitator's game: a few visits a month, spent on the Kubes of a class."""

from functools import partial
from typing import Any

from nicegui import background_tasks, run

from experiments.classroom.games import (
    VISITS_A_MONTH,
    Standing,
    in_force,
    later,
    months_decided,
    spend,
    standings,
    take_back,
)
from experiments.classroom.page.html_parts import button, dropdown, number, tag, text, wide_table
from experiments.classroom.page.play_tab import LENGTHS
from experiments.classroom.page.room import Room
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.openings import first_round
from experiments.classroom.story.story import Story
from experiments.classroom.texts import words
from experiments.common.numbers import about_idr, month_name
from sim.calendar import month_number
from sim.months import KubeMonth
from sim.rules.stages import STAGES

ONE_EACH = 1
FIGURES = ("stage", "money", "present", "motivation", "visits")


class FacilitatorTab:
    """The controls of the next months' visits, and how all Kubes stand on both sides."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.words = words("facilitator")[room.lang]
        self.lengths = words("play")[room.lang]
        self.length = 1
        text("p", self.words["about"].format(visits=VISITS_A_MONTH), "about")
        self.place = tag("section", "decide", aria_label=self.words["decide"])
        self.table = tag("section", "standings")
        self._draw()

    def _go(self, story: Story, until: int) -> None:
        self.room.until = until
        self.room.change(**dict(story))
        self._draw()

    def _draw(self) -> None:
        choice = choice_of(self.room.story)
        until, months = self.room.until or 0, choice.scenario.months
        supported = choice.scenario.programme.support_months
        self.place.clear()
        with self.place:
            if until < supported:
                self._controls(choice, until)
            elif until < months:
                over = self.words["supported"].format(months=supported)
                text("p", over, "about", id="visits-end")
                with tag("div", "row"):
                    self._lengths(lambda: self._wait(until, months))
            else:
                text("p", self.words["over"], "about", id="visits-over")
            with tag("div", "row"):
                self._back()
        self.table.clear()
        background_tasks.create(self._tell(until))

    def _controls(self, choice: Choice, until: int) -> None:
        scenario = choice.scenario
        month = later(scenario.start, until)
        heading = self.words["month"].format(
            month=month_name(month, self.room.lang), number=until + 1, months=scenario.months
        )
        text("h2", heading, id="visits-month")
        held = {kube.id: in_force(choice, 0, kube, month).visits for kube in scenario.kubes}
        visits = {kube: ONE_EACH if agreed is None else agreed for kube, agreed in held.items()}
        status = text("p", "", "help", id="visits-spent", role="status")

        def count() -> bool:
            spent = sum(visits.values())
            right = spent <= VISITS_A_MONTH
            words = self.words["spent" if right else "too_many"]
            status.set_text(words.format(spent=spent, visits=VISITS_A_MONTH))
            return right

        def visit(kube: int, times: float) -> None:
            visits[kube] = int(times)
            count()

        with tag("div", "row"):
            for kube in scenario.kubes:
                with tag("label", "field"):
                    text("span", self.words["visits_to"].format(kube=kube.name))
                    number("number", 0, VISITS_A_MONTH, 1, visits[kube.id],
                           partial(visit, kube.id), id=f"visits-{kube.id}",
                           inputmode="numeric")  # fmt: skip
        count()

        def decide() -> None:
            if count():
                story = spend(self.room.story, month, visits)
                supported = scenario.programme.support_months
                self._go(story, min(until + self.length, supported))

        with tag("div", "row"):
            self._lengths(decide)

    def _wait(self, until: int, months: int) -> None:
        self._go(self.room.story, min(until + self.length, months))

    def _lengths(self, on_click: Any) -> None:
        names = {length: self.lengths[f"for_{length}"] for length in LENGTHS}

        def choose(months: str) -> None:
            self.length = int(months)

        dropdown(self.words["decide"], names, str(self.length), choose, id="visits-length")
        button(self.lengths["decide"], on_click, "chief", id="visits-decide")

    def _back(self) -> None:
        story = self.room.story
        months = months_decided(story)

        def back() -> None:
            last = months[-1]
            start = choice_of(story).scenario.start
            self._go(take_back(story, last), month_number(last) - month_number(start))

        if months:
            button(self.words["back"], back, id="visits-back")
            button(self.words["start"], lambda: self._go(first_round(story.seed + 1), 0),
                   id="visits-start")  # fmt: skip

    async def _tell(self, until: int) -> None:
        """Draw how all Kubes stand on both sides, when it is known."""
        if not until:
            return
        story = self.room.story
        sides = await run.io_bound(standings, choice_of(story), until)
        if sides is not None and self.room.story == story and not self.table.is_deleted:
            with self.table:
                self._table(*sides)

    def _table(self, left: list[Standing], right: list[Standing]) -> None:
        words = self.words
        with wide_table(words["kube"], "standings"):
            with tag("thead"), tag("tr"):
                text("th", words["kube"], scope="col", colspan="2")
                for head in FIGURES:
                    text("th", words[head], scope="col")
            with tag("tbody"):
                for ours, twin in zip(left, right, strict=True):
                    self._row(ours, words["left"], first=True)
                    self._row(twin, words["right"], first=False)

    def _row(self, standing: Standing, side: str, *, first: bool) -> None:
        with tag("tr", "first" if first else ""):
            if first:
                chosen = self.room.story.kube == standing.kube
                with tag("th", scope="rowgroup", rowspan="2"):
                    button(standing.name, lambda: self.room.change(kube=standing.kube), "kube",
                           aria_pressed="true" if chosen else "false")  # fmt: skip
            text("th", side, scope="row")
            for head, value in zip(FIGURES, self._figures(standing.months), strict=True):
                text("td", value, "figure", data_label=self.words[head])

    def _figures(self, months: tuple[KubeMonth, ...]) -> list[str]:
        now = months[-1]
        return [
            STAGES[now.stage],
            about_idr(now.liquid_idr, self.room.lang),
            f"{now.present}/{now.members}",
            f"{100 * now.motivation:.0f} %",
            str(sum(month.visits for month in months)),
        ]
