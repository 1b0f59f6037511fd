"""Parameters of support: facilitators, monitoring, grants and how they leak."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    Channel,
    Evidence,
    Share,
    ShareAMonth,
    ZeroToOne,
    constant,
    measured,
    uniform,
)


class SupportParameters(NamedTuple):
    """What the programme does and how much of it arrives."""

    capacity_visits: Annotated[
        float,
        uniform(8.0, 40.0, "visits a month"),
        "visits a facilitator can make",
        "kunjungan yang sanggup dilakukan seorang pendamping",
        Evidence("-", "assumption; about ten groups each (grade D), seen monthly to weekly"),
    ] = 24.0
    usual_load_kubes: Annotated[
        float,
        constant(1.0, 100.0, "Kubes"),
        "usual caseload of a facilitator",
        "jumlah Kube yang biasa didampingi satu pendamping",
        "Kubes cared for by a facilitator where Kubes are not coupled",
        Evidence("D", "about ten groups each"),
    ] = 10.0
    competence_mean: Annotated[
        float,
        uniform(0.2, 0.8, "0-1"),
        "competence of facilitators",
        "kecakapan pendamping, rata-rata",
        "mean competence of a facilitator",
        Evidence("A", "'fairly good' and 'works very hard' in the paper", size="-"),
    ] = 0.50
    competence_spread: Annotated[
        float,
        constant(0.0, 0.5, "0-1"),
        "competence of facilitators, spread",
        "kecakapan pendamping, sebaran",
        "standard deviation of competence",
    ] = 0.15
    training_gain: Annotated[
        ZeroToOne,
        "competence gained by complete training",
        "kecakapan yang ditambah pelatihan lengkap",
        "part of the gap to full competence that complete training closes",
        Evidence("-", "assumption; the paper asks for competent facilitators"),
    ] = 0.50
    honorarium_half_idr: Annotated[
        float,
        uniform(2.0e4, 2.0e5, "Rp of March 2010 a month"),
        "honorarium that buys half of the visits",
        "honorarium yang membuat separuh kunjungan terlaksana",
        "honorarium at which half of the planned visits are kept",
        Evidence("-", "assumption; honoraria of 250-500 thousand (grade D)"),
    ] = 1.1e5
    turnover_per_month: Annotated[
        float,
        uniform(0.0, 0.04, "chance a month"),
        "turnover of facilitators",
        "pergantian pendamping",
        "chance that a facilitator whose honorarium buys full effort leaves",
    ] = 0.02
    turnover_unpaid: Annotated[
        float,
        constant(0.0, 2.0, "share"),
        "turnover added without pay",
        "tambahan pergantian pendamping bila tanpa honorarium",
        "turnover added where the honorarium buys no effort",
    ] = 0.50
    starting_tenure_months: Annotated[
        int,
        constant(0, 120, "months"),
        "tenure of facilitators in the first month",
        "masa tugas pendamping pada bulan pertama",
    ] = 12
    unfamiliar_effect: Annotated[
        Share,
        "effect of a facilitator new to the groups",
        "daya pendamping yang belum mengenal kelompok",
        "share of its competence that reaches groups just met",
    ] = 0.50
    familiarity_half_months: Annotated[
        float,
        constant(0.0, 24.0, "months"),
        "tenure at half of familiarity",
        "masa tugas sampai separuh pengenalan tercapai",
        "tenure after which a facilitator works at half of the effect that knowing the groups adds",
    ] = 3.0
    visits_half: Annotated[
        float,
        constant(0.0, 30.0, "visits a month"),
        "visits at half of their effect",
        "kunjungan yang memberi separuh pengaruhnya",
        "visits that bring half of what visits can",
        Evidence("-", "assumption: decreasing returns, reminders add little"),
    ] = 1.0
    hard_access: Annotated[
        Share,
        "visits and market that reach a hard place",
        "kunjungan dan pasar yang sampai ke tempat sulit",
        "share of visits and market that reaches a hard-to-reach Kube",
        Evidence("A", "hard-to-reach location is a hindering factor", size="-"),
    ] = 0.40
    attention_kept: Annotated[
        ShareAMonth,
        "feeling of being noticed that lasts",
        "rasa diperhatikan yang bertahan",
        "share of the feeling of being noticed that is kept without another visit",
    ] = 0.85
    watch_of_visits: Annotated[
        float,
        uniform(0.0, 1.0, "0-1"),
        "watch kept by a facilitator",
        "pengawasan oleh pendamping",
        "how far the notice of a facilitator guards grants, kas and books, against the agency's",
        Channel("visits", "felt"),
    ] = 0.50
    watch_of_monitoring: Annotated[
        ZeroToOne,
        "watch kept by the agency",
        "pengawasan oleh dinas",
        "how far the notice of the agency guards grants, kas and books: wholly, or not at all",
        Channel("monitoring", "guards"),
    ] = 1.0
    monitored_at_random: Annotated[
        Share,
        "Kubes monitored at random",
        "Kube yang dimonitor secara acak",
        "share of Kubes monitored in a month at random",
    ] = 0.50
    leak: Annotated[
        float,
        uniform(0.1, 0.9, "share"),
        "cash grant spent at once",
        "bantuan tunai yang langsung habis dipakai",
        "share of a cash grant that a group of no discipline, no books and no attention "
        "spends at once",
        Evidence(
            "A", "money used for consumption is a hindering factor; 42 % in Sri Lanka", size="D"
        ),
    ] = 0.50
    leak_without_discipline: Annotated[
        float,
        constant(0.0, 2.0, "0-2"),
        "leak from missing discipline",
        "kebocoran bantuan karena kurang disiplin",
        "slope of the leak in missing discipline before it is squared",
        Evidence("-", "assumption: the leak falls steeply with discipline"),
    ] = 1.25
    leak_attention: Annotated[
        float,
        measured(0.33, "other kind", "share"),
        "leak prevented by attention",
        "kebocoran bantuan yang dicegah perhatian",
        "share of the leak that full attention prevents",
        Evidence(
            "B",
            "a certain audit cut missing road funds by a third (608 villages of Java; Olken, "
            "NBER w11753); carried over with 1.0 in log odds: another kind of group",
        ),
    ] = 0.33
    leak_visibility: Annotated[
        Share,
        "leak prevented by open books",
        "kebocoran bantuan yang dicegah buku terbuka",
        "share of the leak that open, complete books prevent",
    ] = 0.80
    leak_in_kind: Annotated[
        float,
        uniform(0.05, 0.4, "share"),
        "leak of grants in kind relative to cash",
        "kebocoran bantuan barang dibanding tunai",
        "leak of a grant in kind as a share of that of cash",
        Evidence("B", "in kind is kept better (Ghana, Fafchamps et al. 2014)", size="-"),
    ] = 0.22
    grant_shared: Annotated[
        Share,
        "cash grant shared out where everything is shared",
        "bantuan tunai yang dibagi habis di Kube yang membagi semua hasil",
        "share of a cash grant that a group which shares everything shares out as well",
        Channel("retention", "grants"),
        Evidence("-", "assumption: none; all in the rival account"),
    ] = 0.0
    second_grant_used: Annotated[
        Share,
        "second grant put to use",
        "bantuan kedua yang dipakai",
        "share of a second grant, BPLS or LKM, that works in the Kube; the rest lies idle",
        Channel("second_grant", "capital"),
        Evidence("A", "second grants are working capital (Ayal 2016)"),
    ] = 1.0
    grant_visits: Annotated[
        int,
        constant(0, 30, "visits in the month"),
        "visits needed for a grant's place",
        "kunjungan yang diperlukan untuk mendapat jatah bantuan",
        "visits in the month without which no place of a second grant is given: the facilitator "
        "proposes",
        Channel("visits", "proposes"),
    ] = 1
    grant_books: Annotated[
        ZeroToOne,
        "books needed for a second grant",
        "pembukuan yang diminta untuk bantuan kedua",
        "books below which no second grant is proposed",
    ] = 0.40
    grant_held: Annotated[
        ZeroToOne,
        "saving record needed for a grant",
        "catatan penyisihan yang diminta untuk bantuan",
        "twelve-month share held to that counts as a saving record",
        Channel("retention", "criterion"),
    ] = 0.50
    background_eligible: Annotated[
        Share,
        "background Kubes that compete for grants",
        "Kube lain di kota yang bersaing mendapat bantuan",
        "share of the background Kubes that compete for a grant place",
    ] = 0.30
    training_half_days: Annotated[
        float,
        constant(0.1, 100.0, "days"),
        "training at half of its effect",
        "lama pelatihan persiapan yang memberi separuh pengaruhnya",
        "preparation training that brings half of what training can",
        Evidence("-", "assumption; the paper asks for enough time and field practice"),
    ] = 6.0
    training_of_practice: Annotated[
        float,
        constant(0.0, 10.0, "days"),
        "added worth of field practice",
        "nilai lebih praktik lapangan",
        "of training by which a day of field practice counts for more than another",
        Evidence("-", "assumption; the paper asks for field practice"),
    ] = 1.0
    training_books: Annotated[
        Share,
        "books learned in preparation",
        "pembukuan yang dipelajari dalam persiapan",
        "share of the gap in books that training closes",
    ] = 0.30
    training_organisation: Annotated[
        Share,
        "organisation learned in preparation",
        "organisasi yang dipelajari dalam persiapan",
        "share of the gap in organisation that training closes",
    ] = 0.20
    training_skill: Annotated[
        Share,
        "skill learned in preparation",
        "keterampilan yang dipelajari dalam persiapan",
        "share of the founders' gap in skill that training closes",
    ] = 0.30
    at_risk_spirit: Annotated[
        ZeroToOne,
        "spirit of a Kube at risk",
        "batas semangat Kube yang terancam",
        "mean spirit below which a Kube counts as at risk",
    ] = 0.40
