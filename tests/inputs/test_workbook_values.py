"""Cells of a workbook: months, rupiah, counts, shares and words as people write them."""

import datetime

import pytest

from sim.workbook.columns import choices, sheet_kinds
from sim.workbook.private import private
from sim.workbook.values import CellError, balance, date, month, number, rupiah, share, whole, word
from tests.messages import mentions


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2022-03", "2022-03"),
        ("Maret 2022", "2022-03"),
        ("MARCH 2022", "2022-03"),
        ("Mar-22", "2022-03"),
        ("Agt 2020", "2020-08"),
        ("Nopember 2020", "2020-11"),
        ("31 Desember 2024", "2024-12"),
        ("01/03/2022", "2022-03"),
        ("1.3.2022", "2022-03"),
        ("03/2022", "2022-03"),
        ("2022-03-01 00:00:00", "2022-03"),
        (202203, "2022-03"),
        (44621, "2022-03"),
        (44621.0, "2022-03"),
        (datetime.datetime(2022, 3, 31), "2022-03"),
        (datetime.date(2022, 3, 1), "2022-03"),
    ],
)
def test_a_month_is_read_in_every_way_it_is_written(cell, read):
    assert month(cell) == read


def test_the_day_stands_before_the_month():
    assert date("2/3/2022") == date("2 Maret 2022") == date(44622) == "2022-03-02"
    assert date("Maret 2022") == "2022-03"


@pytest.mark.parametrize(
    "cell",
    ["2022", 2022, "Maret", "15 Maret", "13-2022", "mart 2022", "-", True, float("nan"), 1e300],
)
def test_what_is_no_month_is_refused(cell):
    with pytest.raises(CellError):
        month(cell)


def test_a_month_before_its_day_is_refused_with_the_remedy():
    with pytest.raises(CellError) as caught:
        month("12/31/2022")
    assert mentions(caught.value.remedy, "31/12/2022")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1250000, 1_250_000),
        (1250000.0, 1_250_000),
        (333333.33, 333_333),
        (0, 0),
        ("Rp 1.500.000,-", 1_500_000),
        ("Rp1.500.000,00", 1_500_000),
        ("Rp. 12.750.000,00", 12_750_000),
        ("Rp\u00a01.500.000", 1_500_000),
        ("IDR 1,250,000.00", 1_250_000),
        ("1,250,000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("12 750 000", 12_750_000),
        ("1,5 juta", 1_500_000),
        ("1.5jt", 1_500_000),
        ("500rb", 500_000),
        ("2 miliar", 2_000_000_000),
        ("1.500", 1_500),
        ("(1.500)", -1_500),
        ("-1500", -1_500),
    ],
)
def test_rupiah_are_read_in_every_way_they_are_written(cell, amount):
    assert balance(cell) == amount


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        (1.5, "1500000"),
        ("1,5", "1500000"),
        ("1.50", "1500000"),
        ("1,500 juta", "1500000"),
        ("1.234,567", ""),
        ("12 jutaan", ""),
        ("-", ""),
        ("=1+1", ""),
        ("1e6", ""),
        (-5, "0"),
        (10**13, ""),
        (float("inf"), ""),
        (True, ""),
        (datetime.date(2022, 3, 1), ""),
    ],
)
def test_what_is_no_sum_or_two_is_refused_with_the_remedy(cell, remedy):
    with pytest.raises(CellError) as caught:
        rupiah(cell)
    assert mentions(caught.value.remedy, remedy)


def test_counts_and_shares_are_read_with_their_units():
    assert whole("10 orang") == whole("10") == whole(10.0) == 10
    assert share("30 %") == share("0,3") == share(0.3) == 0.3
    assert number("8,5") == number(8.5) == 8.5
    for reader, cell in ((whole, 10.5), (whole, "sepuluh"), (whole, -1), (whole, float("inf"))):
        with pytest.raises(CellError):
            reader(cell)
    with pytest.raises(CellError) as caught:
        share(30)
    assert mentions(caught.value.remedy, "30 0.3")


def test_every_word_of_a_choice_is_read_in_any_capitals():
    for words in choices().values():
        for key, written in words.written.items():
            assert word(written.upper(), words) == word(f" {key} ", words) == key
    with pytest.raises(CellError) as caught:
        word("sewa tendaa", choices()["business"])
    assert mentions(caught.value.remedy, "sewa tenda")


def test_no_header_of_a_sheet_means_two_columns_and_each_has_its_notes():
    for kind in sheet_kinds():
        for column in kind.column:
            for name in (column.key, *column.names, column.header.upper(), f"{column.header} (Rp)"):
                assert kind.named(name) is column, name
            assert column.id
            assert column.en


@pytest.mark.parametrize(
    "cell",
    [
        "6371012301900001",
        "NIK: 6371 0123 0190 0001",
        6371012301900001,
        6.3710123019e15,
        "Siti 081234567890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        81234567890,
        "(0511) 330123",
    ],
)
def test_numbers_of_persons_are_seen(cell):
    assert private(cell, in_words=True)


@pytest.mark.parametrize(
    "cell",
    ["Rp 1.250.000.000", 1_250_000_000, "2022-03-01 2022-04-01", "nota 001-000123", "90001",
     90001, "1.234.567.890.123", "Mekar Sari", True, None, 0.3],
)  # fmt: skip
def test_sums_dates_and_receipts_are_not_numbers_of_persons(cell):
    assert not private(cell, in_words=False)
    assert not private(cell if isinstance(cell, str) else None, in_words=True)
