"""Exercises: each trainee's own story, with answers that the model checks."""

from nicegui import run
from nicegui.element import Element

from experiments.classroom.amounts import exact_idr, month_name
from experiments.classroom.choosing import choice_of
from experiments.classroom.lessons import EXERCISES, Asked, Exercise, asked, check
from experiments.classroom.lessons.trainee import own_story
from experiments.classroom.lessons.wording import choices, question, title
from experiments.classroom.link import to_query
from experiments.classroom.page.parts import VALUE, button, choice, tag, text, wide_table
from experiments.classroom.page.room import Room
from experiments.classroom.texts import say, words
from sim.inputs.strict import InputError

LEVELS = ("1", "2", "3")
HEADS, FIGURES = ("month", "description"), ("received", "paid", "balance")
PATHS = {"id": "/", "en": "/en"}


def exercises(room: Room) -> None:
    """Build the tab."""
    _Exercises(room)


class _Exercises:
    """Whose exercises, of which level; then these, one below the other."""

    def __init__(self, room: Room) -> None:
        self.lang = room.lang
        self.said = words("lesson")[room.lang]["word"]
        self.trainee, self.level = "", LEVELS[0]
        text("p", self.said["about"], "about")
        with tag("div", "row"):
            with tag("label", "field"):
                text("span", self.said["trainee"])
                name = tag("input", type="text", id="trainee", maxlength="80", autocomplete="off")
                name.on("change", lambda event: self._name(str(event.args)), js_handler=VALUE)
            levels = {it: f"{it}. {words('lesson')[self.lang]['level'][it]}" for it in LEVELS}
            choice(self.said["levels"], levels, self.level, self._choose, id="level")
            button(self.said["begin"], None, "chief", id="begin").on("click", self._begin, args=[])
        self.status = text("p", "", "status", id="exercises-status", role="status")
        self.place = tag("div", "exercises", id="exercises")

    def _name(self, trainee: str) -> None:
        self.trainee = trainee

    def _choose(self, level: str) -> None:
        self.level = level

    async def _begin(self) -> None:
        """Ask the model for the level's exercises, and draw them."""
        trainee = self.trainee
        chosen = [it for it in EXERCISES if str(it.level) == self.level]
        self.place.clear()
        self.status.set_text(self.said["asking"])
        try:
            story = await run.io_bound(own_story, trainee)
            made = [await run.io_bound(asked, it.name, trainee) for it in chosen]
        except InputError as error:
            self.status.set_text(error.faults[0] if trainee.strip() else self.said["nameless"])
            return
        if story is None or self.place.is_deleted:
            return
        kube = choice_of(story).kube.name
        self.status.set_text(self.said["own"].format(kube=kube, seed=story.seed))
        with self.place:
            for one, given in zip(chosen, made, strict=True):
                if given is not None:
                    self._exercise(one, given, trainee)

    def _exercise(self, one: Exercise, given: Asked, trainee: str) -> None:
        with tag("section", "exercise", aria_labelledby=f"title-{one.name}"):
            text("h2", title(one, self.lang), id=f"title-{one.name}")
            text("p", question(one, given, self.lang), id=f"question-{one.name}")
            if given.rows:
                self._book(given)
            answer = [""]

            def write(event: object) -> None:
                answer[0] = str(getattr(event, "args", ""))

            with tag("div", "row"):
                with tag("label", "field"):
                    text("span", self.said["answer"])
                    self._field(one, given).on("change", write, js_handler=VALUE)
                knob = button(self.said["check"], None, id=f"check-{one.name}")
                link = f"{PATHS[self.lang]}?{to_query(given.story)}"
                text("a", self.said["open"], "knob", href=link, target="_blank")
            told = text("p", "", "result", id=f"feedback-{one.name}", role="status")

            def compare() -> None:
                found = check(one.name, trainee, answer[0])
                told.set_text(found.said[self.lang])
                told.classes(remove="right wrong", add="right" if found.right else "wrong")

            knob.on("click", compare, args=[])

    def _field(self, one: Exercise, given: Asked) -> Element:
        """Return the field that the answer is given in: a list of choices, or a text."""
        key, offered = f"answer-{one.name}", choices(one, given, self.lang)
        if not offered:
            return tag("input", type="text", id=key, maxlength="80", autocomplete="off",
                       aria_describedby=f"question-{one.name}")  # fmt: skip
        made = tag("select", id=key, aria_describedby=f"question-{one.name}")
        with made:
            text("option", "–", value="")
            for value, words_of in offered:
                text("option", words_of, value=value)
        return made

    def _book(self, given: Asked) -> None:
        """Draw the part of the cash book that belongs to the question."""
        heads = words("stage")[self.lang]["book"]
        figures = {
            head: column
            for head, column in zip(FIGURES, zip(*(row[2:] for row in given.rows), strict=True),
                                    strict=True)
            if any(column)
        }  # fmt: skip
        with wide_table(self.said["cash_book"], f"book-{given.rows[0].month}"):
            with tag("thead"), tag("tr"):
                for head in HEADS:
                    text("th", heads[head], scope="col")
                for head in figures:
                    text("th", heads[head], "figure", scope="col")
            with tag("tbody"):
                for place, row in enumerate(given.rows):
                    with tag("tr"):
                        text("th", month_name(row.month, self.lang), scope="row")
                        text("td", self._flow(row.flow), data_label=heads["description"])
                        for head, column in figures.items():
                            amount = exact_idr(column[place], self.lang) if column[place] else ""
                            text("td", amount, "figure", data_label=heads[head])

    def _flow(self, flow: str) -> str:
        if not flow:
            return str(self.said["kas_at_end"])
        return say(self.lang, f"stage.flow.{flow}")
