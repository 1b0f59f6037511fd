"""What scenarios, nations and policies that ship are called where people read them."""

from collections.abc import Mapping

from experiments.common.languages import Lang, title_of
from sim.locations import POLICIES, names
from sim.policy import load_policy
from sim.titles import Titles

PLACES: Mapping[str, str] = {
    "banjarmasin": "Banjarmasin",
    "banjarmasin-cohort": "angkatan Banjarmasin",
    "classroom": "kelas",
    "forward": "program baru",
    "indonesia": "Indonesia",
    "tomohon": "Tomohon",
}
"""In few words, in Indonesian; English has the names that files and commands have."""
TITLES: Mapping[str, str] = {
    "banjarmasin": "Sepuluh Kube Banjarmasin, 2004-2015",
    "banjarmasin-cohort": "Banjarmasin: 75 Kube dibentuk 2004-2008, diamati 2009",
    "classroom": "Empat Kube untuk kelas: dua tahun didukung, lalu dua tahun tidak",
    "forward": "Empat puluh Kube baru: didukung lima tahun, lalu dua tahun lebih tidak",
    "indonesia": "Seluruh negara: Kube baru di tiap kabupaten dan kota, didukung lima tahun",
    "tomohon": "Tomohon: 55 Kube dibentuk 2004-2008, diamati 2009 (disisihkan untuk uji)",
}
"""Of files whose titles are in English alone: another key in them would be another input."""


def place_called(name: str, lang: Lang) -> str:
    """Return what a scenario or nation is called in few words."""
    return name if lang == "en" else PLACES.get(name, name)


def place_title(name: str, title: str, lang: Lang) -> str:
    """Return the title of a scenario or nation; one of your own has the one that its file has."""
    return title_of(Titles(title, TITLES.get(name, title)), lang)


def policy_called(name: str, lang: Lang) -> str:
    """Return what a policy is called; one of your own by its name."""
    return name if lang == "en" or name not in names(POLICIES) else load_policy(name).judul
