"""A city's workbook: the scenario that it makes, what it keeps, and its faults by kind."""

import datetime
import io

import openpyxl
import pytest

from experiments.common.city_workbook import city_workbook
from sim.inputs.faults import FAULTS_MOST
from sim.inputs.strict import InputError
from sim.scenario import load_scenario, load_workbook
from sim.workbook.reading import ids_of
from sim.workbook.records import CashEntry, MonthSeen
from tests.inputs.workbooks import TEMPLATE, changed_book, columns, fill, template
from tests.messages import mentions


@pytest.fixture
def edited(tmp_path):
    """Return a function that writes the template's workbook with changes."""
    return lambda change: changed_book(tmp_path / "kota.xlsx", change)


@pytest.fixture
def refused(edited):
    """Return a function: the faults of the template's workbook with changes."""

    def faults_of(change):
        with pytest.raises(InputError) as caught:
            load_scenario(edited(change))
        assert all(fault.isprintable() and len(fault) < 1000 for fault in caught.value.faults)
        assert all("kota.xlsx" in fault for fault in caught.value.faults)
        return caught.value.faults

    return faults_of


def test_the_workbook_of_the_template_is_the_scenario_of_its_toml(tmp_path):
    (tmp_path / "kota.xlsx").write_bytes(template())
    assert load_scenario(str(tmp_path / "kota.xlsx")) == load_scenario(str(TEMPLATE))


def test_a_whole_scenario_goes_through_a_workbook(tmp_path):
    place = load_scenario(str(TEMPLATE))
    data = place.model_dump()
    data["change"] = ({"from": "2026-01", "visits_per_month": 2.0, "rule": "set_aside_first"},)
    data["parameters"] = {"support.leak": 0.2}
    data["kubes"][0]["grants"] = (
        {"kind": "bpls", "month": "2023-06", "amount_idr": 30_000_000, "form": "cash"},
        {"kind": "lkm", "month": "2024-06", "amount_idr": 25_000_000, "form": "in_kind"},
    )
    data["kubes"][1]["observed"] = tuple(
        {"quantity": name, "value": value, "month": "2025-06", "grade": "A"}
        for name, value in (("kas_idr", 900_000), ("bank_idr", 0), ("members", 9), ("stage", 2))
    )
    whole = type(place).model_validate(data)
    (tmp_path / "kota.xlsx").write_bytes(city_workbook(whole))
    assert load_scenario(str(tmp_path / "kota.xlsx")) == whole


@pytest.mark.parametrize("name", ["forward", "tomohon"])
def test_scenarios_that_ship_go_through_a_workbook(tmp_path, name):
    shipped = load_scenario(name)
    (tmp_path / "kota.xlsx").write_bytes(city_workbook(shipped))
    again = load_scenario(str(tmp_path / "kota.xlsx"))
    assert again.model_dump(exclude={"kubes"}) == shipped.model_dump(exclude={"kubes"})
    assert [kube.id for kube in again.kubes] == [kube.id for kube in shipped.kubes]


def test_a_sheet_of_kubes_is_enough(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "KUBE"
    page.append(["Daftar Kube Kota Contoh, per Desember 2025"])
    page.append([])
    page.append(["No.", "KODE", "Nama", "Berdiri", "Usaha", "Bagi hasil"])
    page.append([1, "K-01", "Mawar", datetime.datetime(2022, 3, 1), "Warung", "tidak tahu"])
    page.append([2, "K-02", None, "Juni 2023", "jahit", "BAGI HABIS"])
    book.create_sheet("catatan saya").append(["=1+1"])
    book.save(tmp_path / "kota.xlsx")
    place = load_scenario(str(tmp_path / "kota.xlsx"))
    mawar, other = place.kubes
    assert (place.name, place.start, place.months) == ("kota", "2022-03", 12 * 8 + 10)
    assert place.city.facilitators == 1
    assert place.today is None
    assert (mawar.name, mawar.business, mawar.rule) == ("Mawar", "food_stall", "set_aside_first")
    assert (other.name, other.founded, other.rule) == ("K-02", "2023-06", "share_everything")
    assert mawar.id != other.id
    assert place.programme == load_scenario(str(TEMPLATE)).programme


def test_a_code_that_is_no_number_keeps_its_id_whoever_else_is_listed():
    alone = ids_of(["Mawar-1"])["Mawar-1"]
    among = ids_of(["12", "K-7", "Mawar-1", "0012"])
    assert among["Mawar-1"] == alone == ids_of(["mawar-1"])["mawar-1"]
    assert among["12"] == 12 != among["0012"]
    assert len(set(among.values())) == 4


def test_today_is_the_last_month_that_was_seen_unless_the_sheet_of_the_city_says_otherwise(edited):
    def without_today(book):
        page = book["kota"]
        (row,) = (cell.row for cell in page["A"] if cell.value == "today")
        page.delete_rows(row)

    assert load_scenario(edited(without_today)).today == "2024-12"
    assert load_scenario(edited(lambda book: None)).today == "2025-12"


def test_the_last_figures_seen_stand_beside_the_runs_and_all_are_kept(edited):
    def change(book):
        page = book["bulanan"]
        fill(page, (90001, "2024-01", 10, 8), ("90001", "Feb 2025", "9 orang"))
        page.cell(2, columns(page)["kas"]).value = "Rp 1.500.000,-"
        page.cell(2, columns(page)["tahap"]).value = "Tumbuh"

    path = edited(change)
    seen = {figure.quantity: figure for figure in load_scenario(path).kubes[0].observed}
    assert (seen["kas_idr"].value, seen["kas_idr"].month) == (1_500_000, "2024-01")
    assert (seen["members"].value, seen["members"].month) == (9, "2025-02")
    assert (seen["stage"].value, seen["members"].grade) == (1, "B")
    book = load_workbook(path)
    assert book.last_seen == "2025-02"
    first, second = book.months_of("90001")
    assert (first.attended, first.kas_idr, second.attended, second.members) == (
        8,
        1_500_000,
        None,
        9,
    )


def test_cash_books_are_added_up_by_month(edited):
    def change(book):
        fill(book["bulanan"])
        fill(
            book["kas"],
            (90001, "15/3/2022", "modal", 1_000_000, None, 1_000_000, "bantuan"),
            (90001, "16 Maret 2022", "belanja", None, "250.000", 750_000, "biaya"),
            (90001, "2022-03-20", "jualan", "400 ribu", None, None, "penjualan"),
            (90001, "2022-04-01", "jualan", 100_000, None, None, None),
        )

    march, april = load_workbook(edited(change)).months
    assert march == MonthSeen(
        "90001", "2022-03", sales_idr=400_000, costs_idr=250_000, shared_idr=0, kas_idr=1_150_000
    )
    assert april == MonthSeen("90001", "2022-04", kas_idr=1_250_000)
    entry = load_workbook(edited(change)).cash[0]
    assert entry == CashEntry("90001", "2022-03-15", "modal", 1_000_000, None, 1_000_000, "grant")


@pytest.mark.parametrize(
    ("sheet", "rows", "data"),
    [
        ("bulanan", [(90001, "2024-01", "sepuluh"), (90001, "2024-02", "?")], "anggota C2 C3"),
        ("bulanan", [(90001, "2024", 10), (90001, "31/31/2024", 10)], "bulan B2"),
        ("bulanan", [(90001, None, 10)], "bulan B2"),
        ("bulanan", [(90009, "2024-01", 10)], "kode A2 90009 90006"),
        ("bulanan", [(90001, "2024-01", 10), (90001, "Jan 2024", 9)], "bulan B3 2"),
        ("bulanan", [(90006, "2024-12", 10)], "bulan B2 2025-01"),
        ("bulanan", [(90001, "2024-01", "#REF!")], "anggota C2"),
        ("bantuan", [(90001, "2024-01", 1.5)], "rupiah C2 1500000"),
        ("bantuan", [(90001, "2024-01", 10_000_000, "emas")], "bentuk D2"),
        ("kas", [(90001, "32/1/2024", "jual", 1000)], "tanggal B2"),
        ("kube", [("A", "1", "", "2022-03", "kue"), ("a", "2", "", "2022-03", "kue")], "kode A3"),
        ("kube", [(1, "Satu", None, "kue", "kue")], "bulan berdiri D2"),
        ("kube", [], ""),
    ],
)
def test_a_faulty_cell_is_named_with_its_sheet_and_column(refused, sheet, rows, data):
    def change(book):
        fill(book[sheet], *rows)

    assert any(mentions(fault, f"{sheet} {data}") for fault in refused(change)), refused(change)


def test_cells_of_one_kind_of_fault_share_a_line_and_are_counted(refused):
    def change(book):
        rows = [(90001, f"2024-{month:02d}", "sepuluh") for month in range(1, 13)]
        fill(book["bulanan"], *rows, (90002, "2024-01", 10, "delapan"))

    members, attended = refused(change)
    assert mentions(members, "bulanan anggota C2 C3 C4 12 sepuluh")
    assert mentions(attended, "bulanan hadir D14")


def test_no_more_than_some_kinds_are_told_and_the_rest_is_counted(refused):
    def change(book):
        page = book["bulanan"]
        names = [name for name in columns(page) if name not in ("kode", "bulan")]
        for place in range(18, 40):
            page.cell(1, place).value = f"kolom {place}"
        fill(page, (90001, "2024-01", *["x"] * len(names)))

    told = refused(change)
    assert len(told) == FAULTS_MOST + 1
    kinds = 22 + 15
    assert mentions(told[-1], str(kinds - FAULTS_MOST))


def test_a_scenario_that_does_not_agree_is_told_by_its_cells(refused):
    def change(book):
        page = book["kube"]
        page.cell(3, columns(page)["bulan berdiri"]).value = "2035-01"
        page.cell(2, columns(page)["pendamping"]).value = 7
        for row in book["kota"].iter_rows(min_row=2):
            if row[0].value == "prices.inflation_percent.2024":
                row[1].value = 500
            if row[0].value == "programme.visits_per_month":
                row[0].value = "programme.visit_per_month"

    told = "\n".join(refused(change))
    for data in ("bulan berdiri D3", "kota nilai 2024", "kota kunci programme.visits_per_month"):
        assert mentions(told, data)


def test_headers_in_english_and_in_any_case_are_read(edited):
    def change(book):
        page = book["kube"]
        for cell in page[1]:
            cell.value = str(cell.value).upper() + " (isi)"
        page["D1"] = "Month of founding"
        book["bulanan"].title = "Monthly"

    assert load_scenario(edited(change)) == load_scenario(str(TEMPLATE)).model_copy(
        update={"name": "my-city"}
    )


@pytest.mark.parametrize("cell", ["hp 081234567890", 6371012301900001])
def test_numbers_of_persons_are_refused_and_never_shown(refused, cell):
    def change(book):
        book["kas"]["C2"] = cell

    (told,) = [fault for fault in refused(change) if mentions(fault, "kas uraian C2")]
    assert str(cell)[-8:] not in told


def test_every_drop_down_and_note_is_there():
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert [page.title for page in book][1:] == ["kube", "bulanan", "kas", "bantuan", "kota"]
    for page in book.worksheets[1:]:
        assert all(cell.comment is not None for cell in page[1])
    lists = {
        str(rule.sqref).partition("2:")[0]: rule.formula1
        for rule in book["kube"].data_validations.dataValidation
    }
    places = columns(book["kube"])
    rule = lists[openpyxl.utils.get_column_letter(places["aturan bagi hasil"])]
    assert rule.strip('"').split(",") == ["sisihkan dulu", "bagi habis", "tidak tahu"]
    assert all(len(formula) <= 255 for formula in lists.values())
    assert book["bulanan"].data_validations.dataValidation
