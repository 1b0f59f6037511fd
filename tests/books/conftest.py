import pytest

from experiments.books.city_books import city_books
from experiments.common.uncertainty import FIRST_VALUES
from sim.policy import NONE
from tests.worlds import EVERYTHING_HAPPENS

FEW = EVERYTHING_HAPPENS.model_copy(
    update={"kubes": EVERYTHING_HAPPENS.kubes[:7], "months": 84, "name": "few"}
)


@pytest.fixture(scope="session")
def books():
    """Return the books of a small city in which much happens."""
    return city_books(FEW, NONE, 1, 0, FIRST_VALUES)
