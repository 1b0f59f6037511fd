"""The documentation site: complete, without broken links, and readable without a network."""

import json
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from docs.tools.pages import DOCS, ROOT
from tests.docs.site import Page, is_outside, target

pytest.importorskip("zensical")

CONFIG = ROOT / "zensical.toml"


def build(folder, **pages):
    """Build the site of a copy of the documentation, with further pages if any."""
    shutil.copy(CONFIG, folder)
    shutil.copytree(DOCS, folder / "docs")
    for name, text in pages.items():
        (folder / "docs" / f"{name}.md").write_text(text)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def built(site):
    """Return the pages; 404.html is a server's, and its links are a server's."""
    paths = sorted(set(site.rglob("*.html")) - {site / "404.html"})
    return {path.relative_to(site).as_posix(): Page(path) for path in paths}


def in_nav(entries):
    for entry in entries:
        for value in entry.values():
            yield from in_nav(value) if isinstance(value, list) else [value]


def test_every_page_is_in_the_navigation_once_and_is_built(built):
    nav = list(in_nav(tomllib.loads(CONFIG.read_text(encoding="utf-8"))["project"]["nav"]))
    pages = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")]
    assert sorted(nav) == sorted(pages)
    assert {page.replace(".md", ".html") for page in pages} == set(built)


def test_what_makes_pages_is_not_published(site):
    assert (DOCS / "tools").is_dir()
    assert not (site / "tools").exists()
    assert not list(site.rglob("*.py"))


def test_links_and_anchors_inside_the_site_lead_somewhere(built):
    broken = []
    by_path = {page.path: page for page in built.values()}
    for name, page in built.items():
        for link in page.links:
            if is_outside(link):
                continue
            path, anchor = target(page, link)
            if not path.is_file() or (anchor and anchor not in by_path[path].anchors):
                broken.append(f"{name}: {link}")
    assert not broken


def test_nothing_is_loaded_from_anywhere_else(built, site):
    loaded = {(name, address) for name, page in built.items() for address in page.loads}
    assert loaded
    assert not [pair for pair in loaded if is_outside(pair[1])]
    for name, page in built.items():
        assert all(target(page, address)[0].is_file() for address in page.loads), name
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", "\n".join(styles))


FETCHED_FOR = re.compile(r'class="[^"]*\b(?:mermaid|arithmatex|glightbox|pyodide)\b')


def test_nothing_is_shown_for_which_the_theme_fetches_a_script(built):
    for name, page in built.items():
        assert not FETCHED_FOR.search(page.path.read_text(encoding="utf-8")), name


def test_search_works_from_disk(built, site):
    index = (site / "search.js").read_text(encoding="utf-8")
    entries = json.loads(index.removeprefix("var __index = ").rstrip().rstrip(";"))
    assert {item["location"].partition("#")[0] for item in entries["items"]} >= set(built)
    assert "pendamping" in index
    first = built["index.html"].loads
    stands_in = next(n for n, script in enumerate(first) if script.endswith("iframe-worker.js"))
    assert stands_in < next(n for n, script in enumerate(first) if "bundle" in script)


@pytest.mark.parametrize(
    "text", ["[a page](nowhere.md)", "[a heading](index.md#nowhere)"], ids=["page", "anchor"]
)
def test_a_broken_link_stops_the_build(text, tmp_path):
    assert build(tmp_path, broken=f"# Broken\n\n{text}\n").returncode != 0
