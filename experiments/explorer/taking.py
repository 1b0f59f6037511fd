"""What is taken away from an answer: the policy as a file, and what repeats its figures."""

import re
import shlex
from typing import Any

from experiments.comparing.comparison import RUNS_PER_DRAW
from experiments.explorer.link import level_text, to_query
from experiments.explorer.question import MOVED, Place, Question
from sim.policy import NONE

PLAIN = re.compile(r"[\w./=:@+-]+")
USUAL = "posterior"
"""The draws of commands that name none."""
FOLDER = f"results/{MOVED}"
"""Where a command puts an answer."""


def policy_toml(question: Question) -> str:
    """Return what is moved as a policy's file."""
    lines = [
        f'name = "{MOVED}"',
        'title = "A policy from the explorer"',
        'judul = "Kebijakan dari penjelajah"',
        "",
        "[levers]",
        *(f"{name} = {_toml(value)}" for name, value in question.levers.items()),
    ]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)


def commands(place: Place, question: Question) -> dict[str, str]:
    """Return the commands that repeat the figures; the policy's file lies where they are called.

    Returns
    -------
    dict of str
        By what they repeat, as the texts under `take` name it: `outcomes` alone, for `compare` has
        neither costs nor prices; `figures`, all of them with the prices that are known; the `page`.
    """
    drawn = place.uncertainty
    own = drawn.folder or drawn.kind
    draws = [] if own == USUAL else ["--parameters", own]
    policy = f"./{MOVED}.toml" if question.levers else NONE.name
    pairs = RUNS_PER_DRAW * question.draws
    compare = ["kubesim", "compare", place.name, "--policy", NONE.name, "--policy", policy]
    compare += ["--runs-most", str(pairs), "--seed", str(question.seed), *draws]
    for name, value in question.assumed.items():
        compare += ["--parameter", f"{name}={level_text(name, value)}"]
    page = ["kubesim", "explore", to_query(question, place), *draws]
    repeats = {"outcomes": compare, "figures": [*page, "--out", FOLDER], "page": page}
    return {what: " ".join(map(_typed, command)) for what, command in repeats.items()}


def _typed(text: str) -> str:
    """Return a word of a command as shells of all systems take it."""
    if PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if set(text) & set('"$`\\!') else f'"{text}"'
