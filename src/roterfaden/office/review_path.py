"""The steps of a review as a path, and the one that comes next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from roterfaden.monitoring.models import ReviewCycle
from roterfaden.monitoring.queries.asking import Completeness
from roterfaden.monitoring.queries.board import NEEDS_A_VIEW, Board
from roterfaden.ui.parts import Stage

POSTED = frozenset({"review_assess", "review_close"})
"""Steps that are one button."""


@dataclass(frozen=True)
class NextStep:
    """What to do now. A step is a page (`href`) or a button (`action`, an address to post to)."""

    heading: str
    text: str
    label: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True)
class Progress:
    """What the path is made from."""

    cycle: ReviewCycle
    board: Board
    figures: Completeness
    to_follow_up: int
    followed_up: int
    report_slug: str

    @property
    def unrated(self) -> int:
        """Goals the group should look at and has not rated."""
        lines = (line for part in self.board.fields for line in part.goals)
        return sum(
            line.rating is None and line.assessment is not None and line.assessment.status in NEEDS_A_VIEW
            for line in lines
        )


def path_of(found: Progress) -> tuple[tuple[Stage, ...], int]:
    """The seven steps with the state of each, and the number of the current one (7 when everything is done)."""
    done = _done(found)
    current = next((index for index, is_done in enumerate(done) if not is_done), len(done))
    slug = found.cycle.slug
    urls = (
        reverse("office:review_asked", args=[slug]), reverse("office:review_asked", args=[slug]), "",
        reverse("office:review_follow_ups", args=[slug]), reverse("office:review_session", args=[slug]), "", "",
    )  # fmt: skip
    labels = (
        _("Zahlen anfragen"), _("Zahlen übernehmen"), _("Ziele berechnen"), _("Nachschau"), _("Bewerten"),
        _("Abschließen"), _("Ausgaben"),
    )  # fmt: skip
    states = (
        "done" if is_done else "current" if index == current else "upcoming" for index, is_done in enumerate(done)
    )
    stages = tuple(
        Stage(label, state, text=text, url=url)
        for label, state, text, url in zip(labels, states, _texts(found), urls, strict=True)
    )
    return stages, current


def _done(found: Progress) -> tuple[bool, ...]:
    is_closed, computed_at = found.cycle.closed_at is not None, found.board.computed_at
    is_computed = computed_at is not None and (not found.figures.taken_at or found.figures.taken_at <= computed_at)
    has_asked = bool(found.figures.rows) or computed_at is not None
    has_taken = found.figures.is_complete or not found.figures.rows or is_closed
    is_followed = found.followed_up == found.to_follow_up or is_closed
    return (
        has_asked, has_taken, is_computed, is_followed and is_computed,
        is_closed or (is_computed and found.unrated == 0), is_closed, bool(found.report_slug),
    )  # fmt: skip


def _texts(found: Progress) -> tuple[str, ...]:
    figures = found.figures
    return (
        _("%(count)s Stellen gefragt") % {"count": figures.places} if figures.rows else "",
        _("%(taken)s von %(all)s übernommen") % {"taken": figures.taken, "all": figures.values} if figures.rows else "",
        "",
        _("%(done)s von %(all)s angesehen") % {"done": found.followed_up, "all": found.to_follow_up}
        if found.to_follow_up
        else "",
        _("%(count)s Ziele warten") % {"count": found.unrated} if found.unrated else "",
        "",
        "",
    )  # fmt: skip


def next_step(found: Progress, current: int) -> NextStep | None:
    """The step that comes next, for whoever runs the review; None when nothing is left."""
    steps = (
        ("review_ask", _("Zahlen anfragen"), _("Zahlen anfragen"), _ask_words()),
        ("review_asked", _("Zahlen übernehmen"), _("Zu den Meldungen"), _take_words()),
        ("review_assess", _("Ziele berechnen"), _("Ziele berechnen"), _compute_words()),
        ("review_follow_ups", _("Nachschau"), _("Zur Nachschau"), _follow_words()),
        ("review_session", _("Bewerten"), _("Sitzung beginnen"), _rate_words()),
        ("review_close", _("Überprüfung abschließen"), _("Überprüfung abschließen"), _close_words()),
        ("report_open", _("Ausgaben erstellen"), _("Bericht anlegen"), _edition_words()),
    )
    if current >= len(steps):
        return None
    route, heading, label, text = steps[current]
    url = reverse(f"office:{route}", args=[found.cycle.slug])
    if route in POSTED:
        return NextStep(heading, text, label, action=url)
    return NextStep(heading, text, label, href=url)


def _ask_words() -> str:
    return _(
        "Fragen Sie die Stellen und Kommunen nach den Werten bis zum Stichtag. "
        "Wenn schon alles da ist, berechnen Sie gleich."
    )


def _take_words() -> str:
    return _("Sehen Sie an, was gemeldet wurde, und übernehmen Sie es.")


def _compute_words() -> str:
    return _(
        "Für jedes Ziel wird der Status aus den Werten bestimmt, die zum Datenstand bekannt waren. "
        "Das lässt sich wiederholen, wenn Werte dazukommen."
    )


def _follow_words() -> str:
    return _("Was wurde aus dem, was frühere Überprüfungen vereinbart haben?")


def _rate_words() -> str:
    return _("Die Koordinierungsgruppe geht die Ziele durch, die unsicher, gefährdet oder verfehlt sind.")


def _close_words() -> str:
    return _(
        "Nach dem Abschluss ändert sich hier nichts mehr, und die Ergebnisse stehen auf den öffentlichen Seiten der "
        "Ziele."
    )


def _edition_words() -> str:
    return _("Aus denselben eingefrorenen Daten entstehen die Ausgaben für Gruppe, Gremien und Öffentlichkeit.")
