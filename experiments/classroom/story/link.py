"""A story as the query of a link, and back; whatever is in a link is checked strictly.

    scenario=classroom&kube=401&seed=6&left=none&right=package&right.visits_per_month=2.0
    &left.decide=401@2016-03:s0.4,l0;401@2017-01:ge,v3

A decision is the Kube, the month, and what is decided: `s` the share, `l` whether to lend (0 or
1), `g` the use of a grant (a, e or s: as given, equipment, shared out), `v` visits.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from pydantic import ValidationError

from experiments.classroom.story.story import SIDES, Side, Story
from experiments.common.refusals import (
    NOT_WHOLE,
    TWICE,
    of_link,
    too_long,
    unknown_near,
    wrong_value,
)
from experiments.pages.door import TOKEN
from sim.decisions import GRANT_USES, Decision
from sim.inputs.faults import nearest
from sim.inputs.said import Said, both
from sim.inputs.strict import InputError
from sim.levers import Levers

VIEW = ("lang", "tab", "month", "until", TOKEN)
"""Keys that say how a story is looked at, and are no part of it."""
CHARACTERS_MOST = 8_000
FIELDS_MOST = 200
SHOWN_MOST = 60
KEYS = [name for name in Story.model_fields if name != "parameters"]
USES = {use[0]: use for use in GRANT_USES}
WRITE_AS = both("write as in 401@2016-03:s0.4,l0,ge,v3", "tulis seperti 401@2016-03:s0.4,l0,ge,v3")
DECISION = re.compile(r"(\d{1,12})@(\d{4}-\d{2}):(.+)")
PARTS = re.compile(r"s(?P<share>[0-9.e-]+)|l(?P<lend>[01])|g(?P<grant>[aes])|v(?P<visits>\d+)")


def to_query(story: Story) -> str:
    """Return the query of a story's link; what is at its default is left out."""
    pairs: list[tuple[str, str]] = [
        ("scenario", story.scenario),
        ("kube", str(story.kube)),
        ("seed", str(story.seed)),
    ]
    if story.replication:
        pairs.append(("replication", str(story.replication)))
    if story.draws != "class":
        pairs.append(("draws", story.draws))
    pairs += [(f"p.{name}", repr(value)) for name, value in sorted(story.parameters.items())]
    for name in SIDES:
        side: Side = getattr(story, name)
        pairs.append((name, side.policy))
        pairs += [(f"{name}.{key}", _text(value)) for key, value in side.overrides().items()]
        if side.decisions:
            pairs.append((f"{name}.decide", ";".join(map(_decision_text, side.decisions))))
    return urlencode(pairs, safe="@:;,", quote_via=quote)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _decision_text(decision: Decision) -> str:
    share, lend, grant, visits = decision.share, decision.lend, decision.grant, decision.visits
    parts = [] if share is None else [f"s{share!r}"]
    parts += [] if lend is None else [f"l{int(lend)}"]
    parts += [] if grant is None else [f"g{grant[0]}"]
    parts += [] if visits is None else [f"v{visits}"]
    return f"{decision.kube}@{decision.month}:{','.join(parts)}"


def from_query(query: str) -> Story:
    """Return the story of a link, or of its query.

    Raises
    ------
    InputError
        With one line per fault.
    """
    query = query.partition("#")[0]
    query = query.split("?", 1)[-1] if "?" in query else query
    if len(query) > CHARACTERS_MOST:
        raise InputError([too_long(len(query), CHARACTERS_MOST)])
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, max_num_fields=FIELDS_MOST, errors="strict"
        )
    except ValueError:
        raise InputError([NOT_WHOLE]) from None
    given = [(key, value) for key, value in pairs if key not in VIEW]
    counts = Counter(key for key, _ in given)
    faults: list[str] = [of_link(_shown(key), TWICE) for key in sorted(counts) if counts[key] > 1]
    fields: dict[str, Any] = {}
    decisions: dict[str, tuple[Decision, ...]] = {}
    for key, text in given:
        part, _, name = key.partition(".")
        if part == "p":
            fields.setdefault("parameters", {})[name] = text
        elif key in KEYS and part not in SIDES:
            fields[key] = text
        elif part not in SIDES:
            faults.append(of_link(_shown(key), unknown_near(nearest(key, KEYS))))
        else:
            side = fields.setdefault(part, {"levers": {}})
            if name == "decide":
                decisions[part] = _decisions(part, text, faults)
            elif name:
                side["levers"][name] = text
            else:
                side["policy"] = text or "none"
    if faults:
        raise InputError(faults)
    try:
        story = Story.model_validate_strings(fields)
    except ValidationError as error:
        raise InputError(list(_lines(error))) from None
    sides = {
        name: getattr(story, name).model_copy(update={"decisions": decided})
        for name, decided in decisions.items()
    }
    return story.model_copy(update=sides)


def _decisions(name: str, text: str, faults: list[str]) -> tuple[Decision, ...]:
    decisions = []
    for number, entry in enumerate(text.split(";") if text else [], start=1):
        where = both(f"{name}.decide, entry {number}", f"{name}.decide, isian {number}")
        match = DECISION.fullmatch(entry)
        parts = [PARTS.fullmatch(part) for part in match[3].split(",")] if match else [None]
        if match is None or None in parts:
            faults.append(_of_entry(where, entry, WRITE_AS))
            continue
        texts = {
            key: value for part in parts if part for key, value in part.groupdict().items() if value
        }
        if "grant" in texts:
            texts["grant"] = USES[texts["grant"]]
        try:
            entries = {"kube": match[1], "month": match[2], **texts}
            decisions.append(Decision.model_validate_strings(entries))
        except ValidationError:
            faults.append(_of_entry(where, entry, both("is out of bounds", "di luar batas")))
    return tuple(decisions)


def _of_entry(where: Said, entry: str, why: Said) -> Said:
    shown = _shown(entry)
    return both(
        f"link: {where}: {shown}: {why}", f"tautan: {where.indonesian}: {shown}: {why.indonesian}"
    )


def _lines(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        parts = [str(part).replace("parameters", "p") for part in fault["loc"] if part != "levers"]
        key = _shown(".".join(parts))
        if fault["type"] == "extra_forbidden":
            near = nearest(parts[-1], list(Levers.model_fields))
            yield of_link(key, unknown_near(near, " lever", "tuas ini "))
        else:
            yield of_link(f"{key}={_shown(str(fault['input']))}", wrong_value(fault))


def _shown(text: str) -> str:
    """Return the beginning of what somebody wrote, without control characters."""
    printable = "".join(letter if letter.isprintable() else "?" for letter in text)
    return printable if len(printable) <= SHOWN_MOST else f"{printable[:SHOWN_MOST]}..."
