"""Tables of the trades and of their seasons."""

from experiments.reference.markdown import code, number, table
from sim.business import BUSINESSES


def trades() -> str:
    """Return the table of the trades."""
    rows = [
        (
            business.number,
            code(name),
            business.kind,
            number(business.input_share),
            number(business.volatility),
            number(business.wear),
        )
        for name, business in BUSINESSES.items()
    ]
    return table(("", "Trade", "Kind", "Input share", "Volatility", "Wear"), rows)


def seasons() -> str:
    """Return the table of the season's factors, from the month of Idul Fitri on."""
    rows = [
        (code(name), *(number(factor) for factor in business.season))
        for name, business in BUSINESSES.items()
    ]
    return table(("Trade", *(str(month) for month in range(12))), rows)
