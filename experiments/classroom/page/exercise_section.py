"""One exercise on the page: what is asked, a guess where there is one to make, the answer."""

from collections.abc import Callable

from experiments.classroom.lessons.exercise import (
    Asked,
    Exercise,
    answer_text,
    choices,
    question,
    title,
)
from experiments.classroom.lessons.marking import check, read_answer
from experiments.classroom.lessons.roster import Guess
from experiments.classroom.page.html_parts import VALUE, button, field, tag, text, wide_table
from experiments.classroom.page.room import PATHS, Room
from experiments.classroom.page.room_guesses import room_guesses
from experiments.classroom.story.link import to_query
from experiments.classroom.texts import flow_name, say, words
from experiments.common.languages import Lang
from experiments.common.numbers import exact_idr, month_name

FIGURES = ("received", "paid", "balance")


class ExerciseSection:
    """An exercise as one trainee gets it.

    Where it is guessed, the first answer is a guess of the room; it may be changed, then checked.
    """

    def __init__(self, exercise: Exercise, given: Asked, trainee: str, room: Room) -> None:
        self.exercise, self.given, self.trainee, self.room = exercise, given, trainee, room
        self.roster, lang = room.desk.served.roster, room.lang
        self.lang: Lang = lang
        self.words = words("lesson")[lang]["word"]
        self.answer, self.tried = "", False
        self.shown: list[Guess] = []
        name = exercise.name
        with tag("section", "exercise", aria_labelledby=f"title-{name}"):
            text("h2", title(exercise, lang), id=f"title-{name}")
            text("p", question(exercise, given, lang), id=f"question-{name}")
            if given.rows:
                self._book()
            self._field(self._write)
            with tag("div", "row"):
                self.guess_knob = button(self.words["guess"], self._guess, "chief",
                                         id=f"guess-{name}")  # fmt: skip
                self.check_knob = button(self.words["check"], self._check, id=f"check-{name}")
                link = f"{PATHS[lang]}?{to_query(given.story)}"
                text("a", self.words["open"], "knob", href=link, target="_blank")
            self.guesses = tag("div", "room-guesses", id=f"room-{name}", aria_live="polite")
            self.feedback = text("p", "", "result", id=f"feedback-{name}", role="status")
        self._draw_knobs()
        self.draw_guesses()

    def _write(self, event: object) -> None:
        self.answer = str(getattr(event, "args", ""))

    def _guess(self) -> None:
        """Note the answer as a guess of the room; what is right is not said."""
        answer = read_answer(self.exercise, self.given, self.answer)
        if answer is None:
            self.feedback.set_text(say(self.lang, f"lesson.write.{self.exercise.kind}"))
            return
        guess = Guess(answer, self.given.passes(answer))
        self.roster.guess(self.trainee, self.exercise.name, guess)
        said = answer_text(self.exercise, self.given, answer, self.lang)
        self.feedback.set_text(say(self.lang, "lesson.word.guessed", answer=said))
        self._draw_knobs()
        self.draw_guesses()
        self.room.focus(f"check-{self.exercise.name}")

    def _check(self) -> None:
        """Compare the answer with the model's; a first wrong one gets a hint alone."""
        checked = check(self.exercise.name, self.trainee, self.answer, again=not self.tried)
        self.tried = self.tried or bool(self.answer)
        if self.answer:
            self.roster.put(self.trainee, self.exercise.name, checked.right)
        self.feedback.set_text(checked.texts[self.lang])
        self.feedback.classes(remove="right wrong", add="right" if checked.right else "wrong")

    def _draw_knobs(self) -> None:
        """Show one way on: to guess where nothing has been guessed, else to check."""
        guessed = self.roster.guess_of(self.trainee, self.exercise.name) is not None
        first = self.exercise.is_guessed and not guessed
        self.guess_knob.set_visibility(first)
        self.check_knob.set_visibility(not first)

    def draw_guesses(self) -> None:
        """Draw what the room guessed, to one who has guessed; which fits is not said."""
        name = self.exercise.name
        if self.guesses.is_deleted or self.roster.guess_of(self.trainee, name) is None:
            return
        guesses = self.roster.guesses_of(name)
        if guesses != self.shown:
            self.shown = guesses
            self.guesses.clear()
            with self.guesses:
                room_guesses(self.exercise, guesses, self.lang)

    def _field(self, write: Callable[[object], None]) -> None:
        """Build what the answer is given in: choices that all are seen, or a text."""
        exercise = self.exercise
        key, to_choose = f"answer-{exercise.name}", choices(exercise, self.given, self.lang)
        about = f"question-{exercise.name}"
        if not to_choose:
            with tag("div", "row"), field(self.words["answer"]):
                tag("input", type="text", id=key, maxlength="80", autocomplete="off",
                    aria_describedby=about).on("change", write, js_handler=VALUE)  # fmt: skip
            return
        with tag("fieldset", "choices", id=key, aria_describedby=about):
            text("legend", self.words["answer"])
            for value, choice_text in to_choose:
                with tag("label", "choice"):
                    tag("input", type="radio", name_=key, value=value).on(
                        "change", write, js_handler=VALUE
                    )
                    text("span", choice_text)

    def _book(self) -> None:
        """Draw the part of the cash book that belongs to the question."""
        heads, rows = words("stage")[self.lang]["book"], self.given.rows
        at_end = not rows[0].flow
        figures = {
            head: column
            for head, column in zip(FIGURES, zip(*(row[2:] for row in rows), strict=True),
                                    strict=True)
            if any(column)
        }  # fmt: skip
        named = {head: self.words["kas_at_end"] if at_end else heads[head] for head in figures}
        with wide_table(self.words["cash_book"], f"book-{rows[0].month}"):
            with tag("thead"), tag("tr"):
                text("th", heads["month" if at_end else "description"], scope="col")
                for head in figures:
                    text("th", named[head], "figure", scope="col")
            with tag("tbody"):
                for place, row in enumerate(rows):
                    with tag("tr"):
                        about = month_name(row.month, self.lang) if at_end else flow_name(
                            row.flow, self.lang)  # fmt: skip
                        text("th", about, scope="row")
                        for head, column in figures.items():
                            shown = at_end or column[place]
                            amount = exact_idr(column[place], self.lang) if shown else ""
                            text("td", amount, "figure", data_label=named[head])
