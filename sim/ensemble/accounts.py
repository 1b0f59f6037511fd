"""What costs and effects are reckoned from: what was spent by year, what came of each cell."""

from typing import Any

from sim.cells import KUBE_CELLS, household_cell
from sim.ensemble.compiled import compiled, copier, inlined
from sim.ensemble.records import SPENT
from sim.luck import NEWCOMER
from sim.outcomes import LIFTED_MONTHS, SUSTAINED_FROM, SUSTAINED_TO
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI
from sim.standing import SLOT_BITS

SLOTS = (1 << SLOT_BITS) - 1
OF_KUBES = len(KUBE_CELLS)
"""Cells of households stand after those of Kubes."""


@inlined
def note_month(now: Any, household: Any) -> None:
    """Add a household's income of the month and what it lacked; count months without lack."""
    household.income_real_idr += household.month_income_idr / now.price
    household.unmet_real_idr += household.unmet_idr / now.price
    household.months_met += 1
    if household.unmet_idr:
        household.months_met = 0


@inlined
def note_spending(agency: Any, tally: Any, spent: Any) -> None:
    """Write down what has been spent so far."""
    _copy_spending(agency, spent)
    spent.member_months = tally.member_months


_copy_spending = copier([name for name in SPENT.names or () if name != "member_months"])


@inlined
def add_support(kube: Any) -> None:
    """Add a month of what is done for a Kube."""
    if kube.living:
        kube.all_visits += kube.visits
        kube.all_monitored += kube.monitored
        kube.supported_months += kube.supported


@compiled
def add_cells(city: Any, cells: Any) -> None:
    """Add at the horizon how Kubes and founding households of each cell fared.

    The founders are the same under every policy, whoever joins later.
    """
    now, window = city.now, SUSTAINED_TO - SUSTAINED_FROM + 1
    for kube in city.kubes:
        if kube.status:
            cell = cells[kube.cell]
            cell.kubes += 1
            cell.gagal += kube.stage == GAGAL
            cell.berkembang += kube.stage == BERKEMBANG
            cell.mandiri += kube.stage == MANDIRI
            cell.sustained_of += kube.months_after == window
            cell.sustained += kube.months_mandiri_after == window
            cell.founders += kube.founders
            cell.visits += kube.all_visits
            cell.monitoring_visits += kube.all_monitored
            cell.supported_months += kube.supported_months
            cell.grants_real_idr += kube.granted_real_idr
            cell.kas_real_idr += kube.kas_idr / now.price
    for number in range(now.households):
        household = city.households[number]
        if household.key & SLOTS >= NEWCOMER:
            continue
        _add_household(now, household, cells[city.kubes[household.born_in].cell])
        own = household_cell(household.income_idr, household.need_idr, household.social_type)
        _add_household(now, household, cells[OF_KUBES + own])


@inlined
def _add_household(now: Any, household: Any, cell: Any) -> None:
    cell.households += 1
    cell.household_months += now.month + 1 - household.came
    cell.income_real_idr += household.income_real_idr
    cell.unmet_real_idr += household.unmet_real_idr
    cell.lifted += household.months_met >= LIFTED_MONTHS
