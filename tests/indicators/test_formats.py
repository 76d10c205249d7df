"""Reading files of official statistics: own small ones, and the real ones against an independent reading."""

import csv
import io
import random
import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from roterfaden.indicators.enums import FigureFormat, Notation, YearMeaning
from roterfaden.indicators.errors import FileTorn, NotFigures, UnreadablePeriod
from roterfaden.indicators.methods import read_period
from roterfaden.indicators.methods.formats import (
    FaultyRow,
    Head,
    Plan,
    Rule,
    area_token,
    breakdown_for,
    contents,
    detect,
    fingerprint,
    first_plan,
    open_sdg_sheets,
    plan_of_toml,
    read_rows,
    rule_for,
)
from roterfaden.kernel.containers import DamagedFile
from roterfaden.kernel.errors import DomainError
from tests.indicators.files import flat, flat_line, real, source, zipped

FLAT_FILES = [
    "ffcsv/1000A-2022_de_flat.csv", "ffcsv/12211-0001_de_flat.csv", "ffcsv/12411-01-01-4_de_flat.csv",
    "ffcsv/12411-01-01-4_en_flat.csv", "ffcsv/13111-01-03-4_de_flat.csv", "ffcsv/21311-01-01-4-B_nur03_de_flat.csv",
    "ffcsv/3000G-1008_de_flat.csv", "ffcsv/52411-02-01-4_de_flat.csv", "ffcsv/91111-0001_de_flat.csv",
    "schutzsuchende/12531-0043_03459_ffcsv.csv",
]  # fmt: skip
SHEETS = ["2024_6-2-1.xlsx", "2025_1-1-1.xlsx", "2025_1-2-2.xlsx", "2025_1-4-5.xlsx"]


def rows_of(file):
    return list(read_rows(file, first_plan(file)))


# --- flat files -------------------------------------------------------------------------------------------------------
def test_flat_row_keeps_key_token_and_total():
    file = flat(
        flat_line("03459001", "1.234,5", sex="GESW", quality="p"), flat_line("03459", "-"), flat_line("08", "x")
    )

    first, total, other = rows_of(file)

    assert first[:3] == (2, "03459001", "2024-12-31")
    assert (first.raw, first.quality, first.variable) == ("1.234,5", "p", "BEVSTD [Anzahl]")
    assert [(part.variable, part.value, part.value_label) for part in first.parts] == [("GES", "GESW", "weiblich")]
    assert (total.parts, total.raw, other.area) == ((), "-", "08")


def test_flat_row_with_missing_cells_is_a_fault_and_the_rest_is_read():
    file = flat(flat_line(), flat_line()[:40], flat_line("03", "7"))

    good, bad, after = rows_of(file)

    assert isinstance(bad, FaultyRow)
    assert (bad.line, good.raw, after.raw) == (3, "212", "7")


@pytest.mark.parametrize("path", FLAT_FILES)
def test_flat_file_reads_as_csv_does(path):
    file = real(path)

    read = rows_of(file)

    plain = plainly(file, ";")
    assert Counter(row.raw for row in read) == Counter(row["value"] for row in plain)
    assert Counter(row.period for row in read) == Counter(row["time"] for row in plain)
    assert Counter(row.area for row in read) == Counter(row["1_variable_attribute_code"] for row in plain)
    numbers = [number(row["value"]) for row in plain]
    assert sum(filter(None, (number(row.raw) for row in read))) == sum(filter(None, numbers))
    assert sum(1 for row in read if not row.parts) == sum(1 for row in plain if is_total(row))


def plainly(file, delimiter):
    """The rows of a file, read by nothing but csv."""
    with file.open() as stream:
        return list(csv.DictReader(io.StringIO(stream.read().decode("utf-8-sig")), delimiter=delimiter))


def number(raw: str) -> Decimal | None:
    return Decimal(raw.replace(",", ".")) if raw[-1:].isdigit() else None


def is_total(row: dict[str, str]) -> bool:
    numbers = [name[0] for name in row if name.endswith("_variable_code") and name[0] in "23456789"]
    values = [row[f"{each}_variable_attribute_code"] for each in numbers]
    return all(value in ("", "INSGESAMT") for value in values)


def test_flat_file_in_english_reads_as_the_german_one():
    german, english = real("ffcsv/12411-01-01-4_de_flat.csv"), real("ffcsv/12411-01-01-4_en_flat.csv")

    def cells(file):
        return [(row.area, row.period, row.raw, [part[:2] for part in row.parts]) for row in rows_of(file)]

    assert cells(german) == cells(english)
    assert fingerprint(german, first_plan(german)) == fingerprint(english, first_plan(english))


def test_flat_file_old_and_new_form_say_the_same():
    old, new = real("ffcsv/21611-0002_alt_de_flat.csv"), real("ffcsv/21611-0002_de_flat.zip")
    assert (detect(old), detect(new)) == (FigureFormat.OLD_FLAT, FigureFormat.FLAT)

    def values(file):
        return {(row.variable.split(" ")[0], row.period): row.raw for row in rows_of(file)}

    first, second = values(old), values(new)
    shared = first.keys() & second.keys()
    assert len(first) == len(second) == 207
    assert len(shared) == 207
    assert all(number(first[key]) == number(second[key]) for key in shared)


def test_dash_of_the_county_stays_a_dash():
    read = [row for row in rows_of(real("ffcsv/13111-01-03-4_de_flat.csv")) if row.area == "03459"]

    assert {row.raw for row in read} == {"-"}


# --- Open SDG ---------------------------------------------------------------------------------------------------------
def test_open_sdg_blank_and_total_are_the_whole():
    head = "Year,Gebietseinheit,Geschlecht,Units,GeoCode,Value"
    text = f"{head}\n2024,Osnabrück,,%,K03459,8.25\n2024,Osnabrück,weiblich,%,K03459,+1.5\n"

    whole, women = rows_of(source(text.encode("utf-8-sig"), "indicator_1-2-2.csv"))

    assert (whole.area, whole.parts, whole.variable, whole.raw) == ("K03459", (), "1-2-2 [%]", "8.25")
    assert (women.parts[0].value, women.raw) == ("weiblich", "+1.5")


def test_open_sdg_archive_reads_as_csv_does():
    file = real("lsn_opensdg/IM_Data_opensdg_csv_meta.zip")

    counts = Counter(row.variable.split(" [")[0].split("/")[0] for row in rows_of(file))

    with file.open() as stream, zipfile.ZipFile(stream) as archive:
        plain = {}
        for name in archive.namelist():
            if name.startswith("data/indicator_"):
                lines = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
                plain[name[len("data/indicator_") : -4]] = sum(1 for line in lines[1:] if any(line))
    assert dict(counts) == plain


def test_open_sdg_sheets_tell_title_and_source():
    sheets = open_sdg_sheets(real("lsn_opensdg/IM_Data_opensdg_csv_meta.zip"))

    assert len(sheets) == 63
    assert sheets["1-1-1"].title == "Bevölkerung in Niedersachsen"
    assert sheets["1-1-1"].source == "Bevölkerungsfortschreibung"
    assert sheets["1-1-1"].decimals == 0


# --- official tables --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", SHEETS)
def test_sheet_reads_as_the_cells_do(name):
    file = real(f"lsn_opensdg/{name}")
    plan = first_plan(file)
    head = Head.from_json(dict(plan.head))

    total = sum(Decimal(row.raw.replace(",", ".")) for row in rows_of(file))

    with file.open() as stream:
        cells = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python(skip_empty_area=False)
    plain = Decimal(0)
    for line in cells[head.data :]:
        if line[2] and not str(line[2]).startswith(("Quelle", "1)")):
            start = 4 if name in ("2024_6-2-1.xlsx", "2025_1-4-5.xlsx") else 3
            plain += sum(Decimal(f"{cell:.15g}") for cell in line[start:] if isinstance(cell, int | float))
    assert plan.format == FigureFormat.SHEET
    assert total == plain


@pytest.mark.parametrize(
    ("name", "period", "label", "raw"),
    [
        ("2025_1-1-1.xlsx", "2005", "Einwohnerinnen und Einwohner am 31.12. [Anzahl]", "359449"),
        ("2025_1-2-2.xlsx", "2005", "Ausländerinnen und Ausländer am 31.12. [Prozent]", "4,53610943416173"),
        ("2025_1-4-5.xlsx", "2024", "Zuzüge / Insgesamt [Anzahl]", "11422"),
    ],
)
def test_sheet_row_of_the_county(name, period, label, raw):
    read = rows_of(real(f"lsn_opensdg/{name}"))

    found = [row for row in read if row.area == "459" and row.period == period and row.variable == label]

    assert [row.raw for row in found] == [raw]


def test_sheet_footnotes_go_and_units_stay():
    file = source(workbook(), "tabelle.xlsx")
    head = Head.from_json(dict(first_plan(file).head))

    assert [(each.label, each.unit, each.period) for each in head.columns] == [
        ("Bevölkerung / Insgesamt", "Anzahl", ""), ("Bevölkerung / Frauen", "Anzahl", ""),
    ]  # fmt: skip
    assert [(row.area, row.period, row.raw) for row in rows_of(file)] == [
        ("03459", "2023", "1234"), ("03459", "2023", "617"), ("03404", "2023", "99,5"), ("03404", "2023", "/"),
    ]  # fmt: skip


def workbook() -> bytes:
    """Two rows of heading, a row of units, a row of numbers, two areas, a note."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in [
        ["Tabelle 1: Bevölkerung"], [], ["AGS", "Kreis", "Jahr", "Bevölkerung1)", None],
        [None, None, None, "Insgesamt2)", "Frauen"], [None, None, None, "Anzahl", None], [1, 2, 3, 4, 5],
        ["03459", "Osnabrück", 2023, 1234, 617], ["03404", "Osnabrück, Stadt", 2023, 99.5, "/"], [],
        ["1) Am Wohnort."], ["© Landesamt"],
    ]:  # fmt: skip
        sheet.append(line)
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("B3:B5")
    sheet.merge_cells("C3:C5")
    sheet.merge_cells("D3:E3")
    sheet.merge_cells("D5:E5")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# --- simple tables ----------------------------------------------------------------------------------------------------
def test_table_columns_are_guessed_and_keys_keep_their_zeros():
    file = real("series/bevoelkerung_gemeinden_1983-2023.csv")
    plan = first_plan(file)

    read = [row for row in rows_of(file) if row.variable == "bev"]

    assert plan.columns["ags"] == "area"
    assert {len(row.area) for row in read} == {8}
    plain = plainly(file, ",")
    assert sum(Decimal(row.raw) for row in read) == sum(Decimal(row["bev"]) for row in plain)


@pytest.mark.parametrize("seed", range(10))
def test_random_table_comes_back_as_it_was(seed):
    chance = random.Random(seed)  # noqa: S311 -- test data
    tokens = ["-", ".", "/", "x", "...", "0", "7", "1234", "12,5", "(3)"]
    given = [
        (f"03459{chance.randrange(1000):03d}", str(chance.randrange(1990, 2030)), chance.choice(tokens))
        for _each in range(chance.randrange(1, 60))
    ]
    delimiter, mark = chance.choice(";,\t"), chance.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=chance.choice(["\n", "\r\n"]))
    writer.writerows([("Gebietsschlüssel", "Jahr", "Wert"), *given])

    read = rows_of(source(text.getvalue().encode(mark)))

    assert [(row.area, row.period, row.raw) for row in read] == given


# --- damaged and foreign files ----------------------------------------------------------------------------------------
def test_torn_archive_is_refused_before_any_row():
    data = zipped(a_csv="\n".join(flat_line(value=str(n)) for n in range(500)).encode())

    for cut in (len(data) // 2, len(data) - 30):
        with pytest.raises((FileTorn, NotFigures, DamagedFile)):
            rows_of(source(data[:cut], "a.zip"))


def test_archive_with_a_flipped_bit_is_refused_before_any_row():
    data = bytearray(zipped(a_csv="\n".join([flat_line(value=str(n)) for n in range(500)]).encode()))
    data[80] ^= 0xFF

    with pytest.raises(FileTorn):
        next(read_rows(source(bytes(data), "a.zip"), Plan(FigureFormat.FLAT)))


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\x00\x01\x02", b"%PDF-1.7 x", b"PK\x03\x04", zipped(a_csv=b"", b_csv=b"")]
)
def test_what_is_no_table_is_refused(data):
    with pytest.raises(DomainError):
        rows_of(source(data, "etwas.csv"))


# --- periods and plans ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "means", "start", "end"),
    [
        ("2024", YearMeaning.WHOLE, date(2024, 1, 1), date(2025, 1, 1)),
        ("2024", YearMeaning.LAST_DAY, date(2024, 12, 31), date(2024, 12, 31)),
        ("2024.0", YearMeaning.MID_YEAR, date(2024, 6, 30), date(2024, 6, 30)),
        ("2022-05-15", YearMeaning.WHOLE, date(2022, 5, 15), date(2022, 5, 15)),
        ("31.12.2023", YearMeaning.WHOLE, date(2023, 12, 31), date(2023, 12, 31)),
        ("2023-10P6M", YearMeaning.WHOLE, date(2023, 10, 1), date(2024, 4, 1)),
        ("2024-02", YearMeaning.WHOLE, date(2024, 2, 1), date(2024, 3, 1)),
        ("2024-Q4", YearMeaning.WHOLE, date(2024, 10, 1), date(2025, 1, 1)),
        ("2023/24", YearMeaning.WHOLE, date(2023, 8, 1), date(2024, 8, 1)),
    ],
)
def test_read_period(raw, means, start, end):
    assert read_period(raw, means) == (start, end)


@pytest.mark.parametrize("raw", ["", "24", "2024-13", "2024-02-30", "2023/25", "2024-01P0M", "heute"])
def test_read_period_refuses_what_is_none(raw):
    with pytest.raises(UnreadablePeriod):
        read_period(raw)


def test_area_token_puts_back_what_the_source_leaves_out():
    plan = Plan("flat", areas={"Osnabrück": "03459", "": "03459"}, key_prefix="03", key_digits=5)

    assert [area_token(plan, each) for each in ("459", "Osnabrück", "", "K03459", "RH03459")] == [
        "03459", "03459", "03459", "0303459", "RH03459",
    ]  # fmt: skip
    assert area_token(Plan("flat"), "K03459") == "03459"
    assert area_token(Plan("flat", key_digits=5), "3459") == "03459"


def test_rule_with_more_conditions_wins_and_leaves_its_parts_out():
    women = Rule("BEVSTD [Anzahl]", "frauen", {"GES": "GESW"})
    plan = Plan("flat", rules=(Rule("BEVSTD [Anzahl]", "bevoelkerung"), women))
    row = rows_of(flat(flat_line(sex="GESW")))[0]

    assert rule_for(plan, row.variable, row.parts) is women
    assert breakdown_for(plan, women, row.parts) == ""
    assert breakdown_for(plan, plan.rules[0], row.parts) == "geschlecht=weiblich"


@pytest.mark.parametrize(
    ("wanted", "breakdown"), [("*", "geschlecht=weiblich"), ("", None), ("GESW", ""), ("GESM", None)]
)
def test_cut_is_kept_narrowed_or_left_out(wanted, breakdown):
    rule = Rule("BEVSTD [Anzahl]", "bevoelkerung")
    row = rows_of(flat(flat_line(sex="GESW")))[0]

    assert breakdown_for(Plan("flat", rules=(rule,), cuts={"GES": wanted}), rule, row.parts) == breakdown


def test_plan_survives_json_and_toml():
    plan = Plan(
        "flat", rules=(Rule("A [t]", "a", {"GES": "GESM"}),), breaks=(("2022-05-15", "Zensus 2022"),), dash="zero"
    )

    assert Plan.from_json(plan.as_json()) == plan
    title, read = plan_of_toml(
        'title = "Probe"\nformat = "flat"\ndash = "zero"\nbreaks = [["2022-05-15", "Zensus 2022"]]\n'
        '[[rules]]\nvariable = "A [t]"\nindicator = "a"\nwhere = {GES = "GESM"}\n'
    )
    assert (title, read) == ("Probe", plan)
    with pytest.raises(DomainError):
        plan_of_toml('format = "anders"')


def test_contents_count_what_is_there():
    found = contents(flat(flat_line(value="1,5"), flat_line("03", "-", sex="GESM")), Plan("flat"))

    assert (found.rows, found.notation, dict(found.signs)) == (2, Notation.GERMAN, {"-": 1})
    assert (list(found.areas), found.cut_values) == (["03459", "03"], {"GES": {"GESM": "männlich"}})
