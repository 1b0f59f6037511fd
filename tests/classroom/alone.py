"""Draws a story in a browser; run in a network of its own by `test_command`."""

import socket
import sys
from importlib.util import find_spec

from experiments.benchmark.page_speed import browser, browser_path, served

NOT_POSSIBLE = 77


def main() -> int:
    if browser_path() is None or find_spec("playwright") is None:
        print("no browser on this machine")
        return NOT_POSSIBLE
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except OSError as error:
        print(f"nothing but loopback: {error}")
    with served("classroom") as address, browser() as opened:
        page = opened.new_page()
        page.goto(address)
        page.wait_for_selector("#stage[data-told*='kube=']", timeout=120_000, state="attached")
        page.click("#another")
        page.wait_for_selector("#stage[data-told*='seed=7']", timeout=120_000, state="attached")
        print(f"drawn, {page.get_attribute('[data-control=month]', 'max')} months")
    return 0


if __name__ == "__main__":
    sys.exit(main())
