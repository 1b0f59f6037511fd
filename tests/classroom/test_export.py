"""The exported file: it opens from disk, without any network, and shows the model's figures."""

import json
import re

import pytest

from experiments.classroom.amounts import about_idr, exact_idr
from experiments.classroom.exporting import export_to
from experiments.classroom.exporting.page import lucks
from experiments.classroom.link import from_query
from experiments.classroom.story import Story
from experiments.classroom.texts import words
from experiments.policy.languages import LANGS
from sim.inputs.strict import InputError
from tests.classroom.conftest import SIZES, Watched, watch
from tests.classroom.layout import faults_of, small_buttons
from tests.classroom.test_accessible import violations

STORY = Story()
SIDES = ("left", "right")
MONTHS = (0, 1, 12, 40, 80)
BYTES_MOST = 4_000_000
TEXT_BELOW_PX = 4
"""So much lower than its line stands the figure of a scale."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A file with three lucks, the last of another city whose Kube closes."""
    path = tmp_path_factory.mktemp("export") / "kelas kube.html"
    closing = Story(scenario="forward", kube=314, seed=4)
    return export_to(path, [*lucks(STORY, 2), closing])


@pytest.fixture(scope="module")
def stories(exported):
    """What the file holds."""
    found = re.search(r'id="take-data">(.*?)</script>', exported.read_text(encoding="utf-8"))
    return json.loads(found[1])["stories"]


@pytest.fixture
def opened(browser, exported):
    """Return a function that opens the file at a width, cut off from every network."""
    watched, contexts = Watched([], []), []

    def open_file(width=1280, lang="id", **options):
        context = browser.new_context(
            viewport={"width": width, "height": SIZES[width]}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, watched)
        page.on("request", lambda it: watched.away.extend(_other(it.url, exported)))
        page.goto(exported.as_uri())
        page.click(f"#take-languages [data-lang={lang}]")
        page.wait_for_selector(".house")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert watched.away == []
    assert watched.complaints == []


def _other(url, exported):
    """Return an address that is neither the file nor data within it."""
    return [] if url == exported.as_uri() or url.startswith("data:") else [url]


def to_month(page, month):
    page.evaluate(f"kubesim.toMonth({month})")


def shown(page, side, name):
    """Return a figure as it stands in the card of a side, with plain spaces."""
    text = page.inner_text(f'[data-side={side}] [data-figure="{name}"]')
    return text.replace("\u00a0", " ")


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
        assert page.inner_text(".difference") == sentence


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
    last = len(stories[0]["story"]["months"]) - 1
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
    flow = words("stage")[lang]["flow"]
    for number in range(2):
        rows = page.locator(".book").nth(number).locator("tbody tr.fresh:has(td)")
        lines = stories[0]["sides"][number]["book"][5]
        assert rows.count() == len(lines)
        for row, line in zip(rows.all_inner_texts(), lines, strict=True):
            cells = [cell.strip() for cell in row.split("\t")]
            assert cells[0].startswith(flow[line[0]])
            amounts = [exact_idr(it, lang)[3:] if it else "" for it in line[2:4]]
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
    assert f"Meminjam {exact_idr(loan, 'id')} dari kas" in text
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


def test_a_panel_keeps_the_focus_until_it_is_closed(opened):
    page = opened()
    page.locator(".house:visible").first.click()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("kubesim.month()") == 0


def test_a_line_of_the_cash_book_names_its_rule(opened):
    page = opened()
    to_month(page, 3)
    page.locator(".line-name:visible").first.click()
    assert "rules.trade.revenue_idr" in page.inner_text("[role=dialog]")


def test_the_keyboard_steps_plays_and_pauses(opened):
    page = opened()
    page.evaluate("window.heard = []")
    page.evaluate("document.addEventListener('kubesim:month', (it) => heard.push(it.detail.month))")
    page.evaluate("document.activeElement.blur()")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate("heard") == [1, 2, 1]
    page.select_option("[data-control=speed]", "fast")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    page.wait_for_function("kubesim.month() >= 4")
    page.keyboard.press("Space")
    held = page.evaluate("kubesim.month()")
    page.wait_for_timeout(700)
    assert page.evaluate("kubesim.month()") == held
    page.keyboard.press("Home")
    assert page.evaluate("kubesim.month()") == 0


def test_everything_is_reached_by_tab_in_reading_order(opened):
    page = opened()
    page.evaluate("document.activeElement.blur()")
    wanted = page.locator("button:visible:enabled, select:visible, input:visible, summary").count()
    reached = set()
    for _ in range(wanted + 6):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("""() => [...document.querySelectorAll(
            'button, select, input, summary')].indexOf(document.activeElement)""")
        )
    assert len(reached - {-1}) == wanted


def test_buttons_slider_and_charts_move_the_month(opened):
    page = opened()
    page.click("[data-control=step]")
    page.click("[data-control=step]")
    page.click("[data-control=back]")
    assert page.evaluate("kubesim.month()") == 1
    slider = page.locator("[data-control=month]")
    slider.focus()
    page.keyboard.press("End")
    assert page.evaluate("kubesim.month()") == 80
    assert "bulan ke-81 dari 81" in slider.get_attribute("aria-valuetext")
    assert page.is_disabled("[data-control=step]")
    page.click("[data-control=first]")
    assert page.evaluate("kubesim.month()") == 0
    page.locator('[data-chart="members"] svg').last.click()
    assert 25 < page.evaluate("kubesim.month()") < 55


def test_play_stops_at_the_end(opened):
    page = opened()
    to_month(page, 78)
    page.select_option("[data-control=speed]", "fast")
    page.click("[data-control=play]")
    page.wait_for_function("kubesim.month() === 80")
    assert page.inner_text("[data-control=play]").strip() == words("stage")["id"]["control"]["play"]


def test_another_luck_is_another_story_in_the_same_month(opened, stories):
    page = opened()
    to_month(page, 20)
    page.select_option("#take-luck", "1")
    kas = stories[1]["sides"][0]["kube"]["kas_idr"][20]
    assert shown(page, "left", "kas_idr") == exact_idr(kas, "id")
    told = from_query(page.inner_text("#take-link"))
    assert told == STORY.model_copy(update={"seed": STORY.seed + 1})


def test_languages_change_at_once_and_the_month_stays(opened):
    page = opened()
    to_month(page, 9)
    page.click("#take-languages [data-lang=en]")
    assert page.inner_text(".month-name b") == "January 2010"
    assert page.get_attribute("html", "lang") == "en"
    page.click("#take-languages [data-lang=id]")
    assert page.inner_text(".month-name b") == "Januari 2010"


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


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_no_text_is_cut_off_or_overlaps(opened, stories, width, lang):
    page = opened(width, lang)
    for story, months in ((0, MONTHS), (2, (0, 30, stories[2]["sides"][1]["failed_month"] + 1))):
        page.select_option("#take-luck", str(story))
        for month in months:
            to_month(page, month)
            assert faults_of(page) == [], (story, month)
    page.click("summary")
    assert faults_of(page) == []
    assert small_buttons(page) == []
    page.locator(".house:visible").nth(4).click()
    assert page.locator("[role=dialog]").evaluate("it => it.scrollWidth <= it.clientWidth")


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing(opened, width, lang):
    page = opened(width, lang)
    to_month(page, 26)
    page.click("summary")
    assert violations(page) == []
    page.locator(".house:visible").first.click()
    assert violations(page) == []


def test_nothing_moves_for_those_who_want_no_motion(opened):
    page = opened(reduced_motion="reduce")
    to_month(page, 5)
    moving = page.evaluate(
        "document.getAnimations().filter((it) => it.playState === 'running').length"
    )
    assert moving == 0


def test_the_file_is_small_and_whole(exported):
    assert exported.stat().st_size < BYTES_MOST
    text = exported.read_text(encoding="utf-8")
    assert text.rstrip().endswith("</html>")
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert [it.name for it in exported.parent.iterdir()] == [exported.name]


def test_an_export_that_cannot_be_made_leaves_no_file(tmp_path):
    target = tmp_path / "kelas.html"
    with pytest.raises(InputError, match="unknown"):
        export_to(target, [STORY, Story(scenario="nowhere")])
    with pytest.raises(InputError, match="no story"):
        export_to(target, [])
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        export_to(tmp_path / "file" / "kelas.html", [STORY])
