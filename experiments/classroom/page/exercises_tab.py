"""Exercises: each trainee's own story, with answers that the model checks."""

from functools import partial

from nicegui import run, ui

from experiments.classroom.lessons.marking import EXERCISES, asked
from experiments.classroom.lessons.own_story import own_story
from experiments.classroom.page.exercise_section import ExerciseSection
from experiments.classroom.page.html_parts import VALUE, button, dropdown, field, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.page.roster_table import roster_table
from experiments.classroom.story.choice import choice_of
from experiments.classroom.texts import words
from sim.inputs.strict import InputError

LEVELS = ("1", "2", "3")
EVERY_S = 3.0
"""So often what the room guesses is drawn anew."""


class ExercisesTab:
    """Whose exercises, of which level; then these, one below the other."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.sections: list[ExerciseSection] = []
        self.words = words("lesson")[room.lang]["word"]
        self.trainee, self.level = "", LEVELS[0]
        text("p", self.words["about"], "about")
        with tag("div", "row"):
            with field(self.words["trainee"]):
                name = tag("input", type="text", id="trainee", maxlength="80", autocomplete="off")
                name.on("change", lambda event: setattr(self, "trainee", str(event.args)),
                        js_handler=VALUE)  # fmt: skip
            names = words("lesson")[room.lang]["level"]
            levels = {level: f"{level}. {names[level]}" for level in LEVELS}
            dropdown(self.words["levels"], levels, self.level, partial(setattr, self, "level"),
                     id="level")  # fmt: skip
            button(self.words["begin"], None, "chief", id="begin").on("click", self._begin, args=[])
        roster_table(room)
        self.status = text("p", "", "status", id="exercises-status", role="status")
        self.place = tag("div", "exercises", id="exercises")
        ui.timer(EVERY_S, self._follow)

    async def _begin(self) -> None:
        """Ask the model for the level's exercises, and draw them."""
        trainee = self.trainee
        chosen = [exercise for exercise in EXERCISES if str(exercise.level) == self.level]
        self.place.clear()
        self.sections = []
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
            self.sections = [
                ExerciseSection(exercise, given, trainee, self.room)
                for exercise, given in zip(chosen, all_given, strict=True)
                if given is not None
            ]

    def _follow(self) -> None:
        """Draw what the room has guessed meanwhile."""
        for section in self.sections:
            section.draw_guesses()
