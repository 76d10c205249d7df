"""Tables as people bring them, and as they take them away."""

import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from roterfaden.kernel.containers import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    FileWithMacros,
    OldOfficeFile,
    UnpacksTooLarge,
)
from roterfaden.kernel.tables import (
    BYTES_LIMIT,
    CELL_LIMIT,
    CellTooLong,
    DuplicateHeader,
    NoRows,
    NotATable,
    TableTooLarge,
    UnreadableText,
    neutral,
    plain,
    read_table,
    write_csv,
    write_xlsx,
)
from tests import samples

TEXT = "Text;Gemeinde\nEin Bus am Abend;Melle\nMehr Räume;Bad Essen\n"
ROWS = [(2, ("Ein Bus am Abend", "Melle")), (3, ("Mehr Räume", "Bad Essen"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_text_is_read_in_every_usual_form(encoding, newline, delimiter):
    text = TEXT.replace(";", delimiter).replace("\n", newline)

    table = read_table(text.encode(encoding), "karten.csv")

    assert table.columns == ("Text", "Gemeinde")
    assert table.rows == ROWS


def test_utf_16_big_endian_is_read():
    assert read_table(b"\xfe\xff" + TEXT.encode("utf-16-be")).rows == ROWS


@pytest.mark.parametrize("make", [samples.xlsx, samples.ods])
def test_spreadsheet_is_read(make):
    table = read_table(make(["Text", "Gemeinde"], ["Ein Bus am Abend", "Melle"], ["Mehr Räume", "Bad Essen"]))

    assert table.columns == ("Text", "Gemeinde")
    assert table.rows == ROWS
    assert table.sheet == "Karten"


def test_cells_are_read_as_a_person_would_type_them():
    cells = [
        date(2017, 5, 11),
        datetime(2017, 5, 11, 14, 30, tzinfo=UTC).replace(tzinfo=None),
        3,
        3.5,
        True,
        "a\r\nb",
        " Wort ",
        None,
        "'=Summe",
    ]

    table = read_table(samples.xlsx([f"S{n}" for n in range(len(cells))], cells))

    assert table.rows[0].cells == ("2017-05-11", "2017-05-11 14:30", "3", "3.5", "ja", "a\nb", "Wort", "", "=Summe")


def test_empty_rows_are_left_out_and_lines_are_what_people_see():
    table = read_table(samples.xlsx([], ["", ""], ["Text", "Art"], [], ["eins", ""], [None, None], ["zwei", "Ziel"]))

    assert [row.line for row in table.rows] == [5, 7]


def test_line_of_a_row_after_a_cell_with_line_breaks():
    table = read_table(b'Text;Art\n"eins\nnoch eins";Ziel\nzwei;Ziel\n')

    assert [row.line for row in table.rows] == [2, 4]


def test_one_column_is_a_table_although_its_text_has_commas():
    table = read_table("Text\nBus, Bahn und Rad\nRäume\nKurse, abends\n".encode())

    assert table.columns == ("Text",)
    assert [row.cells for row in table.rows] == [("Bus, Bahn und Rad",), ("Räume",), ("Kurse, abends",)]


def test_surplus_cells_are_kept_and_missing_ones_are_empty():
    table = read_table(b"A;B\n1\n1;2;3\n1;2;;\n")

    assert [row.cells for row in table.rows] == [("1", ""), ("1", "2", "3"), ("1", "2")]


def test_heading_without_a_name_gets_one():
    assert read_table(b"A;;C\n1;2;3\n").columns == ("A", "Spalte 2", "C")


def test_other_sheets_are_named():
    book = openpyxl.Workbook()
    book.create_sheet("Karten").append(["Text"])
    book["Karten"].append(["Ein Bus"])
    book.create_sheet("Notizen").append(["privat"])
    book.create_sheet("Versteckt").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)

    table = read_table(file.getvalue())

    assert (table.sheet, table.others) == ("Karten", ("Sheet", "Notizen"))


@pytest.mark.parametrize(
    ("data", "name", "refusal"),
    [
        (b"", "karten.csv", EmptyFile),
        (b"\r\n \r\n", "karten.csv", EmptyFile),
        (b"Text;Art\n", "karten.csv", NoRows),
        (samples.xlsx(), "karten.xlsx", NoRows),
        (samples.xlsx(["Text"]), "karten.xlsx", NoRows),
        (b"Text;Art;text\n1;2;3\n", "karten.csv", DuplicateHeader),
        (samples.xlsx(["Text"], ["Bus"])[:-200], "karten.xlsx", DamagedFile),
        (b"PK\x03\x04kaputt", "karten.xlsx", DamagedFile),
        (b"PK\x03\x04kaputt", "bilder.zip", NotATable),
        (samples.docx(), "brief.xlsx", NotATable),
        (samples.pdf(), "karten.csv", NotATable),
        (samples.photo(), "karten.xlsx", NotATable),
        (samples.encrypted_office(), "karten.xlsx", EncryptedFile),
        (samples.old_office(), "karten.xls", OldOfficeFile),
        (samples.ods(["Text"], ["Bus"], manifest="<m:encryption-data/>"), "karten.ods", EncryptedFile),
        (samples.xlsx(["Text"], ["Bus"], extra={"xl/vbaProject.bin": "x"}), "karten.xlsx", FileWithMacros),
        (samples.zip_bomb(), "karten.xlsx", UnpacksTooLarge),
        (b"Text;Art\n\x81\x8d;Ziel\n", "karten.csv", UnreadableText),
        (b"A\n" + b"x" * (CELL_LIMIT + 1), "karten.csv", CellTooLong),
        (b"A\n" + b"x\n" * 50_001, "karten.csv", TableTooLarge),
        (b";".join(b"S%d" % n for n in range(201)) + b"\n1\n", "karten.csv", TableTooLarge),
        (b"A\n" + b"x" * BYTES_LIMIT, "karten.csv", FileTooLarge),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, name, refusal):
    with pytest.raises(refusal) as refused:
        read_table(data, name)

    assert refused.value.field == "upload"
    assert "%" not in str(refused.value)


def test_a_cell_far_away_does_not_fill_the_memory():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["XFD1048576"] = "Text", "Bus", "x"
    file = io.BytesIO()
    book.save(file)

    with pytest.raises(TableTooLarge):
        read_table(file.getvalue())


def test_a_repeated_cell_does_not_fill_the_memory():
    row = (
        '<table:table-row table:number-rows-repeated="%s"><table:table-cell office:value-type="string"'
        ' table:number-columns-repeated="%s"><text:p>x</text:p></table:table-cell></table:table-row>'
    )

    with pytest.raises(TableTooLarge):
        read_table(samples.ods(body=row % (1_000_000, 1_000)))


def test_empty_repeated_rows_below_a_sheet_are_harmless():
    row = "<table:table-row%s><table:table-cell%s</table:table-row>"
    cell = row % ("", ' office:value-type="string"><text:p>%s</text:p></table:table-cell>')
    rest = row % (' table:number-rows-repeated="1048570"', ' table:number-columns-repeated="16384"/>')

    assert read_table(samples.ods(body=cell % "Text" + cell % "Bus" + rest)).rows == [(2, ("Bus",))]


def test_a_declared_size_that_lies_is_found_out():
    """The directory of the archive claims a few bytes; what counts is what comes out."""
    data = samples.zip_bomb()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/media/bild.bin").file_size
    lying = data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises((UnpacksTooLarge, DamagedFile)):
        read_table(lying)


# --- taking away ---------------------------------------------------------------------------------------------------
HARMFUL = ["=1+1", "+49 541", "-5 Grad", "@SUMME(A1)", "\tx", "'=x", "''+", "harmlos", "", "'n Bus"]


@pytest.mark.parametrize("text", HARMFUL)
def test_neutral_is_undone_by_plain(text):
    assert plain(neutral(text)) == text


@pytest.mark.parametrize("text", HARMFUL[:5])
def test_neutral_text_begins_with_an_apostrophe(text):
    assert neutral(text) == f"'{text}"


def test_xlsx_holds_text_never_formulas_and_reads_back_the_same():
    rows = [
        ["=HYPERLINK(1)", 3, date(2017, 5, 11), None],
        ["a\nb", 1.5, datetime(2017, 5, 11, 9, 5, tzinfo=UTC).replace(tzinfo=None), "x\x00y"],
    ]

    with write_xlsx(["=Text", "Zahl", "Tag", "Rest"], rows, sheet="Karten: 1/2") as file:
        data = file.read()

    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.data_type for cell in page[2]] == ["s", "n", "d", "n"]
    assert page["A2"].value == "'=HYPERLINK(1)"
    table = read_table(data)
    assert table.columns == ("=Text", "Zahl", "Tag", "Rest")
    assert table.rows[0].cells == ("=HYPERLINK(1)", "3", "2017-05-11", "")
    assert table.rows[1].cells == ("a\nb", "1.5", "2017-05-11 09:05", "xy")


def test_csv_reads_back_the_same():
    rows = [["=1+1", 'sagt „ja"; nein', 1.5], ["a\nb", date(2017, 5, 11), None]]

    data = b"".join(write_csv(["Text", "Was", "Zahl"], rows))

    assert data.startswith(b"\xef\xbb\xbfText;Was;Zahl\r\n'=1+1;")
    assert [row.cells for row in read_table(data).rows] == [
        ("=1+1", 'sagt „ja"; nein', "1,5"),
        ("a\nb", "2017-05-11", ""),
    ]


def test_writing_needs_little_memory():
    tracemalloc.start()

    with write_xlsx(["Text", "Zahl"], (["Ein Bus am Abend" * 10, n] for n in range(5_000))) as file:
        size = len(file.read())

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 10_000
    assert peak < 12_000_000
