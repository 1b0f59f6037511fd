"""The stick: what is needed is read from wheels; scripts; and all of it without a network."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from docs.tools.stick import __main__ as stick
from docs.tools.stick import wheels

PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


def wheel(folder, name, *needs, tag="py3-none-any"):
    with zipfile.ZipFile(folder / f"{name}-1.0-{tag}.whl", "w") as file:
        lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0"]
        metadata = "\n".join([*lines, *(f"Requires-Dist: {need}" for need in needs), "", ""])
        file.writestr(f"{name}-1.0.dist-info/METADATA", metadata)


@pytest.fixture
def folder(tmp_path):
    wheel(
        tmp_path, "kubesim", "Some.Lib>=2", 'page[fast]; extra == "classroom"', 'x; extra == "dev"'
    )
    wheel(tmp_path, "page", 'loop; sys_platform != "win32" and extra == "fast"',
          'colour; sys_platform == "win32"', 'old; python_version < "3.12"')  # fmt: skip
    return tmp_path


def test_what_windows_lacks_is_read_from_the_wheels(folder):
    assert wheels.missing(folder, wheels.windows_environment("3.11")) == [
        "Some.Lib>=2",
        "colour",
        "old",
    ]
    assert wheels.missing(folder, wheels.windows_environment("3.13")) == ["Some.Lib>=2", "colour"]
    wheel(folder, "some_lib")
    wheel(folder, "colour", "deeper")
    assert wheels.missing(folder, wheels.windows_environment("3.13")) == ["deeper"]
    wheel(folder, "deeper")
    assert wheels.missing(folder, wheels.windows_environment("3.13")) == []


def test_versions_are_those_that_lie_there(folder):
    wheel(folder, "numba", tag="cp311-cp311-win_amd64")
    assert wheels.versions(folder) == ["numba==1.0", "page==1.0"]


def test_scripts_are_filled_in_and_have_the_line_ends_of_their_system(tmp_path):
    stick.put_scripts(tmp_path, "abc", ("3.12", "3.13"))
    for name in stick.SCRIPTS:
        raw = (tmp_path / name).read_bytes()
        assert not re.search(rb"@[A-Z]+@", raw)
        assert (b"\r\n" in raw) == (not name.endswith(".sh"))
    assert b"(3.12 3.13)" in (tmp_path / "mulai.bat").read_bytes()
    assert os.access(tmp_path / "mulai.sh", os.X_OK)
    subprocess.run(["sh", "-n", tmp_path / "mulai.sh"], check=True)


def test_nothing_is_overwritten(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    assert stick.main([str(tmp_path / "mine")]) == 2
    assert str(tmp_path / "mine") in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["file"]
    assert stick.main([]) == stick.main([str(tmp_path / "a"), "three"]) == 2


def test_a_script_that_finds_no_python_says_so(tmp_path):
    stick.put_scripts(tmp_path, "abc", ("3.12",))
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "cat"):
        (tools / name).symlink_to(shutil.which(name))
    done = subprocess.run(
        [tools / "sh", tmp_path / "mulai.sh"],
        env={"PATH": str(tools), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert PYTHON in done.stdout


@pytest.mark.long
@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare, to cut the network")
def test_the_stick_starts_a_classroom_in_an_empty_environment_without_network(tmp_path):
    assert stick.main([str(tmp_path / "stick")]) == 0
    names = [path.name for path in (tmp_path / "stick").iterdir()]
    assert {"wheels", "kelas.html", *stick.SCRIPTS, *stick.GUIDES} <= set(names)
    assert any("win_amd64" in path.name for path in (tmp_path / "stick" / "wheels").iterdir())
    home = tmp_path / "home"
    home.mkdir()
    asked = (
        "import urllib.request as u, time\n"
        "for _ in range(600):\n"
        "    try:\n"
        "        print(u.urlopen('http://127.0.0.1:8497/').status, flush=True); break\n"
        "    except OSError: time.sleep(1)\n"
        "try: u.urlopen('http://192.0.2.1/', timeout=3); print('network')\n"
        "except OSError: print('alone')\n"
    )
    script = (
        "ip link set lo up; "
        f'sh "{tmp_path}/stick/mulai.sh" --no-browser --port 8497 & server=$!; '
        f'"{sys.executable}" -c "$ASKED"; kill $server'
    )
    python = Path(sys.executable).resolve().parent
    environment = {"HOME": str(home), "PATH": f"{python}:/usr/sbin:/usr/bin:/bin", "ASKED": asked}
    begun = time.monotonic()
    process = subprocess.Popen(
        ["unshare", "--net", "--map-root-user", "sh", "-c", script],
        env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=900)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    assert "200" in said.split()
    assert "alone" in said.split()
    assert time.monotonic() - begun < 900
