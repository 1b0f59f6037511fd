"""Make the script that draws charts in reports: `python -m docs.tools.vega`.

It needs `pip install vl-convert-python==1.9.0.post1`, which carries Vega, Vega-Lite and Vega-Embed
and makes the same bytes of them on every machine. Reports themselves need nothing but the script.
"""

import hashlib
import sys
from importlib import import_module

from experiments.common.files import save
from experiments.reporting.charts import LIBRARY

SHA256 = "3425bd951a44d478d0505c6b5d1e8d57656b6e9a4da7bfe88a718ce61d76e572"
"""Of the script; a new release of the libraries has another."""


def main() -> int:
    """Write the script where it is another; return the exit code."""
    script = import_module("vl_convert").javascript_bundle().encode()
    if (found := hashlib.sha256(script).hexdigest()) != SHA256:
        sys.stderr.write(f"another release: SHA-256 {found}; look at a report, then note it here\n")
    if script != LIBRARY.read_bytes():
        save(LIBRARY, script)
    return 0


if __name__ == "__main__":
    sys.exit(main())
