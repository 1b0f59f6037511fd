"""Parameters of the meeting: consent, sharing out, repayment, books."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import constant, log_uniform, uniform


class MeetParameters(NamedTuple):
    """What the meeting decides."""

    need_pressure: Annotated[
        float,
        uniform(
            0.15,
            1.0,
            "0-1",
            "how strongly slack or need moves consent to setting aside",
            "A",
            "Talawang: too deprived to follow the reminder; the size is an assumption",
        ),
    ] = 0.57
    slack_half: Annotated[
        float,
        uniform(
            0.05,
            0.6,
            "share of need",
            "slack at which the pressure is half of its full",
            "-",
            "assumption",
        ),
    ] = 0.32
    consent_threshold: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "score above which a member consents",
            "-",
            "assumption; one direction with need_pressure and slack_half",
        ),
    ] = 0.50
    consent_trust: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "weight of trust in the officers in consent",
            "A",
            "suspicion lowers participation; the size is an assumption",
        ),
    ] = 0.15
    consent_peers: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "weight of last month's consent of the others for conditional types",
            "B",
            "conditional co-operation; the size is an assumption",
        ),
    ] = 0.05
    consent_free_rider: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "consent of the others that a free rider reckons with, whatever they did",
            "-",
            "assumption: as if nobody consented",
        ),
    ] = 0.0
    consent_noise: Annotated[
        float,
        constant(0.0, 0.5, "0-1", "standard deviation of a member's mood", "-", "assumption"),
    ] = 0.06
    majority: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share of members",
            "whose consent carries the proposal",
            "-",
            "assumption: simple majority (mufakat)",
        ),
    ] = 0.50
    raid: Annotated[
        float,
        log_uniform(
            0.003,
            0.15,
            "share a month",
            "of the kas that a group in which everybody refuses shares out",
            "A",
            "money used for consumption is a hindering factor; the size is an assumption",
        ),
    ] = 0.021
    raid_attention: Annotated[
        float,
        constant(0.0, 1.0, "share", "of the raid that full attention prevents", "-", "assumption"),
    ] = 0.70
    raid_visibility: Annotated[
        float,
        constant(0.0, 1.0, "share", "of the raid that open books prevent", "-", "assumption"),
    ] = 0.90
    least_raid_idr: Annotated[
        float,
        constant(
            0.0,
            1.0e6,
            "Rp of March 2010 a head",
            "below which nobody opens the box",
            "-",
            "assumption",
        ),
    ] = 1.0e3
    reluctance: Annotated[
        float,
        log_uniform(
            0.02,
            0.5,
            "chance a loan",
            "that a borrower of middling discipline who meets nobody does not want to pay",
            "-",
            "assumption; default on interest-free loans is unknown (2-30 %)",
        ),
    ] = 0.10
    reluctance_discipline: Annotated[
        float,
        constant(
            0.0,
            2.0,
            "1",
            "fall of that chance from no discipline to full, as a multiple of its middle",
            "-",
            "assumption",
        ),
    ] = 1.2
    contact_effect: Annotated[
        float,
        log_uniform(
            0.1,
            6.0,
            "per contact squared",
            "how contact at meetings and visits firms up repayment",
            "B",
            "monthly instead of weekly meetings: 3.5-4 times the default "
            "(Feigenberg, Field, Pande)",
        ),
    ] = 0.77
    cover_cash: Annotated[
        float,
        constant(
            1.0, 100.0, "gaps", "that the cash of a peer who covers must hold", "-", "assumption"
        ),
    ] = 3.0
    default_months: Annotated[
        int,
        constant(
            1,
            60,
            "months",
            "overdue at which a loan still owed counts as a default",
            "-",
            "measure chosen for pattern 7",
        ),
    ] = 2
    books_base: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "chance a month",
            "that an unschooled chair without help keeps the books",
            "-",
            "assumption",
        ),
    ] = 0.25
    books_schooling: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "chance a month",
            "that full schooling of the officers adds",
            "A",
            "low schooling hinders management; the size is an assumption",
        ),
    ] = 0.40
    books_visits: Annotated[
        float,
        constant(0.0, 1.0, "chance a month", "that full facilitation adds", "-", "assumption"),
    ] = 0.30
    openness: Annotated[
        float,
        uniform(
            0.1,
            0.9,
            "0-1",
            "how openly co-operative officers show the books when not told to",
            "A",
            "secrecy between officers and members is a hindering factor; the level is an "
            "assumption",
        ),
    ] = 0.50
    openness_conditional: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share",
            "of that under a treasurer who is a conditional free rider",
            "-",
            "assumption",
        ),
    ] = 0.70
    openness_free_rider: Annotated[
        float,
        constant(
            0.0, 1.0, "share", "of that under a treasurer who is a free rider", "-", "assumption"
        ),
    ] = 0.40
    openness_attention: Annotated[
        float,
        constant(0.0, 1.0, "0-1", "openness that full attention adds", "-", "assumption"),
    ] = 0.20
    adopt_consent: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "share of members",
            "consenting at which a share-everything Kube may turn to setting aside",
            "-",
            "assumption",
        ),
    ] = 0.67
    adopt_rate: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "chance a month",
            "of that turn under full facilitation",
            "-",
            "assumption; Talawang and Melati II did not turn in years of reminders",
        ),
    ] = 0.25
    revert_held: Annotated[
        float,
        constant(
            0.0,
            1.0,
            "0-1",
            "twelve-month share held to below which the rule is given up",
            "-",
            "assumption",
        ),
    ] = 0.08
