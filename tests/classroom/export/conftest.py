"""An exported file, opened from disk in a browser that no network reaches."""

import json
import re

import pytest

from experiments.classroom.handouts.export import export_to, with_seeds
from experiments.classroom.story.story import Story
from tests.classroom.conftest import SIZES, Watched, watch

STORY = Story()
MONTHS = (0, 1, 12, 24, 35)


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """A file with three stories, the last of another city whose Kube closes."""
    path = tmp_path_factory.mktemp("export") / "kelas kube.html"
    closing = Story(scenario="forward", kube=314, seed=43)
    return export_to(path, [*with_seeds(STORY, 2), closing])


@pytest.fixture(scope="session")
def stories(exported):
    """What the file holds."""
    return stories_in(exported)


def stories_in(path):
    data = re.search(r'id="take-data">(.*?)</script>', path.read_text(encoding="utf-8"))
    assert data
    return json.loads(data[1])["stories"]


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
        page.on("request", lambda request: watched.away.extend(_other(request.url, exported)))
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


def until_month(page, month):
    """Wait until the story has played to a month; the page's policy forbids to wait within it."""
    for _ in range(100):
        if page.evaluate("kubesim.month()") >= month:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"month {month} did not come")


def shown(page, side, name):
    """Return a figure as it stands in the card of a side, with plain spaces."""
    text = page.inner_text(f'[data-side={side}] [data-figure="{name}"]')
    return text.replace("\u00a0", " ")
