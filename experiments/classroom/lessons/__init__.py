"""Exercises that the model itself checks: read, compare, tell luck from policy.

An exercise is a declared value; what is asked, the answer and the explanation come from runs of
the trainee's own story, or from many lucks of the same Kubes.
"""

from experiments.classroom.lessons.all import EXERCISES, asked, exercise
from experiments.classroom.lessons.checking import Feedback, check
from experiments.classroom.lessons.exercise import Asked, Exercise

__all__ = ["EXERCISES", "Asked", "Exercise", "Feedback", "asked", "check", "exercise"]
