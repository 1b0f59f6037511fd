"""What the pages of an allocation say, in English and Indonesian."""

from typing import NamedTuple

from experiments.common.languages import Lang
from sim.cells import KubeCell

MILLION = 1e6

TYPES = {
    "en": {
        "service": "service", "trade": "trade", "production": "production",
        "share_everything": "shares everything", "set_aside_first": "sets aside first",
        "easy": "", "hard": "hard access",
    },
    "id": {
        "service": "jasa", "trade": "dagang", "production": "produksi",
        "share_everything": "membagi semua", "set_aside_first": "menyisihkan dulu",
        "easy": "", "hard": "akses sulit",
    },
}  # fmt: skip


class Words(NamedTuple):
    """Headings and sentences; braces are filled in."""

    title: str
    type: str
    kubes: str
    policy: str
    cost: str
    mandiri: str
    planned: str
    difference: str
    mix: str
    interval: str
    total: str
    totals: dict[str, str]
    sustained: str
    at_horizon: str
    unmet: str
    money: str
    regret: str
    aims: str
    other_luck: str
    ladder: str
    budget: str
    nothing: str
    frontier: str
    worst: str
    frontier_about: str
    given: str
    choices: str
    assumptions: tuple[str, ...]


EN = Words(
    title="{scenario}: best mix of policies for Rp {budget} million and {facilitators} "
    "facilitators",
    type="type of Kube",
    kubes="Kubes",
    policy="policy",
    cost="cost, million Rp",
    mandiri="mandiri",
    planned="plan",
    difference="against the plan",
    mix="mix",
    interval="5-95 %",
    total="all",
    totals={
        "mandiri": "mandiri Kubes",
        "failed": "Kubes failed at the horizon",
        "lifted_share": "households lifted over need",
        "unmet_need_idr": "unmet need, Rp",
        "public_idr": "ministry and city, million Rp",
        "members_idr": "members, million Rp",
        "facilitators": "facilitators taken",
    },
    sustained="Mandiri: throughout months 13-24 after support ended.",
    at_horizon="Mandiri: at the horizon.",
    unmet="Lifted: lacked nothing in the last 12 months. Unmet need: Rp of {base} a household and "
    "month.",
    money="Cost: of ministry and city, in Rp of {year}, present value at {percent:g} % a year. "
    "Intervals: 5-95 % of {draws} draws of the parameters and accounting prices.",
    regret="Had one known the draw and its luck, the best mix would have {mean} mandiri Kubes more "
    "(mean regret; 90th percentile {high}). The less luck a draw has, the more this overstates.",
    aims="In {both} of the draws the mix has the plan's mandiri Kubes or more and keeps the budget "
    "(as many mandiri {as_good}, within budget {within}).",
    other_luck="The best mix looks better than it is, as luck helped to choose it: mixes chosen on "
    "one half of the luck have {mandiri} mandiri Kubes on the other half.",
    ladder="How the answer moves with the budget",
    budget="budget, million Rp",
    nothing="no mix is so cheap",
    frontier="Mixes of whole types that no other one beats",
    worst="worst decile",
    frontier_about="At each of {budgets} budgets, exactly: the mix with most mandiri Kubes "
    "expected, and that with most in the worst decile, the mean of the worst tenth of the draws. "
    "None of the {count} beats another in mandiri, cost and worst decile at once; {shown} are "
    "shown.",
    given="budget given",
    choices="Policy of each type (number of Kubes where a type is parted)",
    assumptions=(
        "Assumption: a policy does to a type what it did in a city in which all types got it. "
        "Spill-overs between types - demand, grant places, facilitators' time - are not simulated: "
        "take the mix as a proposal to be run, not as a forecast.",
        "The mix takes {own} facilitators; in the cities its effects come from it was {low} to "
        "{high}: the farther apart, the weaker the assumption.",
        "Training, honorarium and caseload belong to facilitators, not to types: different ones "
        "need facilitators who serve those types alone.",
        "Facilitators: visits made over visits that one can make, all Kubes under support at once. "
        "More facilitators than in the scenario do not make simulated visits more frequent.",
    ),
)

ID = Words(
    title="{scenario}: gabungan kebijakan terbaik dengan Rp {budget} juta dan {facilitators} "
    "pendamping",
    type="jenis Kube",
    kubes="Kube",
    policy="kebijakan",
    cost="biaya, juta Rp",
    mandiri="mandiri",
    planned="rencana",
    difference="dibanding rencana",
    mix="gabungan",
    interval="5-95 %",
    total="semua",
    totals={
        "mandiri": "Kube mandiri",
        "failed": "Kube gagal pada akhir",
        "lifted_share": "rumah tangga di atas kebutuhan",
        "unmet_need_idr": "kebutuhan tak terpenuhi, Rp",
        "public_idr": "kementerian dan kota, juta Rp",
        "members_idr": "anggota, juta Rp",
        "facilitators": "pendamping terpakai",
    },
    sustained="Mandiri: sepanjang bulan 13-24 sesudah dukungan berakhir.",
    at_horizon="Mandiri: pada akhir masa simulasi.",
    unmet="Di atas kebutuhan: tak kekurangan selama 12 bulan terakhir. Kebutuhan tak terpenuhi: Rp "
    "{base} per rumah tangga dan bulan.",
    money="Biaya: kementerian dan kota, Rp tahun {year}, nilai kini dengan diskonto {percent:g} % "
    "setahun. Rentang: 5-95 % dari {draws} undian parameter dan harga akuntansi.",
    regret="Seandainya undian dan nasibnya diketahui, gabungan terbaik punya {mean} Kube mandiri "
    "lebih banyak (penyesalan rata-rata; persentil ke-90 {high}). Makin sedikit ulangan tiap "
    "undian, makin berlebihan angka ini.",
    aims="Pada {both} undian, Kube mandiri tidak kurang dari rencana dan anggaran cukup (mandiri "
    "tidak kurang {as_good}, anggaran cukup {within}).",
    other_luck="Gabungan terbaik tampak lebih baik daripada kenyataannya, karena nasib ikut "
    "memilihnya: gabungan yang dipilih dengan separuh ulangan punya {mandiri} Kube mandiri pada "
    "separuh lainnya.",
    ladder="Bagaimana jawaban berubah dengan anggaran",
    budget="anggaran, juta Rp",
    nothing="tidak ada gabungan semurah itu",
    frontier="Gabungan jenis utuh yang tak terkalahkan",
    worst="persepuluh terburuk",
    frontier_about="Pada tiap anggaran dari {budgets}, secara eksak: gabungan dengan rata-rata "
    "Kube mandiri terbanyak, dan gabungan terbaik pada persepuluh terburuk, yaitu rata-rata Kube "
    "mandiri pada sepersepuluh undian terburuk. Dari {count} gabungan tak ada yang mengalahkan "
    "lainnya sekaligus dalam mandiri, biaya dan persepuluh terburuk; {shown} ditampilkan.",
    given="anggaran tersedia",
    choices="Kebijakan tiap jenis (jumlah Kube bila satu jenis dibagi)",
    assumptions=(
        "Asumsi: pengaruh kebijakan pada suatu jenis sama seperti di kota yang semua jenisnya "
        "mendapat kebijakan itu. Limpahan antarjenis - permintaan, jatah bantuan, waktu "
        "pendamping - tidak disimulasikan: gabungan ini usul untuk diuji, bukan ramalan.",
        "Gabungan ini memakai {own} pendamping; di kota asal pengaruhnya {low} sampai {high}: "
        "makin jauh bedanya, makin lemah asumsi ini.",
        "Pelatihan, honorarium dan beban kerja melekat pada pendamping, bukan pada jenis Kube: "
        "yang berbeda memerlukan pendamping khusus untuk jenis itu.",
        "Pendamping: kunjungan yang dilakukan dibagi kunjungan yang sanggup dilakukan seorang, "
        "semua Kube didukung bersamaan. Pendamping melebihi skenario tidak menambah kunjungan "
        "yang disimulasikan.",
    ),
)
WORDS: dict[Lang, Words] = {"en": EN, "id": ID}


def type_name(cell: KubeCell, language: Lang) -> str:
    """Return a type of Kube in words; easy access is not named."""
    return ", ".join(filter(None, (TYPES[language][part] for part in cell)))


def number(value: float, places: int, language: Lang) -> str:
    """Write a number: 1,234.5 in English, 1.234,5 in Indonesian; never -0."""
    text = f"{round(value, places) + 0.0:,.{places}f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def millions(idr: float, language: Lang) -> str:
    """Write money in millions of rupiah."""
    value = idr / MILLION
    return number(value, 0 if abs(value) >= 100 else 1, language)


def percent(share: float, language: Lang) -> str:
    """Write a share in per cent."""
    return f"{number(100 * share, 0, language)} %"
