"""Parameters of support: facilitators, monitoring, grants and how they leak."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, uniform


class SupportParameters(NamedTuple):
    """What the programme does and how much of it arrives."""

    capacity_visits: Annotated[
        float,
        uniform(
            8.0,
            40.0,
            "visits a month",
            "visits that a facilitator can make",
            "-",
            "assumption; about ten groups each (grade D), seen monthly to weekly",
        ),
    ] = 24.0
    usual_load_kubes: Annotated[
        float,
        constant(
            1.0,
            100.0,
            "Kubes",
            "cared for by a facilitator where Kubes are not coupled",
            "D",
            "about ten groups each",
        ),
    ] = 10.0
    competence_mean: Annotated[
        float,
        uniform(
            0.2,
            0.8,
            "0-1",
            "mean competence of a facilitator",
            "A",
            "'fairly good' and 'works very hard' in the paper; the figure is an assumption",
        ),
    ] = 0.50
    competence_spread: Annotated[
        float,
        constant(0.0, 0.5, "0-1", "standard deviation of competence", "-", "assumption"),
    ] = 0.15
    training_gain: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "part of the gap to full competence that complete training closes",
            "-",
            "assumption; the paper asks for competent facilitators",
        ),
    ] = 0.50
    honorarium_half_idr: Annotated[
        float,
        uniform(
            2.0e4,
            2.0e5,
            "Rp of March 2010 a month",
            "honorarium at which half of the planned visits are kept",
            "-",
            "assumption; honoraria of 250-500 thousand (grade D)",
        ),
    ] = 1.1e5
    turnover_per_month: Annotated[
        float,
        uniform(
            0.0,
            0.04,
            "chance a month",
            "that a facilitator whose honorarium buys full effort leaves",
            "-",
            "assumption",
        ),
    ] = 0.02
    turnover_unpaid: Annotated[
        float,
        constant(
            0.0,
            2.0,
            "share",
            "added to that where the honorarium buys no effort",
            "-",
            "assumption",
        ),
    ] = 0.50
    starting_tenure_months: Annotated[
        int,
        constant(
            0, 120, "months", "tenure of the facilitators in the first month", "-", "assumption"
        ),
    ] = 12
    unfamiliar_effect: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of its competence that reaches groups just met", "-", "assumption"
        ),
    ] = 0.50
    familiarity_half_months: Annotated[
        float,
        constant(
            0.0,
            24.0,
            "months",
            "tenure after which a facilitator works at half of the "
            "effect that knowing the groups adds",
            "-",
            "assumption",
        ),
    ] = 3.0
    visits_half: Annotated[
        float,
        constant(
            0.0,
            30.0,
            "visits a month",
            "that bring half of what visits can",
            "-",
            "assumption: decreasing returns, reminders add little",
        ),
    ] = 1.0
    hard_access: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of visits and market that reaches a hard-to-reach Kube",
            "A",
            "hard-to-reach location is a hindering factor; the figure is an assumption",
        ),
    ] = 0.40
    attention_kept: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share a month",
            "of the feeling of being noticed that is kept",
            "-",
            "assumption",
        ),
    ] = 0.85
    attention_of_visits: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "attention felt from full facilitation (monitoring gives 1)",
            "-",
            "assumption",
        ),
    ] = 0.60
    monitored_at_random: Annotated[
        float,
        constant(0.0, 1.0, "share", "of Kubes monitored in a month at random", "-", "assumption"),
    ] = 0.50
    leak: Annotated[
        float,
        uniform(
            0.1,
            0.9,
            "share",
            "of a cash grant that a group of no discipline, no books and no "
            "attention eats up at once",
            "A",
            "money used for consumption is a hindering factor; 42 % in Sri Lanka (grade D)",
        ),
    ] = 0.50
    leak_without_discipline: Annotated[
        float,
        constant(
            0.0,
            2.0,
            "0-2",
            "slope of the leak in missing discipline before it is squared",
            "-",
            "assumption: the leak falls steeply with discipline",
        ),
    ] = 1.25
    leak_attention: Annotated[
        float,
        constant(0.0, 1.0, "share", "of the leak that full attention prevents", "-", "assumption"),
    ] = 0.40
    leak_visibility: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of the leak that open, complete books prevent", "-", "assumption"
        ),
    ] = 0.80
    leak_in_kind: Annotated[
        float,
        uniform(
            0.05,
            0.4,
            "share",
            "leak of a grant in kind as a share of that of cash",
            "B",
            "in kind is kept better (Ghana, Fafchamps et al. 2014); the size is an assumption",
        ),
    ] = 0.22
    grant_books: Annotated[
        float,
        constant(
            0.0, 1.0, "0-1", "books below which no second grant is proposed", "-", "assumption"
        ),
    ] = 0.40
    grant_held: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "twelve-month share held to that counts as a saving record",
            "-",
            "assumption",
        ),
    ] = 0.50
    background_eligible: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of the background Kubes that compete for a grant place",
            "-",
            "assumption",
        ),
    ] = 0.30
    training_half_days: Annotated[
        float,
        constant(
            0.1,
            100.0,
            "days",
            "preparation training that brings half of what training can",
            "-",
            "assumption; the paper asks for enough time and field practice",
        ),
    ] = 6.0
    training_of_practice: Annotated[
        float,
        constant(
            0.0,
            10.0,
            "days",
            "of training by which a day of field practice counts for more than another",
            "-",
            "assumption; the paper asks for field practice",
        ),
    ] = 1.0
    training_books: Annotated[
        float,
        constant(0.0, 1.0, "share", "of the gap in books that training closes", "-", "assumption"),
    ] = 0.30
    training_organisation: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of the gap in organisation that training closes", "-", "assumption"
        ),
    ] = 0.20
    training_skill: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of the founders' gap in skill that it closes", "-", "assumption"
        ),
    ] = 0.30
    at_risk_motivation: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "mean motivation below which a Kube counts as at risk",
            "-",
            "assumption",
        ),
    ] = 0.40
