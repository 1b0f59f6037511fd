"""Sorting in place on a sheet of paper: numbers by their rank."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined

BLOCK = 16


@compiled
def sort_by_rank(paper: Any, first: int, count: int) -> None:
    """Sort `count` entries from `first` on by `rank`; equal ranks keep their order.

    Short lists are sorted by insertion, long ones by merging sorted blocks, so that the work
    grows with count x log(count). The `count` entries behind are used as well.
    """
    end = first + count
    for start in range(first, end, BLOCK):
        _sort_block(paper, start, min(start + BLOCK, end))
    block = BLOCK
    while block < count:
        for start in range(first, end - block, 2 * block):
            _merge(paper, start, start + block, min(start + 2 * block, end), end)
        block *= 2


@inlined
def _sort_block(paper: Any, start: int, end: int) -> None:
    """Sort neighbours by insertion."""
    for i in range(start + 1, end):
        number, rank = paper[i].number, paper[i].rank
        j = i - 1
        while j >= start and paper[j].rank > rank:
            _copy(paper, j, j + 1)
            j -= 1
        paper[j + 1].number = number
        paper[j + 1].rank = rank


@inlined
def _merge(paper: Any, start: int, middle: int, end: int, spare: int) -> None:
    """Merge two sorted neighbours; the first is copied to `spare` and behind."""
    length = middle - start
    for i in range(length):
        _copy(paper, start + i, spare + i)
    i, j = 0, middle
    for to in range(start, end):
        if i == length:
            return
        if j < end and paper[j].rank < paper[spare + i].rank:
            _copy(paper, j, to)
            j += 1
        else:
            _copy(paper, spare + i, to)
            i += 1


@compiled
def _copy(paper: Any, here: int, there: int) -> None:
    paper[there].number = paper[here].number
    paper[there].rank = paper[here].rank
