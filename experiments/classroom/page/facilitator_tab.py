"""The facilitator's game: a few visits a month, spent on the Kubes of a class."""

from collections.abc import Callable
from functools import partial

from nicegui import background_tasks, run
from nicegui.element import Element

from experiments.classroom.games import (
    VISITS_A_MONTH,
    in_force,
    later,
    living_by_visits,
    months_decided,
    spend,
    standings,
    take_back,
)
from experiments.classroom.page.html_parts import (
    button,
    dropdown,
    field,
    fold,
    number,
    tag,
    text,
    wide_table,
)
from experiments.classroom.page.pinned import pin, pinned_place
from experiments.classroom.page.play_tab import LENGTHS
from experiments.classroom.page.room import Room
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.chosen_lucks import next_round
from experiments.classroom.story.openings import first_round
from experiments.classroom.story.story import Story
from experiments.classroom.telling.difference import duration
from experiments.classroom.texts import words
from experiments.common.numbers import about_idr, month_name
from sim.agents import Kube
from sim.calendar import month_number
from sim.rules.stages import STAGES

ONE_EACH = 1
FIGURES = ("stage", "money", "present", "spirit", "visits")


class FacilitatorTab:
    """The controls of the next months' visits, and how all Kubes stand on both sides."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.words = words("facilitator")[room.lang]
        self.lengths = words("play")[room.lang]
        self.length = LENGTHS[0]
        about = self.words["about"].format(visits=VISITS_A_MONTH)
        self.about = text("p", about, "about")
        with tag("div", "round"):
            self.place = tag("section", "decide", id="visits-next", tabindex="-1",
                             aria_label=self.words["decide"])  # fmt: skip
            with tag("div"):
                fold(self.words["all"], id="visits-table")
                self.table = tag("section", "standings folds", aria_label=self.words["all"])
        text("p", self.words["chosen_luck"], "help")
        self.pinned = pinned_place("visits-pinned", self.words["all"])
        self._draw()

    def _go(self, story: Story, until: int) -> None:
        self.room.until = until
        self.room.change(**dict(story))
        self._draw()
        self.room.focus("visits-next")

    def _draw(self) -> None:
        choice = choice_of(self.room.story)
        until, months = self.room.until or 0, choice.scenario.months
        supported = choice.scenario.programme.support_months
        self.place.clear()
        self.pinned.clear()
        self.about.classes(remove="begun", add="begun" if until else "")
        with self.place:
            if until < supported:
                self._controls(choice, until, supported)
            elif until < months:
                over = self.words["supported"].format(duration=duration(supported, self.room.lang))
                text("p", over, "about", id="visits-end")
                with tag("div", "row"):
                    self._lengths(lambda: self._go(self.room.story, self._until(months)))
            else:
                text("p", self.words["over"], "about", id="visits-over")
            with tag("div", "row"):
                self._back()
        self.table.clear()
        background_tasks.create(self._tell(until))

    def _until(self, most: int) -> int:
        """Return the month up to which is told when the chosen months have passed."""
        return min((self.room.until or 0) + int(self.length), most)

    def _controls(self, choice: Choice, until: int, supported: int) -> None:
        scenario = choice.scenario
        month = later(scenario.start, until)
        heading = self.words["month"].format(
            month=month_name(month, self.room.lang), number=until + 1, months=scenario.months
        )
        text("h2", heading)
        held = {kube.id: in_force(choice, 0, kube, month).visits for kube in scenario.kubes}
        visits = {kube: ONE_EACH if agreed is None else agreed for kube, agreed in held.items()}
        status = text("p", "", "help", id="visits-spent", role="status")
        knobs: list[Element] = []

        def count() -> bool:
            spent = sum(visits.values())
            right = spent <= VISITS_A_MONTH
            words = self.words["spent" if right else "too_many"]
            status.set_text(words.format(spent=spent, visits=VISITS_A_MONTH))
            for knob in knobs:
                knob.props["disabled"] = not right
            return right

        def visit(kube: int, times: float) -> None:
            visits[kube] = int(times)
            count()

        with tag("div", "row pairs"):
            for kube in scenario.kubes:
                with field(self.words["visits_to"].format(kube=kube.name)):
                    number("number", 0, VISITS_A_MONTH, 1, visits[kube.id],
                           partial(visit, kube.id), "input", id=f"visits-{kube.id}",
                           inputmode="numeric")  # fmt: skip

        def decide() -> None:
            if count():
                self._go(spend(self.room.story, month, visits), self._until(supported))

        with tag("div", "row"):
            knobs.append(self._lengths(decide))
        count()

    def _lengths(self, on_click: Callable[[], None]) -> Element:
        """Build for how long is decided, and the button that decides, which is returned."""
        names = {length: self.lengths[f"for_{length}"] for length in LENGTHS}
        dropdown(self.words["decide"], names, self.length, partial(setattr, self, "length"),
                 id="visits-length")  # fmt: skip
        return button(self.lengths["decide"], on_click, "chief", id="visits-decide")

    def _back(self) -> None:
        story = self.room.story
        months = months_decided(story)

        def back() -> None:
            last = months[-1]
            start = choice_of(story).scenario.start
            self._go(take_back(story, last), month_number(last) - month_number(start))

        if months:
            button(self.words["back"], back, id="visits-back")
            button(self.words["start"], lambda: self._go(first_round(next_round(story.seed)), 0),
                   id="visits-start")  # fmt: skip

    async def _tell(self, until: int) -> None:
        """Draw how all Kubes stand on both sides, when it is known."""
        if not until:
            return
        story = self.room.story
        sides = await run.io_bound(standings, choice_of(story), until)
        if sides is not None and self.room.story == story and not self.table.is_deleted:
            ended = not any(kube.alive for kube in sides[0])
            if ended:
                self.place.clear()
                with self.place:
                    text("p", self.words["all_ended"], "about", id="visits-over")
                    with tag("div", "row"):
                        self._back()
            with self.table:
                self._table(*sides)
            pin(self.pinned, [self._score(*side) for side in zip(("left", "right"), sides,
                                                                 strict=True)])  # fmt: skip
            if ended or until >= choice_of(story).scenario.months:
                await self._what_visits_do(story)

    async def _what_visits_do(self, story: Story) -> None:
        """Say, once the round is over, which kind of luck it was."""
        living = await run.io_bound(living_by_visits, story)
        if living is None or self.room.story != story or self.place.is_deleted:
            return
        none, each = (", ".join(names) or self.words["nobody"] for names in living)
        said = self.words["luck_same" if none == each else "luck_matters"]
        with self.place:
            text("p", said.format(none=none, each=each), "result", id="visits-luck")

    def _score(self, side: str, kubes: list[Kube]) -> tuple[str, str]:
        """Return what a side is called, and how many of its Kubes live with how much money."""
        alive = [kube for kube in kubes if kube.alive]
        money = about_idr(sum(kube.history[-1].liquid_idr for kube in alive), self.room.lang)
        line = self.words["pinned"].format(alive=len(alive), kubes=len(kubes), money=money)
        return self.words[side], line

    def _table(self, left: list[Kube], right: list[Kube]) -> None:
        words = self.words
        with wide_table(words["kube"], "standings"):
            with tag("thead"), tag("tr"):
                text("th", words["kube"], scope="col", colspan="2")
                for head in FIGURES:
                    text("th", words[head], scope="col")
            with tag("tbody"):
                for ours, twin in zip(left, right, strict=True):
                    with tag("tr", "first"):
                        chosen = self.room.story.kube == ours.id
                        with tag("th", scope="rowgroup", rowspan="2"):
                            button(ours.name, partial(self.room.change, kube=ours.id), "kube",
                                   aria_pressed="true" if chosen else "false")  # fmt: skip
                        self._cells(ours, words["left"])
                    with tag("tr"):
                        self._cells(twin, words["right"])

    def _cells(self, kube: Kube, side: str) -> None:
        now = kube.history[-1]
        figures = (
            STAGES[now.stage],
            about_idr(now.liquid_idr, self.room.lang),
            self.words["stopped"] if now.stopped else f"{now.present}/{now.members}",
            f"{100 * now.spirit:.0f} %",
            str(sum(month.visits for month in kube.history)),
        )
        text("th", side, scope="row")
        for head, value in zip(FIGURES, figures, strict=True):
            text("td", value, "figure", data_label=self.words[head])
