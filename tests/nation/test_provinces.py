"""A nation of one province: its cities are those of the whole nation, and so are their results."""

import hashlib
import tomllib

import pytest

from experiments.common.nation_file import NATION, nation_text
from sim.ensemble.ensemble import Ensemble
from sim.locations import NATIONS
from sim.nation.cities import city_of
from sim.nation.load import load_nation
from tests.messages import mentions

REGIONS = load_nation(NATION).regions


def written(kubesim, tmp_path, *options):
    """Return the nation that `new-nation` writes."""
    done = kubesim("new-nation", "mine", *options)
    assert done.code == 0, done.err
    return load_nation(str(tmp_path / "mine.toml"))


def state(nation, number):
    """Return the digest of a city's final state, and its Kubes."""
    city = Ensemble(city_of(nation, number))
    (state,) = [state for chunk in city.chunks(city.jobs(1), states=True) for state in chunk.states]
    return hashlib.sha256(state).hexdigest()


def test_a_city_of_a_province_ends_as_it_does_in_the_whole_nation(kubesim, tmp_path):
    whole = load_nation(NATION)
    part = written(kubesim, tmp_path, "--province", "papua")
    first = whole.cities - REGIONS[-1].cities
    assert part.regions == REGIONS[-1:]
    for number in (0, part.cities - 1):
        assert state(part, number) == state(whole, first + number)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (["KALIMANTAN"], [6]),
        (["9", "java", "Java"], [3, 9]),
        (["  bali,  nusa tenggara "], [5]),
        ([region.name for region in REGIONS], [region.code for region in REGIONS]),
    ],
)
def test_provinces_are_named_in_any_case_or_by_code(kubesim, tmp_path, asked, codes):
    options = [part for name in asked for part in ("--province", name)]
    nation = written(kubesim, tmp_path, *options)
    assert [region.code for region in nation.regions] == codes
    assert kubesim("check", "mine.toml").code == 0
    assert all(region.name in nation.title for region in nation.regions)


def test_all_but_the_regions_stays_with_its_comments_and_sources():
    text = (NATIONS / f"{NATION}.toml").read_text(encoding="utf-8")
    head = text.partition("[[regions]]")[0]
    part = nation_text("mine", ["Java"])
    changed = {'name = "indonesia"', next(line for line in head.splitlines() if "title" in line)}
    assert {line for line in head.splitlines() if line not in part.splitlines()} == changed
    whole, own = tomllib.loads(text), tomllib.loads(part)
    same = whole.keys() - {"name", "title", "regions"}
    assert {key: own[key] for key in same} == {key: whole[key] for key in same}
    assert all(len(line) <= 100 for line in part.splitlines())


@pytest.mark.parametrize(
    ("asked", "data"),
    [("Jawa", "Jawa Java"), ("kalsel", "kalsel Kalimantan"), ("2", "2"), ("", "")],
)
def test_what_is_no_region_is_refused_with_the_nearest_and_all_known(
    kubesim, tmp_path, asked, data
):
    done = kubesim("new-nation", "mine", "--province", asked, "--province", "Papua")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    known = " ".join(f"{region.code} {region.name}" for region in REGIONS)
    assert mentions(done.err, f"--province {data} {known}")
    assert not list(tmp_path.iterdir())
