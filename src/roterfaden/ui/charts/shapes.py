"""What a chart is made of. A page builds one of these and hands it to the chart tag of the same name.

Each chart answers one question, and the question is its heading. Values are plain numbers in ``unit``. A missing value
is ``None`` together with ``text``, the words shown in its place ("keine Angabe", "weniger als 3"); it is never drawn
as zero. ``decimals`` rules every number of the chart: axis, labels, description and table.
"""

from dataclasses import dataclass
from datetime import date

from roterfaden.ui.parts import Text

Position = tuple[float, float]
"""Longitude, latitude in degrees (WGS 84)."""


@dataclass(frozen=True)
class Point:
    """A value at a reference date; ``text`` replaces a missing value, or qualifies a known one in the table."""

    on: date
    value: float | None
    text: Text = ""


@dataclass(frozen=True)
class BandPoint:
    """A forecast at a date: the middle and its lower and upper bound."""

    on: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Break:
    """Before and after this date the figures cannot be compared, for the reason given."""

    on: date
    reason: Text


@dataclass(frozen=True)
class LineChart:
    """Observations against a target path: "Kommen wir bis 2022 auf 25 %?".

    ``target_path`` is drawn as the red thread, from the baseline to the target, with a point at each value agreed on
    the way; ``forecast`` as a hatched band with a
    dashed middle; ``baseline`` as a thin horizontal line; ``breaks`` as vertical marks that interrupt the line.
    ``answer`` is one sentence below the question. ``lowest`` fixes the lower end of the axis (default: 0, or the
    lowest value when negative).
    """

    question: Text
    unit: Text
    observations: tuple[Point, ...]
    name: Text = ""
    target_path: tuple[Point, ...] = ()
    target_name: Text = ""
    forecast: tuple[BandPoint, ...] = ()
    baseline: float | None = None
    baseline_name: Text = ""
    breaks: tuple[Break, ...] = ()
    decimals: int = 0
    lowest: float | None = None
    answer: Text = ""


@dataclass(frozen=True)
class Bar:
    """One bar; ``emphasised`` draws it solid while the others stay light, e.g. the county among its municipalities."""

    label: Text
    value: float | None
    text: Text = ""
    url: str = ""
    emphasised: bool = False


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars in the order given, with an optional ``reference`` value drawn as the red thread."""

    question: Text
    unit: Text
    bars: tuple[Bar, ...]
    label_name: Text = ""
    reference: float | None = None
    reference_name: Text = ""
    decimals: int = 0
    answer: Text = ""


@dataclass(frozen=True)
class Span:
    """Something that lasts from one day to another (None: without end); ``emphasised`` is what runs now.

    ``marks`` are single days in it, such as events.
    """

    label: Text
    starts_on: date
    ends_on: date | None
    text: Text = ""
    url: str = ""
    emphasised: bool = False
    marks: tuple[tuple[date, Text], ...] = ()


@dataclass(frozen=True)
class ScheduleChart:
    """Spans of time one below the other, with today as the red thread: "Wo stehen wir?"."""

    question: Text
    spans: tuple[Span, ...]
    today: date
    label_name: Text = ""
    text_name: Text = ""
    answer: Text = ""
    unit: Text = ""


@dataclass(frozen=True)
class Pair:
    """Then and now for one row of a dumbbell chart."""

    label: Text
    before: float | None
    after: float | None
    text: Text = ""
    url: str = ""


@dataclass(frozen=True)
class DumbbellChart:
    """Then–now for several rows; an open circle is before, a filled one after."""

    question: Text
    unit: Text
    pairs: tuple[Pair, ...]
    before_name: Text
    after_name: Text
    label_name: Text = ""
    decimals: int = 0
    answer: Text = ""


@dataclass(frozen=True)
class Panel:
    """One small line of ``SmallMultiples``."""

    label: Text
    observations: tuple[Point, ...]
    url: str = ""


@dataclass(frozen=True)
class SmallMultiples:
    """One small line for each place, all on the same scale; ``target`` is the red thread across each."""

    question: Text
    unit: Text
    panels: tuple[Panel, ...]
    label_name: Text = ""
    target: float | None = None
    target_name: Text = ""
    decimals: int = 0
    answer: Text = ""


@dataclass(frozen=True)
class CellKind:
    """What a matrix cell can say: a code, its words, and an icon name that differs in shape, not only in colour."""

    code: str
    word: Text
    icon: str
    tone: str


@dataclass(frozen=True)
class MatrixColumn:
    """A column, e.g. a municipality."""

    label: Text
    url: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A row, e.g. a goal; one code for each column, ``""`` where nothing has been answered yet."""

    label: Text
    codes: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Matrix:
    """Goals × municipalities. Drawn as a table, which is its own text alternative.

    ``kinds`` are the possible answers; the default are the four of an adoption: ``adopt``, ``adapt``,
    ``already_done``, ``not_applicable``; ``""`` is "noch offen".
    """

    question: Text
    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]
    row_name: Text
    kinds: tuple[CellKind, ...] = ()
    answer: Text = ""


@dataclass(frozen=True)
class MapArea:
    """A place on a map: outer rings where the geometry is known, otherwise a circle at ``point``."""

    name: Text
    value: float | None
    rings: tuple[tuple[Position, ...], ...] = ()
    point: Position | None = None
    text: Text = ""
    url: str = ""


@dataclass(frozen=True)
class AreaMap:
    """Values by place in ``classes`` classes of equal count (quantiles), or between the ``bounds`` given.

    ``ground`` are outlines without a value, drawn beneath so that the places can be told where they lie.
    """

    question: Text
    unit: Text
    areas: tuple[MapArea, ...]
    area_name: Text = ""
    classes: int = 4
    bounds: tuple[float, ...] = ()
    decimals: int = 0
    answer: Text = ""
    ground: tuple[tuple[Position, ...], ...] = ()


@dataclass(frozen=True)
class PlanMark:
    """A milestone on a plan; `state` is "done", "open" or "late"."""

    on: date
    label: Text
    state: str = "open"


@dataclass(frozen=True)
class PlanBar:
    """A plan from one day to another (None: not said). `state` is "open", "running", "done" or "stopped", `text` the
    same in words; `funded_until` the last day of its funding; `needs` the places of those bars that must come first."""

    label: Text
    starts_on: date | None
    ends_on: date | None
    state: str = "open"
    text: Text = ""
    url: str = ""
    marks: tuple[PlanMark, ...] = ()
    funded_until: date | None = None
    needs: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlanChart:
    """Plans one below the other, with today as the red thread: "Was geschieht wann?". Charts that belong together share
    an axis by `first` and `last`, and only one `has_key`."""

    question: Text
    bars: tuple[PlanBar, ...]
    today: date
    first: date | None = None
    last: date | None = None
    has_key: bool = True
    label_name: Text = ""
    answer: Text = ""
    unit: Text = ""


@dataclass(frozen=True)
class FlowNode:
    """A beginning or an end of a flow. `is_open` is what nothing has become of yet; it is drawn as an outline."""

    code: str
    label: Text
    value: int
    url: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Ribbon:
    """What flows from one node to another, by their codes."""

    source: str
    target: str
    value: int
    url: str = ""


@dataclass(frozen=True)
class FlowChart:
    """From where things came to what became of them. A thing may flow more than once: a node shows the number of
    things, `total` is the number of all, and both can be less than what its ribbons sum to."""

    question: Text
    unit: Text
    sources: tuple[FlowNode, ...]
    targets: tuple[FlowNode, ...]
    ribbons: tuple[Ribbon, ...]
    source_name: Text
    target_name: Text
    total: int
    url: str = ""
    answer: Text = ""


@dataclass(frozen=True)
class HeatRow:
    """A row of a heat matrix: one value for each column; None with `text` is hidden or unknown, 0 is nothing."""

    label: Text
    values: tuple[float | None, ...]
    total: float | None = None
    url: str = ""


@dataclass(frozen=True)
class HeatMatrix:
    """How much of what lies where: darker is more, and each cell carries its number.

    `totals` are those of the columns; `hidden` is what a cell without a value says, explained in `note`.
    """

    question: Text
    unit: Text
    columns: tuple[Text, ...]
    rows: tuple[HeatRow, ...]
    row_name: Text
    column_name: Text
    totals: tuple[float | None, ...] = ()
    hidden: Text = "–"
    note: Text = ""
    decimals: int = 0
    answer: Text = ""


Chart = FlowChart | HeatMatrix | LineChart | BarChart | DumbbellChart | SmallMultiples | Matrix | AreaMap
