"""The shipped validation card as tables of the page on evidence."""

from collections.abc import Callable, Mapping
from typing import Any

from experiments.evidence.card.views import null_in_words
from experiments.evidence.patterns.views import number, span
from experiments.reference.markdown import table

Json = dict[str, Any]
STAGES = ("tumbuh", "berkembang", "mandiri")
OFTEN = 3
"""So many of the likeliest counts of stages are shown."""


def patterns(card: Json) -> str:
    """Return the patterns, one line a statistic and one a knock-out."""
    rows = []
    for pattern in card["patterns"]:
        title, verdict = f"**{pattern['title']}**", f"**{pattern['verdict']}**"
        rows.append((f"**{pattern['id']}**", title, "", "", verdict))
        for one in pattern["statistics"]:
            figures = (span(*one["target"]), _figure(one), one["verdict"])
            rows.append(("", one["meaning"], *figures))
        gone = pattern["knock_out"]
        bites = "bites" if gone["bites"] else "does not bite"
        asked = f"moves {number(gone['asked'])}"
        rows.append(("", f"without {gone['rule']}", asked, _figure(gone), bites))
    return table(("", "Pattern", "Target", "Simulated (95 %)", "Verdict"), rows)


def _figure(one: Json) -> str:
    """Return a figure with its interval; what has no case is none."""
    if one["figure"] is None:
        return "none"
    return f"{number(one['figure'])} ({span(one['low'], one['high'])})"


def failing(card: Json) -> str:
    """Return observed and simulated failing shares, and what the null model says."""
    head = ("City", "Observed (95 %)", "Simulated", "95 % of such cities", "95 % without luck")
    rows = [("fitted", it) for it in card["fitted"].values()]
    rows += [("held out", it) for it in card["holdouts"].values()]
    return table(head, (_city(*row) for row in rows)) + "\n" + null_in_words(card["null"]) + "\n"


def _city(how: str, it: Json) -> tuple[str, ...]:
    return (
        f"{it['place']}, {how} ({it['failed']} of {it['kubes']})",
        f"{it['observed']:.2%} ({_shares(it['observed_low'], it['observed_high'])})",
        f"{it['mean']:.1%}",
        _shares(it["low"], it["high"]),
        _shares(it["expected"]["low"], it["expected"]["high"]),
    )


def _shares(low: float, high: float) -> str:
    return f"{low:.0%} to {high:.0%}"


def counts(card: Json) -> str:
    """Return the observed counts of stages beside those that are simulated."""
    found = card["counts"]
    rows = [
        (
            f"observed, {it['name']}",
            *(str(it[stage]) for stage in STAGES),
            _chance(it["probability"]),
            _chance(it["as_far"]),
        )
        for it in found["observed"]
    ]
    if found["mean"]:
        rows.append(("simulated, mean", *(f"{found['mean'][it]:.1f}" for it in STAGES), "", ""))
    for it in found["distribution"][:OFTEN]:
        chance = _chance(it["probability"])
        rows.append(("simulated, often", *(str(it[stage]) for stage in STAGES), chance, ""))
    return table(("", *STAGES, "Exactly so", "As far off or further"), rows)


def _chance(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def kas(card: Json) -> str:
    """Return each Kube's kas under every reading, in million rupiah."""
    head = ("Kube", "Observed", *card["kas"][0]["readings"])
    return table(head, map(_kube, card["kas"]))


def _kube(it: Json) -> tuple[str, ...]:
    told = it["observed_idr"]
    seen = "" if told is None else _million(told)
    return it["kube"], seen, *map(_amounts, it["readings"].values())


def _amounts(it: Json) -> str:
    """Return median and 90 % interval, bold where the observed amount lies inside."""
    if it["median_idr"] is None:
        return "never lived"
    low, median, high = (_million(it[f"{name}_idr"]) for name in ("low", "median", "high"))
    text = f"{median} ({low} to {high})"
    return f"**{text}**" if it["place"] == "within" else text


def _million(amount: int) -> str:
    value = amount / 1e6
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def limits(card: Json) -> str:
    """Return what the model must not be used for."""
    return "\n".join(f"{place}. {it['en']}" for place, it in enumerate(card["limits"], 1)) + "\n"


PARTS: Mapping[str, Callable[[Json], str]] = {
    it.__name__: it for it in (patterns, failing, counts, kas, limits)
}
