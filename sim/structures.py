"""Rival structures: other accounts of the same mechanisms, each a set of parameter values.

The data are too few to choose between them, so no rule is dropped: a factor has the model's
own level first, then its rivals, each with its weight before the data. Levels set parameters that
no other factor sets. A factor may be of a lever: its level `NOTHING` closes all channels of it.
"""

from collections.abc import Mapping
from typing import NamedTuple

NOTHING = "nothing"
"""Name of the level in which a lever does nothing."""


class Level(NamedTuple):
    """One account of a mechanism, and the values of parameters that put it into force.

    Attributes
    ----------
    weight : float
        Its chance before the data; those of a factor add up to 1.
    """

    name: str
    title: str
    judul: str
    values: Mapping[str, float] = {}
    weight: float = 0.5


class Factor(NamedTuple):
    """A mechanism with rival accounts, of which the first is the model's own.

    Attributes
    ----------
    lever : str
        The lever whose channels its level `NOTHING` closes: visits, monitoring, retention or
        second_grant; empty where it is of no lever.
    """

    name: str
    title: str
    judul: str
    levels: tuple[Level, ...]
    lever: str = ""

    @property
    def weights(self) -> tuple[float, ...]:
        """Chances of the levels before the data."""
        return tuple(level.weight for level in self.levels)


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
)
