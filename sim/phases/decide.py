"""Before the phases of a month: the programme changes, and Kubes decide (`sim.decisions`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.choices import AS_AGREED, SET_ASIDE_FIRST
from sim.course import Announced
from sim.decisions import Decided
from sim.standing import PLANNED

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def announce(city: City, changes: Sequence[Announced]) -> None:
    """Let Kubes take up a share or a rule that the programme asks for from this month on."""
    for change in changes:
        if change.month == city.now.month:
            for kube in city.kubes:
                if change.share >= 0.0:
                    kube.share = change.share
                if change.rule >= 0:
                    _take_up_rule(city, kube, change.rule)


def _take_up_rule(city: City, kube: Kube, rule: int) -> None:
    """Keep the programme's rule; where it leaves the rule to Kubes, those that live keep theirs."""
    sets_aside = rule == SET_ASIDE_FIRST
    if rule == AS_AGREED:
        sets_aside = kube.agreed if kube.status == PLANNED else kube.sets_aside
    if sets_aside and not kube.sets_aside:
        kube.held_year = city.p.founding.starting_record
    kube.sets_aside = sets_aside


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
