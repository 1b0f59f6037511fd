"""What the stage shows: the model's figures, charts on one scale, the cash book, and why."""

import pytest

from experiments.classroom.texts import flow_name, words
from experiments.common.languages import LANGS
from experiments.common.numbers import about_idr, exact_idr
from tests.classroom.export.conftest import MONTHS, shown, to_month

SIDES = ("left", "right")
TEXT_BELOW_PX = 4
"""So much lower than its line stands the figure of a scale."""


@pytest.mark.parametrize("lang", LANGS)
def test_the_figures_shown_are_the_models_to_the_rupiah(opened, stories, lang):
    page = opened(lang=lang)
    for month in MONTHS:
        to_month(page, month)
        for number, side in enumerate(SIDES):
            kube = stories[0]["sides"][number]["kube"]
            for name in ("kas_idr", "bank_idr", "loans_out_idr", "iks_idr", "equipment_idr"):
                assert shown(page, side, name) == exact_idr(kube[name][month], lang)
            assert shown(page, side, "members") == str(kube["members"][month])
        sentence = stories[0]["difference"][month][lang]
        assert page.inner_text(".difference").replace("\u00a0", " ") == sentence


def test_a_chart_tells_its_latest_values(opened, stories):
    page = opened()
    to_month(page, 30)
    label = page.get_attribute('[data-chart="equipment"] svg[role=img]', "aria-label")
    for side in stories[0]["sides"]:
        amount = about_idr(side["kube"]["equipment_idr"][30], "id")
        assert f"{side['title']['id']} {amount}" in label.replace("\u00a0", " ")
    assert page.locator("svg[role=img]").count() == 6


def test_both_sides_of_a_chart_share_one_scale(opened, stories):
    page = opened()
    last = MONTHS[-1]
    to_month(page, last)
    dots = page.evaluate(
        """() => ['rect', 'circle'].map((it) =>
        document.querySelector(`[data-chart=equipment] ${it}.dot`).getBBox())
        .map((box) => box.y + box.height / 2)"""
    )
    grid = page.evaluate(
        """() => [...document.querySelectorAll('[data-chart=equipment] .plot text')]
        .filter((it) => it.getAttribute('text-anchor') === 'end')
        .map((it) => [it.textContent.replace(',', '.'), it.getAttribute('y')].map(Number))"""
    )
    (low, bottom), (high, top) = ((value, y - TEXT_BELOW_PX) for value, y in (grid[0], grid[-1]))
    for side, y in zip(stories[0]["sides"], dots, strict=True):
        value = side["kube"]["equipment_idr"][last] / 1e6
        assert y == pytest.approx(bottom + (value - low) / (high - low) * (top - bottom), abs=0.6)


@pytest.mark.parametrize("lang", LANGS)
def test_the_cash_book_stands_as_the_ledger_has_it(opened, stories, lang):
    page = opened(lang=lang)
    to_month(page, 5)
    for number in range(2):
        rows = page.locator(".book").nth(number).locator("tbody tr.fresh:has(td)")
        lines = stories[0]["sides"][number]["book"][5]
        assert rows.count() == len(lines)
        for row, line in zip(rows.all_inner_texts(), lines, strict=True):
            cells = [cell.strip() for cell in row.split("\t")]
            assert cells[0].startswith(flow_name(line[0], lang))
            amounts = [exact_idr(amount, lang)[3:] if amount else "" for amount in line[2:4]]
            assert cells[1:] == [*amounts, exact_idr(line[4], lang)[3:]]


def test_a_house_says_why_in_words_and_names_its_rule(opened, stories):
    page = opened()
    month, house, loan = _first_loan(stories[0]["sides"][1])
    to_month(page, month)
    button = page.locator(f'[data-side=right] [data-key="{house}"]')
    button.focus()
    page.keyboard.press("Enter")
    panel = page.locator("[role=dialog]")
    text = panel.inner_text().replace("\u00a0", " ")
    sentence = words("stage")["id"]["why"]["borrowed"].partition("{need_idr}")[0]
    assert sentence.format(loan_idr=exact_idr(loan, "id")) in text
    assert "rules.live.loan_idr" in text
    assert "“Live”" in text
    assert panel.locator("a").count() == 0
    page.keyboard.press("Escape")
    assert panel.count() == 0
    assert page.evaluate("document.activeElement.dataset.key") == house


def _first_loan(side):
    for month in range(len(side["events"])):
        for household in side["households"]:
            for event in household["events"][month]:
                if event[0] == "borrowed":
                    return month, household["name"], event[1]
    raise AssertionError("nobody borrows in this story")


def test_a_line_of_the_cash_book_names_its_rule(opened):
    page = opened()
    to_month(page, 3)
    page.locator(".line-name:visible").first.click()
    assert "rules.trade.revenue_idr" in page.inner_text("[role=dialog]")


def test_a_kube_that_closes_says_so(opened, stories):
    page = opened()
    page.select_option("#take-luck", "2")
    closed = stories[2]["sides"][1]["failed_month"]
    assert closed is not None
    to_month(page, closed)
    assert words("stage")["id"]["kube"]["failed"] in page.inner_text("[data-side=right] .happened")
    to_month(page, closed + 1)
    assert shown(page, "right", "kas_idr") == "–"
    states = page.locator("[data-side=right] .house:visible").evaluate_all(
        "all => all.map((it) => it.dataset.state)"
    )
    assert set(states) <= {"failed", "left", "graduated"}
