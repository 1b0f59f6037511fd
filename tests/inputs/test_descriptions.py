"""Descriptions of cash books: sorted by words, proposed in a sheet, confirmed by the user."""

import io
import json

import openpyxl
import pytest

from experiments.common.city_workbook import city_workbook
from sim.ledger import Account, Flow
from sim.scenario import load_scenario, load_workbook
from sim.workbook.columns import choices
from sim.workbook.descriptions import kind_of
from tests.inputs.workbooks import TEMPLATE, changed_book, columns, fill
from tests.messages import mentions
from tests.user.test_run import saved

ENTRIES = (
    (90001, "2022-03-15", "Bantuan stimulan", 1_000_000, None, 1_000_000),
    (90001, "2022-03-16", "beli bahan kue", None, 250_000, 750_000),
    (90001, "2022-03-20", "Jualan minggu ke-3", 400_000, None, 1_150_000),
    (90001, "2022-03-27", "jualan minggu ke 4", 300_000, None, 1_450_000),
    (90001, "2022-03-28", "pinjaman", None, 100_000, 1_350_000),
    (90001, "2022-03-30", "entah apa", None, 50_000, 1_300_000),
)


@pytest.mark.parametrize(
    ("text", "money", "kind"),
    [
        ("PENJUALAN kue (5 kotak)", "in", "sales"),
        ("jualan", "in", "sales"),
        ("Belanja bahan", "out", "costs"),
        ("bagi hasil bulan Mei", "out", "shared"),
        ("pinjaman anggota", "out", "loan_out"),
        ("angsuran ke-3", "in", "loan_back"),
        ("bayar pinjaman", "in", "loan_back"),
        ("bantuan dari dinas", "in", "grant"),
        ("iuran IKS", "out", "iks"),
        ("setor bank BRI", "out", "bank"),
        ("tarik bank", "in", "bank"),
        ("beli alat jahit", "out", "other"),
        ("penjualan alat", "in", "other"),
        ("penjualan", "out", None),
        ("pinjaman", "in", None),
        ("entah", "in", None),
        ("jual beli", "", None),
        ("menjualkan", "in", None),
    ],
)
def test_a_description_has_the_kind_of_its_longest_word(text, money, kind):
    assert kind_of(text, money) == kind


def test_every_entry_that_a_kube_can_have_is_known_in_indonesian_and_sorted():
    kinds = set(choices()["entry"].written)
    for flow in Flow:
        for money, side in (("out", flow.source), ("in", flow.target)):
            if side == Account.KAS:
                assert kind_of(flow.judul, money) in kinds, flow.name


@pytest.fixture
def kota(kubesim, tmp_path):
    """Write a workbook whose cash book has no kinds."""

    def change(book):
        fill(book["bulanan"])
        fill(book["kas"], *ENTRIES)
        book.create_sheet("catatan saya").append(["=1+1"])

    return changed_book(tmp_path / "kota.xlsx", change)


def test_what_is_proposed_counts_only_once_it_is_confirmed(kubesim, kota, tmp_path):
    (march,) = load_workbook(kota).months
    assert (march.kas_idr, march.sales_idr) == (1_300_000, None)
    note = json.loads(kubesim("check", "kota.xlsx", "--json").out)["notes"]
    assert [one["cells"] for one in note if one["key"] == "kas: jenis"] == [
        [f"G{row}" for row in range(2, 8)]
    ]
    done = kubesim("check", "kota.xlsx", "--out", "usul.xlsx")
    assert done.code == 0
    assert mentions(done.out, "usul.xlsx")
    book = openpyxl.load_workbook(tmp_path / "usul.xlsx")
    assert book["catatan saya"]["A1"].value == "=1+1"
    page = book["uraian"]
    rows = {row[0]: row[1:] for row in page.iter_rows(min_row=2, values_only=True)}
    assert rows["Jualan minggu ke-3"] == ("masuk", "penjualan", 2, 700_000)
    assert rows["beli bahan kue"] == ("keluar", "biaya", 1, 250_000)
    assert rows["entah apa"] == ("keluar", None, 1, 50_000)
    assert len(rows) == 5
    page.delete_rows([*rows].index("entah apa") + 2)
    page.append(["Entah apa!", "keluar", "biaya"])
    book.save(tmp_path / "usul.xlsx")
    (march,) = load_workbook(str(tmp_path / "usul.xlsx")).months
    assert (march.sales_idr, march.costs_idr, march.shared_idr) == (700_000, 300_000, 0)
    checked = json.loads(kubesim("check", "usul.xlsx", "--json").out)
    assert not [one for one in checked["notes"] if one["key"] == "kas: jenis"]


def test_a_kind_beside_the_entry_goes_before_that_of_its_description(kubesim, kota, tmp_path):
    def change(book):
        fill(book["bulanan"])
        fill(book["kas"], *ENTRIES[1:3])
        book["kas"].cell(2, columns(book["kas"])["jenis"]).value = "lain-lain"
        page = book.create_sheet("Uraian")
        page.append(["uraian", "jenis"])
        page.append(["beli bahan kue", "biaya"])
        page.append(["jualan minggu ke", "penjualan"])

    path = changed_book(tmp_path / "lain.xlsx", change)
    assert [entry.entry for entry in load_workbook(path).cash] == ["other", "sales"]
    again = kubesim("check", "lain.xlsx", "--out", "usul.xlsx")
    assert again.code == 0, again.err
    page = openpyxl.load_workbook(tmp_path / "usul.xlsx")["uraian"]
    rows = list(page.iter_rows(min_row=2, values_only=True))
    assert rows == [("Jualan minggu ke-3", "masuk", "penjualan", 1, 400_000)]


def test_two_kinds_for_a_description_are_refused(kubesim, tmp_path):
    def change(book):
        page = book.create_sheet("uraian")
        page.append(["uraian", "arah", "jenis"])
        page.append(["jualan 1", "masuk", "penjualan"])
        page.append(["jualan 2", None, "lain-lain"])
        page.append(["belanja", None, "makanan"])

    changed_book(tmp_path / "kota.xlsx", change)
    done = kubesim("check", "kota.xlsx", "--out", "usul.xlsx")
    assert (done.code, len(done.err.splitlines())) == (2, 2)
    assert mentions(done.err, "uraian jenis C3 2")
    assert mentions(done.err, "uraian jenis C4 makanan")
    assert saved(tmp_path) == ["kota.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("kota.xlsx", "--out", "kota.xlsx"), "--out kota.xlsx"),
        (("kota.xlsx", "--out", "kota.csv"), "--out kota.csv .xlsx"),
        (("forward", "--out", "usul.xlsx"), "--out forward .xlsx"),
    ],
)
def test_a_wrong_place_for_the_copy_is_refused(kubesim, kota, tmp_path, arguments, data):
    before = (tmp_path / "kota.xlsx").read_bytes()
    done = kubesim("check", *arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert mentions(done.err, data)
    assert saved(tmp_path) == ["kota.xlsx"]
    assert (tmp_path / "kota.xlsx").read_bytes() == before


def test_a_workbook_without_such_entries_has_a_sheet_without_rows(kubesim, tmp_path):
    path = changed_book(tmp_path / "kota.xlsx", lambda book: fill(book["kas"]))
    assert kubesim("check", "kota.xlsx", "--out", "usul.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "usul.xlsx")["uraian"].max_row == 1
    copied = load_scenario(str(tmp_path / "usul.xlsx"))
    assert copied == load_scenario(path)


def test_a_workbook_says_nothing_of_the_hour():
    one, other = (city_workbook(load_scenario(str(TEMPLATE))) for _ in range(2))
    assert one == other
    modified = openpyxl.load_workbook(io.BytesIO(one)).properties.modified
    assert modified.year == 2016
