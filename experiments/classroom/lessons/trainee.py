"""A trainee's own story: a seed by a stable hash of the name, with a luck that can be read."""

import hashlib
import unicodedata
from functools import cache

from experiments.classroom.lessons.running import ran
from experiments.classroom.story import Side, Story
from sim.inputs.strict import InputError
from sim.ledger import Flow

SCENARIO = "classroom"
SAVING_KUBES = (401, 402, 404)
"""Kubes of a class that agreed at founding to set aside first."""
SEEDS_SHORT = 10_000
"""Seeds of lessons have four digits at most: they are typed by hand."""
TRIES = 200
YEAR = 12
NEXT_TO_NOTHING_IDR = 10_000
NAME_MOST = 80


def known_as(trainee: str) -> str:
    """Return a name as it is hashed: without capitals, and one blank between words.

    Raises
    ------
    InputError
        When nothing or too much is left of it.
    """
    name = " ".join(unicodedata.normalize("NFKC", trainee).casefold().split())
    if not 0 < len(name) <= NAME_MOST:
        raise InputError([f"trainee: give a name or number of 1 to {NAME_MOST} letters"])
    return name


def number_of(trainee: str, purpose: str) -> int:
    """Return a number for a trainee and a purpose, the same on every machine."""
    digest = hashlib.sha256(f"{known_as(trainee)}\0{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def luck_of(trainee: str) -> int:
    """Return the seed under which many lucks are counted for a trainee; it is not chosen."""
    return number_of(trainee, "lucks") % SEEDS_SHORT


def own_story(trainee: str) -> Story:
    """Return a trainee's story: a Kube that shares everything beside one that sets aside.

    Of the lucks that the trainee's number leads to it is the first in which there is something to
    read: the sharing Kube sets nothing aside for a year, the other one lives for two years,
    has set aside, and has lent and got back an instalment. So it is a chosen story; about one luck
    in five is like it.
    """
    return _own_story(known_as(trainee))


@cache
def _own_story(trainee: str) -> Story:
    kube = SAVING_KUBES[number_of(trainee, "kube") % len(SAVING_KUBES)]
    for number in range(TRIES):
        story = story_of(kube, number_of(trainee, f"story {number}") % SEEDS_SHORT)
        if _can_be_read(story):
            return story
    raise LookupError(f"no story in {TRIES} lucks of trainee {trainee}")


def story_of(kube: int, seed: int) -> Story:
    """Return one Kube of a class under one luck: sharing everything, and setting aside first."""
    return Story(
        scenario=SCENARIO,
        kube=kube,
        seed=seed,
        left=Side(policy="share-everything"),
        right=Side(policy="all-set-aside-first"),
    )


def _can_be_read(story: Story) -> bool:
    right = ran(story, "right")
    year = right.history[:YEAR]
    if not right.alive or sum(it.aside_idr > 0 for it in year) < YEAR // 2:
        return False
    if not right.loans() or not right.posted(Flow.REPAYMENT):
        return False
    if not right.falls(YEAR) or right.kube.has_lkm:
        return False
    left = ran(story, "left")
    first = left.history[:YEAR]
    return (
        first[-1].stage > 0
        and not sum(it.aside_idr for it in first)
        and first[-1].kas_idr < NEXT_TO_NOTHING_IDR
    )
