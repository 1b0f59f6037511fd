"""A sweep's folder from a stranger, its checksums recomputed: it is refused, or read as it is.

Whatever stands in its names, values, paths and files, nothing is run and nothing written elsewhere.
"""

import json
import os
import shutil
import sys

import duckdb
import pytest

from experiments.common.database import opened
from experiments.store.disk import sha256_of
from experiments.sweeps import manifest as manifests
from experiments.sweeps.chunks import chunk_name
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from tests.conftest import SMALL

SWEEP = """
name = "small"
title = "A small sweep"
scenario = "./small.toml"
design = "full"
replications = 2
[[factors]]
name = "policy"
values = ["none", "package"]
[[factors]]
name = "meet.raid"
values = [0.1, 0.3]
"""
COMMANDS = (
    ("table", "{}"),
    ("table", "{}", "--json"),
    ("plot", "{}", "--outcome", "failed_share"),
    ("query", "{}", "select * from runs"),
    ("compare", "{}", "--point", "0", "--point", "1", "--runs-most", "4"),
    ("verify", "{}", "--rerun", "1"),
    ("replay", "{}", "--row", "0"),
    ("why", "{}", "--row", "0", "--against", "2"),
)
COPY = "COPY (SELECT 42) TO 'written'; --"
"""SQL that writes into the folder in which the command is called."""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Return the folder of a finished sweep."""
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "small.toml").write_text(SMALL)
    (folder / "sweep.toml").write_text(SWEEP)
    sweeping = Sweeping(1, say=lambda _: None, chunk_rows=8)
    sweeping.run(load_plan(str(folder / "sweep.toml")), folder / "out")
    return folder / "out"


@pytest.fixture
def out(swept, tmp_path):
    """Return a copy of that folder that may be forged."""
    return shutil.copytree(swept, tmp_path / "out")


@pytest.fixture
def around(tmp_path):
    """Return a function that lists what lies around the sweep's folder, with its content."""

    def around():
        paths = [path for path in tmp_path.rglob("*") if tmp_path / "out" not in path.parents]
        return {path: path.read_bytes() if path.is_file() else b"" for path in paths}

    return around


def call(kubesim, command, folder):
    return kubesim(*(part.format(folder) for part in command))


# Manifests


def put(*keys_and_value):
    """Return a function that puts a value into a manifest, or takes a key away (None)."""
    *keys, last, value = keys_and_value

    def forge(manifest):
        for key in keys:
            manifest = manifest[key]
        if value is None:
            del manifest[last]
        else:
            manifest[last] = value

    return forge


def column(name):
    def forge(manifest):
        manifest["columns"] = {name: "-", **manifest["columns"]}

    return forge


def reversed_columns(manifest):
    manifest["columns"] = dict(reversed(manifest["columns"].items()))


def chunk(name):
    def forge(manifest):
        (sha256,) = manifest["chunks"].values()
        manifest["chunks"] = {name: sha256}

    return forge


FORGED = {
    "SQL in a column": column(
        f'a" FROM points p, (SELECT 1 AS a, 0 AS replication, 0 AS seed) c; {COPY}'
    ),
    "a quote in a column": column('odd"name'),
    "an unknown column": column("odd"),
    "a missing column": put("columns", "state", None),
    "columns in another order": reversed_columns,
    "SQL in a factor": put("spec", "factors", 0, "name", f'key" FROM given; {COPY}'),
    "a quote in a factor": put("spec", "factors", 0, "name", 'policy"'),
    "a factor twice": put("spec", "factors", 1, "name", "policy"),
    "no factor": put("spec", "factors", []),
    "a point of text": put("points", 0, 1, "'; " + COPY),
    "a point out of bounds": put("points", 0, 1, 7.0),
    "a point of a whole number": put("points", 0, 1, 0),
    "a point of no known policy": put("points", 0, 0, '"; ' + COPY),
    "a short point": put("points", 0, ["none"]),
    "a point that is a list": put("points", 0, 1, [1]),
    "no points": put("points", []),
    "SQL in a key": put("keys", 0, "'; " + COPY),
    "keys that are lists": put("keys", [["a"]]),
    "too few keys": put("keys", ["0" * 32]),
    "a chunk above": chunk("../../elsewhere.parquet"),
    "a chunk by its whole path": chunk("/dev/zero"),
    "a chunk that is a pattern": chunk("chunk-*.parquet"),
    "SQL in a chunk's name": chunk("chunk-']); " + COPY),
    "a spec that is a list": put("spec", []),
    "a spec without a name": put("spec", "name", None),
    "a policy that is missing": put("policies", {}),
    "a scenario that is text": put("scenario", "forward"),
    "draws of no kind": put("parameters", "kind", "../../posterior"),
    "no draws": put("parameters", "draws", 0),
    "no hashes": put("hashes", {}),
    "hashes of lists": put("hashes", "code", []),
    "a day that is none": put("sealed", "<script>"),
    "a digest that is none": put("digest", 7),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_manifest_is_refused_in_a_line(out, around, kubesim, forge):
    manifest = manifests.read(out)
    forge(manifest)
    manifests.write(out, manifest)
    before = around()
    for command in COMMANDS:
        done = call(kubesim, command, "out")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), (command, done)
        assert done.err.startswith("out/manifest.json: ")
    assert around() == before


@pytest.mark.parametrize("content", ["[" * 100_000, "[]", '{"checksum": 1}', "7"])
def test_a_file_that_is_no_manifest_is_refused_in_a_line(out, kubesim, content):
    (out / "manifest.json").write_text(content)
    for command in COMMANDS:
        done = call(kubesim, command, "out")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), (command, done)


def test_a_sweep_into_a_forged_folder_writes_nothing_elsewhere(out, around, kubesim, swept):
    (out / "lock").unlink()
    (out / "lock").symlink_to("../written")
    before = around()
    file = str(swept.parent / "sweep.toml")
    done = kubesim("sweep", file, "--out", "out", "--parameters", "point")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("out/lock: ")
    assert around() == before


# Links and devices


def one_chunk(out):
    (path,) = (out / "chunks").iterdir()
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize(
    ("what", "how"),
    [
        ("chunk", "link"),
        ("chunk", "pipe"),
        ("chunks", "link"),
        ("manifest.json", "link"),
        ("manifest.json", "pipe"),
    ],
)
def test_links_and_devices_are_refused(out, around, kubesim, tmp_path, what, how):
    path = one_chunk(out) if what == "chunk" else out / what
    path.rename(tmp_path / "moved")
    if how == "link":
        path.symlink_to(tmp_path / "moved")
    else:
        os.mkfifo(path)
    before = around()
    for command in COMMANDS:
        done = call(kubesim, command, "out")
        assert done.code == (1 if command[0] == "verify" and what != "manifest.json" else 2)
        assert (done.err.count("\n"), path.name in done.err) == (1, True), done
    assert around() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize(("name", "command"), [("pictures", 2), ("replay", 6)])
def test_nothing_is_saved_through_a_link(out, around, kubesim, tmp_path, name, command):
    (tmp_path / "elsewhere").mkdir()
    (out / name).symlink_to(tmp_path / "elsewhere")
    before = around()
    done = call(kubesim, COMMANDS[command], "out")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith(f"out/{name}")
    assert around() == before


# Chunks


def forge_chunk(out, chosen, said="{}"):
    """Put other rows into a sweep's chunk; its name and the manifest fit them."""
    path = one_chunk(out)
    other = path.with_name("other")
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {chosen} FROM read_parquet('{path}')) TO '{other}' "
            f"(FORMAT parquet, KV_METADATA {said})"
        )
    path.unlink()
    sha256 = sha256_of(other)
    other.rename(path.with_name(chunk_name(sha256)))
    manifests.write(out, {**manifests.read(out), "chunks": {chunk_name(sha256): sha256}})


@pytest.mark.parametrize(
    "chosen",
    [
        "* EXCLUDE (failed_share, state)",
        "* REPLACE ('x' AS failed_share, 'x' AS household_months, [1] AS state)",
        "* REPLACE ([1] AS key)",
        "* REPLACE ('x' AS replication)",
        "* REPLACE (NULL AS seed)",
        "* REPLACE (0 AS replication)",
        '42 AS "a b"',
    ],
)
def test_a_chunk_with_other_columns_is_refused_in_a_line(out, around, kubesim, chosen):
    forge_chunk(out, chosen)
    before = around()
    for command in COMMANDS:
        done = call(kubesim, command, "out")
        if command[0] in ("table", "plot"):
            assert (done.code, done.err.splitlines()[-1][:5]) == (2, "out: "), (command, done)
        if command[0] == "verify":
            assert done.code in (1, 2), done
    assert around() == before


@pytest.mark.parametrize(
    "lists", ["range(replication::INT + 1)::DOUBLE[]", "NULL", "[]", "['x']", "[NULL]"]
)
def test_lists_that_are_not_equally_long_are_told_of(out, kubesim, lists):
    forge_chunk(out, f"* REPLACE ({lists} AS spent_visits)")
    done = kubesim("verify", "out")
    assert (done.code in (1, 2), done.err.count("\n")) == (True, 1), done


def test_what_is_merely_odd_is_read(out, around, kubesim):
    said = "{'; COPY (SELECT 42) TO ''written''; --': '\"]); COPY', 'bytes': '\\xff'::BLOB}"
    forge_chunk(out, f'*, 42 AS "\'; {COPY.replace(chr(34), "")}"', said)
    before = around()
    for command in COMMANDS:
        done = call(kubesim, command, "out")
        assert done.code == 0, (command, done)
    assert around() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_folder_of_any_name_is_read(swept, kubesim, tmp_path):
    names = ("it's; --", 'a "b"', "[a]", "*", "?", "seed=9", "key=x")
    for name in names:
        shutil.copytree(swept, tmp_path / name)
    shutil.copytree(swept, tmp_path / "a")
    expected = kubesim("verify", str(swept)).out
    for name in names:
        done = kubesim("verify", name)
        assert (done.code, done.out) == (0, expected), (name, done)
        done = kubesim("query", name, "select sum(seed) as s from runs", "--json")
        assert json.loads(done.out) == [{"s": 8}]
    (tmp_path / "a" / "b").mkdir()
    assert kubesim("verify", f"a/b/../../{names[0]}").code == 0


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 42) TO 'written'",
        "ATTACH 'written' AS w",
        "EXPORT DATABASE 'written'",
        "INSTALL httpfs",
        "SELECT * FROM read_text('secret')",
        "SELECT * FROM read_parquet('*.parquet')",
        "SET enable_external_access = true",
        "SET allowed_paths = ['written']",
    ],
)
def test_whatever_sql_runs_a_connection_stays_closed(out, around, monkeypatch, tmp_path, sql):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret").write_text("42")
    shutil.copy(one_chunk(out), tmp_path / "other.parquet")
    before = around()
    with opened([one_chunk(out)]) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql)
    assert around() == before


# The user's SQL


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 42) to 'written'",
        "copy runs to 'written' (format parquet)",
        "attach 'written' as w",
        "install httpfs",
        "set enable_external_access = true",
        "reset lock_configuration",
        "export database 'written'",
        "select * from read_text('secret')",
        "select * from 'secret'",
        "select * from glob('*')",
        "select * from read_text('out/manifest.json')",
        "select * from read_csv('out/chunks/../../secret')",
        "select * from sniff_csv('secret')",
        "select * from query('copy (select 42) to ''written''')",
        "select * from enable_logging(storage => 'file', storage_path => 'written')",
        "select * from enable_profiling(save_location => 'written')",
        "with x as (select 1) insert into points select * from x",
        "select 1; copy (select 42) to 'written'",
    ],
)
def test_a_query_reads_the_runs_and_nothing_else(out, around, kubesim, tmp_path, sql):
    (tmp_path / "secret").write_text("a,b\n1,2\n")
    before = around()
    done = kubesim("query", "out", sql)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done
    assert done.err.startswith("query: ")
    assert around() == before
