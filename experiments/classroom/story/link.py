"""A story as the query of a link, and back; whatever is in a link is checked strictly.

    scenario=classroom&kube=401&seed=6&left=none&right=package&right.visits_per_month=2.0
    &left.decide=401@2016-03:s0.4,l0;401@2017-01:ge,v3

A decision is the Kube, the month, and what is decided: `s` the share, `l` whether to lend (0 or
1), `g` the use of a grant (a, e or s: as given, equipment, shared out), `v` visits.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from pydantic import ValidationError

from experiments.classroom.story.story import SIDES, Side, SideName, Story
from sim.decisions import GRANT_USES, Decision
from sim.inputs.faults import nearest
from sim.inputs.strict import InputError
from sim.levers import Levers
from sim.policy import LeverOverrides

TOKEN = "token"
"""Key of what lets others in the room in."""
VIEW = ("lang", "tab", "month", "until", TOKEN)
"""Keys that say how a story is looked at, and are no part of it."""
CHARACTERS_MOST = 8_000
FIELDS_MOST = 200
SHOWN_MOST = 60
NUMBERS = {"kube": int, "seed": int, "replication": int}
USES = {use[0]: use for use in GRANT_USES}
DECISION = re.compile(r"(\d{1,12})@(\d{4}-\d{2}):(.+)")
KINDS: dict[str, Callable[[str], Any]] = {
    "share": float,
    "lend": lambda text: text == "1",
    "grant": USES.__getitem__,
    "visits": int,
}
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
    if story.draws != "point":
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
        raise InputError([f"link: {len(query):,} characters; at most {CHARACTERS_MOST:,}"])
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, max_num_fields=FIELDS_MOST, errors="strict"
        )
    except ValueError:
        raise InputError(["link: cannot be read; copy it whole"]) from None
    given = [(key, value) for key, value in pairs if key not in VIEW]
    faults = [
        f"link: {_shown(key)}: is given twice"
        for key in sorted({key for key, _ in given})
        if sum(key == other for other, _ in given) > 1
    ]
    values = dict(given)
    sides = {name: _side(name, values, faults) for name in SIDES}
    fields: dict[str, Any] = {name: side for name, side in sides.items() if side is not None}
    parameters = {key: values.pop(key) for key in list(values) if key.startswith("p.")}
    for key, text in parameters.items():
        number = _number(key, text, float, faults)
        if number is not None:
            fields.setdefault("parameters", {})[key.removeprefix("p.")] = number
    for key, text in values.items():
        if key not in Story.model_fields or key == "parameters":
            known = [name for name in Story.model_fields if name != "parameters"]
            faults.append(f"link: {_shown(key)}: unknown; {nearest(key, known)}")
        elif key in NUMBERS:
            fields[key] = _number(key, text, NUMBERS[key], faults)
        else:
            fields[key] = text
    if faults:
        raise InputError(faults)
    try:
        return Story.model_validate(fields)
    except ValidationError as error:
        raise InputError(list(_lines(error))) from None


def _side(name: SideName, values: dict[str, str], faults: list[str]) -> Side | None:
    """Take what belongs to a side out of the values."""
    own = {
        key.partition(".")[2]: values.pop(key) for key in list(values) if key.startswith(f"{name}.")
    }
    policy = values.pop(name, None)
    if policy is None and not own:
        return None
    decisions = _decisions(name, own.pop("decide", ""), faults)
    levers = {lever: _lever(f"{name}.{lever}", lever, text, faults) for lever, text in own.items()}
    try:
        over = LeverOverrides(**levers) if not faults else LeverOverrides()
        return Side(policy=policy or "none", levers=over, decisions=decisions)
    except ValidationError as error:
        faults += [line.replace("link: ", f"link: {name}.", 1) for line in _lines(error)]
        return None


def _lever(key: str, lever: str, text: str, faults: list[str]) -> Any:
    """Return a lever's value of the kind that its default has."""
    if lever not in Levers.model_fields:
        faults.append(
            f"link: {_shown(key)}: unknown lever; {nearest(lever, list(Levers.model_fields))}"
        )
        return None
    default = Levers.model_fields[lever].default
    if isinstance(default, bool):
        if text not in ("true", "false"):
            faults.append(f"link: {key}={_shown(text)}: write true or false")
        return text == "true"
    if isinstance(default, int | float):
        return _number(key, text, type(default), faults)
    return text


def _number(key: str, text: str, kind: type[int | float], faults: list[str]) -> int | float | None:
    try:
        if text.isascii():
            return kind(text)
    except ValueError:
        pass
    faults.append(f"link: {_shown(key)}={_shown(text)}: must be a number")
    return None


def _decisions(name: str, text: str, faults: list[str]) -> tuple[Decision, ...]:
    decisions = []
    for number, entry in enumerate(text.split(";") if text else [], start=1):
        where = f"link: {name}.decide, entry {number}"
        match = DECISION.fullmatch(entry)
        parts = [PARTS.fullmatch(part) for part in match[3].split(",")] if match else [None]
        if match is None or None in parts:
            faults.append(f"{where}: {_shown(entry)}: write as in 401@2016-03:s0.4,l0,ge,v3")
            continue
        texts = {
            key: value for part in parts if part for key, value in part.groupdict().items() if value
        }
        try:
            decided = {key: KINDS[key](value) for key, value in texts.items()}
            decisions.append(Decision(kube=int(match[1]), month=match[2], **decided))
        except (ValueError, ValidationError):
            faults.append(f"{where}: {_shown(entry)}: is out of bounds")
    return tuple(decisions)


def _lines(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=True):
        key = ".".join(map(str, fault["loc"]))
        yield f"link: {key}={_shown(str(fault['input']))}: {fault['msg']}"


def _shown(text: str) -> str:
    """Return the beginning of what somebody wrote, without control characters."""
    printable = "".join(letter if letter.isprintable() else "?" for letter in text)
    return printable if len(printable) <= SHOWN_MOST else f"{printable[:SHOWN_MOST]}..."
