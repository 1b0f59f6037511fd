"""Levers: everything that a policy can set, each declared once with unit, titles and source."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from sim.cells import TITLES
from sim.inputs.said import both
from sim.inputs.strict import Strict
from sim.parameters.spec import Evidence
from sim.titles import Titles

Form = Literal["cash", "in_kind"]
Condition = Literal["none", "books", "saving", "grown"]
Rupiah = Annotated[int, Field(ge=0, le=10**12)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Levels = Mapping[str, Titles]
"""What each word is called that a lever may be set to."""

PROFIT_RULES: Levels = {
    "as_agreed": Titles("as agreed", "sesuai kesepakatan tiap Kube"),
    "share_everything": TITLES["share_everything"],
    "set_aside_first": TITLES["set_aside_first"],
}
MONITORED: Levels = {
    "all": Titles("all Kubes", "semua Kube"),
    "random": Titles("a random half", "separuh, acak tiap bulan"),
    "at_risk": Titles("those at risk", "yang terancam"),
}
FORMS: Levels = {"cash": Titles("cash", "uang tunai"), "in_kind": Titles("in kind", "barang")}
CONDITIONS: Levels = {
    "none": Titles("no condition", "tanpa syarat"),
    "books": Titles("books kept", "pembukuan"),
    "saving": Titles("setting aside", "penyisihan"),
    "grown": Titles("developing, all founders there", "berkembang, anggota lengkap"),
}


class Lever(NamedTuple):
    """What a lever is; its default and bounds are those of its field in `Levers`.

    Attributes
    ----------
    meaning : str
        A longer English phrase; the title where that says all.
    source : str
        What the default rests on, said in both languages.
    levels : mapping of Titles
        By word, where the lever is a choice.
    """

    unit: str
    title: str
    judul: str
    meaning: str
    payer: str
    grade: str
    source: str
    levels: Levels


CHOICE = Evidence("-", both("a choice", "pilihan"))


def _lever(
    default: Any,
    unit: str,
    title: str,
    judul: str,
    meaning: str = "",
    *,
    payer: str,
    evidence: Evidence = CHOICE,
    levels: Levels | None = None,
) -> Any:
    """Declare a lever: its default and the evidence for it, unit, titles, and who pays."""
    extra: dict[str, Any] = {
        "unit": unit,
        "judul": judul,
        "payer": payer,
        "grade": evidence.grade,
        "source": evidence.source,
    }
    if levels:
        extra["levels"] = {
            word: {"title": titles.title, "judul": titles.judul} for word, titles in levels.items()
        }
    return Field(default, title=title, description=meaning or title, json_schema_extra=extra)


class Levers(Strict):
    """Everything that a policy can set. Support ends after `support_months`; rules stay.

    Grades are of the defaults: A stated in Ayal 2016, B another published source, C arithmetic
    on A or B, D general knowledge, "-" looked for and not found, or a choice.
    """

    set_aside_share: Share = _lever(
        0.3,
        "share of profit",
        "retention ratio proposed",
        "bagian laba yang disisihkan",
        "share of profit that the officers propose to set aside",
        payer="members",
        evidence=Evidence(
            "-", both("no source states the share", "tidak ada sumber yang menyebut bagian itu")
        ),
    )
    rule: Literal["as_agreed", "share_everything", "set_aside_first"] = _lever(
        "as_agreed",
        "-",
        "profit rule",
        "aturan pembagian laba",
        "profit rule of all Kubes, or as each agreed at founding",
        levels=PROFIT_RULES,
        payer="members",
        evidence=Evidence(
            "A",
            both("Ayal 2016 tells the rule of each Kube", "Ayal 2016 menyebut aturan tiap Kube"),
        ),
    )
    meetings_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        2.0,
        "meetings a month",
        "group meetings per month",
        "pertemuan kelompok per bulan",
        payer="members",
        evidence=Evidence(
            "A",
            both(
                "every two weeks in two of the ten Kubes (Ayal 2016)",
                "dua minggu sekali pada dua dari sepuluh Kube (Ayal 2016)",
            ),
        ),
    )
    open_books: bool = _lever(
        False,
        "-",
        "open books",
        "pembukuan terbuka",
        "officers show the books at every meeting",
        payer="members",
        evidence=Evidence(
            "-",
            both(
                "secrecy hinders, orderly books help (Ayal 2016); no figure",
                "ketertutupan menghambat, pembukuan yang tertib membantu (Ayal 2016); tanpa angka",
            ),
        ),
    )
    iks_dues_idr: Rupiah = _lever(
        1000,
        "Rp of March 2010 a member-month",
        "solidarity dues (IKS)",
        "iuran kesetiakawanan (IKS)",
        "solidarity dues when money is set aside",
        payer="members",
        evidence=Evidence(
            "C",
            both(
                "from the stocks of 133-250 thousand in Ayal 2016",
                "dari simpanan 133-250 ribu dalam Ayal 2016",
            ),
        ),
    )
    loan_cap_idr: Rupiah = _lever(
        500_000,
        "Rp",
        "largest loan",
        "pinjaman terbesar",
        "largest loan for a shortage (nominal, or indexed)",
        payer="members",
        evidence=Evidence("A", "Ayal 2016"),
    )
    loan_tenor_months: Annotated[int, Field(ge=1, le=60)] = _lever(
        3,
        "months",
        "months until a loan is due",
        "bulan sampai pinjaman jatuh tempo",
        payer="members",
        evidence=Evidence("A", "Ayal 2016"),
    )
    productive_loan_cap_idr: Rupiah = _lever(
        0,
        "Rp",
        "largest business loan",
        "pinjaman usaha terbesar",
        "largest loan to buy an own business (nominal, or indexed; 0: none)",
        payer="members",
        evidence=Evidence("-", both("no source names one", "tidak ada sumber yang menyebutnya")),
    )
    productive_tenor_months: Annotated[int, Field(ge=1, le=120)] = _lever(
        12,
        "months",
        "months until a business loan is due",
        "bulan sampai pinjaman usaha jatuh tempo",
        "months until a productive loan is due",
        payer="members",
    )
    visits_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        1.0,
        "visits a month",
        "facilitator visits per month",
        "kunjungan pendamping per bulan",
        "visits planned to each Kube",
        payer="city",
        evidence=Evidence(
            "-",
            both(
                "the facilitator comes to meetings (Ayal 2016); no number",
                "pendamping datang ke pertemuan (Ayal 2016); tanpa angka",
            ),
        ),
    )
    caseload_most: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "Kubes",
        "most Kubes per facilitator",
        "Kube terbanyak per pendamping",
        "most Kubes per facilitator; helpers are hired above it (0: no limit)",
        payer="ministry",
        evidence=Evidence(
            "-",
            both(
                "a choice; ten a facilitator are usual (D)",
                "pilihan; lazimnya sepuluh per pendamping (D)",
            ),
        ),
    )
    facilitator_training: Share = _lever(
        0.0,
        "0-1",
        "training of facilitators",
        "pelatihan pendamping",
        "training of facilitators (1: complete)",
        payer="ministry",
    )
    honorarium_idr: Rupiah = _lever(
        350_000,
        "Rp of March 2010 a month",
        "honorarium of a facilitator per month",
        "honorarium pendamping per bulan",
        payer="ministry",
        evidence=Evidence("D", both("250-500 thousand a month", "250-500 ribu per bulan")),
    )
    monitoring_per_year: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        0.0,
        "visits a year",
        "monitoring visits per year",
        "kunjungan monitoring per tahun",
        "monitoring visits of the agency to each Kube it looks at",
        payer="city",
        evidence=Evidence(
            "-",
            both(
                'members name "no monitoring" as a hindrance (Ayal 2016)',
                'anggota menyebut "tidak ada monitoring" sebagai hambatan (Ayal 2016)',
            ),
        ),
    )
    monitoring_on: Literal["all", "random", "at_risk"] = _lever(
        "all",
        "-",
        "Kubes that are monitored",
        "Kube yang dimonitor",
        "Kubes that are monitored: all, a random half each month, those at risk",
        levels=MONITORED,
        payer="city",
    )
    starter_idr: Rupiah = _lever(
        15_000_000,
        "Rp",
        "start-up grant (stimulus)",
        "bantuan stimulan",
        "start-up grant at founding (nominal, or indexed)",
        payer="ministry",
        evidence=Evidence(
            "A", both("stated for one Kube (Ayal 2016)", "disebut untuk satu Kube (Ayal 2016)")
        ),
    )
    starter_form: Form = _lever(
        "in_kind",
        "-",
        "form of the start-up grant",
        "bentuk bantuan stimulan",
        levels=FORMS,
        payer="ministry",
        evidence=Evidence(
            "A", both("equipment in one Kube (Ayal 2016)", "peralatan pada satu Kube (Ayal 2016)")
        ),
    )
    bpls_idr: Rupiah = _lever(
        30_000_000,
        "Rp",
        "second grant (BPLS)",
        "bantuan kedua (BPLS)",
        "second grant (BPLS; nominal, or indexed)",
        payer="ministry",
        evidence=Evidence("A", "Ayal 2016"),
    )
    bpls_form: Form = _lever(
        "cash",
        "-",
        "form of the second grant",
        "bentuk bantuan kedua",
        levels=FORMS,
        payer="ministry",
        evidence=Evidence("-", both("no source states it", "tidak ada sumber yang menyebutnya")),
    )
    bpls_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        18,
        "months",
        "age of a Kube for the second grant, months",
        "umur Kube untuk bantuan kedua, bulan",
        "age from which a Kube can get the second grant",
        payer="ministry",
    )
    bpls_condition: Condition = _lever(
        "none",
        "-",
        "condition on the second grant",
        "syarat bantuan kedua",
        "what the second grant asks for",
        levels=CONDITIONS,
        payer="ministry",
    )
    bpls_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0,
        "grants a year",
        "second grants per year in the city",
        "bantuan kedua per tahun sekota",
        "second grants that the city gets (beside dated ones)",
        payer="ministry",
    )
    lkm_idr: Rupiah = _lever(
        25_000_000,
        "Rp",
        "Kube-LKM grant",
        "bantuan Kube-LKM",
        "Kube-LKM grant (nominal, or indexed)",
        payer="ministry",
        evidence=Evidence("A", "Ayal 2016"),
    )
    lkm_form: Form = _lever(
        "cash",
        "-",
        "form of the LKM grant",
        "bentuk bantuan LKM",
        levels=FORMS,
        payer="ministry",
        evidence=Evidence("-", both("no source states it", "tidak ada sumber yang menyebutnya")),
    )
    lkm_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        24,
        "months",
        "age of a Kube for the LKM grant, months",
        "umur Kube untuk bantuan LKM, bulan",
        "age from which a Kube can get the LKM grant",
        payer="ministry",
    )
    lkm_condition: Condition = _lever(
        "none",
        "-",
        "condition on the LKM grant",
        "syarat bantuan LKM",
        "what the LKM grant asks for",
        levels=CONDITIONS,
        payer="ministry",
    )
    lkm_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0,
        "grants a year",
        "LKM grants per year in the city",
        "bantuan LKM per tahun sekota",
        "LKM grants that the city gets (beside dated ones)",
        payer="ministry",
    )
    preparation_days: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        2.0,
        "days",
        "days of preparation",
        "hari pelatihan persiapan",
        "preparation training before founding",
        payer="ministry",
        evidence=Evidence(
            "-",
            both(
                "it was held (Ayal 2016); its length is not stated",
                "diadakan (Ayal 2016); lamanya tidak disebut",
            ),
        ),
    )
    preparation_practice: Share = _lever(
        0.25,
        "share",
        "field practice in the preparation",
        "bagian praktik lapangan dalam persiapan",
        "share of the preparation that is field practice",
        payer="ministry",
        evidence=Evidence(
            "-",
            both(
                "Ayal 2016 asks for more; no figure", "Ayal 2016 meminta lebih banyak; tanpa angka"
            ),
        ),
    )
    promotion_per_year: Annotated[float, Field(ge=0.0, le=52.0)] = _lever(
        0.0,
        "campaigns a year",
        "market promotions per year",
        "promosi pasar per tahun",
        "market promotion of each Kube's products",
        payer="city",
        evidence=Evidence(
            "-",
            both(
                "facilitators promote on their visits (Ayal 2016); no campaigns named",
                "pendamping berpromosi sambil berkunjung (Ayal 2016); promosi khusus tidak disebut",
            ),
        ),
    )
    support_months: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "months from founding",
        "months of support",
        "bulan dukungan",
        "months after founding when support ends (0: at the horizon)",
        payer="-",
    )
    revive_per_year: Annotated[float, Field(ge=0.0, le=1.0)] = _lever(
        0.0,
        "chance a year",
        "chance per year of being started again",
        "peluang per tahun Kube yang sudah gagal dihidupkan kembali",
        "chance that a failed Kube is started again with its old members",
        payer="ministry",
    )
    revive_idr: Rupiah = _lever(
        10_000_000,
        "Rp",
        "grant for starting again",
        "bantuan untuk menghidupkan kembali",
        "start-up grant in kind of a Kube that is started again (nominal, or indexed)",
        payer="ministry",
    )
    grants_indexed: bool = _lever(
        False,
        "-",
        "grants follow prices",
        "bantuan mengikuti harga",
        "grants are in Rp of the base month and follow the price index, else nominal",
        payer="ministry",
        evidence=Evidence(
            "A", both("the sums of Ayal 2016 are nominal", "jumlah dalam Ayal 2016 nominal")
        ),
    )
    loan_caps_indexed: bool = _lever(
        False,
        "-",
        "largest loans follow prices",
        "batas pinjaman mengikuti harga",
        "the largest loans are in Rp of the base month and follow the price index, else nominal",
        payer="members",
        evidence=Evidence(
            "A", both("the cap in Ayal 2016 is nominal", "batas dalam Ayal 2016 nominal")
        ),
    )


def _record(field: Any) -> Lever:
    """Return what a field of `Levers` declares."""
    extra = dict(field.json_schema_extra)
    levels = {word: Titles(**titles) for word, titles in extra.pop("levels", {}).items()}
    return Lever(title=field.title, meaning=field.description, levels=levels, **extra)


LEVERS: Mapping[str, Lever] = {name: _record(field) for name, field in Levers.model_fields.items()}
"""By name, in the order of their declaration."""
