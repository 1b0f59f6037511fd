"""The drawn cities of a nation as arrays, column by column: a row a Kube is never built."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.cells import ACCESS, RULES, kube_cell
from sim.ensemble.arguments import Given
from sim.ensemble.encode import facilitators_from
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import NOBODY
from sim.nation.cities import TRADES, DrawnCity, draw, scenario_of_city
from sim.nation.load import check_policies
from sim.nation.records import Nation
from sim.outcomes import latest_ends
from sim.policy import Policy
from sim.rules.support import facilitator_of
from sim.scenario import KubeRow

CELLS = np.array(
    [[[kube_cell(trade, rule, access) for access in ACCESS] for rule in RULES] for trade in TRADES],
    np.int64,
)
"""A Kube's cell, by business, whether it sets aside first, whether it is hard to reach."""


class DrawnCities:
    """What the engine needs of every city of a nation.

    Parameters
    ----------
    nation : Nation
    policies : sequence of Policy
    parameters : mapping of `group.name` to values, shape (sets,)

    Raises
    ------
    InputError
        When a policy decides for single Kubes.
    """

    def __init__(
        self, nation: Nation, policies: Sequence[Policy], parameters: Mapping[str, ArrayLike]
    ) -> None:
        check_policies(policies)
        self.nation = nation
        self._places = [nation, *(nation.under(policy) for policy in policies)]
        self._rules = [place.programme.rule for place in self._places[1:]]
        self._of_region: dict[int, Given] = {}
        number = 0
        for region in nation.regions:
            one = _one_kube(nation, draw(nation, number), parameters, policies)
            first = next(iter(self._of_region.values()), one)
            self._of_region[region.code] = one._replace(parameters=first.parameters)
            number += region.cities

    @property
    def parameters(self) -> NDArray[Any]:
        """The parameter sets, shape (sets,)."""
        return self._of_region[self.nation.regions[0].code].parameters

    def given(self, number: int) -> Given:
        """Return the city of a number; equal to that of `Ensemble(city_of(nation, number))`."""
        city = draw(self.nation, number)
        like = self._of_region[city.place.region.code]
        place = like.place.copy()
        place.city_id, place.line_idr = city.place.city_id, city.poverty_line_idr
        return like._replace(
            place=place,
            facilitators=facilitators_from(city.place.first_kube, city.facilitators),
            kubes=self._kubes(city, like.kubes),
        )

    def _kubes(self, city: DrawnCity, like: Any) -> Any:
        """Return the Kubes at the start by id, shape (policies, Kubes).

        Parameters
        ----------
        like : recarray of KUBE, shape (policies, 1)
            Some Kube of the region: what is the same in all of them is taken from it.
        """
        rows = np.repeat(like, len(city.ids), axis=1).view(np.recarray)
        ends = latest_ends(self._places, city.founded)
        rows.support_ends = NOBODY if ends is None else ends
        rows.number, rows.id, rows.word = np.arange(len(city.ids)), city.ids, city.words
        rows.founded, rows.founders, rows.trade = city.founded, city.members, city.business
        rows.agreed = city.sets_aside
        rows.by_rota, rows.hard_access = ~city.by_work, city.hard
        rows.facilitator = facilitator_of(city.ids, city.facilitators)  # type: ignore[arg-type]
        rows.cell = CELLS[city.business, city.sets_aside.astype(int), city.hard.astype(int)]
        for row, rule in zip(rows, self._rules, strict=True):
            row.sets_aside = city.sets_aside if rule == "as_agreed" else rule == RULES[1]
        return rows


def _one_kube(
    nation: Nation,
    city: DrawnCity,
    parameters: Mapping[str, ArrayLike],
    policies: Sequence[Policy],
) -> Given:
    """Return a city of the region with one Kube, encoded as any scenario is."""
    kube = KubeRow(id=int(city.ids[0]), name="Kube", founded=nation.start, business=TRADES[0])
    return Ensemble(scenario_of_city(nation, city, (kube,)), policies, parameters).given
