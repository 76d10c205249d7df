"""Example data of the gallery. Invented, small, and enough to show every state of every component."""

import inspect
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.template import Library

from roterfaden.ui.charts import shapes
from roterfaden.ui.codes import OUTCOMES, STATUSES
from roterfaden.ui.forms import DateInput, FilterForm, LongText
from roterfaden.ui.parts import Cell, Column, Stage, ThreadStep

KINDS = [("goal", "Ziel"), ("measure", "Maßnahme"), ("question", "Frage")]


class ExampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(label="Überschrift", help_text="In wenigen Worten, was Ihnen wichtig ist.", max_length=60)
    text = forms.CharField(label="Ihr Beitrag", widget=LongText(), min_length=10)
    kind = forms.ChoiceField(label="Art", choices=KINDS, widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Kommune", choices=[("", "Bitte wählen"), ("a", "Bramsche"), ("b", "Melle")])
    topics = forms.MultipleChoiceField(
        label="Themen",
        choices=[("s", "Sprache"), ("w", "Wohnen"), ("a", "Arbeit")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on = forms.DateField(label="Am", widget=DateInput(), required=False, help_text="Wann war das?")
    email = forms.EmailField(label="E-Mail", required=False)
    file = forms.FileField(label="Foto der Karte", required=False)
    consent = forms.BooleanField(label="Mein Beitrag darf veröffentlicht werden.")


class ExampleFilter(FilterForm):
    """A filter above a list."""

    suche = forms.CharField(label="Suche")
    art = forms.ChoiceField(label="Art", choices=[("", "Alle"), *KINDS])


def signatures() -> dict[str, str]:
    """Each tag and filter as it is written in a template, read from the registered functions themselves."""
    from roterfaden.ui.templatetags import faden  # noqa: PLC0415 -- the tag library is loaded after the app

    return {name: _signature(name, function) for name, function in components(faden.register, faden).items()}


def components(library: Library, module: Any) -> dict[str, Any]:
    """The functions behind a tag library, by tag name."""
    return {name: inspect.unwrap(getattr(module, name)) for name in library.tags}


def _signature(name: str, function: Any) -> str:
    parts = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            needed = parameter.default is inspect.Parameter.empty
            parts.append(f"{parameter.name}=…" if needed else f"[{parameter.name}={parameter.default!r}]")
    block = "content" in inspect.signature(function).parameters
    opening = " ".join([name, *parts])
    return f"{{% {opening} %}} … {{% end{name} %}}" if block else f"{{% {opening} %}}"


STAGES = (
    Stage("Dialogforen", "done", date(2017, 2, 1), date(2017, 6, 30), "Sechs Foren, 214 Beiträge."),
    Stage(
        "Entwurf und Konferenz",
        "current",
        date(2017, 9, 1),
        date(2017, 11, 24),
        "Rückmeldungen zum Entwurf.",
        "#timeline",
    ),
    Stage("Beschluss des Kreistags", "upcoming", date(2018, 3, 12)),
    Stage("Überprüfung", "upcoming", date(2020, 12, 31)),
)

STEPS = (
    ThreadStep(
        "Beitrag K7M3",
        "Deutschkurse am Abend, mit Kinderbetreuung",
        "#voice",
        date(2017, 3, 8),
        excerpt="Ich kann vormittags nicht, da arbeite ich.",
        role="Dialogforum Bildung, Tisch 4",
    ),
    ThreadStep(
        "Thema",
        "Kurse, die zum Alltag passen",
        "#card",
        date(2017, 4, 20),
        "zugeordnet zu",
        role="Redaktion der Leitstelle",
    ),
    ThreadStep(
        "Ziel 2.3",
        "Mehr Menschen schließen einen Sprachkurs ab",
        "#chart_line",
        date(2017, 10, 2),
        "abgewogen in",
        "Abendkurse mit Betreuung stehen jetzt in der Maßnahme 2.3.1.",
        "Leitstelle für Integration",
        "taken_up",
        branches=(ThreadStep("Maßnahme 2.3.1", "Abendkurse in vier Kommunen", "#", relation="umgesetzt durch"),),
    ),
    ThreadStep(
        "Beschluss",
        "Konzept Migration und Integration",
        "",
        date(2018, 3, 12),
        "beschlossen mit",
        role="Kreistag, einstimmig",
        current=True,
    ),
    ThreadStep(
        "Bewertung",
        "22,8 % statt 25 %",
        "#status",
        date(2022, 12, 31),
        "gemessen an",
        "Der Wert steigt, liegt aber unter dem Zielpfad.",
        "Lenkungsgruppe",
        "at_risk",
    ),
    ThreadStep("Stimme", "دورات لغة في المساء", "#", date(2023, 2, 1), "zurückgemeldet an", lang="ar"),
)


def _year(year: int, value: float | None, text: str = "") -> shapes.Point:
    return shapes.Point(date(year, 12, 31), value, text)


LINE = shapes.LineChart(
    question="Kommen wir bis 2022 auf 25 %?",
    unit="Anteil der Teilnehmenden mit Abschluss B1, in %",
    observations=(
        _year(2014, 16.4),
        _year(2015, 17.1),
        _year(2016, None, "nicht erhoben"),
        _year(2017, 18.2),
        _year(2018, 19.6),
        _year(2019, 21.3),
        _year(2020, 20.1),
        _year(2021, 21.9, "vorläufig"),
    ),
    target_path=(_year(2017, 18.2), _year(2022, 25.0)),
    forecast=(
        shapes.BandPoint(date(2021, 12, 31), 21.9, 21.9, 21.9),
        shapes.BandPoint(date(2022, 12, 31), 21.4, 22.8, 24.2),
    ),
    baseline=18.2,
    breaks=(shapes.Break(date(2020, 12, 31), "Seit 2020 zählen auch Kurse der Berufssprachförderung."),),
    decimals=1,
    answer="Nein, voraussichtlich nicht: Bei gleichem Verlauf werden es 22,8 %.",
)

BAR = shapes.BarChart(
    question="Wo stehen Kursplätze frei?",
    unit="freie Plätze je 100 Plätze",
    bars=(
        shapes.Bar("Bramsche", 12.0),
        shapes.Bar("Georgsmarienhütte", 7.5),
        shapes.Bar("Samtgemeinde Artland", 21.0),
        shapes.Bar("Kreis gesamt", 11.2, emphasised=True),
        shapes.Bar("Hagen am Teutoburger Wald", None, "weniger als 3"),
    ),
    reference=10.0,
    reference_name="Zielwert",
    decimals=1,
)

SCHEDULE = shapes.ScheduleChart(
    "Wo stehen wir?",
    (
        shapes.Span("Auftrag", date(2017, 1, 9), date(2017, 3, 5), "abgeschlossen"),
        shapes.Span(
            "Dialogforen", date(2017, 3, 13), date(2017, 5, 7), "läuft", emphasised=True,
            marks=((date(2017, 3, 23), "Forum Ehrenamt"), (date(2017, 4, 6), "Forum Zugewanderte")),
        ),
        shapes.Span("Entwurf", date(2017, 5, 8), date(2017, 7, 2), "kommt noch"),
        shapes.Span("Umsetzung", date(2017, 9, 4), None, "kommt noch"),
    ),
    date(2017, 4, 1),
    label_name="Abschnitt",
)  # fmt: skip
PLANS = shapes.PlanChart(
    "Was geschieht wann?",
    (
        shapes.PlanBar(
            "1.1 Beratungsstelle", date(2017, 1, 1), date(2018, 12, 31), "done", "umgesetzt", "#plan",
            marks=(shapes.PlanMark(date(2017, 6, 1), "Räume gemietet", "done"),),
        ),
        shapes.PlanBar(
            "1.2 Lotsinnen und Lotsen in allen Rathäusern des Landkreises", date(2018, 1, 1), date(2020, 6, 30),
            "running", "in Umsetzung",
            marks=(shapes.PlanMark(date(2018, 9, 1), "Erste Schulung", "late"),
                   shapes.PlanMark(date(2019, 9, 1), "Alle geschult")),
            funded_until=date(2019, 12, 31), needs=(0,),
        ),
        shapes.PlanBar(
            "1.3 Gemeinsame Sprechtage", date(2019, 1, 1), date(2020, 12, 31), "open", "in Planung", needs=(1,)
        ),
        shapes.PlanBar("1.4 Begegnungscafé", date(2017, 6, 1), date(2019, 6, 30), "stopped", "zurückgestellt"),
    ),
    date(2018, 11, 15),
    label_name="Maßnahme",
)  # fmt: skip
FLOWS = (
    ("Sprache und Bildung", "taken_up", 31), ("Sprache und Bildung", "partly", 18), ("Sprache und Bildung", "open", 9),
    ("Wohnen", "taken_up", 12), ("Wohnen", "referred", 21), ("Wohnen", "not_taken_up", 4),
    ("Ankommen in Verwaltung und Nachbarschaft", "partly", 6), ("Ankommen in Verwaltung und Nachbarschaft", "open", 2),
)  # fmt: skip
FLOW = shapes.FlowChart(
    question="Was wurde aus 103 Beiträgen?",
    unit="Beiträge",
    sources=tuple(
        shapes.FlowNode(name, name, sum(count for source, _end, count in FLOWS if source == name), "#chart_line")
        for name in dict.fromkeys(source for source, _end, _count in FLOWS)
    ),
    targets=tuple(
        shapes.FlowNode(
            code, label, sum(count for _source, end, count in FLOWS if end == code), "#status", is_open=code == "open"
        )
        for code, label in (
            ("taken_up", "aufgenommen"), ("partly", "teilweise aufgenommen"), ("referred", "weitergegeben"),
            ("not_taken_up", "nicht aufgenommen"), ("open", "noch keine Antwort"),
        )
    ),
    ribbons=tuple(shapes.Ribbon(*flow, "#voice") for flow in FLOWS),
    source_name="Handlungsfeld",
    target_name="Ergebnis",
    total=103,
    url="#voice",
)  # fmt: skip
HEAT = shapes.HeatMatrix(
    question="Was ist wem wichtig?",
    unit="Beiträge",
    columns=("Ehrenamtliche", "Unternehmen", "Zugewanderte"),
    rows=(
        shapes.HeatRow("Sprache und Bildung", (31, None, None), 87),
        shapes.HeatRow("Wohnen", (12, None, None), 35),
        shapes.HeatRow("Arbeit", (0, 18, 9), 27),
    ),
    row_name="Handlungsfeld",
    column_name="Akteursgruppe",
    totals=(43, 22, 84),
    note="Ein Strich heißt: weniger als 3 Beiträge, oder die Zahl ließe sich sonst ausrechnen.",
)
DUMBBELL = shapes.DumbbellChart(
    question="Wo hat sich die Wartezeit verkürzt?",
    unit="Wochen bis zum Kursbeginn",
    pairs=(
        shapes.Pair("Alphabetisierung", 21, 12),
        shapes.Pair("Allgemeiner Kurs", 9, 7),
        shapes.Pair("Elternkurs", 8, 10),
        shapes.Pair("Jugendkurs", None, None, "nicht angeboten"),
    ),
    before_name="2018",
    after_name="2022",
    label_name="Kursart",
)

PLACES = (
    ("Quakenbrück", 7.957, 52.675),
    ("Fürstenau", 7.677, 52.516),
    ("Bersenbrück", 7.948, 52.553),
    ("Bramsche", 7.983, 52.409),
    ("Neuenkirchen", 8.067, 52.507),
    ("Wallenhorst", 8.020, 52.350),
    ("Belm", 8.133, 52.300),
    ("Ostercappeln", 8.229, 52.345),
    ("Bohmte", 8.311, 52.366),
    ("Bad Essen", 8.340, 52.321),
    ("Bissendorf", 8.168, 52.238),
    ("Melle", 8.338, 52.202),
    ("Hilter", 8.147, 52.136),
    ("Dissen", 8.200, 52.116),
    ("Bad Rothenfelde", 8.162, 52.110),
    ("Bad Laer", 8.088, 52.103),
    ("Glandorf", 8.002, 52.084),
    ("Bad Iburg", 8.042, 52.157),
    ("Hagen a. T. W.", 7.978, 52.197),
    ("Hasbergen", 7.957, 52.240),
    ("Georgsmarienhütte", 8.044, 52.203),
)
RING = ((7.90, 52.38), (8.03, 52.37), (8.09, 52.41), (8.05, 52.45), (7.94, 52.46), (7.88, 52.42))

MAP = shapes.AreaMap(
    question="Wo leben Menschen mit ausländischem Pass?",
    unit="Anteil an der Bevölkerung, in %",
    areas=tuple(
        shapes.MapArea(
            name,
            None if name == "Glandorf" else 4.1 + (index * 37 % 17) * 0.6,
            (RING,) if name == "Bramsche" else (),
            (longitude, latitude),
        )
        for index, (name, longitude, latitude) in enumerate(PLACES)
    ),
    decimals=1,
)

MULTIPLES = shapes.SmallMultiples(
    question="Wie verläuft es in den Kommunen?",
    unit="Abschlüsse B1, in %",
    panels=tuple(
        shapes.Panel(
            name,
            tuple(
                _year(year, None if name == "Glandorf" else 12 + (index * 7 + (year - 2017) * 3) % 15)
                for year in range(2017, 2022)
            ),
        )
        for index, (name, _lon, _lat) in enumerate(PLACES[:10] + PLACES[16:18])
    ),
    target=20,
)

CODES = ("adopt", "adapt", "already_done", "not_applicable", "")
MATRIX = shapes.Matrix(
    question="Welche Kommune hat welches Ziel übernommen?",
    row_name="Ziel",
    columns=tuple(shapes.MatrixColumn(name) for name, _lon, _lat in PLACES),
    rows=tuple(
        shapes.MatrixRow(
            title,
            tuple(CODES[(column * 3 + row * row) % 5 if column % 4 else 0] for column in range(len(PLACES))),
            "#matrix",
        )
        for row, title in enumerate(
            ("2.3 Sprachkurs abschließen", "3.1 Wohnung finden", "4.2 Ausbildung beginnen", "5.1 Ankommen begleiten")
        )
    ),
)


A_TEXT = """# Überschrift

Ein Absatz mit **Nachdruck**, einem [Link](https://example.org/) und <b>fremdem HTML</b>.

* erstens
* zweitens
"""


def context() -> dict[str, Any]:
    """Everything the gallery page shows."""
    return {
        "signatures": signatures(),
        "statuses": STATUSES.values(),
        "outcomes": OUTCOMES.values(),
        "stages": STAGES,
        "thread": STEPS,
        "columns": (Column("Kommune", row_head=True), Column("Beiträge", numeric=True), Column("Ergebnis")),
        "rows": (
            (Cell("Bramsche", "#data_table"), "1.204", Cell(code="taken_up")),
            ("Melle", "87", Cell(code="partly")),
        ),
        "line": LINE,
        "bar": BAR,
        "dumbbell": DUMBBELL,
        "schedule": SCHEDULE,
        "plan": PLANS,
        "flow": FLOW,
        "heat": HEAT,
        "multiples": MULTIPLES,
        "map": MAP,
        "matrix": MATRIX,
        "icons": (
            "thread",
            "search",
            "download",
            "print",
            "pencil",
            "plus",
            "calendar",
            "place",
            "info",
            "check",
            "arrow-forward",
            "arrow-back",
            "menu",
        ),
        "a_day": date(2018, 3, 12),
        "another_day": date(2018, 3, 29),
        "a_moment": datetime(2018, 3, 12, 16, 30, tzinfo=UTC),
        "a_text": A_TEXT,
        "arabic": "أحتاج إلى دورة لغة في المساء، لأنني أعمل في الصباح ولدي طفلان صغيران.",
    }
