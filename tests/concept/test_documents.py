"""Reading Word documents: nothing is lost, nothing twice, and nothing dangerous is opened."""

import io
import zipfile
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from roterfaden.concept.enums import BlockKind, LeftBecause, Origin
from roterfaden.concept.methods.documents import NotWord, escaped, read_document
from roterfaden.concept.methods.documents.marks import Span, marked
from roterfaden.concept.methods.documents.numbering import counted
from roterfaden.kernel.containers import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileWithMacros,
    OldOfficeFile,
    UnpacksTooLarge,
)
from roterfaden.ui.filters import markdown
from tests.concept import word_files as word
from tests.concept.word_files import item, par, run, table, word_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = {f"{W}t", f"{W}delText", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def signs(text: str) -> Counter[str]:
    return Counter(sign for sign in text if not sign.isspace())


def every_sign(data: bytes) -> Counter[str]:
    """All signs of all parts, found without the reader: what stands in the alternatives for old programs once."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            for element in etree.fromstring(archive.read(name)).iter(*TEXT):
                if not any(above.tag == FALLBACK for above in element.iterancestors()):
                    found += signs(element.text or "")
    return found


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_document(data).blocks]


def kinds(data: bytes) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.marker, block.plain) for block in read_document(data).blocks]


# --- nothing is lost ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", word.ALL)
def test_every_sign_is_in_a_block_or_left_out_with_a_reason(name):
    data = word.ALL[name]()
    read = read_document(data)

    told = signs("".join(block.source for block in read.blocks)) + signs("".join(left.text for left in read.left))

    assert told == every_sign(data)


@pytest.mark.parametrize("name", word.ALL)
def test_what_is_shown_has_the_words_that_were_read(name):
    """`source` could keep what `text` has lost: the shown words hold it too, but for signs nobody sees."""
    for block in read_document(word.ALL[name]()).blocks:
        shown = signs(" ".join((block.plain, block.marker, block.label))) + Counter("•-–")
        invisible = Counter("\u00ad") + Counter("\uf0fc")

        assert not (signs(block.source) - invisible - shown - signs("Nr.MaßnahmeVerantwortlichZeitraum"))


PIECES = st.sampled_from(["w", "Ziel", "1.", "a b", "**", "[x]", "2 < 3", "\t", "ß", "•", "#"])
BODIES = st.lists(
    st.one_of(
        st.lists(PIECES, min_size=1, max_size=3).map(lambda words: par(*words)),
        PIECES.map(lambda text: par(run(text, "b"))),
        PIECES.map(lambda text: item(text)),
        PIECES.map(lambda text: par(run(text, "vanish"), word.text_box(par(text)))),
        st.lists(st.tuples(PIECES, PIECES), min_size=1, max_size=3).map(lambda rows: table(*rows)),
        st.tuples(PIECES, PIECES).map(lambda two: table((word.cell(par(two[0]), table((two[1], "x"))),))),
        PIECES.map(lambda text: par(word.field("PAGE", text))),
        PIECES.map(lambda text: f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run(text)}</w:p>'),
    ),
    max_size=8,
).map("".join)


@given(body=BODIES)
def test_any_mixture_of_pieces_loses_no_sign(body):
    data = word_file(body, {"styles.xml": word.STYLES, "numbering.xml": word.NUMBERING})
    read = read_document(data)

    told = signs("".join(block.source for block in read.blocks)) + signs("".join(left.text for left in read.left))

    assert told == every_sign(data)


@given(text=st.text(alphabet=st.sampled_from("ab1 .*_[]()<>#-+>`\\&;!|~=:\n"), max_size=30))
def test_escaped_text_reads_exactly_as_it_was(text):
    html = markdown(escaped(text))
    shown = "".join(etree.HTML(html).itertext()) if html else ""

    assert shown.split() == text.split()


@given(
    spans=st.lists(st.builds(Span, st.text("ab .*_", min_size=1, max_size=4), st.booleans(), st.booleans()), max_size=5)
)
def test_marks_add_no_sign_to_the_words(spans):
    html = markdown(marked(spans))
    shown = "".join(etree.HTML(html).itertext()) if html else ""

    assert shown.split() == "".join(span.text for span in spans).split()


# --- what is what -------------------------------------------------------------------------------------------------
def test_counted_numbers_stand_at_headings_and_items():
    found = kinds(word.auto_numbered())

    assert [each for each in found if each[0] in (BlockKind.HEADING, BlockKind.ITEM)][1:9] == [
        ("heading", 1, "1", "Einleitung"),
        ("heading", 1, "2", "Handlungsfeld Sprache"),
        ("heading", 2, "2.1", "Leitsatz: Sprache öffnet Türen"),
        ("heading", 2, "2.2", "Herausforderung"),
        ("heading", 2, "2.3", "Ziele"),
        ("item", 0, "1.", "Bis 2022 besuchen 25 % der Neuzugewanderten einen Kurs."),
        ("item", 0, "2.", "Jede Gemeinde bietet einen Abendkurs an."),
        ("heading", 2, "2.4", "Maßnahmen"),
    ]


def test_lists_begin_again_and_elsewhere():
    body = item("a", number=3) + item("b", level=1, number=3) + item("c", number=3) + item("d", level=1, number=3)
    data = word_file(body + item("e", number=4), {"styles.xml": word.STYLES, "numbering.xml": word.NUMBERING})

    assert [marker for _kind, _level, marker, _text in kinds(data)] == ["1.", "1.I", "2.", "2.I", "7."]


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [(4, "upperRoman", "IV"), (28, "lowerLetter", "bb"), (3, "decimalZero", "03"), (2, "ordinal", "2."),
     (10**9, "lowerRoman", "1000000000"), (0, "lowerLetter", "0"), (5, "none", "")],
)  # fmt: skip
def test_counts_in_formats(count, form, shown):
    assert counted(count, form) == shown


def test_bold_lines_and_typed_numbers_are_headings_and_sentences_are_not():
    found = [(level, marker, text) for kind, level, marker, text in kinds(word.by_hand()) if kind == "heading"]

    assert found == [
        (1, "", "Integrationskonzept 2019"), (1, "1.", "Handlungsfeld: Wohnen"),
        (2, "1.1", "Herausforderung: Kleine Wohnungen"), (3, "1.1.1", "Ziel: Mehr große Wohnungen"),
        (3, "", "Maßnahme: Runder Tisch Wohnen"), (1, "2.", "Handlungsfeld: Gesundheit"),
    ]  # fmt: skip


def test_tables_used_as_forms_become_labelled_pieces_and_data_stays_a_table():
    blocks = read_document(word.as_tables()).blocks

    assert [(each.label, each.plain) for each in blocks if each.label][:4] == [
        ("Ziel", "Alle Kinder besuchen eine Kita."), ("Ausgangslage", "82 von 100 Kindern besuchen eine."),
        ("Maßnahme", "Elternlotsinnen"), ("Verantwortlich", "Jugendamt"),
    ]  # fmt: skip
    assert [each.text.split("\n")[0] for each in blocks if each.kind == BlockKind.TABLE] == [
        "| Jahr | Kinder | in der Kita |"
    ]


def test_a_text_box_is_read_once_and_after_its_paragraph():
    blocks = read_document(word_file(par("Davor", word.text_box(par("Im Kasten"))) + par("Danach"))).blocks

    assert [(each.plain, each.origin) for each in blocks] == [
        ("Davor", Origin.BODY), ("Im Kasten", Origin.BOX), ("Danach", Origin.BODY),
    ]  # fmt: skip


def test_boxes_in_boxes_are_read_once():
    inner = par("Außen", word.text_box(par("Innen")))

    assert texts(word_file(par("Text", word.text_box(inner)))) == ["Text", "Außen", "Innen"]


def test_tracked_changes_count_as_accepted_and_are_named():
    read = read_document(word.auto_numbered())

    assert "Viele Kurse liegen am Vormittag[2] und sind voll." in [each.plain for each in read.blocks]
    assert read.accepted == 1
    assert (LeftBecause.DELETED, ", leider") in [(each.because, each.text) for each in read.left]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Halber ")}</w:p>'

    assert texts(word_file(first + par("Satz."))) == ["Halber Satz."]


def test_what_is_left_out_has_its_reason():
    because = Counter(each.because for each in read_document(word.auto_numbered()).left)

    assert because == {
        LeftBecause.CONTENTS: 2, LeftBecause.DELETED: 1, LeftBecause.HIDDEN: 1, LeftBecause.PICTURE: 1,
        LeftBecause.HEADER: 1, LeftBecause.COMMENT: 1,
    }  # fmt: skip


def test_links_lead_out_only_by_safe_ways():
    link = f'<w:hyperlink r:id="r7">{run("hier")}</w:hyperlink>'

    assert texts(word_file(par(link), links={"r7": "https://example.org/a"})) == ["[hier](<https://example.org/a>)"]
    assert texts(word_file(par(link), links={"r7": "javascript:alert(1)"})) == ["hier"]
    assert texts(word_file(par(link), links={"r7": "file:///etc/passwd"})) == ["hier"]


# --- what is not opened -------------------------------------------------------------------------------------------
def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), data)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
ENTITY = (
    b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="%s"><w:body><w:p/></w:body></w:document>'
)
REFUSED = {
    "empty": (b"", EmptyFile),
    "pdf": (b"%PDF-1.7 ...", NotWord),
    "text": (b"Guten Tag", NotWord),
    "other archive": (zipped(a_xml=b"<a/>"), NotWord),
    "table": (zipped(xl__workbook_xml=b"<a/>"), NotWord),
    "old": (OLE, OldOfficeFile),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
    "macros": (zipped(word__document_xml=b"<a/>", word__vbaProject_bin=b"x"), FileWithMacros),
    "cut": (word_file(par("x"))[:-40], DamagedFile),
    "broken": (zipped(word__document_xml=b"<w:document><w:p>"), DamagedFile),
    "no body": (zipped(word__document_xml=b"<a/>"), DamagedFile),
    "bomb": (zipped(word__document_xml=b"<a>" + b" " * 30_000_000 + b"</a>"), UnpacksTooLarge),
    "huge": (zipped(word__document_xml=b"<a/>", word__media__x_bin=b"\x00" * 210_000_000), UnpacksTooLarge),
    "entity": (zipped(word__document_xml=ENTITY % W[1:-1].encode()), DamagedFile),
    "deep": (zipped(word__document_xml=b"<a>" * 5000 + b"</a>" * 5000), DamagedFile),
}


@pytest.mark.parametrize("name", REFUSED)
def test_dangerous_and_wrong_files_are_refused(name):
    data, refusal = REFUSED[name]

    with pytest.raises(refusal):
        read_document(data)


def test_deep_nesting_is_refused_not_survived():
    body = par("Mitte")
    for _depth in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"

    assert texts(word_file(body)) == ["Mitte"]
    with pytest.raises(DamagedFile):
        read_document(word_file("<w:sdt><w:sdtContent>" * 400 + par("x") + "</w:sdtContent></w:sdt>" * 400))
