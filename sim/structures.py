"""Rival structures: other accounts of the same mechanisms, each a set of parameter values.

The data are too few to choose between them, so no rule is dropped: a factor has the model's own
level first, then its rivals, each with its prior weight. In the last four factors a lever does
nothing with a prior weight of one half: every channel that is declared for it (`Channel`) is
closed. They hold over the factors before them.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sim.parameters import declared

EVEN = 0.5
NOTHING = "nothing"
"""The level in which a lever does nothing."""


class Level(NamedTuple):
    """One account of a mechanism, and the values of parameters that put it into force.

    Attributes
    ----------
    weight : float
        Its probability before data are seen.
    """

    name: str
    title: str
    judul: str
    values: Mapping[str, float] = {}
    weight: float = EVEN


class Factor(NamedTuple):
    """A mechanism with rival accounts, of which the first is the model's own.

    Attributes
    ----------
    lever : str
        The lever that does nothing in its level `NOTHING`; empty for other mechanisms.
    """

    name: str
    title: str
    judul: str
    levels: tuple[Level, ...]
    lever: str = ""

    @property
    def weights(self) -> tuple[float, ...]:
        """Probabilities of the levels before data are seen."""
        return tuple(level.weight for level in self.levels)


def channels_of(lever: str) -> dict[str, str]:
    """Return every channel through which a lever acts, by parameter, with its kind."""
    return {
        name: spec.channel.kind
        for name, _, spec in declared()
        if spec.channel is not None and spec.channel.lever == lever
    }


def closed(lever: str, kinds: Iterable[str] = ()) -> dict[str, float]:
    """Return the values that close a lever's channels of some kinds, or all of them."""
    shut = set(kinds)
    return {
        name: spec.channel.closed
        for name, _, spec in declared()
        if spec.channel is not None
        and spec.channel.lever == lever
        and (not shut or spec.channel.kind in shut)
    }


CONDITIONAL_AT_SIX_IN_TEN = 0.92
"""What `trade.attendance_chance` reckons for a conditional co-operator when six of ten came."""

FACTORS = (
    Factor(
        "consent",
        "setting aside when not all consent",
        "cara menyisihkan bila tidak semua setuju",
        (
            Level(
                "majority",
                "the majority decides, and one that refuses may share out the kas",
                "suara terbanyak memutuskan, dan yang menolak dapat membagikan kas",
            ),
            Level(
                "proportion",
                "what the consenting part would set aside is set aside; nobody is overruled",
                "bagian yang setuju menyisihkan bagiannya; tidak ada yang dikalahkan",
                {"meet.majority": 0.0},
            ),
        ),
    ),
    Factor(
        "habit",
        "how the habit of setting aside forms",
        "terbentuknya kebiasaan menyisihkan",
        (
            Level(
                "formed",
                "saving becomes a habit by doing and by seeing it done",
                "menjadi kebiasaan karena dilakukan dan dilihat",
            ),
            Level(
                "given",
                "discipline comes from visits and peers alone",
                "disiplin hanya dari kunjungan dan sesama anggota",
                {"learn.holding_learning": 0.0, "learn.peer_holding": 0.0},
            ),
        ),
    ),
    Factor(
        "present_bias",
        "the leaning towards today",
        "kecenderungan mendahulukan hari ini",
        (
            Level(
                "biased",
                "part of what would be kept is spent at once",
                "sebagian yang hendak disimpan langsung dibelanjakan",
            ),
            Level(
                "patient",
                "today weighs like tomorrow",
                "hari ini sama berat dengan besok",
                {"live.present_bias": 1.0},
            ),
        ),
    ),
    Factor(
        "cooperation",
        "doing as the other members do",
        "meniru kerja sama anggota lain",
        (
            Level(
                "conditional",
                "who sees few others come, comes less, and so with consent",
                "yang melihat sedikit anggota datang, lebih jarang datang; begitu pula persetujuan",
            ),
            Level(
                "unconditional",
                "everybody comes and consents as if six of ten came, whatever they did",
                "semua datang dan setuju seakan enam dari sepuluh datang, apa pun yang terjadi",
                {
                    "trade.attendance_alone": CONDITIONAL_AT_SIX_IN_TEN,
                    "trade.attendance_of_peers": 0.0,
                    "meet.consent_peers": 0.0,
                },
            ),
        ),
    ),
    Factor(
        "free_riding",
        "whether there are free riders",
        "adanya penumpang gelap",
        (
            Level(
                "some",
                "a quarter ride free, wholly or conditionally",
                "seperempat menumpang gelap, sepenuhnya atau bersyarat",
            ),
            Level(
                "nobody",
                "all are co-operators",
                "semua bekerja sama",
                {"founding.free_riders": 0.0, "founding.conditional_free_riders": 0.0},
            ),
        ),
    ),
    Factor(
        "household_asset",
        "an own business that cannot be bought by halves",
        "usaha sendiri yang tidak bisa dibeli sebagian",
        (
            Level(
                "indivisible",
                "a business of its own, all or nothing: a threshold",
                "usaha sendiri, utuh atau tidak sama sekali: ada ambang",
            ),
            Level(
                "none",
                "no household has or buys one: what is saved is cash",
                "tidak ada rumah tangga yang memiliki atau membelinya: tabungan berupa uang tunai",
                {"founding.own_business_share": 0.0, "live.business_plan": 0.0},
            ),
        ),
    ),
    Factor(
        "hazard",
        "why young Kubes fail more often",
        "sebab Kube muda lebih sering gagal",
        (
            Level(
                "frailty",
                "they differ from the start in fit and cohesion: the weak go first",
                "sejak awal berbeda kecocokan dan kekompakannya: yang lemah gugur dahulu",
            ),
            Level(
                "learning",
                "all are alike, and earn more the longer they have traded",
                "semua serupa, dan hasilnya bertambah dengan lamanya berusaha",
                {
                    "founding.fit_spread": 0.0,
                    "founding.cohesion_spread": 0.0,
                    "trade.inexperienced": 0.4,
                },
            ),
        ),
    ),
    Factor(
        "buffer",
        "whether bad months are survived from the kas",
        "apakah bulan buruk dilalui dengan kas",
        (
            Level(
                "kas",
                "inputs, repairs and breakdowns are paid from the kas, or the business shrinks "
                "and stops",
                "bahan, perbaikan dan kerusakan dibayar dari kas; tanpa kas usaha mengecil "
                "dan berhenti",
            ),
            Level(
                "none",
                "the business goes on whatever the kas holds",
                "usaha tetap berjalan berapa pun isi kas",
                {
                    "trade.volume_without_kas": 1.0,
                    "trade.stop_per_month": 0.0,
                    "trade.repairs_from_kas": 0.0,
                },
            ),
        ),
    ),
    Factor(
        "sharing_of_grants",
        "a cash grant in a group that shares everything",
        "bantuan tunai di Kube yang membagi semua hasil",
        (
            Level(
                "kept",
                "it stays in the kas, but for what leaks",
                "tetap di kas, kecuali yang bocor",
            ),
            Level(
                "shared",
                "it is shared out like the profit",
                "dibagi habis seperti laba",
                {"support.grant_shared": 1.0},
            ),
        ),
    ),
    Factor(
        "turning",
        "turning from sharing everything to setting aside",
        "beralih dari membagi semua hasil ke menyisihkan",
        (
            Level(
                "taught",
                "visits can turn a willing group",
                "kunjungan dapat mengubah kelompok yang bersedia",
            ),
            Level(
                "never",
                "no group turns, as Talawang and Melati II did not",
                "tidak ada kelompok yang beralih, seperti Talawang dan Melati II",
                {"meet.adopt_rate": 0.0},
            ),
        ),
    ),
    Factor(
        "visits",
        "what visits of the facilitator do",
        "pengaruh kunjungan pendamping",
        (
            Level(
                "both",
                "they teach and are felt",
                "mengajar dan dirasakan",
                weight=0.25,
            ),
            Level(
                "teach",
                "they teach, but members feel no more noticed",
                "mengajar, tetapi anggota tidak merasa lebih diperhatikan",
                closed("visits", ["felt"]),
                weight=0.125,
            ),
            Level(
                "felt",
                "members feel noticed, but learn nothing",
                "anggota merasa diperhatikan, tetapi tidak belajar apa-apa",
                closed("visits", ["teach"]),
                weight=0.125,
            ),
            Level(NOTHING, "they do nothing", "tidak berpengaruh", closed("visits")),
        ),
        lever="visits",
    ),
    Factor(
        "monitoring",
        "what monitoring by the agency does",
        "pengaruh monitoring dinas",
        (
            Level(
                "both",
                "it guards money and books, and is felt",
                "menjaga uang dan pembukuan, dan dirasakan",
                weight=0.25,
            ),
            Level(
                "guards",
                "it guards money and books, but members feel no more noticed",
                "menjaga uang dan pembukuan, tetapi anggota tidak merasa lebih diperhatikan",
                closed("monitoring", ["felt"]),
                weight=0.125,
            ),
            Level(
                "felt",
                "members feel noticed, but nothing is guarded",
                "anggota merasa diperhatikan, tetapi tidak ada yang dijaga",
                closed("monitoring", ["guards"]),
                weight=0.125,
            ),
            Level(NOTHING, "it does nothing", "tidak berpengaruh", closed("monitoring")),
        ),
        lever="monitoring",
    ),
    Factor(
        "retention",
        "what setting profit aside does",
        "pengaruh penyisihan laba",
        (
            Level(
                "works",
                "what is set aside works, and saving together changes members",
                "yang disisihkan dipakai, dan menabung bersama mengubah anggota",
            ),
            Level(
                NOTHING,
                "it is the members' own money and does nothing else",
                "uang anggota sendiri, tanpa pengaruh lain",
                closed("retention"),
            ),
        ),
        lever="retention",
    ),
    Factor(
        "second_grant",
        "what a second grant does",
        "pengaruh bantuan kedua",
        (
            Level(
                "works",
                "it works as capital of the Kube",
                "dipakai sebagai modal Kube",
            ),
            Level(
                NOTHING,
                "it lies idle and does nothing",
                "menganggur, tanpa pengaruh",
                closed("second_grant"),
            ),
        ),
        lever="second_grant",
    ),
)

FACTOR_OF_LEVER = {factor.lever: factor for factor in FACTORS if factor.lever}
"""By lever that may do nothing, the factor whose levels say so."""

SET_BY: Mapping[str, tuple[str, ...]] = {
    "visits": ("visits_per_month", "caseload_most", "facilitator_training"),
    "monitoring": ("monitoring_per_year", "monitoring_on"),
    "retention": ("set_aside_share", "rule"),
    "second_grant": (
        "bpls_idr", "bpls_form", "bpls_after_months", "bpls_condition", "bpls_places_per_year",
        "lkm_idr", "lkm_form", "lkm_after_months", "lkm_condition", "lkm_places_per_year",
    ),
}  # fmt: skip
"""By lever with a rival in which it does nothing, what of `sim.levers` a policy sets of it."""
