"""Parameters of learning: discipline, motivation, trust, skill and the Kube's institutions."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    Channel,
    Evidence,
    Share,
    ZeroToOne,
    constant,
    log_uniform,
    uniform,
)


class LearnParameters(NamedTuple):
    """How experience changes people and the group."""

    visit_learning: Annotated[
        float,
        log_uniform(0.01, 0.15, "per month"),
        "learning from visits",
        "pembelajaran dari kunjungan",
        "discipline, books, organisation, market and access learned from full facilitation",
        Channel("visits", "teach"),
        Evidence("A", "facilitators remind, guide, promote", size="-"),
    ] = 0.039
    peer_learning: Annotated[
        float,
        log_uniform(0.02, 0.3, "per month"),
        "discipline learned from peers",
        "disiplin yang dipelajari dari sesama anggota",
        "how fast discipline follows that of the peers",
        Evidence("B", "peer groups doubled balances (Kast, Meier, Pomeranz)", size="-"),
    ] = 0.077
    peer_unseen: Annotated[
        ZeroToOne,
        "example of peers that nobody sees",
        "teladan sesama anggota yang tidak terlihat",
        "pull of peers whose accounts nobody sees (books add 1)",
    ] = 0.50
    peer_holding: Annotated[
        ZeroToOne,
        "example of holding to the rule",
        "teladan memegang aturan",
        "what holding to the rule adds to the peers' example",
        Channel("retention", "habit"),
    ] = 0.15
    peer_downwards: Annotated[
        Share,
        "pull of bad examples",
        "tarikan teladan buruk",
        "share of the peers' pull that works downwards",
    ] = 0.50
    holding_learning: Annotated[
        float,
        log_uniform(0.01, 0.15, "per month"),
        "discipline learned by holding to the rule",
        "disiplin yang tumbuh dari memegang aturan",
        "discipline learned from holding to the set-aside",
        Channel("retention", "habit"),
        Evidence("-", "assumption (habit)"),
    ] = 0.039
    distress_unlearning: Annotated[
        float,
        log_uniform(0.01, 0.25, "per month"),
        "discipline lost in distress",
        "disiplin yang hilang saat kesulitan",
        "discipline lost in full distress",
        Channel("retention", "money"),
    ] = 0.05
    distress_deafness: Annotated[
        ZeroToOne,
        "deafness to visits in distress",
        "tidak menyimaknya anggota yang kesulitan",
        "share of what visits teach that a household in full distress does not take in",
        Channel("retention", "money"),
    ] = 1.0
    decay: Annotated[
        float,
        log_uniform(0.003, 0.025, "per month"),
        "decay of discipline and books without care",
        "lunturnya disiplin dan pembukuan tanpa perawatan",
        "decay of discipline and of the Kube's institutions without care",
    ] = 0.0087
    skill_learning: Annotated[
        float,
        constant(0.0, 0.2, "per month"),
        "skill learned at work",
        "keterampilan yang dipelajari sambil bekerja",
        "skill learned at work or from full facilitation by a member of middling schooling",
    ] = 0.02
    skill_of_visits: Annotated[
        float,
        constant(0.0, 5.0, "months of work"),
        "skill from full facilitation",
        "keterampilan dari pendampingan penuh",
        "skill that a month of full facilitation teaches, against a month of work",
        Channel("visits", "teach"),
    ] = 1.0
    skill_unschooled: Annotated[
        ZeroToOne,
        "learning of skill without schooling",
        "belajar keterampilan tanpa pendidikan",
        "speed of learning a skill without schooling (full adds 1)",
    ] = 0.50
    skill_decay: Annotated[
        float,
        constant(0.0, 1.0, "share of decay"),
        "decay of skill",
        "lunturnya keterampilan",
        "decay of skill relative to that of habits",
    ] = 0.40
    motivation_speed: Annotated[
        float,
        uniform(0.06, 0.5, "per month"),
        "speed of motivation",
        "cepatnya motivasi berubah",
        "how fast motivation moves to its target",
    ] = 0.28
    motivation_base: Annotated[
        float,
        uniform(0.05, 0.45, "0-1"),
        "motivation without notice or gain",
        "motivasi tanpa perhatian dan tanpa hasil",
        "motivation of a member whom nobody notices and who gains nothing",
    ] = 0.25
    motivation_facilitator: Annotated[
        float,
        uniform(0.0, 0.5, "0-1"),
        "motivation from a facilitator's notice",
        "motivasi karena diperhatikan pendamping",
        "motivation of members whom the facilitator has visited this month",
        Channel("visits", "felt"),
        Evidence("A", "facilitators motivate", size="-"),
    ] = 0.25
    motivation_agency: Annotated[
        float,
        uniform(0.0, 0.5, "0-1"),
        "motivation from the agency's notice",
        "motivasi karena diperhatikan dinas",
        "motivation of members whom the agency has monitored this month",
        Channel("monitoring", "felt"),
        Evidence("A", "no monitoring: members feel unnoticed and lose spirit", size="-"),
    ] = 0.25
    motivation_visits: Annotated[
        ZeroToOne,
        "motivation from full facilitation",
        "motivasi karena pendampingan penuh",
        Channel("visits", "felt"),
        Evidence("A", "facilitators motivate", size="-"),
    ] = 0.15
    motivation_gain: Annotated[
        float,
        uniform(0.1, 0.7, "0-1"),
        "motivation from gains",
        "motivasi karena hasil",
        "motivation from seeing large gains",
    ] = 0.40
    gain_half: Annotated[
        float,
        log_uniform(0.01, 0.15, "share of need"),
        "gain that gives half of its motivation",
        "hasil yang memberi separuh motivasinya",
        "monthly gain at which half of the motivation from gains is felt",
    ] = 0.039
    motivation_distress: Annotated[
        ZeroToOne,
        "motivation lost in full distress",
        "motivasi yang hilang saat kesulitan penuh",
        Channel("retention", "money"),
    ] = 0.20
    trust_closed: Annotated[
        float,
        uniform(0.275, 0.825, "0-1"),
        "trust with closed books",
        "kepercayaan bila buku tertutup",
        "trust in officers whose books nobody sees",
    ] = 0.55
    trust_open: Annotated[
        float,
        uniform(0.0, 0.9, "0-1"),
        "trust from open books",
        "kepercayaan karena buku terbuka",
        "trust that open, complete books add",
        Evidence("A", "orderly books raise no suspicion", size="-"),
    ] = 0.45
    trust_visits: Annotated[
        ZeroToOne,
        "trust from full facilitation",
        "kepercayaan karena pendampingan penuh",
        Channel("visits", "felt"),
    ] = 0.10
    trust_secrecy: Annotated[
        float,
        uniform(0.1, 1.0, "0-1"),
        "trust lost to secrecy",
        "kepercayaan yang hilang karena kas dirahasiakan",
        "trust lost when a very large kas is kept in secret",
        Evidence("A", "secrecy is a hindering factor", size="-"),
    ] = 0.55
    secrecy_half_lines: Annotated[
        float,
        constant(0.1, 50.0, "poverty lines per head"),
        "kas at half of the trust lost to secrecy",
        "kas saat separuh kepercayaan hilang karena dirahasiakan",
        "kas per member at which half of that trust is lost",
    ] = 3.0
    trust_default: Annotated[
        ZeroToOne,
        "trust lost to late loans",
        "kepercayaan yang hilang karena tunggakan",
        "trust lost when every member is late",
        Channel("retention", "money"),
        Evidence("-", "assumption; matters little"),
    ] = 0.50
    trust_speed: Annotated[
        float,
        constant(0.0, 1.0, "per month"),
        "speed of trust",
        "cepatnya kepercayaan berubah",
        "how fast trust moves to its target",
    ] = 0.10
    own_work: Annotated[
        float,
        log_uniform(0.0125, 0.05, "per month"),
        "institutions built by own work",
        "kelembagaan yang tumbuh dari kerja sendiri",
        "how fast full attendance builds organisation, market and access by itself",
    ] = 0.025
    books_work: Annotated[
        float,
        log_uniform(0.015, 0.06, "per month"),
        "books improved by keeping them",
        "pembukuan yang membaik karena dikerjakan",
        "books gained in a month in which they are kept",
    ] = 0.03
    organisation_of_visits: Annotated[
        Share,
        "organisation and access from visits",
        "organisasi dan akses dari kunjungan",
        "share of visit_learning that reaches organisation and access",
        Channel("visits", "teach"),
    ] = 0.70
    market_of_visits: Annotated[
        Share,
        "market reach from visits",
        "jangkauan pasar dari kunjungan",
        "share of visit_learning that reaches the market",
        Channel("visits", "teach"),
    ] = 0.50
    books_monitoring: Annotated[
        float,
        constant(0.0, 1.0, "per visit"),
        "books improved by monitoring",
        "pembukuan yang membaik karena monitoring",
        "gap in the books that a monitoring visit closes",
        Channel("monitoring", "guards"),
    ] = 0.05
    access_monitoring: Annotated[
        float,
        constant(0.0, 1.0, "per visit"),
        "access improved by monitoring",
        "akses yang membaik karena monitoring",
        "gap in access to sources that a monitoring visit closes",
        Channel("monitoring", "guards"),
    ] = 0.03
    promotion_gain: Annotated[
        float,
        uniform(0.02, 0.3, "per campaign"),
        "market opened by a promotion campaign",
        "jangkauan pasar yang dibuka satu promosi",
        "gap in market reach that one promotion campaign closes",
        Evidence("A", "facilitators promote and the paper asks for wider marketing", size="-"),
    ] = 0.16
