"""Make the tables of the documentation anew, in place: `python -m experiments.reference`."""

import sys

from experiments.common.files import save_all
from experiments.reference.pages import DOCS, ROOT, pages, refreshed


def main() -> int:
    """Write the pages whose tables are out of step; name them."""
    if not (ROOT / "pyproject.toml").is_file() or not DOCS.is_dir():
        sys.stderr.write("the documentation is refreshed in a checkout of kubesim only\n")
        return 2
    for page in pages():
        text = refreshed(page)
        if text != page.read_text(encoding="utf-8"):
            save_all(page.parent, {page.name: text.encode()})
            sys.stdout.write(f"{page.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
