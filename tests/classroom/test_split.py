"""Where the twins part, on small records: the rule looks at both sides alike."""

import pytest

from experiments.classroom.telling.split import split_of


def side(*households):
    """A side of families, each a list of months, each a set of codes; None: it does not belong."""
    return {
        "kube": {"members": [1] * len(households[0])},
        "households": [
            {
                "key": key,
                "columns": {"role": [None if codes is None else "member" for codes in months]},
                "events": [[[code] for code in sorted(codes or ())] for codes in months],
            }
            for key, months in enumerate(households)
        ],
    }


SHORT, WELL, FEAST, FEAST_SHORT = {"short"}, {"saved"}, {"ceremony", "saved"}, {"ceremony", "short"}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([WELL, SHORT], [WELL, SHORT], None),
        ([WELL, SHORT], [WELL, WELL], {"month": 1, "key": 0, "shock": ""}),
        ([SHORT, FEAST_SHORT], [WELL, FEAST], {"month": 1, "key": 0, "shock": "ceremony"}),
        ([FEAST_SHORT, WELL], [WELL, WELL], {"month": 0, "key": 0, "shock": ""}),
        ([SHORT, WELL], [None, WELL], None),
    ],
)
def test_the_first_parting_with_the_same_shock_or_else_the_first(one, other, expected, turned):
    sides = [side(one), side(other)]
    assert split_of(sides[::-1] if turned else sides) == expected
