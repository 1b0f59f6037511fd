"""Make the manual's parts anew, in place: `python -m experiments.manual [output [PAGE ...]]`.

With `output`, every command whose output is shown is run again, which takes minutes; naming
pages (`trainer.md`) runs theirs only.
"""

import sys

from experiments.common.files import save_all
from experiments.manual.output import with_output
from experiments.manual.pages import DOCS, ROOT, pages, refreshed


def main(arguments: list[str]) -> int:
    """Write the pages that are out of step; name them."""
    names = {page.name for page in pages()}
    if arguments[:1] not in ([], ["output"]) or not set(arguments[1:]) <= names:
        sys.stderr.write("usage: python -m experiments.manual [output [PAGE ...]]\n")
        return 2
    if not (ROOT / "pyproject.toml").is_file() or not DOCS.is_dir():
        sys.stderr.write("the manual is refreshed in a checkout of kubesim only\n")
        return 2
    for page in pages():
        before = page.read_text(encoding="utf-8")
        text = refreshed(before)
        if arguments and page.name in (arguments[1:] or names):
            text = with_output(text)
        if text != before:
            save_all(page.parent, {page.name: text.encode()})
            sys.stdout.write(f"{page.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
