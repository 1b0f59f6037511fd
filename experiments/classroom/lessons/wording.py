"""An exercise in words: the question, its choices, the answer and the explanation."""

from experiments.classroom.amounts import exact_idr, month_name
from experiments.classroom.lessons.exercise import Answer, Asked, Exercise, Figure
from experiments.classroom.texts import say
from experiments.common.languages import Lang

PART = "lesson.exercise"


def title(exercise: Exercise, lang: Lang) -> str:
    """Return what an exercise is called."""
    return say(lang, f"{PART}.{exercise.name}.title")


def question(exercise: Exercise, asked: Asked, lang: Lang) -> str:
    """Return what is asked, with the figures of the trainee's story."""
    return say(lang, f"{PART}.{exercise.name}.question", **shown(exercise, asked, lang))


def because(exercise: Exercise, asked: Asked, lang: Lang) -> str:
    """Return why the answer is what it is, and the rule behind it."""
    figures = shown(exercise, asked, lang)
    why = say(lang, f"{PART}.{exercise.name}.{asked.turn}", **figures)
    return f"{why} {say(lang, f'{PART}.{exercise.name}.rule')}"


def choices(exercise: Exercise, asked: Asked, lang: Lang) -> list[tuple[str, str]]:
    """Return the keys that can be chosen and what they say; none where a number is asked."""
    if exercise.kind == "yes_no":
        return [(key, say(lang, f"lesson.word.{key}")) for key in ("yes", "no")]
    return [(key, say(lang, f"{PART}.{exercise.name}.choice.{key}")) for key in asked.choices]


def answer_text(exercise: Exercise, asked: Asked, answer: Answer, lang: Lang) -> str:
    """Return an answer as people read it."""
    if exercise.kind == "amount":
        return exact_idr(int(answer), lang)
    if exercise.kind == "month":
        return month_name(str(answer), lang)
    return dict(choices(exercise, asked, lang)).get(str(answer), str(answer))


def shown(exercise: Exercise, asked: Asked, lang: Lang) -> dict[str, str]:
    """Return the figures as texts, by the endings of their names (`Asked.figures`)."""
    return {name: _text(name, it, lang) for name, it in asked.figures.items()}


def _text(name: str, figure: Figure, lang: Lang) -> str:
    if isinstance(figure, str):
        return month_name(figure, lang) if name.endswith("_month") else figure
    if name.endswith("_idr"):
        return exact_idr(int(figure), lang)
    if name.endswith("_share"):
        return f"{decimal(round(100 * figure, 1), lang)} %"
    return decimal(figure, lang)


def decimal(figure: float, lang: Lang) -> str:
    """Return a number with the point of the language, and none where it is whole."""
    if figure == int(figure):
        text = f"{int(figure):,}"
        return text.replace(",", ".") if lang == "id" else text
    text = f"{figure:g}"
    return text.replace(".", ",") if lang == "id" else text
