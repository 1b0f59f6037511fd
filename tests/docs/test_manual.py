"""The made parts of the pages are in step with the code, and their makers do as they say."""

import re

import pytest

from experiments.manual import __main__ as refresh
from experiments.manual import interface, pages
from experiments.manual.output import SHOWN, cut, with_output
from experiments.reference.markdown import MARKED

PAGES = pages.pages()


def relative(page):
    return page.relative_to(pages.ROOT).as_posix()


def text_of(page):
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_made_parts_are_in_step_with_the_code(page):
    assert pages.refreshed(text_of(page)) == text_of(page), "run `python -m experiments.manual`"


def test_every_part_is_asked_for_once_and_every_mark_closed():
    text = "\n".join(map(text_of, PAGES))
    assert sorted(match["name"] for match in pages.MARKED.finditer(text)) == sorted(pages.PARTS)
    assert text.count("<!-- made:") == text.count("<!-- end of made -->")
    for kind in ("output", "comparison"):
        assert text.count(f"<!-- {kind}:") == text.count(f"<!-- end of {kind} -->")


QUICK = {"trainer.md"}
"""Its commands take a second each; the other pages show what takes minutes."""


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=() if page.name in QUICK else pytest.mark.long)
        for page in PAGES
        if SHOWN.search(text_of(page))
    ],
    ids=relative,
)
def test_output_shown_is_what_the_commands_print(page):
    assert with_output(text_of(page)) == text_of(page), "run `python -m experiments.manual output`"


def test_an_option_that_is_not_on_the_page_is_noticed():
    page = text_of(pages.DOCS / "commands.md").replace("--replication N", "--replica N")
    assert pages.refreshed(page) != page


def test_the_reference_tells_every_command_and_option_with_its_default():
    made = pages.PARTS["commands"]()
    for expected in (
        "## kubesim run\n",
        "| `--repeats N` | `5` |",
        "| `--replication N` | `0` |",
        "| `FILE` | must be given |",
        "    kubesim book banjarmasin --flows 2009-05\n",
    ):
        assert expected in made


def test_the_interface_shows_signature_sections_and_fields():
    made = interface.reference("records") + interface.reference("model")
    assert "`split_effect(scenario_run, policy_run, prices, p)`, in `sim.outcomes`." in made
    assert "policy=NONE, *, seed=1" in made
    assert "- `prices` (sequence of float): Price index by month of the scenario." in made
    assert "`Split`: In stages" in made
    assert "Fields: `total`, `earnings`" in made


def test_blocks_come_in_the_order_of_the_page():
    page = "a\n\n    one  # said\n\n```python\ntwo\n```\n\n    # x.toml\n    three\n"
    assert pages.blocks(page) == [
        ("", "one  # said\n"),
        ("python", "two\n"),
        ("", "# x.toml\nthree\n"),
    ]
    assert pages.command_lines(page.replace("one", "one more"), "one") == ["one more"]
    assert pages.command_lines(page) == []
    assert pages.named_files(page) == {"x.toml": "# x.toml\nthree\n"}


def test_output_is_cut_where_it_is_asked():
    text = "a\nb 1\nc  \nd\n"
    assert cut(text, []) == "a\nb 1\nc\nd\n"
    assert cut(text, ['from "b"', 'to "c"']) == "…\nb 1\nc\n…\n"
    with pytest.raises(ValueError, match="no line"):
        cut(text, ['from "x"'])


def test_output_is_pasted_where_it_is_marked():
    page = '<!-- output: kubesim --help | from "Usage" | to "Usage" -->\n<!-- end of output -->\n'
    filled = with_output(page)
    assert "```text\n…\nUsage" in filled or "```text\n Usage" in filled.replace("…\n", "")
    assert with_output(filled) == filled
    assert with_output("nothing\n") == "nothing\n"


def test_runs_are_compared_in_columns():
    page = (
        "<!-- comparison: kubesim run banjarmasin --runs 1 --json"
        " | kubesim run banjarmasin --policy package --runs 1 --json -->\n"
        "<!-- end of comparison -->\n"
    )
    lines = with_output(page).splitlines()
    assert lines[2] == "|  | `none` | `package` |"
    assert re.fullmatch(r"\| failed at the horizon \| \d+% \| \d+% \|", lines[4])
    assert re.fullmatch(r"\| unmet need \| [\d,]+ \| [\d,]+ \|", lines[9])


def test_the_command_refreshes_in_place_and_only_in_a_checkout(tmp_path, monkeypatch, capsys):
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("# P\n\n<!-- made: commands -->\n<!-- end of made -->\n", encoding="utf-8")
    (tmp_path / "README.md").touch()
    (tmp_path / "pyproject.toml").touch()
    for module in (pages, refresh):
        monkeypatch.setattr(module, "DOCS", page.parent)
        monkeypatch.setattr(module, "ROOT", tmp_path)
    assert refresh.main([]) == 0
    assert "## kubesim run" in text_of(page)
    assert capsys.readouterr().out == "docs/page.md\n"
    assert refresh.main([]) == 0
    assert capsys.readouterr().out == ""
    assert refresh.main(["nonsense"]) == refresh.main(["output", "nonsense.md"]) == 2
    (tmp_path / "pyproject.toml").unlink()
    assert refresh.main([]) == 2


def test_pages_of_the_manual_and_of_the_reference_use_different_marks():
    assert not MARKED.search("<!-- made: commands -->\n<!-- end of made -->")
