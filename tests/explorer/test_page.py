"""The page in a browser: what is moved is answered, stays in the link, and equals compare."""

import json
import re

import pytest

from experiments.classroom.story.link import from_query
from experiments.explorer.link import question_of, to_query
from experiments.explorer.question import Question
from experiments.explorer.taking import policy_toml
from experiments.explorer.words import texts
from tests.classroom.conftest import until_told
from tests.classroom.layout import faults_of
from tests.classroom.test_accessible import violations
from tests.explorer.conftest import DRAWS, SHOWN_MS, SIZES, until_whole

MONITORED = "?monitoring_per_year=12"


def slide(page, lever, value):
    """Move a slider as a browser does."""
    page.locator(f"#lever-{lever}").fill(str(value))


def question_on(page, place):
    return question_of(page.url, place)


def test_indonesian_first_and_english_one_click_away_with_the_same_question(visit, place):
    page = visit(f"{MONITORED}&visits_per_month=2")
    assert page.get_attribute("html", "lang") == "id"
    assert page.title() == texts("id")["page.title"]
    asked = question_on(page, place)
    page.click("#language")
    until_whole(page)
    assert page.get_attribute("html", "lang").startswith("en")
    assert page.title() == texts("en")["page.title"]
    assert question_on(page, place) == asked
    assert asked.levers == {"visits_per_month": 2.0, "monitoring_per_year": 12.0}


def test_a_moved_lever_is_answered_and_stays_in_the_link(visit, place):
    page = visit()
    before = page.inner_text("#headline")
    slide(page, "monitoring_per_year", 12)
    until_whole(page, "monitoring_per_year=12")
    assert page.inner_text("#headline") != before
    assert question_on(page, place).levers == {"monitoring_per_year": 12.0}
    page.reload()
    until_whole(page)
    assert page.input_value("#lever-monitoring_per_year") == "12"
    page.click("#reset")
    page.wait_for_function("() => !location.search.includes('monitoring')")
    until_whole(page)
    assert page.inner_text("#headline") == before


def test_the_page_shows_what_compare_reports(visit, kubesim, tmp_path):
    page = visit(f"en{MONITORED}")
    page.click("#view-difference")
    question = Question({"monitoring_per_year": 12.0})
    (tmp_path / "explored.toml").write_text(policy_toml(question))
    done = kubesim(
        "compare", "forward", "--policy", "none", "--policy", "./explored.toml",
        "--runs-most", str(2 * DRAWS), "--json",
    )  # fmt: skip
    compared = json.loads(done.out)["outcomes"]
    for name in ("failed_share", "growing_share", "mandiri_share"):
        effect = compared[name]["if_it_works"]
        wanted = [40 * effect[key] for key in ("median", "low", "high")]
        assert shown_numbers(page, name) == pytest.approx(wanted, abs=0.5), name
    for name in ("household_income_idr", "unmet_need_idr"):
        effect = compared[name]["if_it_works"]
        wanted = [effect[key] / 1e3 for key in ("median", "low", "high")]
        assert shown_numbers(page, name) == pytest.approx(wanted, abs=0.05), name
    fetched = page.evaluate(
        f"fetch('/answer' + location.search + '&worlds={DRAWS}').then(r => r.json())"
    )
    for name, outcome in compared.items():
        own = fetched["outcomes"][name]
        assert {key: own[key] for key in own.keys() & outcome.keys()} == {
            key: outcome[key] for key in own.keys() & outcome.keys()
        }


def shown_numbers(page, name):
    text = page.inner_text(f"#figure-{name}").replace("\u2212", "-").replace(",", "")
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", text)]


def test_the_count_of_worlds_is_always_shown(visit):
    page = visit(MONITORED)
    assert str(DRAWS) in page.inner_text("#count")
    counts = [int(text) for text in page.locator(".counts b").all_inner_texts()]
    assert sum(counts) == DRAWS


SAID = """() => {
  const found = [], page = document.getElementById("explorer");
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const own = walker.currentNode.parentElement.closest("pre, [lang=en]");
    if (!own) found.push(walker.currentNode.textContent);
  }
  for (const node of page.querySelectorAll("*:not([lang=en])")) {
    for (const name of ["title", "aria-label", "aria-valuetext"]) {
      found.push(node.getAttribute(name) || "");
    }
  }
  return found;
}"""
"""What the page says to readers and to readers of screens; what is typed is no language."""
ENGLISH = re.compile(
    r"\b(the|of|and|or|with|without|for|from|is|are|not|by|in|at|no|does|per year)\b"
)


@pytest.mark.parametrize("width", SIZES)
def test_nothing_on_the_indonesian_page_is_english(visit, width):
    page = visit(f"{MONITORED}&visits_per_month=2&support_months=36&open_books=true", width)
    said = set(page.evaluate(SAID))
    for knob in page.locator(".price").all():
        knob.evaluate("node => node.click()")
    for opens, shown in (
        ("#view-difference", "#plots"),
        ("#open-assumptions", ".assumption"),
        ("#close-drawer", "#plots"),
        ("#replay", "#kube-plan-0"),
        ("#close-dialog", "#plots"),
        ("#pin", ".pin"),
        ("#compare", "#gains table"),
        ("#take-commands", "#dialog pre"),
        ("#close-dialog", "#gains"),
        ("#mode-guess", "#guess"),
    ):
        page.locator(opens).evaluate("node => node.click()")
        page.wait_for_selector(shown, state="attached", timeout=SHOWN_MS)
        said |= set(page.evaluate(SAID))
    for query in (
        "?scenario=other&visits_per_month=-1&rule=x&open_books=2&support_months=x&price.z=3",
        "?assume.nothing=1&draws=3&pin.b=x:1&price.visit_idr=-1&assume.structure.visits=x&visit=3",
        "?assume.learn.visit_learning=9&seed=x&pin.a=visits:2&version=0123456789ab&draws=25&draws=26",
        "?version=0123456789ab&visits_per_month=2",
    ):
        crafted = visit(query, width, whole=False)
        crafted.wait_for_selector("#faults li")
        said |= set(crafted.evaluate(SAID))
    assert len(said) > 200
    assert {text for text in said if ENGLISH.search(text)} == set()


def test_a_superseded_move_gives_way(visit, place):
    page = visit()
    for value in (3, 6, 9, 12, 15):
        slide(page, "monitoring_per_year", value)
    until_whole(page, "monitoring_per_year=15")
    assert question_on(page, place).levers == {"monitoring_per_year": 15.0}


def test_prices_and_assumptions_are_in_the_question(visit, place):
    page = visit(MONITORED)
    page.click("#price-monitoring_per_year")
    page.locator("#price-of-monitoring_per_year").fill("100000")
    page.wait_for_function("() => location.search.includes('price.monitoring_visit_idr')")
    page.click("#open-assumptions")
    page.select_option("[id='control-structure.monitoring']", "nothing")
    until_whole(page, "assume.structure.monitoring=nothing")
    assert page.inner_text("#left-here") == page.inner_text("#below .left")
    page.click("#back-to-evidence")
    page.wait_for_function("() => !location.search.includes('assume')")
    page.keyboard.press("Escape")
    assert not page.is_visible("#drawer")
    assert set(question_on(page, place).prices) == {"monitoring_visit_idr"}


def test_pins_stand_side_by_side_and_the_same_budget_scales_them(visit):
    page = visit(MONITORED)
    page.click("#pin")
    slide(page, "monitoring_per_year", 0)
    slide(page, "visits_per_month", 4)
    until_whole(page, "visits_per_month=4")
    page.click("#pin")
    page.click("#compare")
    page.wait_for_selector("#gains table", timeout=90_000)
    assert page.locator("#comparison tbody").count() == 4
    assert page.locator("#comparison small").all_inner_texts() == [""] * 4
    assert violations(page) == []
    page.check("#same")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#comparison small')]"
        ".filter(it => it.textContent).length === 3",
        timeout=90_000,
    )
    page.click("#back")
    assert page.is_visible("#plots")


def test_pins_stay_in_the_link_and_come_back_with_it(visit, place):
    page = visit(MONITORED)
    page.click("#pin")
    slide(page, "monitoring_per_year", 6)
    until_whole(page, "monitoring_per_year=6")
    page.click("#pin")
    pins = ({"monitoring_per_year": 12.0}, {"monitoring_per_year": 6.0})
    assert question_on(page, place).pins == pins
    page.click("#take-link")
    assert question_of(page.inner_text("#link-text"), place).pins == pins
    page.click("#close-dialog")
    page.reload()
    until_whole(page)
    assert page.locator(".pin").count() == len(pins)
    page.click("#language")
    until_whole(page)
    assert question_on(page, place).pins == pins
    page.locator(".pin-away").first.click()
    assert question_on(page, place).pins == pins[1:]


def test_a_world_is_replayed_and_a_kube_leads_to_the_classroom(visit, place):
    page = visit(MONITORED)
    page.locator("#plot-failed_share .dot").first.click(force=True)
    page.click("#replay")
    page.wait_for_selector("#kube-plan-0")
    page.locator("#replay-month").fill("99")
    assert page.locator(".kube.before").count() == 0
    with page.context.expect_page(timeout=SHOWN_MS) as opened:
        page.click("#kube-moved-3")
    classroom = opened.value
    until_told(classroom)
    story = from_query(classroom.url)
    assert vars(story.right.levers)["monitoring_per_year"] == 12.0
    assert story.kube == sorted(kube.id for kube in place.scenario.kubes)[3]


def test_a_world_is_replayed_on_a_phone(visit):
    page = visit(MONITORED, 375)
    before = page.inner_text(".world b")
    page.click("#world-after")
    assert page.inner_text(".world b") != before
    page.click("#replay")
    page.wait_for_selector("#kube-plan-0")
    assert violations(page) == []


def test_guess_first_hides_the_result_until_the_guess(visit):
    page, other = visit(MONITORED), visit(MONITORED)
    for one in (page, other):
        one.click("#mode-guess")
        assert not one.is_visible("#plots")
    for one, guess in ((page, "20"), (other, "30")):
        one.locator("#guess").fill(guess)
        one.click("#reveal")
        one.wait_for_selector("#plots")
    assert "30" in other.inner_text("#below b")
    page.wait_for_function("() => document.querySelectorAll('.guess-of-other').length === 2")


@pytest.mark.parametrize("query", ["?scenario=other", "?visits_per_month=-1", "?a=<script>"])
def test_a_crafted_link_gets_a_clear_message(visit, query):
    page = visit(query, whole=False)
    page.wait_for_selector("#faults li")
    assert "Traceback" not in page.content()
    slide(page, "visits_per_month", 2)
    until_whole(page, "visits_per_month=2")
    assert page.locator("#faults li").count() == 0


def test_a_link_of_another_version_is_not_answered_until_asked_anew(visit, place):
    query = to_query(Question({"visits_per_month": 2.0}, draws=DRAWS), place)
    page = visit(f"?{query.replace(place.stamp, '0123456789ab')}", whole=False)
    page.wait_for_selector("#faults li")
    assert page.inner_text("#headline") == ""
    assert not page.is_visible("#outcomes"), "nothing is shown that was not answered"
    assert violations(page) == []
    page.click("#anew")
    until_whole(page)
    assert page.inner_text("#headline")


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", ["", "en"])
def test_nothing_is_cut_off_and_axe_finds_nothing(visit, path, width):
    page = visit(f"{path}{MONITORED}", width)
    for tab in ("levers", "outcomes", "basis") if width < 900 else ("all",):
        if tab != "all":
            page.click(f"#tab-{tab}")
        assert violations(page) == [], tab
    if width >= 900:
        assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
        assert faults_of(page) == []
        page.click("#open-assumptions")
        page.wait_for_selector(".assumption")
        assert violations(page) == []


def test_everything_is_reached_by_tab(visit):
    page = visit(MONITORED)
    wanted = set(page.eval_on_selector_all(
        "#explorer :is(button, select, input, a[href])",
        "all => all.filter(it => it.checkVisibility() && !it.disabled).map(it => it.id)",
    )) - {""}  # fmt: skip
    seen = set()
    for _ in range(len(wanted) + 30):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id"))
    assert wanted <= seen


def test_files_are_taken_away(visit):
    page = visit(MONITORED)
    page.click("#take-commands")
    page.wait_for_selector("#dialog pre")
    assert "monitoring_per_year = 12.0" in page.inner_text("#dialog")
    page.click("#close-dialog")
    with page.expect_download() as download:
        page.click("#take-xlsx")
    assert download.value.path().stat().st_size > 10_000
