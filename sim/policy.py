"""Levers and policies: frozen values over a scenario; the one that changes nothing is `none`."""

from typing import Annotated, Any, Literal, get_type_hints

from pydantic import Field, ValidationError, create_model

from sim.locations import POLICIES
from sim.strict import InputError, Strict, faults_of, read_toml, resolve

Form = Literal["cash", "in_kind"]
Condition = Literal["none", "books", "saving"]
Rupiah = Annotated[int, Field(ge=0, le=10**12)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


def _lever(default: Any, unit: str, payer: str, meaning: str) -> Any:
    """Declare a lever: its default, unit, who pays for it and what it does."""
    return Field(default, description=meaning, json_schema_extra={"unit": unit, "payer": payer})


class Levers(Strict):
    """Everything that a policy can set. Support ends after `support_months`; rules stay."""

    set_aside_share: Share = _lever(
        0.3, "share of profit", "members", "share that the officers propose to set aside"
    )
    rule: Literal["as_agreed", "share_everything", "set_aside_first"] = _lever(
        "as_agreed", "-", "members", "profit rule of all Kubes, or as each agreed at founding"
    )
    meetings_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        2.0, "meetings a month", "members", "meetings of the group"
    )
    open_books: bool = _lever(False, "-", "members", "officers show the books at every meeting")
    iks_dues_idr: Rupiah = _lever(
        1000,
        "Rp of March 2010 a member-month",
        "members",
        "solidarity dues when money is set aside",
    )
    loan_cap_idr: Rupiah = _lever(500_000, "Rp", "members", "largest loan for a shortage (nominal)")
    loan_tenor_months: Annotated[int, Field(ge=1, le=60)] = _lever(
        3, "months", "members", "months until a loan is due"
    )
    productive_loan_cap_idr: Rupiah = _lever(
        0, "Rp", "members", "largest loan to buy an own business (nominal; 0: none)"
    )
    productive_tenor_months: Annotated[int, Field(ge=1, le=120)] = _lever(
        12, "months", "members", "months until a productive loan is due"
    )
    visits_per_month: Annotated[float, Field(ge=0.0, le=30.0)] = _lever(
        1.0, "visits a month", "city", "visits planned to each Kube"
    )
    caseload_most: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "Kubes",
        "ministry",
        "most Kubes per facilitator; helpers are hired above it (0: no limit)",
    )
    facilitator_training: Share = _lever(
        0.0, "0-1", "ministry", "training of facilitators (1: complete)"
    )
    honorarium_idr: Rupiah = _lever(
        350_000, "Rp of March 2010 a month", "ministry", "honorarium of a facilitator"
    )
    monitoring_per_year: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        0.0, "visits a year", "city", "monitoring visits of the agency to each Kube it looks at"
    )
    monitoring_on: Literal["all", "random", "at_risk"] = _lever(
        "all", "-", "city", "Kubes that are monitored: all, a random half each month, those at risk"
    )
    starter_idr: Rupiah = _lever(
        15_000_000, "Rp", "ministry", "starter grant at founding (nominal)"
    )
    starter_form: Form = _lever("in_kind", "-", "ministry", "form of the starter grant")
    bpls_idr: Rupiah = _lever(30_000_000, "Rp", "ministry", "second grant (BPLS, nominal)")
    bpls_form: Form = _lever("cash", "-", "ministry", "form of the second grant")
    bpls_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        18, "months", "ministry", "age from which a Kube can get the second grant"
    )
    bpls_condition: Condition = _lever("none", "-", "ministry", "what the second grant asks for")
    bpls_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0, "grants a year", "ministry", "second grants that the city gets (beside dated ones)"
    )
    lkm_idr: Rupiah = _lever(25_000_000, "Rp", "ministry", "Kube-LKM grant (nominal)")
    lkm_form: Form = _lever("cash", "-", "ministry", "form of the LKM grant")
    lkm_after_months: Annotated[int, Field(ge=0, le=600)] = _lever(
        24, "months", "ministry", "age from which a Kube can get the LKM grant"
    )
    lkm_condition: Condition = _lever("none", "-", "ministry", "what the LKM grant asks for")
    lkm_places_per_year: Annotated[float, Field(ge=0.0, le=10**5)] = _lever(
        0.0, "grants a year", "ministry", "LKM grants that the city gets (beside dated ones)"
    )
    preparation_days: Annotated[float, Field(ge=0.0, le=365.0)] = _lever(
        2.0, "days", "ministry", "preparation training before founding"
    )
    preparation_practice: Share = _lever(
        0.25, "share", "ministry", "of the preparation that is field practice"
    )
    promotion_per_year: Annotated[float, Field(ge=0.0, le=52.0)] = _lever(
        0.0, "campaigns a year", "city", "market promotion of each Kube's products"
    )
    support_months: Annotated[int, Field(ge=0, le=1000)] = _lever(
        0,
        "months from founding",
        "-",
        "months after founding when support ends (0: at the horizon)",
    )
    revive_per_year: Annotated[float, Field(ge=0.0, le=1.0)] = _lever(
        0.0, "chance a year", "ministry", "that a failed Kube is started again with its old members"
    )
    revive_idr: Rupiah = _lever(
        10_000_000, "Rp", "ministry", "starter in kind of a Kube that is started again (nominal)"
    )


def _optional_levers() -> type[Strict]:
    """Build the record of overrides: every lever, each with `not set` as its default."""
    hints = get_type_hints(Levers, include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name] | None, Field(None, description=info.description))
        for name, info in Levers.model_fields.items()
    }
    return create_model("LeverOverrides", __base__=Strict, **fields)


LeverOverrides = _optional_levers()


class Policy(Strict):
    """A named set of levers over a scenario.

    Attributes
    ----------
    active : bool
        A policy that is switched off changes nothing, whatever its levers say.
    levers : LeverOverrides
        The levers it sets; those not set stay as the scenario has them.
    """

    name: str = Field(min_length=1, max_length=80)
    title: str = Field(min_length=1, max_length=200)
    judul: str = Field(min_length=1, max_length=200, description="the title in Indonesian")
    active: bool = True
    levers: LeverOverrides = Field(default_factory=LeverOverrides)  # type: ignore[valid-type]

    def overrides(self) -> dict[str, Any]:
        """Return the levers that this policy sets."""
        if not self.active:
            return {}
        levers: Strict = self.levers
        return {key: value for key, value in levers.model_dump().items() if value is not None}


NONE = Policy(name="none", title="As in the scenario", judul="Seperti dalam skenario")


def load_policy(name: str) -> Policy:
    """Load a shipped policy by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, POLICIES, "policy")
    try:
        return Policy.model_validate(read_toml(path))
    except ValidationError as error:
        raise InputError(faults_of(error, path)) from None
