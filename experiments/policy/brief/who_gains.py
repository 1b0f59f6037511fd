"""Who gains: the effect on income and need of groups of founding households."""

from markupsafe import Markup

from experiments.common import spread_words
from experiments.policy.brief.brief_writer import Parts, Writer, range_of
from experiments.policy.effects import OF_HOUSEHOLDS, Json, of_groups
from sim.cells import TITLES

WORSE = ("likely worse", "leaning worse")
INCOME, NEED = OF_HOUSEHOLDS[:2]


def groups(writer: Writer) -> Parts:
    """Return the table of groups, and which of them lose."""
    found = _groups(writer)
    return {
        "rows": [_row(writer, group) for group in found],
        "year": writer.say("groups.money", year=writer.year()),
        "losers": _losers(writer, found),
    }


def _groups(writer: Writer) -> list[Json]:
    """Return the effects on groups; those of the recommended policy stand in the report."""
    if writer.subject == writer.ranking.recommended:
        return list(writer.report["groups"])
    ranked = writer.ranking.ranked
    return of_groups(ranked, ranked.place(writer.subject), ranked.none)


def _row(writer: Writer, group: Json) -> Parts:
    name, source = f"group.{group['by']}.{group['group']}", writer.runs_of(writer.subject)
    cells = [
        writer.signed(
            f"{name}.{key}",
            range_of(group["effects"][key]) * writer.level,
            writer.language.rupiah,
            source,
        )
        for key in (INCOME, NEED)
    ]
    verdict = group["effects"][INCOME]["verdict"]
    return {
        "by": group["by"],
        "label": _called(writer, group),
        "share": writer.percent(f"{name}.share", group["share"], source),
        "cells": cells,
        "verdict": spread_words.verdict_text(verdict, writer.lang),
    }


def _called(writer: Writer, group: Json) -> Markup:
    return writer.say(f"group.{group['by']}", title=writer.called(TITLES[group["group"]]))


def _losers(writer: Writer, found: list[Json]) -> Markup:
    """Return which groups lose in income or in need, or that none does."""
    lose = [
        _called(writer, group)
        for group in found
        if any(group["effects"][key]["verdict"] in WORSE for key in (INCOME, NEED))
    ]
    if lose:
        return writer.say("groups.lose", groups=writer.listed(lose))
    unknown = any(
        group["effects"][key]["verdict"] == "not known" for group in found for key in (INCOME, NEED)
    )
    return writer.say("groups.unknown" if unknown else "groups.none_loses")
