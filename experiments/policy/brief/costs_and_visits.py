"""What the policy costs whom, in which fiscal year, and which visits are made of those planned."""

from collections.abc import Mapping, Sequence

import numpy as np
from markupsafe import Markup

from experiments.common.numbers import MILLION, Order
from experiments.policy.accounting import PAYERS, PUBLIC
from experiments.policy.brief.brief_writer import Parts, Writer, range_of
from experiments.policy.money_tables import LOST
from experiments.policy.sets import NONE

Years = Mapping[str, Sequence[float]]
MILLIONS = Order(MILLION, 0)


def costs(writer: Writer) -> Parts:
    """Return what each payer pays: more than the plan at present value, and in every fiscal year.

    Amounts by fiscal year are those of all Kubes under the policy, in rupiah of that year.
    """
    source, years = writer.runs_of(writer.subject), writer.report["money"]["fiscal_years"]
    own, plan = (_paid(writer, name) for name in (writer.subject, NONE))
    rows = [
        *(_row(writer, payer, values) for payer, values in own.items() if payer in PUBLIC),
        _row(writer, "public", _public(own)),
        _row(writer, "public_more", _public(own) - _public(plan), signed=True),
        *(_row(writer, payer, values) for payer, values in own.items() if payer not in PUBLIC),
    ]
    document = writer.document("runs/manifest.json")
    percent = writer.report["set"]["accounting"]["discount_percent"] / 100.0
    return {
        "payer": writer.label("cost.payer"),
        "more": writer.say("cost.more", year=writer.year(), kubes=writer.kubes()),
        "years": [writer.text(f"paid.{year}", year, document) for year in years],
        "rows": rows,
        "note": writer.say(
            "cost.note",
            year=writer.year(),
            kubes=writer.kubes(),
            policy=writer.policy(writer.subject),
            discount=writer.number(
                "cost.discount", percent, lambda _: writer.language.percent(0.5), source
            ),
        ),
    }


def _paid(writer: Writer, name: str) -> dict[str, np.ndarray]:
    paid = writer.ranking.policies[name]["paid"]
    return {payer: np.array(paid[payer]["mean"], np.float64) for payer in PAYERS}


def _public(paid: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return what ministry and city pay together."""
    return np.asarray(sum(paid[payer] for payer in PUBLIC))


def _row(writer: Writer, payer: str, values: np.ndarray, signed: bool = False) -> Parts:
    source, years = writer.runs_of(writer.subject), writer.report["money"]["fiscal_years"]
    return {
        "label": writer.label(f"payer.{payer}"),
        "more": _more(writer, payer),
        "strong": payer == "public",
        "cells": [
            writer.number(f"paid.{payer}.{year}", value, lambda _: MILLIONS, source, signed)
            for year, value in zip(years, values.tolist(), strict=True)
        ],
    }


def _more(writer: Writer, payer: str) -> Markup:
    """Return what a payer pays more than under the plan, at present value, for all Kubes."""
    if payer not in PAYERS:
        return Markup("")
    more = writer.ranking.policies[writer.subject]["cost"][payer]["more"]
    shown = range_of(more) * writer.ranking.kubes
    source = writer.runs_of(writer.subject)
    return writer.signed(f"cost.{payer}", shown, lambda _: MILLIONS, source)


def visits(writer: Writer) -> Markup:
    """Return how many visits are planned and made under policy and plan, and why they differ."""
    parts: dict[str, Markup] = {}
    for key, name in (("own", writer.subject), ("plan", NONE)):
        made, source = writer.ranking.policies[name]["visits"], writer.runs_of(name)
        parts |= {
            f"{key}_{part}": writer.counted(f"visits.{key}.{part}", made[part], source)
            for part in ("planned", "made")
        }
        if name == writer.subject:
            parts |= {part: writer.counted(f"visits.{part}", made[part], source) for part in LOST}
    policy, plan = writer.policy(writer.subject), writer.policy(NONE)
    return writer.say("visits.made", policy=policy, plan=plan, **parts)
