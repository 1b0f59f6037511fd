"""Effects over plausible worlds in words: the figures are those of `experiments.common.spread`."""

import math
from collections.abc import Iterator, Sequence

from experiments.common.differences import is_share, size
from experiments.common.languages import headed
from experiments.common.outcomes import Outcome
from experiments.common.spread import Change, Effect, Spread, Verdict
from experiments.common.worlds import Worlds
from sim.levers import LEVERS

SAID = {
    "failed_share": "of 100 Kubes fail",
    "growing_share": "of 100 Kubes are developing or self-reliant",
    "mandiri_share": "of 100 Kubes are self-reliant",
    "sustained_mandiri_share": "of 100 Kubes stay self-reliant after support",
    "short_share": "of 100 household-months are short of need",
    "member_share": "of 100 household-months are a member's",
}
"""What a share is of, after how many more or fewer."""
NAMED = {
    "visits": ("visits", "work"),
    "monitoring": ("monitoring", "works"),
    "retention": ("setting profit aside", "works"),
    "second_grant": ("second grants", "work"),
}
"""A lever that may do nothing, and the verb after it."""
JUDGED: dict[Verdict, str] = {
    "likely better": "Likely better under {b} than under {a}",
    "likely worse": "Likely worse under {b} than under {a}",
    "leaning better": "Leaning better under {b} than under {a}",
    "leaning worse": "Leaning worse under {b} than under {a}",
    "no difference that matters": "No difference that matters",
    "not known": "Not known",
    "described": "Described, not judged",
}
"""Headings of outcomes by verdict, in order."""


def sentence(outcome: Outcome, effect: Effect, worlds: Worlds) -> str:
    """Say an effect where its levers work, where they do not, over all worlds, and the verdict."""
    over_all = effect.over_all
    if not over_all.draws:
        return f"{headed(outcome.title)}: no run has a case."
    parts = [*_by_kind(outcome, effect, worlds), _over_all(outcome, over_all)]
    if outcome.better != "neither":
        parts.append(_probabilities(outcome, over_all))
        parts += _weights(effect.changes, worlds)
    return f"{headed(outcome.title)}: {' '.join(parts)}"


def _by_kind(outcome: Outcome, effect: Effect, worlds: Worlds) -> Iterator[str]:
    """Yield what holds in worlds in which the levers work, and in those in which they do not."""
    works, nothing = effect.if_it_works, effect.if_it_does_nothing
    if works is None or nothing is None or effect.worlds is None:
        return
    single = len(worlds.levers) == 1
    told = directed(works.median, outcome, SAID.get(outcome.name, ""))
    yield f"{condition(effect.worlds, worlds)}: {told} ({between(works, outcome)})."
    none = "it does nothing" if single else "none of them works"
    rest = f"In {share_of(1.0 - effect.worlds)} {none}"
    if nothing.mean == nothing.low == nothing.high == 0.0:
        yield f"{rest}."
    else:
        told = directed(nothing.median, outcome)
        yield f"{rest}, and what is left is: {told} ({between(nothing, outcome)})."


def condition(share: float, worlds: Worlds) -> str:
    """Say `if monitoring works (7 of 10 plausible worlds)`."""
    names = listed([NAMED[lever][0] for lever in worlds.levers], "and")
    single = len(worlds.levers) == 1
    some = f"{names} {NAMED[worlds.levers[0]][1]}" if single else f"any of {names} works"
    return f"if {some} ({share_of(share)} plausible worlds)"


def in_short(outcome: Outcome, spread: Spread) -> str:
    """Say median and interval alone, with what they are of."""
    of = SAID.get(outcome.name, outcome.title)
    told = directed(spread.median, outcome, of)
    if spread.median == spread.low == spread.high == 0.0:
        return f"{outcome.title}: no difference"
    if not told.endswith(of):
        told = f"{outcome.title}: {told}"
    return f"{told} ({between(spread, outcome)})"


def _over_all(outcome: Outcome, spread: Spread) -> str:
    """Say median and interval over all worlds, or over the runs of one."""
    over = "Over all worlds" if spread.draws > 1 else f"In {spread.runs_per_draw:,} runs"
    return f"{over}: {directed(spread.median, outcome)} ({between(spread, outcome)})."


def _probabilities(outcome: Outcome, spread: Spread) -> str:
    least = size(outcome.matters, outcome)
    return (
        f"Better by more than {least} with probability {percent(spread.probability_better)}, "
        f"worse with {percent(spread.probability_worse)}: {spread.verdict}."
    )


def _weights(changes: Sequence[Change], worlds: Worlds) -> Iterator[str]:
    """Yield the prior weights at which the verdict would be another."""
    if changes:
        others = ", ".join(
            f"`{change.verdict}` at {percent(change.weight)} or {change.when}" for change in changes
        )
        yield (
            f"With another prior weight of `does nothing` (here {percent(worlds.prior)}) it would "
            f"be {others}."
        )


def directed(value: float, outcome: Outcome, of: str = "") -> str:
    """Say `21.3 fewer of 100 Kubes fail`, `Rp 5,000 more`, `no difference`."""
    written = figure(value, outcome)
    if not any(digit in written for digit in "123456789"):
        return "no difference"
    return f"{written}{_way(value, outcome)} {of}".rstrip()


def _way(value: float, outcome: Outcome) -> str:
    """Say the direction of a difference, after its size."""
    counted = outcome.name in SAID
    points = " points" if is_share(outcome) and not counted else ""
    if value < 0.0:
        return f"{points} {'fewer' if counted else 'less'}"
    return f"{points} more"


def figure(value: float, outcome: Outcome) -> str:
    """Write how large a value is, in the unit of the table: shares per hundred."""
    return size(value, outcome).removesuffix(" points")


def between(spread: Spread, outcome: Outcome) -> str:
    """Say a 90 % interval: both ends in one direction, or from one to the other."""
    low, high = figure(spread.low, outcome), figure(spread.high, outcome)
    if spread.low == spread.high == 0.0:
        return f"90 %: {low} to {high}"
    if spread.low >= 0.0:
        return f"90 %: {low} to {high}{_way(1.0, outcome)}"
    if spread.high <= 0.0:
        return f"90 %: {high} to {low}{_way(-1.0, outcome)}"
    less, more = f"{low}{_way(-1.0, outcome)}", f"{high}{_way(1.0, outcome)}"
    return f"90 %: {less} to {more}"


def share_of(share: float) -> str:
    """Say a share of worlds in numbers that are counted: `7 of 10`, `97 of 100`."""
    whole = 10 if 0.1 <= share <= 0.9 else 100
    return f"{round(whole * share)} of {whole}"


def percent(probability: float) -> str:
    """Write a probability; one that is not quite 0 or 1 is not written as such."""
    if 0.0 < probability < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 < probability < 1.0 else f"{100 * probability:.0f} %"


def what_differs(worlds: Worlds, moved: Sequence[str]) -> str:
    """Say what differs between the sides, and of what that it acts is an assumption."""
    if not moved:
        return "Nothing differs between the two."
    free = [title(name) for name in moved if name not in worlds.without_rival]
    told = []
    if free:
        weight = f"prior weight of `does nothing`: {percent(worlds.prior)}"
        told.append(f"{', '.join(free)} ({weight}, in these draws {percent(worlds.drawn)})")
    if worlds.without_rival:
        fixed = ", ".join(map(title, worlds.without_rival))
        told.append(f"{fixed} (assumed: no rival lets it do nothing)")
    return f"What differs: {'; '.join(told)}."


def listed(names: Sequence[str], last: str) -> str:
    """Return names in a row, with a word before the last."""
    *first, end = names
    return f"{', '.join(first)} {last} {end}" if first else end


def title(name: str) -> str:
    """Return the title of a lever; a parameter has its name."""
    return LEVERS[name].title if name in LEVERS else name


def only_data(outcome: Outcome, effect: Effect, worlds: Worlds, moved: Sequence[str]) -> str:
    """Say how little more runs would change the spread, and what only data could narrow."""
    between_worlds = math.sqrt(effect.components.between)
    if not between_worlds:
        return "The worlds do not differ in it."
    of_working = effect.of_working
    whether = (
        ""
        if of_working is None
        else f", {percent(of_working)} of their variance by whether the levers work at all"
    )
    names = [NAMED[lever][0] for lever in worlds.levers] or [title(name) for name in moved]
    differ = listed(names, "or")
    return (
        f"Worlds differ by {size(between_worlds, outcome)} (sd){whether}; only data can narrow "
        f"that: figures from Kubes that differ in {differ}."
    )
