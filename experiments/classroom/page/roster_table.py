"""The trainer's overview of the room: what is guessed, and who has answered which exercise."""

from collections.abc import Callable
from functools import partial

from nicegui import ui

from experiments.classroom.lessons.exercise import Exercise, title
from experiments.classroom.lessons.marking import EXERCISES
from experiments.classroom.lessons.roster import Guess, Result
from experiments.classroom.page.html_parts import button, tag, text, wide_table
from experiments.classroom.page.room import Room
from experiments.classroom.page.room_guesses import room_guesses
from experiments.classroom.texts import words

EVERY_S = 3.0


def roster_table(room: Room) -> None:
    """Build the overview, on the machine that serves alone; it follows what the room answers."""
    if not room.desk.trainer:
        return
    texts, roster = words("roster")[room.lang], room.desk.served.roster
    with tag("details", "levers", id="roster"):
        text("summary", texts["open"])
        with tag("div", "levers-inside"):
            text("p", texts["about"], "help")
            place = tag("div")
    shown: list[object] = []
    revealed: set[str] = set()

    def reveal(name: str) -> None:
        revealed.add(name)
        draw()

    def draw() -> None:
        rows = roster.rows()
        guesses = {one.name: roster.guesses_of(one.name) for one in EXERCISES}
        if shown == [rows, guesses, revealed]:
            return
        shown[:] = [rows, guesses, set(revealed)]
        place.clear()
        with place:
            for one in EXERCISES:
                if guesses[one.name]:
                    _guesses(room, one, guesses[one.name], one.name in revealed, reveal)
            if rows:
                _table(room, rows)
                _hardest(room)
            elif not any(guesses.values()):
                text("p", texts["nobody"])

    draw()
    ui.timer(EVERY_S, draw)


def _guesses(
    room: Room,
    exercise: Exercise,
    guesses: list[Guess],
    revealed: bool,
    reveal: Callable[[str], None],
) -> None:
    """Draw the guesses of an exercise; which of them the model gives is shown when asked for."""
    with tag("section", "guess", id=f"wall-{exercise.name}"):
        text("h3", title(exercise, room.lang))
        room_guesses(exercise, guesses, room.lang, fitting=revealed)
        if not revealed:
            button(words("guess")[room.lang]["show"], partial(reveal, exercise.name),
                   id=f"reveal-{exercise.name}")  # fmt: skip


def _table(room: Room, rows: list[tuple[str, dict[str, Result]]]) -> None:
    texts, lang = words("roster")[room.lang], room.lang
    names = [one for one in EXERCISES if any(one.name in results for _, results in rows)]
    with wide_table(texts["open"], "roster-table") as table:
        table.classes("roster")
        with tag("thead"), tag("tr"):
            for head in (texts["trainee"], texts["all"], *(title(one, lang) for one in names)):
                text("th", head, scope="col")
        with tag("tbody"):
            for name, results in rows:
                right = sum(result.right for result in results.values())
                with tag("tr"):
                    text("th", name, scope="row")
                    done = texts["done"].format(right=right, tried=len(results))
                    text("td", done, data_label=texts["all"])
                    for one in names:
                        _cell(texts, results.get(one.name), title(one, lang))


def _cell(texts: dict[str, str], result: Result | None, label: str) -> None:
    if result is None:
        text("td", texts["nothing"], data_label=label)
        return
    said = texts["right" if result.right else "wrong"]
    if result.tries > 1:
        said = f"{said} ({texts['tries'].format(n=result.tries)})"
    text("td", said, "right" if result.right else "wrong", data_label=label)


def _hardest(room: Room) -> None:
    """Say which exercise fewest solve."""
    counts = room.desk.served.roster.by_exercise()
    hardest = min(EXERCISES, key=lambda one: _share(counts.get(one.name, (0, 0))))
    tried, right = counts.get(hardest.name, (0, 0))
    if right < tried:
        words_of = words("roster")[room.lang]["hard"]
        said = words_of.format(title=title(hardest, room.lang), right=right, tried=tried)
        text("p", said, id="roster-hard")


def _share(counts: tuple[int, int]) -> float:
    tried, right = counts
    return right / tried if tried else 1.0
