"""Exercises: each trainee's own story, with answers that the model checks."""

from collections.abc import Callable
from functools import partial

from nicegui import run

from experiments.classroom.lessons.exercise import Asked, Exercise, choices, question, title
from experiments.classroom.lessons.marking import EXERCISES, asked, check
from experiments.classroom.lessons.own_story import own_story
from experiments.classroom.page.html_parts import (
    VALUE,
    button,
    dropdown,
    field,
    tag,
    text,
    wide_table,
)
from experiments.classroom.page.room import PATHS, Room
from experiments.classroom.page.roster_table import roster_table
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import to_query
from experiments.classroom.texts import flow_name, words
from experiments.common.numbers import exact_idr, month_name
from sim.inputs.strict import InputError

LEVELS = ("1", "2", "3")
HEADS, FIGURES = ("month", "description"), ("received", "paid", "balance")


class ExercisesTab:
    """Whose exercises, of which level; then these, one below the other."""

    def __init__(self, room: Room) -> None:
        self.lang, self.roster = room.lang, room.desk.served.roster
        self.words = words("lesson")[room.lang]["word"]
        self.trainee, self.level = "", LEVELS[0]
        text("p", self.words["about"], "about")
        with tag("div", "row"):
            with field(self.words["trainee"]):
                name = tag("input", type="text", id="trainee", maxlength="80", autocomplete="off")
                name.on("change", lambda event: setattr(self, "trainee", str(event.args)),
                        js_handler=VALUE)  # fmt: skip
            names = words("lesson")[self.lang]["level"]
            levels = {level: f"{level}. {names[level]}" for level in LEVELS}
            dropdown(self.words["levels"], levels, self.level, partial(setattr, self, "level"),
                     id="level")  # fmt: skip
            button(self.words["begin"], None, "chief", id="begin").on("click", self._begin, args=[])
        roster_table(room)
        self.status = text("p", "", "status", id="exercises-status", role="status")
        self.place = tag("div", "exercises", id="exercises")

    async def _begin(self) -> None:
        """Ask the model for the level's exercises, and draw them."""
        trainee = self.trainee
        chosen = [exercise for exercise in EXERCISES if str(exercise.level) == self.level]
        self.place.clear()
        self.status.set_text(self.words["asking"])
        try:
            story = await run.io_bound(own_story, trainee)
            all_given = [await run.io_bound(asked, exercise.name, trainee) for exercise in chosen]
        except InputError:
            self.status.set_text(self.words["nameless"])
            return
        if story is None or self.place.is_deleted:
            return
        self.place.clear()
        kube = choice_of(story).kube.name
        self.status.set_text(self.words["own"].format(kube=kube, seed=story.seed))
        with self.place:
            for exercise, given in zip(chosen, all_given, strict=True):
                if given is not None:
                    self._exercise(exercise, given, trainee)

    def _exercise(self, exercise: Exercise, given: Asked, trainee: str) -> None:
        with tag("section", "exercise", aria_labelledby=f"title-{exercise.name}"):
            text("h2", title(exercise, self.lang), id=f"title-{exercise.name}")
            text("p", question(exercise, given, self.lang), id=f"question-{exercise.name}")
            if given.rows:
                self._book(given)
            answer, tried = [""], [False]

            def write(event: object) -> None:
                answer[0] = str(getattr(event, "args", ""))

            self._field(exercise, given, write)
            with tag("div", "row"):
                knob = button(self.words["check"], None, id=f"check-{exercise.name}")
                link = f"{PATHS[self.lang]}?{to_query(given.story)}"
                text("a", self.words["open"], "knob", href=link, target="_blank")
            feedback = text("p", "", "result", id=f"feedback-{exercise.name}", role="status")

            def compare() -> None:
                checked = check(exercise.name, trainee, answer[0], again=not tried[0])
                tried[0] = tried[0] or bool(answer[0])
                if answer[0]:
                    self.roster.put(trainee, exercise.name, checked.right)
                feedback.set_text(checked.texts[self.lang])
                feedback.classes(remove="right wrong", add="right" if checked.right else "wrong")

            knob.on("click", compare, args=[])

    def _field(self, exercise: Exercise, given: Asked, write: Callable[[object], None]) -> None:
        """Build what the answer is given in: choices that all are seen, or a text."""
        key, offered = f"answer-{exercise.name}", choices(exercise, given, self.lang)
        about = f"question-{exercise.name}"
        if not offered:
            with tag("div", "row"), field(self.words["answer"]):
                tag("input", type="text", id=key, maxlength="80", autocomplete="off",
                    aria_describedby=about).on("change", write, js_handler=VALUE)  # fmt: skip
            return
        with tag("fieldset", "choices", id=key, aria_describedby=about):
            text("legend", self.words["answer"])
            for value, choice_text in offered:
                with tag("label", "choice"):
                    tag("input", type="radio", name_=key, value=value).on(
                        "change", write, js_handler=VALUE
                    )
                    text("span", choice_text)

    def _book(self, given: Asked) -> None:
        """Draw the part of the cash book that belongs to the question."""
        heads, at_end = words("stage")[self.lang]["book"], self.words["kas_at_end"]
        figures = {
            head: column
            for head, column in zip(FIGURES, zip(*(row[2:] for row in given.rows), strict=True),
                                    strict=True)
            if any(column)
        }  # fmt: skip
        with wide_table(self.words["cash_book"], f"book-{given.rows[0].month}"):
            with tag("thead"), tag("tr"):
                for head in HEADS:
                    text("th", heads[head], scope="col")
                for head in figures:
                    text("th", heads[head], "figure", scope="col")
            with tag("tbody"):
                for place, row in enumerate(given.rows):
                    with tag("tr"):
                        text("th", month_name(row.month, self.lang), scope="row")
                        flow = flow_name(row.flow, self.lang) if row.flow else at_end
                        text("td", flow, data_label=heads["description"])
                        for head, column in figures.items():
                            amount = exact_idr(column[place], self.lang) if column[place] else ""
                            text("td", amount, "figure", data_label=heads[head])
