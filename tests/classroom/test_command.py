"""`kubesim classroom`: what it says, refuses, and how it ends."""

import importlib.util
import re
import shutil
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.classroom.conftest import ROOT, environment, started, stopped
from tests.messages import mentions


def test_without_the_extra_one_line_names_it(kubesim, monkeypatch):
    real = importlib.util.find_spec
    hidden = ("nicegui", "segno")
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in hidden else real(name)
    )
    for command in (("classroom",), ("bench", "--page")):
        done = kubesim(*command)
        assert (done.code, done.out) == (2, "")
        assert done.err.count("\n") == 1
        assert mentions(done.err, "nicegui segno kubesim[classroom]")


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("--port", "0"), "--port 0 1 65535"),
        (("--port", "70000"), "--port 70000 1 65535"),
        (("--lang", "fr"), "--lang fr id en"),
        (("--kit", "k.pdf", "--export", "e.html"), "--export --kit"),
        (("--kit", "k.pdf", "--lan"), "--kit --lan"),
        (("--texts", "nowhere.toml"), "nowhere.toml"),
        (("nowhere",), "nowhere scenario"),
        (("../secret.toml",), "../secret.toml"),
        (("banjarmasin-cohort",), "banjarmasin-cohort 60,000"),
    ],
)
def test_what_cannot_be_served_is_refused_in_one_line(kubesim, arguments, data):
    done = kubesim("classroom", "--no-browser", *arguments)
    assert done.code == 2
    assert mentions(done.err, data)
    assert done.err.count("\n") == 1


def test_a_taken_port_is_refused_when_it_was_named(kubesim):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = kubesim("classroom", "--no-browser", "--port", str(port))
    assert done.code == 2
    assert mentions(done.err, f"--port {port}")


def test_without_a_port_two_classrooms_stand_side_by_side(tmp_path):
    one, two = started(tmp_path), started(tmp_path)
    try:
        assert one.port != two.port
        for server in (one, two):
            with urllib.request.urlopen(server.url, timeout=60) as answer:
                assert answer.status == 200
    finally:
        codes = stopped(one), stopped(two)
    assert codes == (0, 0)


def test_ctrl_c_ends_it_without_a_traceback_and_leaves_nothing_behind(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    server = started(tmp_path, "classroom", "--lang", "en")
    urllib.request.urlopen(f"{server.url}told?kube=2", timeout=60).read()
    assert stopped(server) == 0
    assert (tmp_path / "stderr").read_text() == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "stderr"]


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare on this machine")
def test_it_works_where_there_is_no_net_but_loopback(tmp_path):
    """The whole page, in a browser, in a network that has nothing but this machine."""
    inside = f"ip link set lo up 2>/dev/null; exec {sys.executable} -m tests.classroom.alone"
    done = subprocess.run(
        ["unshare", "--net", "--map-root-user", "sh", "-c", inside],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    if "unshare" in done.stderr and done.returncode != 0:
        pytest.skip(f"not allowed here: {done.stderr.strip()}")
    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"drawn, \d+ months", done.stdout)
