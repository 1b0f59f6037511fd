"""The printed workbook: complete in both languages, right to the rupiah, and within its sheets."""

import re
from io import BytesIO

import pytest

from experiments.classroom.lessons.exercise import answer_text, title
from experiments.classroom.lessons.marking import EXERCISES, asked
from experiments.classroom.lessons.own_story import own_story
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.story import Side, Story
from experiments.classroom.telling.story_record import record_story
from experiments.classroom.texts import words
from experiments.common.languages import LANGS
from experiments.common.numbers import exact_idr
from sim.inputs.strict import InputError
from tests.messages import mentions

pypdf = pytest.importorskip("pypdf")
weasyprint = pytest.importorskip("weasyprint")

from experiments.classroom.handouts.workbook import (  # noqa: E402
    BALANCES_MONTHS,
    STILL,
    contents,
    workbook,
    workbook_html,
)

TRAINEE = "Ibu Siti"
STORY = Story(scenario="classroom", kube=401, seed=6)
SHEETS = range(12, 16)


def words_of(text):
    return re.sub(r"\s+", " ", text)


def read(pdf):
    return [words_of(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


@pytest.fixture(scope="module", params=LANGS)
def printed(request):
    return request.param, read(workbook(STORY, TRAINEE, request.param))


def test_every_part_is_there_in_both_languages(printed):
    lang, sheets = printed
    said, whole = words("workbook")[lang], " ".join(sheets)
    assert len(sheets) in SHEETS
    for part in ("book", "decisions", "score", "exercises", "plan", "solutions"):
        assert said[part]["title"] in whole
    for text in (
        said["luck"],
        said["model"],
        said["solutions"]["keep"],
        *said["plan"]["questions"],
    ):
        assert text in whole
    assert f"{said['title']}: Anggrek" in sheets[0]
    for number, one in enumerate(EXERCISES, start=1):
        assert whole.count(f"{number}. {title(one, lang)}") == 2
        given = asked(one.name, TRAINEE)
        answer = answer_text(one, given, given.answer, lang)
        assert f"{number}. {title(one, lang)}: {answer}." in whole


def test_solutions_stand_behind_all_that_is_handed_out(printed):
    lang, sheets = printed
    first = next(
        at
        for at, sheet in enumerate(sheets)
        if words("workbook")[lang]["solutions"]["keep"] in sheet
    )
    for one in EXERCISES:
        given = asked(one.name, TRAINEE)
        if one.kind == "amount" and int(given.answer) > 1000:
            answer = f": {answer_text(one, given, given.answer, lang)}."
            assert not any(answer in sheet for sheet in sheets[:first])
            assert any(answer in sheet for sheet in sheets[first:])
    assert first > len(sheets) // 2


def test_the_solved_book_is_the_told_one_and_the_other_has_its_places_empty():
    agreed = STORY.model_copy(update={"left": Side(policy="none")})
    book = record_story(choice_of(agreed))["sides"][0]["book"]
    made = contents(STORY, TRAINEE, "en")
    balances = [line.balance_idr for line in made["solved"] if line.flow]
    expected = [line[4] for month in book[:5] for line in month]
    moved = [line.balance_idr for line in made["solved"] if line.flow not in ("", STILL)]
    assert moved == expected
    still = sum(not month for month in book[:5])
    assert len(balances) - len(moved) == still
    assert len({line.month for line in made["solved"]}) == 5
    assert not any(line.balance_idr for line in made["book"])
    amounts = [bool(line.in_idr or line.out_idr) for line in made["book"]]
    given = ("2016-01", "2016-02", "2016-03")
    assert len(given) == BALANCES_MONTHS
    for line, has in zip(made["book"], amounts, strict=True):
        assert has == (line.flow not in ("", STILL) and line.month in given)


def test_the_decisions_reach_as_far_as_the_score_sheet():
    made = contents(STORY, TRAINEE, "en")
    assert len(made["months"]) == made["marks"][-1]["months"]


def test_the_twins_are_drawn_for_a_guess_and_solved_behind():
    html = workbook_html(STORY, TRAINEE, "en")
    guess, solved = html.split("<svg ")[1:]
    keep = html.index(words("workbook")["en"]["solutions"]["keep"])
    assert html.index("<svg ") < keep < html.rindex("<svg ")
    drawn = [picture.partition("</svg>")[0].count("<path ") for picture in (guess, solved)]
    assert drawn == [0, 2]


def test_sheets_are_filled_but_for_those_that_are_written_on(printed):
    """At most two sheets, the last ones of a part, are printed on less than a third."""
    lang, _ = printed
    html = workbook_html(STORY, TRAINEE, lang)
    pages = weasyprint.HTML(string=html).render().pages
    spare = [number for number, sheet in enumerate(pages) if reach(sheet) < sheet.height / 3]
    assert len(spare) <= 2, spare


def reach(sheet):
    """Return how far down a sheet something is printed, but for its running title and number."""
    body = next(box for box in sheet._page_box.children if type(box).__name__ == "BlockBox")
    return max(
        box.position_y + box.height
        for box in body.descendants()
        if type(box).__name__
        in ("TextBox", "InlineReplacedBox", "BlockReplacedBox", "TableCellBox")
    )


def test_the_cover_holds_one_luck_alone_and_the_file_is_tagged(printed):
    _, sheets = printed
    own = own_story(TRAINEE)
    assert str(own.seed) not in sheets[0].split()
    pdf = pypdf.PdfReader(BytesIO(workbook(STORY, TRAINEE, "id")))
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    assert pdf.trailer["/Root"]["/Lang"] == "id"


def test_the_twins_are_told_as_the_model_has_them():
    sides = record_story(choice_of(STORY))
    made = contents(STORY, TRAINEE, "en")
    assert [mark["months"] for mark in made["marks"]] == [12, 24, 36, 48] * 2
    for number, side in enumerate(sides["sides"]):
        columns = side["kube"]
        for mark in made["marks"][4 * number : 4 * number + 4]:
            group = [
                columns[key][mark["months"] - 1] or 0
                for key in ("kas_idr", "bank_idr", "loans_out_idr")
            ]
            assert mark["group"] == exact_idr(sum(group), "en")
            received = columns["got_each_idr"][mark["months"] - 1]
            assert mark["received"] == exact_idr(received, "en")


@pytest.mark.parametrize("trainee", [TRAINEE, "W" * 80, "<b>&amp;</b> {x}"])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_sticks_out_of_a_sheet(trainee, lang):
    html = workbook_html(STORY.model_copy(update={"kube": 403, "seed": 11}), trainee, lang)
    for sheet in weasyprint.HTML(string=html).render().pages:
        for box in sheet._page_box.descendants():
            if type(box).__name__ == "TableCellBox":
                end = box.position_x + box.margin_width()
                for inside in box.descendants():
                    if type(inside).__name__ == "TextBox" and inside.text.strip():
                        assert inside.position_x + inside.width <= end + 0.5, inside.text
            if type(box).__name__ == "TextBox" and box.text.strip():
                assert box.position_x >= 0
                assert box.position_x + box.width <= sheet.width, box.text
                assert box.position_y + box.height <= sheet.height, box.text
    assert "<b>&amp;" not in html.replace("&lt;b&gt;&amp;amp;", "")


def test_kubes_of_other_scenarios_are_printed_too():
    for kube in (1, 6):
        sheets = read(workbook(Story(kube=kube, seed=3), TRAINEE, "id"))
        assert len(sheets) in SHEETS
    with pytest.raises(InputError, match="kube 99.*banjarmasin"):
        workbook(Story(kube=99), TRAINEE, "id")
    with pytest.raises(InputError, match="trainee"):
        workbook(Story(kube=1), " ", "id")


def test_the_same_workbook_has_the_same_bytes():
    assert workbook(STORY, TRAINEE, "en") == workbook(STORY, TRAINEE, "en")


def test_the_command_writes_it(kubesim, tmp_path):
    done = kubesim(
        "classroom", "classroom", "--workbook", "buku.pdf", "--trainee", "7", "--lang", "en"
    )
    assert done.code == 0, done.err
    assert mentions(done.out, "buku.pdf")
    assert "Anggrek" in read((tmp_path / "buku.pdf").read_bytes())[0]
    for wrong, data in (
        (("--workbook", "b.pdf", "--trainee", ""), "trainee"),
        (("--workbook", "b.pdf", "--export", "b.html"), "--export --workbook"),
    ):
        refused = kubesim("classroom", *wrong)
        assert refused.code == 2
        assert mentions(refused.err, data)
        assert not (tmp_path / "b.pdf").exists()
