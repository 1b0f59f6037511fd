"""The phase `live`, written again from `docs/odd.md` alone."""

from collections.abc import Mapping
from typing import Any

from tests.docs.from_odd import (
    CEREMONY,
    HOUSEHOLD,
    ILLNESS,
    INCOME_MONTH,
    PLAN,
    RELUCTANCE,
    Household,
    Kube,
    Values,
    bits,
    clip,
    next_instalment,
    normal,
    uniform,
)


class Living:
    """One month of all households; `households` are in the order in which they came."""

    def __init__(
        self,
        households: list[Household],
        kubes: dict[int, Kube],
        luck: tuple[int, int, int],
        price: float,
        v: Values,
        levers: Mapping[str, Any],
    ) -> None:
        self.households, self.kubes, self.luck = households, kubes, luck
        self.price, self.levers = price, levers
        self.business_price = int(v["founding.business_price_idr"] * price)
        self.v = {
            name.removeprefix("live."): x for name, x in v.items() if name.startswith("live.")
        }

    def drawn(self, purpose: int, who: Household) -> int:
        seed, replication, month = self.luck
        return bits(seed, replication, purpose, month, HOUSEHOLD, who.origin, who.slot)

    def pass_month(self) -> None:
        for h in self.households:
            self.earn(h)
        short = [h for h in self.households if h.cash_idr < h.month_need_idr]
        short.sort(key=lambda h: (h.cash_idr / h.month_need_idr, h.key))
        for serve in (self.lend, self.help, self.sell):
            for h in short:
                serve(h)
        for h in sorted(self.households, key=lambda h: (uniform(self.drawn(PLAN, h)), h.key)):
            self.start_business(h)
        for h in self.households:
            self.consume(h)

    def earn(self, h: Household) -> None:
        v, z = self.v, normal(self.drawn(INCOME_MONTH, h))
        ill = uniform(self.drawn(ILLNESS, h)) < v["illness_per_month"]
        ceremony = uniform(self.drawn(CEREMONY, h)) < v["ceremony_per_month"]
        h.emergency = ill or ceremony
        luck = 1 + v["income_volatility"] * z
        outside = h.income_idr * self.price * luck
        own = v["business_return_per_month"] * h.own_business_idr * luck
        if ill:
            outside, own = outside * v["illness_income"], own * v["illness_income"]
        received = int(max(0.0, outside)) + int(max(0.0, own))
        h.cash_idr += received
        h.month_income_idr = received + h.share_now_idr
        factor = 1.0
        if ill:
            factor = factor + v["illness_need"]
        if ceremony:
            factor = factor + v["ceremony_need"]
        h.month_need_idr = int(h.need_idr * self.price * factor)

    def lend(self, h: Household) -> None:
        if not h.kube or h.owed_idr:
            return
        k, v, tenor = self.kubes[h.kube], self.v, self.levers["loan_tenor_months"]
        wanted = -(-(h.month_need_idr - h.cash_idr) // 10_000) * 10_000
        surplus = h.income_idr * self.price + h.share_now_idr - h.need_idr * self.price
        bearable = int(v["loan_capacity"] * tenor * max(0.0, surplus))
        of_kas = int(v["loan_kas_share"] * k.kas_idr)
        loan = min(wanted, self.levers["loan_cap_idr"], of_kas, bearable) // 10_000 * 10_000
        if loan > 0 and loan >= v["least_loan_idr"] * self.price:
            k.kas_idr -= loan
            self.owe(h, k, loan, tenor)

    def owe(self, h: Household, k: Kube, loan: int, tenor: int) -> None:
        h.cash_idr += loan
        h.owed_idr += loan
        k.loans_out_idr += loan
        k.loans += 1
        h.loan_months_left, h.months_late = tenor, 0
        h.willingness = uniform(self.drawn(RELUCTANCE, h))

    def help(self, h: Household) -> None:
        missing = h.month_need_idr - h.cash_idr
        if h.kube and h.emergency and missing > 0:
            k = self.kubes[h.kube]
            gift = min(missing, int(self.v["iks_help_share"] * k.iks_idr))
            k.iks_idr -= gift
            h.cash_idr += gift

    def sell(self, h: Household) -> None:
        missing = h.month_need_idr - h.cash_idr
        if h.own_business_idr and missing > self.v["business_sale_shortage"] * h.month_need_idr:
            h.cash_idr += int(h.own_business_idr * self.v["business_sale"])
            h.own_business_idr = 0

    def start_business(self, h: Household) -> None:
        plan = self.v["business_plan"] * h.discipline * h.skill
        if h.own_business_idr or uniform(self.drawn(PLAN, h)) >= plan:
            return
        missing = self.business_price - (h.cash_idr - h.month_need_idr)
        if missing > 0 and not self.borrow_for_business(h, missing):
            return
        h.cash_idr -= self.business_price
        h.own_business_idr = self.business_price

    def borrow_for_business(self, h: Household, missing: int) -> bool:
        if not h.kube or h.owed_idr or missing > self.levers["productive_loan_cap_idr"]:
            return False
        k = self.kubes[h.kube]
        if k.has_lkm and k.lkm_cash_idr >= missing:
            k.lkm_cash_idr -= missing
            h.loan_of_lkm = True
        elif missing <= int(k.kas_idr * self.v["loan_kas_share"]):
            k.kas_idr -= missing
            h.loan_of_lkm = False
        else:
            return False
        self.owe(h, k, missing, self.levers["productive_tenor_months"])
        return True

    def consume(self, h: Household) -> None:
        v, need = self.v, h.month_need_idr
        spent = min(need, h.cash_idr)
        over = h.cash_idr - spent
        h.unmet_idr = max(0, need - h.cash_idr)
        if h.owed_idr:
            over -= min(over, next_instalment(h))
        w = v["saving_without_discipline"]
        kept = int(over * (v["present_bias"] * (w + (1 - w) * h.discipline)))
        h.cash_idr -= spent + over - kept
        h.distress = h.distress + v["distress_speed"] * (
            clip(h.unmet_idr / (v["distress_full"] * need)) - h.distress
        )
