"""Kinds of Kube and of household by which results are told apart.

A cell of Kubes is what an agency can see before it decides: the kind of business, the profit rule
agreed at founding, the location. A cell of households is what it can ask: how far usual outside
income covers usual need, and how the household co-operates.
"""

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from sim.business import BUSINESSES, BusinessName
from sim.titles import Titles

KINDS = ("service", "trade", "production")
RULES = ("share_everything", "set_aside_first")
ACCESS = ("easy", "hard")
BANDS = ("below_need", "near_need", "above_need")
COVERED, WELL_COVERED = 1.0, 1.25
"""Outside income over need at which the second and the third band begin (assumption)."""
SOCIAL_TYPES = ("co_operator", "conditional_free_rider", "free_rider")
"""In the order of `sim.rules.founding.social_type`."""

TITLES: Mapping[str, Titles] = {
    "service": Titles("services", "jasa"),
    "trade": Titles("trade", "dagang"),
    "production": Titles("production", "produksi"),
    "share_everything": Titles("share everything", "membagi habis"),
    "set_aside_first": Titles("set aside first", "menyisihkan dahulu"),
    "easy": Titles("easy access", "akses mudah"),
    "hard": Titles("hard access", "akses sulit"),
    "below_need": Titles("outside income below need", "pendapatan luar di bawah kebutuhan"),
    "near_need": Titles("outside income around need", "pendapatan luar di sekitar kebutuhan"),
    "above_need": Titles(
        "outside income well above need", "pendapatan luar jauh di atas kebutuhan"
    ),
    "co_operator": Titles("members who co-operate", "anggota yang bekerja sama"),
    "conditional_free_rider": Titles("conditional free riders", "penumpang gelap bersyarat"),
    "free_rider": Titles("free riders", "penumpang gelap"),
}
"""Of every word above."""


class KubeCell(NamedTuple):
    """What Kubes of one cell have in common."""

    kind: str
    rule: str
    access: str


class HouseholdCell(NamedTuple):
    """What households of one cell have in common."""

    band: str
    social_type: str


KUBE_CELLS = tuple(KubeCell(*kinds) for kinds in product(KINDS, RULES, ACCESS))
HOUSEHOLD_CELLS = tuple(HouseholdCell(*kinds) for kinds in product(BANDS, SOCIAL_TYPES))


def kube_cell(business: BusinessName, rule: str, access: str) -> int:
    """Return the number of a Kube's cell in `KUBE_CELLS`."""
    return KUBE_CELLS.index(KubeCell(BUSINESSES[business].kind, rule, access))


def household_cell(income_idr: float, need_idr: float, social_type: int) -> int:
    """Return the number of a household's cell in `HOUSEHOLD_CELLS`."""
    band = 0
    if income_idr >= WELL_COVERED * need_idr:
        band = 2
    elif income_idr >= COVERED * need_idr:
        band = 1
    return band * len(SOCIAL_TYPES) + social_type
