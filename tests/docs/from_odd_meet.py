"""The phase `meet`, written again from `docs/odd.md` alone."""

from collections.abc import Mapping
from typing import Any

from tests.docs.from_odd import (
    BOOKS,
    CONSENT,
    HOUSEHOLD,
    KUBE,
    PEER,
    RULE,
    Household,
    Kube,
    Values,
    bits,
    clip,
    next_instalment,
    normal,
    ssat,
    uniform,
)


class Meeting:
    """One meeting of one Kube in one month."""

    def __init__(
        self,
        kube: Kube,
        luck: tuple[int, int, int],
        price: float,
        v: Values,
        levers: Mapping[str, Any],
    ) -> None:
        self.kube, self.luck, self.price, self.levers = kube, luck, price, levers
        self.v = {
            name.removeprefix("meet."): x for name, x in v.items() if name.startswith("meet.")
        }
        self.starting_record = v["founding.starting_record"]
        self.unskilled = v["trade.work_without_skill"]

    def drawn(self, purpose: int, who: Household | None = None) -> int:
        seed, replication, month = self.luck
        if who is None:
            return bits(seed, replication, purpose, month, KUBE, self.kube.id)
        return bits(seed, replication, purpose, month, HOUSEHOLD, who.origin, who.slot)

    def hold(self) -> None:
        self.vote()
        self.set_aside_and_share_out()
        self.raid()
        self.instalments()
        self.keep_books()
        self.change_rule()

    def vote(self) -> None:
        k, v, n = self.kube, self.v, len(self.kube.members)
        before, k.consent, k.held = k.consent, 0.0, 0.0
        if n == 0 or self.levers["meetings_per_month"] == 0:
            return
        share = k.profit_idr * (1 - k.share) / n
        yes = 0
        for h in k.members:
            slack = (h.cash_idr + h.income_idr * self.price + share) / (h.need_idr * self.price) - 1
            z = normal(self.drawn(CONSENT, h))
            score = h.discipline + v["need_pressure"] * ssat(slack, v["slack_half"])
            score = score + v["consent_trust"] * (h.trust - 0.5) + v["consent_noise"] * z
            c = v["consent_free_rider"] if h.social_type == 2 else before
            score = score + v["consent_peers"] * (c - 0.5)
            yes += score > v["consent_threshold"]
        k.consent = yes / n
        if k.sets_aside and k.consent >= v["majority"]:
            k.held = k.consent

    def set_aside_and_share_out(self) -> None:
        k = self.kube
        aside = int(k.profit_idr * (k.share * k.held))
        dues = 0
        if aside > 0:
            dues = min(aside, int(self.levers["iks_dues_idr"] * self.price * len(k.members)))
        k.aside_idr = aside
        k.kas_idr -= dues
        k.iks_idr += dues
        k.saved_idr += aside - dues
        w = self.unskilled
        parts = [
            0.0 if not h.present else 1.0 if k.by_rota else w + (1 - w) * h.skill for h in k.members
        ]
        whole = 0.0
        for part in parts:
            whole += part
        for h, part in zip(k.members, parts, strict=True):
            h.share_now_idr = int((k.profit_idr - aside) * part / whole) if part else 0
            h.cash_idr += h.share_now_idr
            k.kas_idr -= h.share_now_idr

    def raid(self) -> None:
        k, v, n = self.kube, self.v, len(self.kube.members)
        if n == 0 or self.levers["meetings_per_month"] == 0:
            return
        refusal = 0.0 if k.consent >= v["majority"] else 1 - k.consent / v["majority"]
        part = v["raid"] * refusal
        part = part * (1 - v["raid_visibility"] * k.visibility)
        part = part * (1 - v["raid_attention"] * k.attention)
        each = int(k.kas_idr * part) // n
        if each < v["least_raid_idr"] * self.price:
            return
        for h in k.members:
            h.cash_idr += each
            h.share_now_idr += each
            k.kas_idr -= each
        k.saved_idr = max(0, k.saved_idr - each * n)

    def instalments(self) -> None:
        k = self.kube
        for h in [h for h in k.members if h.owed_idr]:
            self.collect(h)
        late = sum(h.months_late > 0 for h in k.members)
        k.late_share = late / len(k.members) if k.members else 0.0

    def collect(self, h: Household) -> None:
        k, v = self.kube, self.v
        contact = self.levers["meetings_per_month"] * k.attendance + k.visits
        x = v["contact_effect"] * contact * contact
        due = next_instalment(h)
        habit = 1 + 0.5 * v["reluctance_discipline"] - v["reluctance_discipline"] * h.discipline
        if h.willingness >= clip(v["reluctance"] / (1 + x) * habit):
            gap = due - h.cash_idr
            if gap > 0 and uniform(self.drawn(PEER, h)) < x / (1 + x):
                richest = min(k.members, key=lambda m: (-m.cash_idr, m.key))
                if richest is not h and richest.cash_idr >= v["cover_cash"] * gap:
                    richest.cash_idr -= gap
                    h.cash_idr += gap
            paid = min(due, h.cash_idr)
            h.cash_idr -= paid
            h.owed_idr -= paid
            k.loans_out_idr -= paid
            if h.loan_of_lkm:
                k.lkm_cash_idr += paid
            else:
                k.kas_idr += paid
        h.loan_months_left -= 1
        if h.owed_idr == 0:
            h.loan_months_left = h.months_late = 0
            h.loan_of_lkm, h.willingness = False, 1.0
        elif h.loan_months_left < 0:
            h.months_late += 1
            k.defaults += h.months_late == v["default_months"]

    def keep_books(self) -> None:
        k, v, by_key = self.kube, self.v, {h.key: h for h in self.kube.members}
        open_books = self.levers["open_books"]
        schooling = by_key[k.chair_key].schooling if k.chair_key is not None else 0.0
        kind = by_key[k.treasurer_key].social_type if k.treasurer_key is not None else 0
        chance = v["books_base"] + v["books_schooling"] * schooling
        chance = chance + v["books_visits"] * k.visit_effect
        if open_books:
            chance = chance + v["books_visits"]
        k.books_kept = bool(k.members) and uniform(self.drawn(BOOKS)) < clip(chance)
        honest = (1.0, v["openness_conditional"], v["openness_free_rider"])[kind]
        openness = clip(v["openness"] * honest + v["openness_attention"] * k.attention)
        k.visibility = k.books * (1.0 if open_books else openness)

    def change_rule(self) -> None:
        k, v = self.kube, self.v
        k.held_year = k.held_year + (k.held - k.held_year) / 12
        if k.sets_aside:
            if k.held_year < v["revert_held"]:
                k.sets_aside = False
        elif (
            k.consent >= v["adopt_consent"]
            and uniform(self.drawn(RULE)) < v["adopt_rate"] * k.visit_effect
        ):
            k.sets_aside, k.held_year = True, self.starting_record
