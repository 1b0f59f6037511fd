"""A small city with books, and what is fitted to few simulated cities like it."""

import pytest

from experiments.books.city_books import as_kept, city_books, until, workbook_of
from experiments.common.uncertainty import draws_named
from experiments.forecast.actions import actions_for
from experiments.forecast.city_forecast import Asked, forecast
from experiments.forecast.forecaster import forecaster
from experiments.forecast.own_books import load_own_books
from experiments.forecast.training import train
from sim.policy import NONE
from sim.scenario import load_scenario

KUBES, CITIES = 16, 100
TODAY, NEXT = "2018-12", "2020-12"
SEED, REPLICATION = 11, 900
"""Luck and draw of the city that is forecast: no training has them."""


@pytest.fixture(scope="session")
def scenario():
    whole = load_scenario("forward")
    return whole.model_copy(update={"kubes": whole.kubes[:KUBES], "months": 60})


@pytest.fixture(scope="session")
def whole_books(scenario):
    return city_books(scenario, NONE, SEED, REPLICATION, draws_named("posterior"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory, whole_books):
    """Return a folder with the books of today and of two years later."""
    place = tmp_path_factory.mktemp("books")
    for month, name in ((TODAY, "city"), (NEXT, "next")):
        kept = as_kept(until(whole_books, month), "gaps", 5)
        (place / f"{name}.xlsx").write_bytes(workbook_of(kept, name))
    return place


@pytest.fixture(scope="session")
def asked(folder):
    books = load_own_books(folder / "city.xlsx", TODAY)
    return Asked(books, draws_named("posterior"), cities=CITIES)


@pytest.fixture(scope="session")
def trained(asked):
    return train(asked.plan, asked.actions)


@pytest.fixture(scope="session")
def model(asked, trained):
    return forecaster(asked.plan, trained, actions_for(asked.books.scenario))


@pytest.fixture(scope="session")
def content(asked, model):
    return forecast(asked, model)
