"""The answer: which policy, how many Kubes more or fewer, how sure; what it is made of."""

from typing import Any

from markupsafe import Markup

from experiments.common.differences import LEVEL
from experiments.policy.brief.figures import mark
from experiments.policy.brief.writing import Parts, Range, Writer, range_of
from experiments.policy.economics import EFFECT
from experiments.policy.sets import NONE
from sim.levers import Levers

FAILED = "failed_share"
LEFT_MOST = 3
"""So many policies that are left are named."""


def state(writer: Writer) -> str:
    """Return how sure the answer is: chosen, weighed, keep or unsure."""
    choice, best = writer.of.told["choice"], writer.of.recommended
    if best == NONE:
        return "keep"
    if choice["state"] != "chosen" or _verdict(writer, choice["decide_by"]) != "better":
        return "unsure"
    return "chosen" if choice["chosen"] == best else "weighed"


def _verdict(writer: Writer, outcome: str) -> str:
    return str(_effect(writer, outcome)["verdict"])


def _effect(writer: Writer, outcome: str) -> Any:
    return writer.of.told["fresh"]["effects"][writer.of.recommended][outcome]


def answer(writer: Writer) -> Parts:
    """Return the answer in a line, its figures, and two sentences."""
    best, choice = writer.of.recommended, writer.of.told["choice"]
    source, chosen_by = writer.fresh(best), writer.every()
    share = choice["probability_of_best"][best]
    sure = writer.number("answer.best", share, writer.language.percent(share), chosen_by)
    level = writer.number(
        "level",
        LEVEL,
        writer.language.percent(LEVEL),
        writer.figures.document("experiments/comparing/paired.py"),
    )
    return {
        "state": state(writer),
        "head": _head(writer),
        "more": _more(writer),
        "tiles": [_tile(writer, "failed", FAILED, -1.0), _tile(writer, "mandiri", EFFECT, 1.0)],
        "sentences": [
            _sentence(writer, "first", writer.of.kubes, writer.language.counted),
            _sentence(writer, "second", 1.0, writer.language.points),
        ],
        "sure": writer.say(
            "answer.sure",
            sure=sure,
            outcome=writer.label(f"outcome.{choice['decide_by']}"),
            weighed=_weighed(writer),
            rate=worth(writer, "answer.rate"),
            mark=mark(chosen_by),
        ),
        "open": _open(writer),
        "how": writer.say("answer.how", level=level, mark=mark(source)),
        "levers": levers(writer),
    }


def _head(writer: Writer) -> Markup:
    """Return the answer in a line: on a condition, where the set names no worth."""
    how, policy = state(writer), writer.policy(writer.of.recommended)
    least = worth_from(writer)
    if how in {"chosen", "weighed"} and least is not None:
        number = writer.number("answer.from", least, writer.language.rupiah(least), writer.every())
        return writer.say("answer.from", policy=policy, number=number)
    return writer.say(f"answer.{how}", policy=policy)


def worth_from(writer: Writer) -> float | None:
    """Return from which worth of one more mandiri Kube the recommendation is the best, if told."""
    if writer.of.told["set"]["willing_idr"] is not None:
        return None
    front = [it for it in economics(writer)["table"] if it["status"] == "frontier"]
    found = [it["icer"] for it in front if it["policy"] == writer.of.recommended]
    return found[0] if found else None


def economics(writer: Writer) -> Any:
    """Return what was told of costs and Kubes that stay mandiri."""
    return writer.of.told["economics"][EFFECT]


def at_worth(writer: Writer) -> Any:
    """Return what was told at the worth of one more mandiri Kube, or next to it."""
    rate = float(writer.of.told["willing_idr"])
    return min(economics(writer)["willing"], key=lambda row: abs(row["rate_idr"] - rate))


def worth(writer: Writer, name: str) -> Markup:
    """Return that worth, as a figure of this name."""
    rate = float(at_worth(writer)["rate_idr"])
    return writer.number(name, rate, writer.language.rupiah(rate), writer.every())


def _weighed(writer: Writer) -> Markup:
    """Return the probability of being the best when costs are weighed."""
    share = float(at_worth(writer)["curve"].get(writer.of.recommended, 0.0))
    return writer.number("answer.weighed", share, writer.language.percent(share), writer.every())


def _open(writer: Writer) -> Markup:
    """Return how wide the effects are over what the parameters leave open."""
    source, parts = writer.fresh(writer.of.recommended), {}
    for key, outcome, sign in (("failed", FAILED, -1.0), ("mandiri", EFFECT, 1.0)):
        low, high = sorted(sign * float(it) for it in _effect(writer, outcome)["spread"])
        shown = Range((low + high) / 2.0, low, high)
        order = writer.language.points(shown.mean)
        parts[key] = writer.range(f"answer.open.{key}", shown, order, source)
    return writer.say("answer.open", mark=mark(source), **parts)


def _more(writer: Writer) -> Markup | None:
    """Return what else has to be known beside the answer in a line."""
    how, best, chosen = state(writer), writer.of.recommended, writer.of.told["choice"]["chosen"]
    if how == "weighed":
        return writer.say("answer.weighed_more", other=writer.policy(chosen))
    if how == "unsure":
        return writer.say("answer.unsure_more", left=_left(writer), policy=writer.policy(best))
    return None


def _left(writer: Writer) -> Markup:
    names = writer.of.told["choice"]["left"] or [writer.of.recommended]
    parts = [writer.policy(it) for it in names[:LEFT_MOST]]
    if len(names) > LEFT_MOST:
        count = writer.text("answer.left", len(names) - LEFT_MOST, writer.every())
        parts.append(writer.say("answer.others", count=count))
    return writer.texts.listed(parts)


def _tile(writer: Writer, name: str, outcome: str, sign: float) -> Parts:
    """Return Kubes of all Kubes, in large."""
    source = writer.fresh(writer.of.recommended)
    it = range_of(_effect(writer, outcome)) * (sign * writer.of.kubes)
    order = writer.language.counted(it.mean)
    label = writer.say(f"tile.{name}.{'more' if it.mean >= 0.0 else 'less'}", kubes=_kubes(writer))
    shown = it if it.mean >= 0.0 else it * -1.0
    return {
        "number": writer.number(f"tile.{name}", shown.mean, order, source),
        "label": label,
        "range": writer.range(f"tile.{name}", shown, order, source),
    }


def _kubes(writer: Writer) -> Markup:
    return writer.text("kubes", writer.of.kubes, writer.figures.document("set.json"))


def _sentence(writer: Writer, name: str, scale: float, order: Any) -> Markup:
    """Return both effects in a sentence: of so many Kubes, or in points."""
    source = writer.fresh(writer.of.recommended)
    parts: dict[str, Any] = {}
    for key, outcome, sign in (("failed", FAILED, -1.0), ("mandiri", EFFECT, 1.0)):
        it: Range = range_of(_effect(writer, outcome)) * (sign * scale)
        word = f"{key}.{'more' if it.mean >= 0.0 else 'less'}"
        shown = it if it.mean >= 0.0 else it * -1.0
        number = writer.interval(f"answer.{name}.{key}", shown, order, source)
        parts[key] = writer.say(f"effect.{word}", number=number)
        verdict = _verdict(writer, outcome)
        if verdict not in {"better", "worse"}:
            parts[key] += f" – {writer.label(f'verdict.{verdict}')}"
    policy, plan = writer.policy(writer.of.recommended), writer.policy(NONE)
    return writer.say(
        f"answer.{name}", policy=policy, plan=plan, kubes=_kubes(writer), mark=mark(source), **parts
    )


def levers(writer: Writer) -> list[Markup]:
    """Return what the recommended policy sets, and what the plan has instead."""
    plan = writer.of.runs.scenario.programme
    told = []
    for name, value in writer.of.policies[writer.of.recommended]["levers"].items():
        before = getattr(plan, name)
        if value == before:
            continue
        values = {
            key: _value(writer, f"lever.{name}.{key}", name, it)
            for key, it in (("own", value), ("plan", before))
        }
        told.append(writer.say("answer.lever", label=writer.label(f"lever.{name}"), **values))
    return told


def _value(writer: Writer, figure: str, lever: str, value: object) -> Markup:
    """Return the value of a lever in words or as a figure."""
    document = writer.figures.document("runs/manifest.json")
    if isinstance(value, bool):
        return writer.say("word.yes" if value else "word.no")
    if isinstance(value, str):
        return writer.say(f"choice.{value}")
    number = float(str(value))
    unit = Levers.model_fields[lever].json_schema_extra
    of = writer.language
    if isinstance(unit, dict) and str(unit["unit"]).startswith("Rp"):
        return writer.number(figure, number, of.rupiah(number), document)
    if isinstance(unit, dict) and str(unit["unit"]).startswith(("share", "chance", "0-1")):
        return writer.number(figure, number, of.percent(number), document)
    return writer.number(figure, number, of.counted(number), document)
