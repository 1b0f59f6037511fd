"""The states of those who come from outside the groups: facilitators and the agency."""

from __future__ import annotations

from sim.ledger import Account, Ledger
from sim.state.variable import account, aid, carried, fixed, month


class FacilitatorState:
    """What is known of a facilitator."""

    ledger: Ledger

    id: int = fixed(
        "id", "scenario", "id", "id", "identity in the keys of luck, unique over the nation"
    )
    account: int = account(Account.HONORARIA, "honoraria_idr")
    effort: float = month(
        "0-1",
        "support",
        "share of planned visits kept",
        "bagian rencana kunjungan yang dijalankan",
        "share of planned visits kept for the honorarium",
    )
    own_kubes: int = month(
        "Kubes",
        "support",
        "Kubes in its care",
        "Kube yang didampingi",
        "supported Kubes of the scenario in its care",
    )
    load_kubes: float = month(
        "Kubes",
        "support",
        "caseload",
        "beban dampingan",
        "caseload for the visits, the background's part included",
    )
    turnovers: int = carried(
        "persons",
        "support",
        "persons replaced so far",
        "pergantian orang sejauh ini",
        "replaced so far",
    )
    tenure_months: int = carried(
        "months",
        "support",
        "months in the post",
        "lama bertugas",
        "since this person took over the groups",
    )
    competence: float = carried("0-1", "support", "competence", "kecakapan", "after training")


FACILITATOR_DIGEST = ("id", "competence", "tenure_months", "turnovers")


class AgencyState:
    """What the agency's programme did so far."""

    visits: int = carried(
        "visits",
        "support",
        "visits of facilitators so far",
        "kunjungan pendamping sejauh ini",
        "facilitators' visits so far",
    )
    monitoring_visits: int = carried(
        "visits",
        "support",
        "monitoring visits so far",
        "kunjungan pemantauan sejauh ini",
        "monitoring visits so far",
    )
    campaigns: float = carried(
        "campaigns",
        "support",
        "campaigns so far",
        "promosi sejauh ini",
        "promotion campaigns so far",
    )
    training_member_days: float = carried(
        "member-days",
        "support",
        "member-days of training so far",
        "hari-anggota pelatihan sejauh ini",
        "preparation training so far",
    )
    ministry_idr: int = carried(
        "Rp",
        "support",
        "spent so far by the ministry",
        "dibayar kementerian sejauh ini",
        "grants and honoraria paid by the ministry so far",
    )
    city_idr: int = carried(
        "Rp",
        "support",
        "spent so far by the city",
        "dibayar kota sejauh ini",
        "grants and honoraria paid by the city so far",
    )
    appointments: int = aid(
        "persons",
        "support",
        "facilitators trained so far",
        "pendamping dilatih sejauh ini",
        "facilitators who took a post at the start, or while it had Kubes",
    )
    grants_idr: int = aid("Rp", "support", "grants so far", "bantuan sejauh ini", "grants so far")
    honoraria_idr: int = aid(
        "Rp", "support", "honoraria so far", "honorarium sejauh ini", "honoraria so far"
    )
    grants_real_idr: float = aid(
        "Rp of the base month",
        "support",
        "grants so far",
        "bantuan sejauh ini",
        "grants so far",
    )
    honoraria_real_idr: float = aid(
        "Rp of the base month",
        "support",
        "honoraria so far",
        "honorarium sejauh ini",
        "honoraria so far",
    )


AGENCY_DIGEST = (
    "visits",
    "monitoring_visits",
    "campaigns",
    "training_member_days",
    "ministry_idr",
    "city_idr",
)
