"""The page of the ODD: what links to it finds its section."""

import re

from experiments.classroom.page.odd_page import anchor_of, odd_page, rendered
from experiments.classroom.telling.places import places_json


def anchors(places):
    """Return the anchors in what places are told: rule, section, anchor."""
    return {place[2] for part in places.values() for place in part.values()}


def test_every_place_of_the_book_and_of_events_has_its_section():
    there = re.findall(r'<h\d id="([^"]+)"', odd_page())
    assert len(there) == len(set(there))
    assert anchors(places_json()) <= set(there)


def test_marks_of_made_tables_are_not_shown():
    assert "&lt;!--" not in odd_page()


def test_headings_have_the_anchors_of_the_documentation_site():
    assert (
        anchor_of("2. Entities, state variables and scales")
        == "2-entities-state-variables-and-scales"
    )
    html = rendered("# A\n\n## A\n\n### A b\n\n## A\n")
    assert re.findall(r'id="([^"]+)"', html) == ["a", "a_1", "a-b", "a_2"]


def test_links_to_what_is_not_served_are_plain_words():
    html = rendered("see [the summary](odd-summary.md), [above](#a) and [out](https://example.org)")
    assert "odd-summary.md" not in html
    assert "the summary" in html
    assert html.count("<a ") == 2


def test_html_in_the_text_stays_text():
    assert "<script" not in rendered("# <script>alert(1)</script>\n\n<img src=x>")
    assert "<img" not in rendered("<img src=x>")
