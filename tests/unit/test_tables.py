"""A table is the same on the screen and in Markdown."""

import io

from rich.console import Console

from experiments.common.tables import (
    SECTION,
    Marked,
    Table,
    in_markdown,
    name,
    on_screen,
    spoken,
    strong,
)
from experiments.evidence.figures import alike, span, with_interval
from sim.inputs.said import both


def table(**changes):
    content = {
        "title": "Money, Rp",
        "headings": ("Kube", "kas", "moved by"),
        "rows": [
            (strong("Melati"), "4,017,000", name("trade.return_per_month")),
            ("[b]Mawar[/b] | <i>", ("1,165,000 ", Marked("low", "bad")), "none"),
        ],
        "notes": ("Seen in 2011.",),
        "text_columns": (0, 2),
    }
    return Table(**content | changes)


def printed(*tables, width=100):
    stream = io.StringIO()
    Console(file=stream, width=width).print(on_screen(*tables))
    return stream.getvalue()


def test_on_the_screen_texts_are_taken_as_they_are_and_columns_stand_left_or_right():
    title, head, _, *rows, note = printed(table()).splitlines()
    assert title.strip() == "Money, Rp"
    assert head.split() == ["Kube", "kas", "moved", "by"]
    assert [row.split("  ")[0] for row in rows] == ["Melati", "[b]Mawar[/b] | <i>"]
    assert rows[0].index("4,017,000") + 9 == rows[1].index("low") + 3
    assert rows[0].index("trade.return") == rows[1].index("none")
    assert note.strip() == "Seen in 2011."


def test_on_a_narrow_screen_nothing_is_cut():
    wide, narrow = (printed(table(), width=width) for width in (100, 40))
    assert max(map(len, narrow.splitlines())) <= 40
    assert sorted(letters(narrow)) == sorted(letters(wide))


def letters(text):
    return [letter for letter in text if letter not in " \n─"]


def test_a_long_text_is_broken_before_a_figure_or_a_name():
    rows = [("word " * 40, "1,234,567", name("live.business_return_per_month"))]
    text = printed(table(rows=rows))
    assert max(map(len, text.splitlines())) <= 100
    assert "1,234,567  live.business_return_per_month" in text


def test_a_section_is_a_blank_line_on_the_screen_alone():
    first, second = table().rows
    parted = table(rows=(first, SECTION, second))
    _, _, _, melati, blank, mawar, _ = printed(parted).splitlines()
    assert (melati[:6], blank.strip(), mawar[:3]) == ("Melati", "", "[b]")
    assert in_markdown(parted) == in_markdown(table())


def test_a_text_that_is_indented_stays_so_when_it_is_broken():
    text = printed(table(rows=[("  " + "word " * 10, "1", "none")]), width=40)
    lines = [line for line in text.splitlines() if "word" in line]
    assert len(lines) > 1 and all(line.startswith("  word") for line in lines)


def test_in_markdown_names_are_code_and_bars_are_no_columns():
    assert in_markdown(table()).splitlines() == [
        "**Money, Rp**",
        "",
        "| Kube | kas | moved by |",
        "|---|---:|---|",
        "| **Melati** | 4,017,000 | `trade.return_per_month` |",
        "| [b]Mawar[/b] \\| <i> | 1,165,000 low | none |",
        "",
        "Seen in 2011.",
    ]


def test_figures_side_by_side_have_the_same_unit():
    assert alike(47.8, 10_100_000.0, 41_300_000.0) == ["0.00 m", "10.10 m", "41.30 m"]
    assert alike(0.05, 1.5) == ["0.05", "1.5"]
    assert alike(None, float("nan"), -0.25) == ["none", "none", "-0.25"]


def test_an_interval_has_its_unit_once_and_no_dash_beside_a_minus():
    assert with_interval("10.10 m", "0.00 m", "41.30 m") == "10.10 m (0.00-41.30 m)"
    assert span("-0.3", "-0.1") == "-0.3 to -0.1"


def test_a_table_is_spoken_in_one_language_with_its_numbers():
    told = table(
        title=both("Money, Rp 1,250.5", "Uang, Rp 1,250.5"),
        rows=[
            (strong(both("all", "semua")), "4,017,000", name("trade.return_per_month")),
            ((both("low", "rendah"), " 0.35"), "x1.02", name(both("a.b", "judul"))),
        ],
        notes=(both("Only in English.", ""), "learn.decay=0.02"),
    )
    (indonesian,) = spoken([told], "id")
    assert indonesian.title == "Uang, Rp 1.250,5"
    first, second = indonesian.rows
    assert first == [strong("semua"), "4.017.000", name("trade.return_per_month")]
    assert second == [("rendah", " 0,35"), "x1,02", "judul"]
    assert indonesian.notes == ["learn.decay=0.02"]
    assert spoken([told], "en") == [told]


def test_a_column_keeps_room_beside_wide_figures():
    words = "a long text in the first column of the table"
    wide = table(
        headings=("text", *"abcd"),
        rows=[(words, *["-11.9 (-40.2 to +0.0)"] * 4)],
        notes=(),
        text_columns=(0,),
    )
    assert "long" in printed(wide).split()
