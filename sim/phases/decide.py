"""Before the phases of a month: Kubes decide what they decide in it (`sim.decisions`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.decisions import Decided

if TYPE_CHECKING:
    from sim.city import City


def decide(city: City, decisions: Sequence[Decided]) -> None:
    """Let Kubes decide; a decision holds until the next one of that Kube.

    A decided share stands for the rule and the share that were agreed at founding.
    """
    for decision in decisions:
        if decision.month == city.now.month:
            kube = city.kubes[decision.place]
            if decision.share >= 0.0:
                kube.decided_share = decision.share
            if decision.lend >= 0:
                kube.lends = decision.lend > 0
            if decision.grant >= 0:
                kube.grant_use = decision.grant
            if decision.visits >= 0:
                kube.decided_visits = decision.visits
    if len(decisions):
        for kube in city.kubes:
            if kube.decided_share >= 0.0:
                kube.share = kube.decided_share
                kube.sets_aside = kube.decided_share > 0.0
