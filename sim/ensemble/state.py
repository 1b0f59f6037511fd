"""The final state of a city as 64-bit words, in the order of `sim.state.state_bytes`."""

from typing import Any

from numpy.typing import NDArray

from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.order import sort
from sim.ensemble.records import ZERO
from sim.ledger import Outside

OF_CITY, OF_KUBE, OF_HOUSEHOLD, OF_FACILITATOR, OF_AGENCY = 2, 34, 22, 4, 6
OF_OUTSIDE = len(Outside._fields)
"""Words of one of each."""


def words_needed(kubes: int, households: int, facilitators: int) -> int:
    """Return how many words a state takes."""
    fixed = OF_CITY + OF_AGENCY + OF_OUTSIDE
    return fixed + OF_KUBE * kubes + OF_HOUSEHOLD * households + OF_FACILITATOR * facilitators


@compiled
def write_state(
    city: Any, facilitators: Any, paper: Any, whole: NDArray[Any], real: NDArray[Any]
) -> int:
    """Write the state; `whole` and `real` are two views of the same words. Return their number."""
    now = city.now
    whole[0], whole[1] = city.place.city_id, now.month
    at = ZERO + OF_CITY
    for number in range(len(city.kubes)):
        at = _write_kube(city, city.kubes[number], whole, real, at)
    for number in range(now.households):
        paper[number].number = number
        paper[number].rank = float(city.households[number].key)
    sort(paper, now.households)
    for place in range(now.households):
        at = _write_household(city, city.households[paper[place].number], whole, real, at)
    for number in range(len(facilitators)):
        facilitator = facilitators[number]
        whole[at], real[at + 1] = facilitator.id, facilitator.competence
        whole[at + 2], whole[at + 3] = facilitator.tenure_months, facilitator.turnovers
        at += OF_FACILITATOR
    whole[at], whole[at + 1] = now.visits, now.monitoring_visits
    real[at + 2], real[at + 3] = now.campaigns, now.training_member_days
    whole[at + 4], whole[at + 5] = now.ministry_idr, now.city_idr
    at += OF_AGENCY
    outside = city.outside
    for value in (
        outside.customers.idr, outside.suppliers.idr, outside.employers.idr, outside.shops.idr,
        outside.ministry.idr, outside.city.idr, outside.neighbours.idr,
        outside.poor_families.idr, outside.nature.idr, outside.origin.idr,
    ):  # fmt: skip
        whole[at] = value
        at += 1
    return at


@inlined
def _write_kube(city: Any, kube: Any, whole: NDArray[Any], real: NDArray[Any], at: int) -> int:
    for value in (
        kube.id, kube.status, kube.founded, kube.stage, kube.heads, kube.newcomers, kube.lines,
        kube.sets_aside,
    ):  # fmt: skip
        whole[at] = value
        at += 1
    for level in (
        kube.share, kube.fit, kube.cohesion, kube.books, kube.organisation, kube.market,
        kube.access,
    ):  # fmt: skip
        real[at] = level
        at += 1
    for value in (kube.has_lkm, kube.got_bpls, kube.got_lkm_grant, kube.idle_months):
        whole[at] = value
        at += 1
    for level in (
        kube.attention, kube.visibility, kube.attendance, kube.consent, kube.held, kube.held_year
    ):  # fmt: skip
        real[at] = level
        at += 1
    for value in (
        kube.saved_idr,
        kube.kas.idr,
        kube.bank.idr,
        kube.iks.idr,
        kube.equipment.idr,
        kube.loans_out.idr,
        kube.lkm.idr + kube.lkm_loans.idr,
        kube.loans,
        kube.defaults,
    ):
        whole[at] = value
        at += 1
    return at


@inlined
def _write_household(
    city: Any, household: Any, whole: NDArray[Any], real: NDArray[Any], at: int
) -> int:
    whole[at], whole[at + 1] = household.key, household.persons
    at += 2
    for level in (
        household.need_idr, household.income_idr, household.schooling, household.skill,
        household.discipline, household.motivation, household.trust,
    ):  # fmt: skip
        real[at] = level
        at += 1
    whole[at], real[at + 1] = household.social_type, household.distress
    at += 2
    for value in (
        _id_of(city, household.kube),
        _id_of(city, household.last_kube),
        household.months_as_member,
        household.why_left,
        household.loan_months_left,
        household.months_late,
        household.loan_of_lkm,
    ):
        whole[at] = value
        at += 1
    real[at] = household.willingness
    whole[at + 1] = household.cash.idr
    whole[at + 2] = household.own_business.idr
    whole[at + 3] = -household.debt.idr
    return at + 4


@inlined
def _id_of(city: Any, number: int) -> int:
    """Return the id of a Kube, 0 for none."""
    if number < 0:
        return 0
    return int(city.kubes[number].id)
