"""Workbooks that would act, or are damaged, or too large: refused in a line, and quickly."""

import io
import sys
import time
import zipfile

import openpyxl
import pytest

from sim.inputs.strict import InputError
from sim.scenario import load_scenario
from sim.workbook import cells
from tests.inputs.workbooks import changed_book, template
from tests.messages import mentions

SHEET = "xl/worksheets/sheet2.xml"
"""The sheet of the Kubes, after the one that explains."""
SECONDS_MOST = 5.0
"""Of processor time, however busy the machine is."""


def with_part(name: str, content: bytes, old: str = "") -> bytes:
    """Return the template's workbook with a part more, or another one in the place of one."""
    packed = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(template()))
    with source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            if part.filename != old:
                target.writestr(part.filename, source.read(part))
        target.writestr(name, content)
    return packed.getvalue()


def part_of(name: str) -> bytes:
    """Return a part of the template's workbook."""
    with zipfile.ZipFile(io.BytesIO(template())) as source:
        return source.read(name)


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    """Return the template's workbook with a change in a part."""
    content = part_of(name)
    assert old in content
    return with_part(name, content.replace(old, new, 1), old=name)


@pytest.fixture
def refused(tmp_path):
    """Return a function: the one line with which the bytes of a file are refused."""

    def fault_of(content, ending=".xlsx"):
        path = tmp_path / f"kota{ending}"
        path.write_bytes(content)
        began = time.process_time()
        with pytest.raises(InputError) as caught:
            load_scenario(str(path))
        assert time.process_time() - began < SECONDS_MOST
        (fault,) = caught.value.faults
        assert fault.startswith(str(path))
        assert len(fault) < 400
        return fault

    return fault_of


@pytest.mark.parametrize(
    "formula",
    ["=1+1", '=HYPERLINK("http://example.org","a")', "=cmd|'/c calc'!A0", '=WEBSERVICE("x")'],
)
def test_formulas_are_refused_and_their_cells_named(tmp_path, formula):
    def change(book):
        book["kube"]["G2"] = formula
        book["bulanan"]["E2"] = "=SUM(1,2)"

    with pytest.raises(InputError) as caught:
        load_scenario(changed_book(tmp_path / "kota.xlsx", change))
    kube, bulanan = caught.value.faults
    assert mentions(kube, "kube G2")
    assert mentions(bulanan, "bulanan E2")


def test_a_formula_is_refused_whatever_value_is_stored_beside_it(refused):
    sheet = part_of(SHEET)
    row = b'<row r="9"><x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    row += b'r="A9"><x:f>1+1</x:f><x:v>2</x:v></x:c></row></sheetData>'
    assert mentions(
        refused(with_part(SHEET, sheet.replace(b"</sheetData>", row), SHEET)), "kube A9"
    )


def test_formulas_in_a_sheet_of_ones_own_do_not_matter(tmp_path):
    def change(book):
        book.create_sheet("hitungan saya")["A1"] = "=1+1"

    assert load_scenario(changed_book(tmp_path / "kota.xlsx", change)).name == "my-city"


@pytest.mark.parametrize(
    "part",
    ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/externalLinks/externalLink1.xml",
     "xl/connections.xml", "xl/queryTables/queryTable1.xml", "xl/embeddings/oleObject1.bin",
     "XL/ACTIVEX/activeX1.xml"],
)  # fmt: skip
def test_macros_links_and_objects_are_refused(refused, part):
    refused(with_part(part, b"<a/>"))


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [ENTITIES, OUTSIDE, b"<!DOCTYPE worksheet>"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_xml_that_declares_entities_is_refused(refused, part, declared):
    content = part_of(part)
    head, _, rest = (
        content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
    )
    assert mentions(
        refused(with_part(part, head + (b"?>" if head else b"") + declared + rest, part)), part
    )


@pytest.mark.parametrize("encoding", ["utf-16", "cp037", "utf-7"])
def test_xml_in_another_encoding_is_refused(refused, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = part_of(SHEET).decode()
    content = (
        (text + body).encode("utf-16") if encoding == "utf-16" else text.encode() + body.encode()
    )
    refused(with_part(SHEET, content, SHEET))


def test_a_sheet_in_a_part_of_another_name_hides_nothing(refused):
    hidden = part_of("xl/_rels/workbook.xml.rels").replace(b"sheet2.xml", b"sheet2.dat")
    content = with_part("xl/_rels/workbook.xml.rels", hidden, "xl/_rels/workbook.xml.rels")
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a") as target:
        target.writestr("xl/worksheets/sheet2.dat", ENTITIES + part_of(SHEET))
    refused(packed.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refused):
    assert mentions(refused(with_part("xl/bomb.xml", b" " * 200_000_000)), "bytes")


def test_a_bomb_that_lies_about_its_size_unpacks_no_further_than_it_says(refused):
    content = bytearray(with_part("xl/bomb.xml", b" " * 50_000_000))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.rindex(mark)
        content[place + offset : place + offset + 4] = (100).to_bytes(4, "little")
    refused(bytes(content))


def test_a_file_of_a_hundred_megabytes_is_not_read(refused):
    assert mentions(refused(b"PK\x03\x04" + b"\0" * 100_000_000), "bytes")


def test_a_million_rows_are_refused(refused):
    rows = b"<row><c><v>1</v></c></row>" * 1_000_000
    content = part_of(SHEET).replace(b"</sheetData>", rows + b"</sheetData>")
    assert mentions(refused(with_part(SHEET, content, SHEET)), "kube rows")


def test_too_many_cells_are_refused(refused):
    row = b"<row>" + b"<c><v>1</v></c>" * 60 + b"</row>"
    content = part_of(SHEET).replace(b"</sheetData>", row * 60_000 + b"</sheetData>")
    assert mentions(refused(with_part(SHEET, content, SHEET)), "kube cells")


def test_nothing_behind_the_limit_of_rows_is_unpacked(refused, monkeypatch):
    rows = b"<row><c><v>1</v></c></row>" * 1_000_000
    content = part_of(SHEET).replace(b"</sheetData>", rows + b"</sheetData>")
    read = []
    whole = cells._pieces

    def counted(part):
        for piece in whole(part):
            read.append(len(piece))
            yield piece

    monkeypatch.setattr(cells, "_pieces", counted)
    refused(with_part(SHEET, content, SHEET))
    assert sum(read) < len(content) // 2


def test_rows_behind_too_many_faults_are_not_read(tmp_path, monkeypatch):
    row = b'<row><c t="inlineStr"><is><t>A</t></is></c></row>'
    content = part_of(SHEET).replace(b"</sheetData>", row * 40_000 + b"</sheetData>")
    path = tmp_path / "kota.xlsx"
    path.write_bytes(with_part(SHEET, content, SHEET))
    read = []
    whole = cells._rows

    def counted(sheet):
        for taken in whole(sheet):
            read.append(taken)
            yield taken

    monkeypatch.setattr(cells, "_rows", counted)
    with pytest.raises(InputError) as caught:
        load_scenario(str(path))
    assert any(mentions(fault, "kube 5,000 row") for fault in caught.value.faults)
    assert len(read) < 6_000


@pytest.mark.parametrize("size", [7, 64, 1_000])
def test_a_workbook_is_read_alike_in_pieces_of_any_size(tmp_path, monkeypatch, size):
    monkeypatch.setattr(cells, "BLOCK_BYTES", size)
    path = tmp_path / "kota.xlsx"
    path.write_bytes(template())
    assert load_scenario(str(path)).name == "my-city"


@pytest.mark.parametrize("place", ["XFD9", "A1048576", "A999999999", "ZZZ9"])
def test_a_cell_far_away_takes_no_time(tmp_path, place):
    path = tmp_path / "kota.xlsx"
    letters = place.rstrip("0123456789")
    row = f'<row r="{place.removeprefix(letters)}"><c r="{place}"><v>1</v></c></row></sheetData>'
    content = part_of(SHEET).replace(b"</sheetData>", row.encode())
    content = content.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    path.write_bytes(with_part(SHEET, content, SHEET))
    began = time.process_time()
    try:
        assert load_scenario(str(path)).kubes
    except InputError as error:
        assert len(error.faults) == 1
    assert time.process_time() - began < SECONDS_MOST


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"kode;nama\n1;Satu\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600],
    ids=["empty", "head", "csv", "old"],
)
def test_what_is_no_workbook_is_refused(refused, content):
    refused(content)


def test_damaged_workbooks_are_refused(refused):
    whole = template()
    refused(whole[: len(whole) // 2])
    refused(with_part(SHEET, part_of(SHEET)[:-200], SHEET))
    refused(with_part("xl/workbook.xml", b"<workbook/>", "xl/workbook.xml"))
    refused(replaced(SHEET, b'<row r="2"', b'<row r="zwei"'))


@pytest.mark.parametrize("ending", [".xls", ".xlsm", ".xlsb", ".ods"])
def test_only_xlsx_is_read(refused, ending):
    assert mentions(refused(template(), ending), ".xlsx")


def test_a_workbook_with_another_first_sheet_says_what_is_missing(refused, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.save(tmp_path / "other.xlsx")
    assert mentions(refused((tmp_path / "other.xlsx").read_bytes()), "kube Data")


def test_without_the_library_a_line_says_what_brings_it(tmp_path, monkeypatch):
    (tmp_path / "kota.xlsx").write_bytes(template())
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError) as caught:
        load_scenario(str(tmp_path / "kota.xlsx"))
    assert mentions(caught.value.faults[0], "openpyxl kubesim[xlsx]")
