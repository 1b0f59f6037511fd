"""Parameters of the meeting: consent, sharing out, repayment, books."""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    ChanceAMonth,
    Channel,
    Evidence,
    Share,
    ZeroToOne,
    constant,
    log_uniform,
    measured,
    uniform,
)


class MeetParameters(NamedTuple):
    """What the meeting decides."""

    need_pressure: Annotated[
        float,
        uniform(0.15, 1.0, "0-1"),
        "pressure of need against setting aside",
        "tekanan kebutuhan terhadap penyisihan",
        "how strongly slack or need moves consent to setting aside",
        Channel("retention", "money"),
        Evidence("A", "Talawang: too deprived to follow the reminder", size="-"),
    ] = 0.57
    slack_half: Annotated[
        float,
        uniform(0.05, 0.6, "share of need"),
        "slack at which the pressure of need is half",
        "kelonggaran saat tekanan kebutuhan tinggal separuh",
    ] = 0.32
    consent_threshold: Annotated[
        float,
        uniform(0.25, 0.75, "0-1"),
        "score needed to consent",
        "nilai yang diperlukan untuk setuju",
        "score above which a member consents",
        Evidence("-", "assumption; one direction with need_pressure and slack_half"),
    ] = 0.50
    consent_trust: Annotated[
        ZeroToOne,
        "weight of trust in consent",
        "bobot kepercayaan dalam persetujuan",
        "weight of trust in the officers in consent",
        Evidence("A", "suspicion lowers participation", size="-"),
    ] = 0.15
    consent_peers: Annotated[
        ZeroToOne,
        "weight of the others' consent",
        "bobot persetujuan anggota lain",
        "weight of last month's consent of the others for conditional types",
        Evidence("B", "conditional co-operation", size="-"),
    ] = 0.05
    consent_free_rider: Annotated[
        ZeroToOne,
        "others' consent as a free rider reckons it",
        "persetujuan anggota lain menurut penumpang gelap",
        "consent of the others that a free rider reckons with, whatever they did",
        Evidence("-", "assumption: as if nobody consented"),
    ] = 0.0
    consent_noise: Annotated[
        float,
        constant(0.0, 0.5, "0-1"),
        "spread of a member's mood",
        "suasana hati anggota, sebaran",
        "standard deviation of a member's mood",
    ] = 0.06
    majority: Annotated[
        float,
        constant(0.0, 1.0, "share of members"),
        "majority that carries a proposal",
        "suara yang meloloskan usulan",
        "share of members whose consent carries the proposal",
        Evidence("-", "assumption: simple majority (mufakat)"),
    ] = 0.50
    raid: Annotated[
        float,
        log_uniform(0.003, 0.15, "share a month"),
        "kas shared out by groups that refuse",
        "bagian kas yang dibagikan tiap bulan oleh kelompok yang menolak menyisihkan",
        "share of the kas that a group in which everybody refuses shares out",
        Evidence("A", "money used for consumption is a hindering factor", size="-"),
    ] = 0.021
    raid_attention: Annotated[
        float,
        measured(0.33, "other kind", "share"),
        "sharing out prevented by attention",
        "pembagian kas yang dicegah perhatian",
        "share of the raid that full attention prevents",
        Evidence(
            "B",
            "a certain audit cut missing road funds by a third (608 villages of Java; Olken, "
            "NBER w11753); carried over with 1.0 in log odds: another kind of group",
        ),
    ] = 0.33
    raid_visibility: Annotated[
        float,
        uniform(0.0, 0.9, "share"),
        "sharing out prevented by open books",
        "pembagian kas yang dicegah buku terbuka",
        "share of the raid that open books prevent",
        Evidence(
            "B",
            "invited participation changed missing road funds by about nothing (608 villages of "
            "Java; Olken, NBER w11753); books open to members may do more: 0 to 0.9",
        ),
    ] = 0.45
    least_raid_idr: Annotated[
        float,
        constant(0.0, 1.0e6, "Rp of March 2010 a head"),
        "least kas that is shared out",
        "kas terkecil yang dibagikan",
        "kas below which nobody opens the box",
    ] = 1.0e3
    reluctance: Annotated[
        float,
        log_uniform(0.02, 0.5, "chance a loan"),
        "borrowers' reluctance to repay",
        "keengganan peminjam untuk membayar",
        "chance that a borrower of middling discipline who meets nobody does not want to pay",
        Evidence("-", "assumption; default on interest-free loans is unknown (2-30 %)"),
    ] = 0.10
    reluctance_discipline: Annotated[
        float,
        constant(0.0, 2.0, "1"),
        "effect of discipline on that reluctance",
        "pengaruh disiplin pada keengganan membayar",
        "fall of the reluctance from no discipline to full, as a multiple of its middle",
    ] = 1.2
    contact_effect: Annotated[
        float,
        log_uniform(0.1, 6.0, "per contact squared"),
        "effect of meetings and visits on repayment",
        "pengaruh pertemuan dan kunjungan pada ketertiban membayar",
        "how contact at meetings and visits firms up repayment",
        Evidence(
            "B",
            "monthly instead of weekly meetings: 3.5-4 times the default (Feigenberg, Field, "
            "Pande)",
        ),
    ] = 0.77
    contact_of_visits: Annotated[
        float,
        constant(0.0, 10.0, "meetings"),
        "contact of a visit",
        "perjumpaan karena kunjungan",
        "meetings that a visit of the facilitator counts for in firming up repayment",
        Channel("visits", "felt"),
    ] = 1.0
    cover_cash: Annotated[
        float,
        constant(1.0, 100.0, "gaps"),
        "cash of a peer who covers an instalment",
        "uang anggota yang menutup angsuran teman",
        "gaps that the cash of a peer who covers must hold",
    ] = 3.0
    default_months: Annotated[
        int,
        constant(1, 60, "months"),
        "months overdue that count as a default",
        "bulan menunggak yang dihitung sebagai macet",
        "months overdue at which a loan still owed counts as a default",
        Evidence("-", "measure chosen for pattern 7"),
    ] = 2
    books_base: Annotated[
        float,
        measured(0.083, "same", "chance a month", error=1.48),
        "books kept without schooling or help",
        "pembukuan tanpa pendidikan dan bantuan",
        "chance that an unschooled chair without help keeps the books",
        Evidence(
            "B",
            "kept in none of five Kubes (Purbalingga, about 2018; Pratiwi and Astuti): half a case "
            "added, its error of 1.48 in log odds and 0.3 for another district",
        ),
    ] = 0.083
    books_schooling: Annotated[
        float,
        log_uniform(0.2, 0.8, "chance a month"),
        "books kept through schooling",
        "pembukuan yang ditambah pendidikan pengurus",
        "chance of keeping the books that full schooling of the officers adds",
        Evidence("A", "low schooling hinders management", size="-"),
    ] = 0.40
    books_visits: Annotated[
        ChanceAMonth,
        "books kept through facilitation",
        "pembukuan yang ditambah pendampingan",
        "chance of keeping the books that full facilitation adds",
        Channel("visits", "teach"),
    ] = 0.30
    books_open: Annotated[
        ChanceAMonth,
        "books kept because they are shown",
        "pembukuan yang ditambah karena harus ditunjukkan",
        "chance of keeping the books that showing them at every meeting adds",
    ] = 0.30
    openness: Annotated[
        float,
        uniform(0.1, 0.9, "0-1"),
        "openness of the books unasked",
        "keterbukaan buku kas tanpa disuruh",
        "how openly co-operative officers show the books when not told to",
        Evidence("A", "secrecy between officers and members is a hindering factor", size="-"),
    ] = 0.50
    openness_conditional: Annotated[
        Share,
        "openness under a conditional free rider",
        "keterbukaan bendahara yang penumpang gelap bersyarat",
        "share of the openness left under a treasurer who is a conditional free rider",
    ] = 0.70
    openness_free_rider: Annotated[
        Share,
        "openness under a free rider",
        "keterbukaan bendahara yang penumpang gelap",
        "share of the openness left under a treasurer who is a free rider",
    ] = 0.40
    openness_attention: Annotated[
        ZeroToOne,
        "openness from attention",
        "keterbukaan karena diperhatikan",
        "openness that full attention adds",
    ] = 0.20
    adopt_consent: Annotated[
        float,
        constant(0.0, 1.0, "share of members"),
        "consent at which a Kube turns to setting aside",
        "persetujuan saat Kube beralih ke menyisihkan",
        "share of members consenting at which a share-everything Kube may turn to setting aside",
    ] = 0.67
    adopt_rate: Annotated[
        float,
        measured(0.0275, "other kind", "chance a month"),
        "rate of turning to setting aside",
        "laju beralih ke menyisihkan",
        "chance of that turn under full facilitation",
        Channel("visits", "teach"),
        Evidence(
            "B",
            "28.4 % of clients took a commitment to save that they were offered (Philippines, 202 "
            "of 710; AEARCTR-0000045), here over a year; carried over with 1.0 in log odds: "
            "another kind of group. Talawang and Melati II did not turn in years of reminders",
        ),
    ] = 0.0275
    revert_held: Annotated[
        ZeroToOne,
        "record below which the rule is given up",
        "catatan penyisihan saat aturan ditinggalkan",
        "twelve-month share held to below which the rule is given up",
    ] = 0.08
