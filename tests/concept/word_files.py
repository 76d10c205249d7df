"""Word documents made by code, with the habits of the programs and the people who write such concepts.

`auto_numbered` – Word: heading styles with counted numbers, footnotes, contents, text box twice, tracked changes.
`by_hand` – somebody who knows no styles: bold lines, typed numbers and bullets, hard breaks, soft hyphens.
`by_library` – the template of python-docx, made with Word.
`as_tables` – LibreOffice: everything in tables used as forms, a list of measures, a table of data, nested tables.
"""

import io
import zipfile
from xml.sax.saxutils import escape

import docx

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# --- pieces -------------------------------------------------------------------------------------------------------
def run(text: str, look: str = "") -> str:
    """A run; `look` is what stands in `w:rPr`, as "b", "i sz=32"."""
    pairs = [each.partition("=") for each in look.split()]
    marks = "".join(f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>" for name, _sign, value in pairs)
    return f'<w:r>{f"<w:rPr>{marks}</w:rPr>" if marks else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*content: str, style: str = "", more: str = "") -> str:
    """A paragraph of runs; plain words become one."""
    runs = "".join(each if each.startswith("<") else run(each) for each in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>"


def item(*content: str, level: int = 0, number: int = 2) -> str:
    """An item of a counted list."""
    return par(*content, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(*content: str, span: int = 1) -> str:
    inside = "".join(each if each.startswith("<w:p") or each.startswith("<w:tbl") else par(each) for each in content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{inside or par()}</w:tc>'


def table(*rows: tuple[str, ...]) -> str:
    made = "".join("<w:tr>" + "".join(c if c.startswith("<w:tc") else cell(c) for c in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def field(order: str, *result: str) -> str:
    shown = "".join(each if each.startswith("<") else run(each) for each in result)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(order)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(*paragraphs: str) -> str:
    """A text box as Word writes it: once for itself, once more for old programs."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def picture(description: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bild" descr="{description}"/><a:graphic><a:graphicData>'
        "<pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def note(key: int, part: str = "footnote") -> str:
    return f'<w:r><w:{part}Reference w:id="{key}"/></w:r>'


def style(key: str, name: str, more: str = "", base: str = "", usual: bool = False) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{" w:default=" + chr(34) + "1" + chr(34) if usual else ""}>'
        f'<w:name w:val="{name}"/>{f"""<w:basedOn w:val="{base}"/>""" if base else ""}{more}</w:style>'
    )


def level(number: int, form: str, text: str, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    rule = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{named}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{rule}</w:lvl>'


def word_file(body: str, parts: dict[str, str] | None = None, links: dict[str, str] | None = None) -> bytes:
    """A DOCX file with this body; `parts` are further parts of `word/` by name, `links` addresses by key."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    )
    made = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships {RELS}><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {RELS}>{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
    } | {f"word/{name}": text for name, text in (parts or {}).items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            when = zipfile.ZipInfo(name, (2018, 3, 1, 12, 0, 0))  # the same file each time
            when.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(when, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
    return file.getvalue()


def part(name: str, content: str) -> str:
    return f"<w:{name} {NAMES}>{content}</w:{name}>"


STYLES = part(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Standard", "Normal", usual=True)
    + "".join(
        style(f"berschrift{n}", f"heading {n}", base="Standard",
              more=f'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>')
        for n in (1, 2, 3)
    )
    + style("Kapitel", "Kapitel des Amtes", base="Standard", more='<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("Titel", "Title", base="Standard")
    + style("Verzeichnis1", "toc 1", base="Standard"),
)  # fmt: skip
NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1", "berschrift1") + level(1, "decimal", "%1.%2", "berschrift2")
    + level(2, "decimal", "%1.%2.%3", "berschrift3")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "·") + level(1, "lowerLetter", "%2)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "%1.") + level(1, "upperRoman", "%1.%2")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>",
)  # fmt: skip


# --- whole documents ----------------------------------------------------------------------------------------------
def auto_numbered() -> bytes:
    """As an office writes that knows its Word."""
    contents = (
        par('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("1 Einleitung 3"), style="Verzeichnis1")
        + par(run("2 Handlungsfeld Sprache 5"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', style="Verzeichnis1")
    )  # fmt: skip
    gone = '<w:del w:id="1"><w:r><w:delText>, leider</w:delText></w:r></w:del>'
    added = f'<w:ins w:id="2">{run(" und sind voll")}</w:ins>'
    body = (
        par("Konzept Migration und Teilhabe", style="Titel")
        + contents
        + par("Einleitung", style="berschrift1")
        + par("Der Kreistag hat das Konzept am ", field("DATE", "3. Juni"), " beauftragt", note(2), ".")
        + par(run("Neu: ", "b"), run("gilt für "), run("alle", "i"), " Gemeinden. Mehr unter ",
              f'<w:hyperlink r:id="rId9">{run("der Seite des Kreises")}</w:hyperlink>', ".")
        + par("Handlungsfeld Sprache", style="berschrift1")
        + par("Leitsatz: Sprache öffnet Türen", style="berschrift2")
        + par("Wer die Sprache spricht, nimmt teil.", text_box(par("Stimme aus dem Forum: „Kurse am Abend!“")))
        + par("Herausforderung", style="berschrift2")
        + par("Viele Kurse liegen am Vormittag", note(3), gone, added, ".")
        + par("Ziele", style="berschrift2")
        + item("Bis 2022 besuchen 25 % der Neuzugewanderten einen Kurs.", number=3)
        + item("Jede Gemeinde bietet einen Abendkurs an.", number=3)
        + par("Maßnahmen", style="berschrift2")
        + item("Sprachcafé in jeder Gemeinde") + item("mit Kinderbetreuung", level=1)
        + item("Lotsinnen und Lotsen")
        + par("Handlungsfeld Arbeit", style="berschrift1")
        + par("Ziel 2.1: Abschlüsse werden anerkannt", style="berschrift2")
        + par("Die Beratung beginnt innerhalb", '<w:r><w:br w:type="page"/></w:r>', "von vier Wochen.")
        + par(run("interner Vermerk", "vanish"), picture("Karte des Kreises"))
    )  # fmt: skip
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        + "".join(
            f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'
            for key, text in ((2, " Vorlage 2017/112."), (3, " Quelle: Befragung der Träger, *2016*."))
        )
    )  # fmt: skip
    comment = f'<w:comment w:id="0" w:author="N. N.">{par("Bitte noch prüfen")}</w:comment>'
    return word_file(body, {
        "styles.xml": STYLES, "numbering.xml": NUMBERING, "footnotes.xml": part("footnotes", notes),
        "header1.xml": part("hdr", par("Landkreis – Entwurf")), "comments.xml": part("comments", comment),
    }, {"rId9": "https://landkreis.example/konzept"})  # fmt: skip


def by_hand() -> bytes:
    """As somebody writes who knows no styles: bold lines, typed numbers, typed bullets."""
    body = (
        par(run("Integrationskonzept 2019", "b sz=36"))
        + par(run("1. Handlungsfeld: Wohnen", "b sz=28"))
        + par("Wohnraum ist knapp, vor allem für große Fami\u00adlien,")
        + par("und er wird knapper.")
        + par(run("1.1 ", "b"), run("Heraus", "b"), run("forderung: Kleine Wohnungen", "b"))
        + par("Es fehlen Wohnungen ab vier Zimmern;", "<w:r><w:br/></w:r>", "die Wartezeit beträgt ein Jahr.")
        + par(run("1.1.1 Ziel: Mehr große Wohnungen", "b"))
        + par("•\tBis 2023 entstehen 50 Wohnungen.")
        + par("-  Die Kommunen weisen *Flächen* aus [siehe Anlage].")
        + par(run("Maßnahme: Runder Tisch Wohnen", "b"))
        + par("Verantwortlich: Bauamt")
        + par("Der Tisch tagt zweimal im Jahr.", run("\uf0fc", "rFonts"))
        + par("Ziel dieses Kapitels ist es, Wohnraum zu schaffen.")
        + par(run("2. Handlungsfeld: Gesundheit", "b sz=28"))
        + par("1. Dies ist ein Satz mit Nummer.")
        + par("# kein Markdown, > auch nicht, 2 < 3 & _so_ `weiter` \\ | Ende")
    )
    return word_file(body)


def as_tables() -> bytes:
    """As LibreOffice saves a form somebody filled in."""
    nested = cell("1.075", table(("davon | neu", "95")))
    body = (
        par("Handlungsfeld Bildung", style="Kapitel")
        + table((cell(par(run("Leitsatz", "b")), "Bildung beginnt früh.", span=2),))
        + table(
            ("Ziel", "Alle Kinder besuchen eine Kita."),
            ("Ausgangslage", "82 von 100 Kindern besuchen eine."),
            ("Maßnahme", cell("Elternlotsinnen", item("besuchen Familien"), item("sprechen deren Sprache"))),
            ("Verantwortlich", "Jugendamt"),
            ("Zeitraum", "2019–2021"),
            ("Bemerkung", ""),
        )
        + par("Weitere Maßnahmen:")
        + table(
            ("Nr.", "Maßnahme", "Verantwortlich", "Zeitraum"),
            ("1", "Rucksack-Gruppen", "Kita-Träger", "2019"),
            ("2", "Vorlesetage", "Bibliotheken", "2020"),
        )
        + par("Die Zahlen:")
        + table(("Jahr", "Kinder", "in der Kita"), ("2016", "1.204", "980"), ("2017", "1.311", nested))
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{par('Klicken Sie hier')}</w:sdtContent></w:sdt>"
        + par("Zahl: ", "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")
        + f"<w:sdt><w:sdtContent>{par('Schluss', note(1, 'endnote'))}</w:sdtContent></w:sdt>"
    )  # fmt: skip
    notes = f'<w:endnote w:id="1">{par("Stand: März 2018.")}</w:endnote>'
    return word_file(body, {
        "styles.xml": STYLES, "numbering.xml": NUMBERING, "endnotes.xml": part("endnotes", notes),
        "footer1.xml": part("ftr", par("Seite ", field("PAGE", "1"))),
    })  # fmt: skip


def by_library() -> bytes:
    """On the template that comes with python-docx, which Word itself has made: real styles, lists and header."""
    document = docx.Document()
    document.add_heading("Integrationsstrategie", 0)
    document.add_heading("Handlungsfelder", 1)
    document.add_heading("Sprache", 2)
    document.add_paragraph("Die Ausgangslage ist gut.")
    document.add_heading("Ziel 1: Alle sprechen mit", 3)
    document.add_heading("Maßnahmen", 4)
    for words in ("Sprachcafés", "Lernpatenschaften"):
        document.add_paragraph(words, style="List Bullet")
    document.add_paragraph("Zuständig: Volkshochschule")
    document.add_heading("Teilhabe", 2)
    document.add_paragraph("Erstens", style="List Number")
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(
        table.rows[0].cells + table.rows[1].cells, ["Jahr", "Zahl", "Quelle", "2017", "12", "Amt"], strict=True
    ):
        cell.text = words
    document.sections[0].header.paragraphs[0].text = "Landkreis"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


ALL = {"by_library": by_library, "auto_numbered": auto_numbered, "by_hand": by_hand, "as_tables": as_tables}
