"""Parameters of learning: discipline, motivation, trust, skill and the Kube's institutions."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, log_uniform, uniform


class LearnParameters(NamedTuple):
    """How experience changes people and the group."""

    visit_learning: Annotated[
        float,
        log_uniform(
            0.01,
            0.15,
            "per month",
            "what full facilitation teaches: discipline, books, organisation, market, access",
            "A",
            "facilitators remind, guide, promote; the size is an assumption",
        ),
    ] = 0.039
    peer_learning: Annotated[
        float,
        log_uniform(
            0.02,
            0.3,
            "per month",
            "how fast discipline follows that of the peers",
            "B",
            "peer groups doubled balances (Kast, Meier, Pomeranz); the rate is an assumption",
        ),
    ] = 0.077
    peer_unseen: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "pull of peers whose accounts nobody sees (books add 1)",
            "-",
            "assumption",
        ),
    ] = 0.50
    peer_holding: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "what holding to the rule adds to the peers' example",
            "-",
            "assumption",
        ),
    ] = 0.15
    peer_downwards: Annotated[
        float,
        constant(0.0, 1.0, "share", "of the pull that works downwards", "-", "assumption"),
    ] = 0.50
    holding_learning: Annotated[
        float,
        log_uniform(
            0.01,
            0.15,
            "per month",
            "discipline learned from holding to the set-aside",
            "-",
            "assumption (habit)",
        ),
    ] = 0.039
    distress_unlearning: Annotated[
        float,
        log_uniform(0.01, 0.25, "per month", "discipline lost in full distress", "-", "assumption"),
    ] = 0.05
    decay: Annotated[
        float,
        log_uniform(
            0.003,
            0.025,
            "per month",
            "decay of discipline and of the Kube's institutions without care",
            "-",
            "assumption",
        ),
    ] = 0.0087
    skill_learning: Annotated[
        float,
        constant(
            0.0,
            0.2,
            "per month",
            "skill learned at work or from full facilitation by a member of middling schooling",
            "-",
            "assumption",
        ),
    ] = 0.02
    skill_unschooled: Annotated[
        float,
        constant(
            0.0, 1.0, "0-1", "speed of that without schooling (full adds 1)", "-", "assumption"
        ),
    ] = 0.50
    skill_decay: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share of decay",
            "decay of skill relative to that of habits",
            "-",
            "assumption",
        ),
    ] = 0.40
    motivation_speed: Annotated[
        float,
        uniform(
            0.06, 0.5, "per month", "how fast motivation moves to its target", "-", "assumption"
        ),
    ] = 0.28
    motivation_base: Annotated[
        float,
        uniform(
            0.05,
            0.45,
            "0-1",
            "motivation of a member whom nobody notices and who gains nothing",
            "-",
            "assumption",
        ),
    ] = 0.25
    motivation_attention: Annotated[
        float,
        uniform(
            0.05,
            0.5,
            "0-1",
            "motivation from being fully noticed",
            "A",
            "no monitoring: members feel unnoticed and lose spirit; the size is an assumption",
        ),
    ] = 0.28
    motivation_visits: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "motivation from full facilitation",
            "A",
            "facilitators motivate; the size is an assumption",
        ),
    ] = 0.15
    motivation_gain: Annotated[
        float,
        uniform(0.1, 0.7, "0-1", "motivation from seeing large gains", "-", "assumption"),
    ] = 0.40
    gain_half: Annotated[
        float,
        log_uniform(
            0.01,
            0.15,
            "share of need",
            "monthly gain at which half of that is felt",
            "-",
            "assumption",
        ),
    ] = 0.039
    motivation_distress: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "motivation lost in full distress", "-", "assumption"),
    ] = 0.20
    trust_closed: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "trust in officers whose books nobody sees", "-", "assumption"),
    ] = 0.55
    trust_open: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "trust that open, complete books add",
            "A",
            "orderly books raise no suspicion; the size is an assumption",
        ),
    ] = 0.45
    trust_visits: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "trust that full facilitation adds", "-", "assumption"),
    ] = 0.10
    trust_secrecy: Annotated[
        float,
        uniform(
            0.1,
            1.0,
            "0-1",
            "trust lost when a very large kas is kept in secret",
            "A",
            "secrecy is a hindering factor; the size is an assumption",
        ),
    ] = 0.55
    secrecy_half_lines: Annotated[
        float,
        constant(
            0.1,
            50.0,
            "poverty lines per head",
            "kas per member at which half of that is lost",
            "-",
            "assumption",
        ),
    ] = 3.0
    trust_default: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "trust lost when every member is late",
            "-",
            "assumption; matters little",
        ),
    ] = 0.50
    trust_speed: Annotated[
        float,
        constant(0.0, 1.0, "per month", "how fast trust moves to its target", "-", "assumption"),
    ] = 0.10
    own_work: Annotated[
        float,
        constant(
            0.0,
            0.2,
            "per month",
            "how fast full attendance builds organisation, market and access by itself",
            "-",
            "assumption",
        ),
    ] = 0.025
    books_work: Annotated[
        float,
        constant(
            0.0,
            0.2,
            "per month",
            "books gained in a month in which they are kept",
            "-",
            "assumption",
        ),
    ] = 0.03
    organisation_of_visits: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of visit_learning that reaches organisation and access",
            "-",
            "assumption",
        ),
    ] = 0.70
    market_of_visits: Annotated[
        float,
        constant(0.0, 1.0, "share", "of visit_learning that reaches the market", "-", "assumption"),
    ] = 0.50
    books_monitoring: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "per visit",
            "gap in the books that a monitoring visit closes",
            "-",
            "assumption",
        ),
    ] = 0.05
    access_monitoring: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "per visit",
            "gap in access to sources that a monitoring visit closes",
            "-",
            "assumption",
        ),
    ] = 0.03
    promotion_gain: Annotated[
        float,
        uniform(
            0.02,
            0.3,
            "per campaign",
            "gap in market reach that one promotion campaign closes",
            "A",
            "facilitators promote and the paper asks for wider marketing; the size is an "
            "assumption",
        ),
    ] = 0.16
