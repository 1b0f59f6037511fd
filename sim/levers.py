"""Levers: everything that a policy can set, each declared once with unit, titles and source."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from sim.cells import TITLES
from sim.inputs.strict import Strict
from sim.titles import Titles

Form = Literal["cash", "in_kind"]
Condition = Literal["none", "books", "saving"]
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
}


class Lever(NamedTuple):
    """What a lever is; its default and bounds are those of its field in `Levers`.

    Attributes
    ----------
    meaning : str
        A longer English phrase; the title where that says all.
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


def _lever(
    default: Any,
    unit: str,
    *,
    title: str,
    judul: str,
    payer: str,
    grade: str,
    source: str,
    meaning: str = "",
    levels: Levels | None = None,
) -> Any:
    """Declare a lever: its default with grade and source, unit, titles, and who pays."""
    extra: dict[str, Any] = {
        "unit": unit,
        "judul": judul,
        "payer": payer,
        "grade": grade,
        "source": source,
    }
    if levels:
        extra["levels"] = {
            word: {"title": it.title, "judul": it.judul} for word, it in levels.items()
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
        title="retention ratio proposed",
        judul="bagian laba yang disisihkan",
        meaning="share of profit that the officers propose to set aside",
        payer="members",
        grade="-",
        source="no source states the share",
    )
    rule: Literal["as_agreed", "share_everything", "set_aside_first"] = _lever(
        "as_agreed",
        "-",
        title="profit rule",
        judul="aturan pembagian laba",
        meaning="profit rule of all Kubes, or as each agreed at founding",
        levels=PROFIT_RULES,
        payer="members",
        grade="A",
        source="Ayal 2016 tells the rule of each Kube",
    )
    meetings_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        2.0,
        "meetings a month",
        title="group meetings per month",
        judul="pertemuan kelompok per bulan",
        payer="members",
        grade="A",
        source="every two weeks in two of the ten Kubes (Ayal 2016)",
    )
    open_books: bool = _lever(
        False,
        "-",
        title="open books",
        judul="pembukuan terbuka",
        meaning="officers show the books at every meeting",
        payer="members",
        grade="-",
        source="secrecy hinders, orderly books help (Ayal 2016); no figure",
    )
    iks_dues_idr: Rupiah = _lever(
        1000,
        "Rp of March 2010 a member-month",
        title="solidarity dues (IKS)",
        judul="iuran kesetiakawanan (IKS)",
        meaning="solidarity dues when money is set aside",
        payer="members",
        grade="C",
        source="from the stocks of 133-250 thousand in Ayal 2016",
    )
    loan_cap_idr: Rupiah = _lever(
        500_000,
        "Rp",
        title="largest loan",
        judul="pinjaman terbesar",
        meaning="largest loan for a shortage (nominal)",
        payer="members",
        grade="A",
        source="Ayal 2016",
    )
    loan_tenor_months: Annotated[int, Field(ge=1, le=60)] = _lever(
        3,
        "months",
        title="months until a loan is due",
        judul="bulan sampai pinjaman jatuh tempo",
        payer="members",
        grade="A",
        source="Ayal 2016",
    )
    productive_loan_cap_idr: Rupiah = _lever(
        0,
        "Rp",
        title="largest business loan",
        judul="pinjaman usaha terbesar",
        meaning="largest loan to buy an own business (nominal; 0: none)",
        payer="members",
        grade="-",
        source="no source names one",
    )
    productive_tenor_months: Annotated[int, Field(ge=1, le=120)] = _lever(
        12,
        "months",
        title="months until a business loan is due",
        judul="bulan sampai pinjaman usaha jatuh tempo",
        meaning="months until a productive loan is due",
        payer="members",
        grade="-",
        source="a choice",
    )
    visits_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        1.0,
        "visits a month",
        title="facilitator visits per month",
        judul="kunjungan pendamping per bulan",
        meaning="visits planned to each Kube",
        payer="city",
        grade="-",
        source="the facilitator comes to meetings (Ayal 2016); no number",
    )
    caseload_most: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "Kubes",
        title="most Kubes per facilitator",
        judul="Kube terbanyak per pendamping",
        meaning="most Kubes per facilitator; helpers are hired above it (0: no limit)",
        payer="ministry",
        grade="-",
        source="a choice; ten a facilitator are usual (D)",
    )
    facilitator_training: Share = _lever(
        0.0,
        "0-1",
        title="training of facilitators",
        judul="pelatihan pendamping",
        meaning="training of facilitators (1: complete)",
        payer="ministry",
        grade="-",
        source="a choice",
    )
    honorarium_idr: Rupiah = _lever(
        350_000,
        "Rp of March 2010 a month",
        title="honorarium of a facilitator per month",
        judul="honorarium pendamping per bulan",
        payer="ministry",
        grade="D",
        source="250-500 thousand a month",
    )
    monitoring_per_year: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        0.0,
        "visits a year",
        title="monitoring visits per year",
        judul="kunjungan monitoring per tahun",
        meaning="monitoring visits of the agency to each Kube it looks at",
        payer="city",
        grade="-",
        source='members name "no monitoring" as a hindrance (Ayal 2016)',
    )
    monitoring_on: Literal["all", "random", "at_risk"] = _lever(
        "all",
        "-",
        title="Kubes that are monitored",
        judul="Kube yang dimonitor",
        meaning="Kubes that are monitored: all, a random half each month, those at risk",
        levels=MONITORED,
        payer="city",
        grade="-",
        source="a choice",
    )
    starter_idr: Rupiah = _lever(
        15_000_000,
        "Rp",
        title="start-up grant (stimulus)",
        judul="bantuan stimulan",
        meaning="start-up grant at founding (nominal)",
        payer="ministry",
        grade="A",
        source="stated for one Kube (Ayal 2016)",
    )
    starter_form: Form = _lever(
        "in_kind",
        "-",
        title="form of the start-up grant",
        judul="bentuk bantuan stimulan",
        levels=FORMS,
        payer="ministry",
        grade="A",
        source="equipment in one Kube (Ayal 2016)",
    )
    bpls_idr: Rupiah = _lever(
        30_000_000,
        "Rp",
        title="second grant (BPLS)",
        judul="bantuan kedua (BPLS)",
        meaning="second grant (BPLS, nominal)",
        payer="ministry",
        grade="A",
        source="Ayal 2016",
    )
    bpls_form: Form = _lever(
        "cash",
        "-",
        title="form of the second grant",
        judul="bentuk bantuan kedua",
        levels=FORMS,
        payer="ministry",
        grade="-",
        source="no source states it",
    )
    bpls_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        18,
        "months",
        title="age of a Kube for the second grant, months",
        judul="umur Kube untuk bantuan kedua, bulan",
        meaning="age from which a Kube can get the second grant",
        payer="ministry",
        grade="-",
        source="a choice",
    )
    bpls_condition: Condition = _lever(
        "none",
        "-",
        title="condition on the second grant",
        judul="syarat bantuan kedua",
        meaning="what the second grant asks for",
        levels=CONDITIONS,
        payer="ministry",
        grade="-",
        source="a choice",
    )
    bpls_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0,
        "grants a year",
        title="second grants per year in the city",
        judul="bantuan kedua per tahun sekota",
        meaning="second grants that the city gets (beside dated ones)",
        payer="ministry",
        grade="-",
        source="a choice",
    )
    lkm_idr: Rupiah = _lever(
        25_000_000,
        "Rp",
        title="Kube-LKM grant",
        judul="bantuan Kube-LKM",
        meaning="Kube-LKM grant (nominal)",
        payer="ministry",
        grade="A",
        source="Ayal 2016",
    )
    lkm_form: Form = _lever(
        "cash",
        "-",
        title="form of the LKM grant",
        judul="bentuk bantuan LKM",
        levels=FORMS,
        payer="ministry",
        grade="-",
        source="no source states it",
    )
    lkm_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        24,
        "months",
        title="age of a Kube for the LKM grant, months",
        judul="umur Kube untuk bantuan LKM, bulan",
        meaning="age from which a Kube can get the LKM grant",
        payer="ministry",
        grade="-",
        source="a choice",
    )
    lkm_condition: Condition = _lever(
        "none",
        "-",
        title="condition on the LKM grant",
        judul="syarat bantuan LKM",
        meaning="what the LKM grant asks for",
        levels=CONDITIONS,
        payer="ministry",
        grade="-",
        source="a choice",
    )
    lkm_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0,
        "grants a year",
        title="LKM grants per year in the city",
        judul="bantuan LKM per tahun sekota",
        meaning="LKM grants that the city gets (beside dated ones)",
        payer="ministry",
        grade="-",
        source="a choice",
    )
    preparation_days: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        2.0,
        "days",
        title="days of preparation",
        judul="hari pelatihan persiapan",
        meaning="preparation training before founding",
        payer="ministry",
        grade="-",
        source="it was held (Ayal 2016); its length is not stated",
    )
    preparation_practice: Share = _lever(
        0.25,
        "share",
        title="field practice in the preparation",
        judul="bagian praktik lapangan dalam persiapan",
        meaning="share of the preparation that is field practice",
        payer="ministry",
        grade="-",
        source="Ayal 2016 asks for more; no figure",
    )
    promotion_per_year: Annotated[float, Field(ge=0.0, le=52.0)] = _lever(
        0.0,
        "campaigns a year",
        title="market promotions per year",
        judul="promosi pasar per tahun",
        meaning="market promotion of each Kube's products",
        payer="city",
        grade="-",
        source="facilitators promote on their visits (Ayal 2016); no campaigns named",
    )
    support_months: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "months from founding",
        title="months of support",
        judul="bulan dukungan",
        meaning="months after founding when support ends (0: at the horizon)",
        payer="-",
        grade="-",
        source="a choice",
    )
    revive_per_year: Annotated[float, Field(ge=0.0, le=1.0)] = _lever(
        0.0,
        "chance a year",
        title="chance per year of being started again",
        judul="peluang per tahun Kube yang sudah gagal dihidupkan kembali",
        meaning="chance that a failed Kube is started again with its old members",
        payer="ministry",
        grade="-",
        source="a choice",
    )
    revive_idr: Rupiah = _lever(
        10_000_000,
        "Rp",
        title="grant for starting again",
        judul="bantuan untuk menghidupkan kembali",
        meaning="start-up grant in kind of a Kube that is started again (nominal)",
        payer="ministry",
        grade="-",
        source="a choice",
    )


def _record(field: Any) -> Lever:
    """Return what a field of `Levers` declares."""
    extra = dict(field.json_schema_extra)
    levels = {word: Titles(**titles) for word, titles in extra.pop("levels", {}).items()}
    return Lever(title=field.title, meaning=field.description, levels=levels, **extra)


LEVERS: Mapping[str, Lever] = {name: _record(it) for name, it in Levers.model_fields.items()}
"""By name, in the order of their declaration."""
