"""Levers: everything that a policy can set, each declared once with unit, payer and source."""

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.inputs.strict import Strict

Form = Literal["cash", "in_kind"]
Condition = Literal["none", "books", "saving"]
Rupiah = Annotated[int, Field(ge=0, le=10**12)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


def _lever(default: Any, unit: str, payer: str, meaning: str, grade: str, source: str) -> Any:
    """Declare a lever: its default with grade and source, unit, who pays, and what it does."""
    extra: dict[str, Any] = {"unit": unit, "payer": payer, "grade": grade, "source": source}
    return Field(default, description=meaning, json_schema_extra=extra)


class Levers(Strict):
    """Everything that a policy can set. Support ends after `support_months`; rules stay.

    Grades are of the defaults: A stated in Ayal 2016, B another published source, C arithmetic
    on A or B, D general knowledge, "-" looked for and not found, or a choice.
    """

    set_aside_share: Share = _lever(
        0.3,
        "share of profit",
        "members",
        "share that the officers propose to set aside",
        "-",
        "no source states the share",
    )
    rule: Literal["as_agreed", "share_everything", "set_aside_first"] = _lever(
        "as_agreed",
        "-",
        "members",
        "profit rule of all Kubes, or as each agreed at founding",
        "A",
        "Ayal 2016 tells the rule of each Kube",
    )
    meetings_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        2.0,
        "meetings a month",
        "members",
        "meetings of the group",
        "A",
        "every two weeks in two of the ten Kubes (Ayal 2016)",
    )
    open_books: bool = _lever(
        False,
        "-",
        "members",
        "officers show the books at every meeting",
        "-",
        "secrecy hinders, orderly books help (Ayal 2016); no figure",
    )
    iks_dues_idr: Rupiah = _lever(
        1000,
        "Rp of March 2010 a member-month",
        "members",
        "solidarity dues when money is set aside",
        "C",
        "from the stocks of 133-250 thousand in Ayal 2016",
    )
    loan_cap_idr: Rupiah = _lever(
        500_000,
        "Rp",
        "members",
        "largest loan for a shortage (nominal)",
        "A",
        "Ayal 2016",
    )
    loan_tenor_months: Annotated[int, Field(ge=1, le=60)] = _lever(
        3,
        "months",
        "members",
        "months until a loan is due",
        "A",
        "Ayal 2016",
    )
    productive_loan_cap_idr: Rupiah = _lever(
        0,
        "Rp",
        "members",
        "largest loan to buy an own business (nominal; 0: none)",
        "-",
        "no source names one",
    )
    productive_tenor_months: Annotated[int, Field(ge=1, le=120)] = _lever(
        12,
        "months",
        "members",
        "months until a productive loan is due",
        "-",
        "a choice",
    )
    visits_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        1.0,
        "visits a month",
        "city",
        "visits planned to each Kube",
        "-",
        "the facilitator comes to meetings (Ayal 2016); no number",
    )
    caseload_most: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "Kubes",
        "ministry",
        "most Kubes per facilitator; helpers are hired above it (0: no limit)",
        "-",
        "a choice; ten a facilitator are usual (D)",
    )
    facilitator_training: Share = _lever(
        0.0,
        "0-1",
        "ministry",
        "training of facilitators (1: complete)",
        "-",
        "a choice",
    )
    honorarium_idr: Rupiah = _lever(
        350_000,
        "Rp of March 2010 a month",
        "ministry",
        "honorarium of a facilitator",
        "D",
        "250-500 thousand a month",
    )
    monitoring_per_year: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        0.0,
        "visits a year",
        "city",
        "monitoring visits of the agency to each Kube it looks at",
        "-",
        'members name "no monitoring" as a hindrance (Ayal 2016)',
    )
    monitoring_on: Literal["all", "random", "at_risk"] = _lever(
        "all",
        "-",
        "city",
        "Kubes that are monitored: all, a random half each month, those at risk",
        "-",
        "a choice",
    )
    starter_idr: Rupiah = _lever(
        15_000_000,
        "Rp",
        "ministry",
        "starter grant at founding (nominal)",
        "A",
        "stated for one Kube (Ayal 2016)",
    )
    starter_form: Form = _lever(
        "in_kind",
        "-",
        "ministry",
        "form of the starter grant",
        "A",
        "equipment in one Kube (Ayal 2016)",
    )
    bpls_idr: Rupiah = _lever(
        30_000_000,
        "Rp",
        "ministry",
        "second grant (BPLS, nominal)",
        "A",
        "Ayal 2016",
    )
    bpls_form: Form = _lever(
        "cash",
        "-",
        "ministry",
        "form of the second grant",
        "-",
        "no source states it",
    )
    bpls_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        18,
        "months",
        "ministry",
        "age from which a Kube can get the second grant",
        "-",
        "a choice",
    )
    bpls_condition: Condition = _lever(
        "none",
        "-",
        "ministry",
        "what the second grant asks for",
        "-",
        "a choice",
    )
    bpls_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0,
        "grants a year",
        "ministry",
        "second grants that the city gets (beside dated ones)",
        "-",
        "a choice",
    )
    lkm_idr: Rupiah = _lever(
        25_000_000,
        "Rp",
        "ministry",
        "Kube-LKM grant (nominal)",
        "A",
        "Ayal 2016",
    )
    lkm_form: Form = _lever(
        "cash",
        "-",
        "ministry",
        "form of the LKM grant",
        "-",
        "no source states it",
    )
    lkm_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        24,
        "months",
        "ministry",
        "age from which a Kube can get the LKM grant",
        "-",
        "a choice",
    )
    lkm_condition: Condition = _lever(
        "none",
        "-",
        "ministry",
        "what the LKM grant asks for",
        "-",
        "a choice",
    )
    lkm_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0,
        "grants a year",
        "ministry",
        "LKM grants that the city gets (beside dated ones)",
        "-",
        "a choice",
    )
    preparation_days: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        2.0,
        "days",
        "ministry",
        "preparation training before founding",
        "-",
        "it was held (Ayal 2016); its length is not stated",
    )
    preparation_practice: Share = _lever(
        0.25,
        "share",
        "ministry",
        "of the preparation that is field practice",
        "-",
        "Ayal 2016 asks for more; no figure",
    )
    promotion_per_year: Annotated[float, Field(ge=0.0, le=52.0)] = _lever(
        0.0,
        "campaigns a year",
        "city",
        "market promotion of each Kube's products",
        "-",
        "facilitators promote on their visits (Ayal 2016); no campaigns named",
    )
    support_months: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "months from founding",
        "-",
        "months after founding when support ends (0: at the horizon)",
        "-",
        "a choice",
    )
    revive_per_year: Annotated[float, Field(ge=0.0, le=1.0)] = _lever(
        0.0,
        "chance a year",
        "ministry",
        "that a failed Kube is started again with its old members",
        "-",
        "a choice",
    )
    revive_idr: Rupiah = _lever(
        10_000_000,
        "Rp",
        "ministry",
        "starter in kind of a Kube that is started again (nominal)",
        "-",
        "a choice",
    )
