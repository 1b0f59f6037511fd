"""The states of those who come from outside the groups: facilitators and the agency."""

from __future__ import annotations

from sim.ledger import Account, Ledger
from sim.state.variable import SCENARIO, SUPPORT, account


class FacilitatorState:
    """What is known of a facilitator."""

    ledger: Ledger

    id: int = SCENARIO.fixed(
        "id", "id", "id", "identity in the keys of luck, unique over the nation"
    )
    account: int = account(Account.HONORARIA, "honoraria_idr")
    effort: float = SUPPORT.month(
        "0-1",
        "share of planned visits kept",
        "bagian rencana kunjungan yang dijalankan",
        "share of planned visits kept for the honorarium",
    )
    own_kubes: int = SUPPORT.month(
        "Kubes",
        "Kubes in its care",
        "Kube yang didampingi",
        "supported Kubes of the scenario in its care",
    )
    load_kubes: float = SUPPORT.month(
        "Kubes",
        "caseload",
        "beban dampingan",
        "caseload for the visits, the background's part included",
    )
    turnovers: int = SUPPORT.carried(
        "persons", "persons replaced so far", "pergantian orang sejauh ini", "replaced so far"
    )
    tenure_months: int = SUPPORT.carried(
        "months", "months in the post", "lama bertugas", "since this person took over the groups"
    )
    competence: float = SUPPORT.carried("0-1", "competence", "kecakapan", "after training")


FACILITATOR_DIGEST = ("id", "competence", "tenure_months", "turnovers")


class AgencyState:
    """What the agency's programme did so far."""

    visits: int = SUPPORT.carried(
        "visits",
        "visits of facilitators so far",
        "kunjungan pendamping sejauh ini",
        "facilitators' visits so far",
    )
    monitoring_visits: int = SUPPORT.carried(
        "visits", "monitoring visits so far", "kunjungan pemantauan sejauh ini"
    )
    campaigns: float = SUPPORT.carried(
        "campaigns", "campaigns so far", "promosi sejauh ini", "promotion campaigns so far"
    )
    training_member_days: float = SUPPORT.carried(
        "member-days",
        "member-days of training so far",
        "hari-anggota pelatihan sejauh ini",
        "preparation training so far",
    )
    ministry_idr: int = SUPPORT.carried(
        "Rp",
        "spent so far by the ministry",
        "dibayar kementerian sejauh ini",
        "grants and honoraria paid by the ministry so far",
    )
    city_idr: int = SUPPORT.carried(
        "Rp",
        "spent so far by the city",
        "dibayar kota sejauh ini",
        "grants and honoraria paid by the city so far",
    )
    appointments: int = SUPPORT.aid(
        "persons",
        "facilitators trained so far",
        "pendamping dilatih sejauh ini",
        "facilitators who took a post at the start, or while it had Kubes",
    )
    grants_idr: int = SUPPORT.aid("Rp", "grants so far", "bantuan sejauh ini")
    honoraria_idr: int = SUPPORT.aid("Rp", "honoraria so far", "honorarium sejauh ini")
    grants_real_idr: float = SUPPORT.aid(
        "Rp of the base month", "grants so far", "bantuan sejauh ini"
    )
    honoraria_real_idr: float = SUPPORT.aid(
        "Rp of the base month", "honoraria so far", "honorarium sejauh ini"
    )


AGENCY_DIGEST = (
    "visits",
    "monitoring_visits",
    "campaigns",
    "training_member_days",
    "ministry_idr",
    "city_idr",
)
