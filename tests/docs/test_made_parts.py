"""The made parts of the pages are in step with the code, and their makers do as they say."""

import re

import pytest

from docs.tools import __main__ as refresh
from docs.tools import interface, model_tables, output, pages, parts, result_tables
from docs.tools.architecture import DRAWING, drawing
from docs.tools.markdown import blocks, command_lines, named_files, table
from experiments.common.languages import LANGS
from sim.parameters import Parameters
from tests.docs.pages import text_of
from tests.messages import mentions

PAGES = pages.pages()
IN_SECONDS = {"trainer.md", "pelatih.md"}
"""What takes long of these takes seconds; the other pages show what takes minutes."""


def relative(page):
    return page.relative_to(pages.ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_quick_parts_are_in_step_with_the_code(page):
    assert parts.refreshed(text_of(page)) == text_of(page), "run `python -m docs.tools`"


def test_the_drawing_of_the_rooms_is_in_step_with_the_imports():
    assert DRAWING.read_text(encoding="utf-8") == drawing(), "run `python -m docs.tools`"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=() if page.name in IN_SECONDS else pytest.mark.long)
        for page in PAGES
        if parts.SLOW.intersection(place["part"] for place in pages.places(text_of(page)))
    ],
    ids=relative,
)
def test_slow_parts_are_in_step_with_the_code(page):
    made = parts.refreshed(text_of(page), slow=True)
    assert made == text_of(page), "run `python -m docs.tools slow`"


def test_every_part_is_asked_for_once():
    asked = [(place["part"], place["asked"]) for page in PAGES for place in places(page)]
    once = [one for one in asked if one[0] not in output.SHOWN]
    assert len(once) == len(set(once))
    assert {part for part, _ in asked} == {*parts.QUICK, *parts.SLOW}
    for part, things in (
        ("interface", interface.PARTS),
        ("parameters", Parameters._fields),
        ("states", model_tables.AGENTS),
        ("results", result_tables.TABLES),
        ("lesson", LANGS),
    ):
        assert {thing for name, thing in once if name == part} == set(things)


def places(page):
    return pages.places(text_of(page))


def test_a_place_is_filled_with_what_it_asks_for():
    page = "<!-- made: b -->\nold\n<!-- end -->\n<!-- made: c: d -->\n<!-- end -->\n"
    filled = "<!-- made: b -->\n\nnew\n<!-- end -->\n<!-- made: c: d -->\n\nDD\n<!-- end -->\n"
    makers: pages.Makers = {"b": lambda: "new", "c": lambda asked: 2 * asked.upper()}
    assert pages.filled(page, makers) == filled
    assert pages.filled(filled, {}) == filled


@pytest.mark.parametrize(
    "page",
    [
        "<!-- made: levers -->\nlost otherwise\n<!-- made: trades -->\n<!-- end -->\n",
        "<!-- made: levers -->\n<!-- end -->\n<!-- end -->\n",
    ],
    ids=["open", "closed twice"],
)
def test_a_mark_without_its_end_is_refused(page):
    with pytest.raises(ValueError, match="closed"):
        parts.refreshed(page)


def test_the_command_refreshes_in_place_the_pages_that_are_named(tmp_path, monkeypatch, capsys):
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    for path in (page, page.with_name("other.md"), tmp_path / "README.md"):
        path.write_text("# P\n\n<!-- made: trades -->\n<!-- end -->\n", encoding="utf-8")
    monkeypatch.setattr(pages, "DOCS", page.parent)
    for module in (pages, refresh):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    assert refresh.main(["page.md"]) == 0
    assert "tent_rental" in text_of(page)
    assert capsys.readouterr().out == "docs/page.md\n"
    assert refresh.main([]) == 0
    assert capsys.readouterr().out == "README.md\ndocs/other.md\n"
    assert refresh.main([]) == 0
    assert capsys.readouterr().out == ""
    assert refresh.main(["nonsense.md"]) == refresh.main(["slow", "nonsense.md"]) == 2
    page.write_text("<!-- made: leavers -->\n<!-- end -->\n", encoding="utf-8")
    assert refresh.main(["page.md"]) == 2
    assert mentions(capsys.readouterr().err, "page.md leavers")


def test_a_changed_option_is_noticed():
    page = text_of(pages.DOCS / "commands.md").replace("--replication N", "--replica N")
    assert parts.refreshed(page) != page


def test_commands_have_their_options_with_defaults():
    made = parts.QUICK["commands"]()
    for expected in (
        "## kubesim run\n",
        "| `--repeats N` | `5` |",
        "| `--replication N` | `0` |",
        "| `FILE` |",
        "    kubesim book banjarmasin --flows 2009-05\n",
    ):
        assert expected in made


def test_the_interface_shows_signature_place_summary_and_fields():
    made = interface.reference("records") + interface.reference("model")
    assert "`split_effect(scenario_run, policy_run, prices, p)` (`sim.outcomes`): Split" in made
    assert "policy=NONE, *, seed=None" in made
    assert "Fields: `total`, `earnings`" in made


def test_what_many_commands_take_is_described_once():
    of_many, run, *_ = parts.QUICK["commands"]().split("\n## ")
    for option in ("--save FILE", "--seed N", "--yes"):
        assert f"| `{option}` |" in of_many
        assert f"| `{option}` |" not in run
        assert f"`{option}`" in run.partition("\nAlso ")[2]


def test_a_bar_is_no_column():
    assert table(("x",), [("1|2",)]) == "| x |\n|---|\n| 1\\|2 |\n"


def test_blocks_come_in_the_order_of_the_page():
    page = "a\n\n    one  # said\n\n```python\ntwo\n    three\n```\n\n    # x.toml\n    four\n"
    assert blocks(page) == [
        ("", "one  # said\n"),
        ("python", "two\n    three\n"),
        ("", "# x.toml\nfour\n"),
    ]
    assert command_lines(page.replace("one", "one more"), "one") == ["one more"]
    assert command_lines(page) == []
    assert named_files(page) == {"x.toml": "# x.toml\nfour\n"}


def test_output_is_cut_where_it_is_asked():
    text = "a\nb 1\nc  \nd\n"
    assert output.cut(text) == "a\nb 1\nc\nd\n"
    assert output.cut(text, "b", "c") == "…\nb 1\nc\n…\n"
    with pytest.raises(ValueError, match="no line"):
        output.cut(text, "x")


def test_output_is_pasted_where_it_is_marked():
    page = '<!-- made: output: kubesim --help | from "Usage" | to "Usage" -->\n<!-- end -->\n'
    made = parts.refreshed(page, slow=True)
    assert re.search(r"```text\n(…\n)?\s*Usage[^\n]*\n…\n```", made)
    assert parts.refreshed(made, slow=True) == made


def test_runs_are_compared_in_columns():
    page = (
        "<!-- made: comparison: kubesim run banjarmasin --runs 1 --json"
        " | kubesim run banjarmasin --policy package --runs 1 --json -->\n"
        "<!-- end -->\n"
    )
    lines = parts.refreshed(page, slow=True).splitlines()
    assert lines[2] == "|  | `none` | `package` |"
    assert re.fullmatch(r"\| [^|]+ \| \d+ % \| \d+ % \|", lines[4])
    assert re.fullmatch(r"\| [^|]+ \| [\d,]+ \| [\d,]+ \|", lines[9])
