"""All exercises, in the order of a lesson."""

from functools import lru_cache

from experiments.classroom.lessons.exercise import Asked, Exercise
from experiments.classroom.lessons.level1 import LEVEL_1
from experiments.classroom.lessons.level2 import LEVEL_2
from experiments.classroom.lessons.level3 import LEVEL_3
from experiments.classroom.lessons.trainee import known_as
from sim.inputs.faults import nearest
from sim.inputs.strict import InputError

EXERCISES: tuple[Exercise, ...] = (*LEVEL_1, *LEVEL_2, *LEVEL_3)


def exercise(name: str) -> Exercise:
    """Return an exercise by its name.

    Raises
    ------
    InputError
    """
    for one in EXERCISES:
        if one.name == name:
            return one
    raise InputError([f"exercise {name}: unknown; {nearest(name, [it.name for it in EXERCISES])}"])


def asked(name: str, trainee: str) -> Asked:
    """Return an exercise as a trainee gets it.

    Raises
    ------
    InputError
        When there is no such exercise, or the trainee has no name.
    """
    return _asked(exercise(name).name, known_as(trainee))


@lru_cache(maxsize=512)
def _asked(name: str, trainee: str) -> Asked:
    return exercise(name).ask(trainee)
