"""The question about the months to come, what the words mean, and the report of all answers."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roterfaden.courses.methods.needs import people, supply
from roterfaden.courses.methods.needs.asking import Asked
from roterfaden.courses.methods.needs.content import LINE, Answer, Drawing, Figure, Report, Sheet, Value
from roterfaden.courses.methods.needs.facts import AHEAD, Facts, months_after
from roterfaden.courses.methods.needs.forecast import FEWEST_MONTHS, RECENT
from roterfaden.courses.methods.needs.outlook import Outlook, of_kind
from roterfaden.kernel.suppression import FEWEST
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Text

YEAR = 12


def forecast(asked: Asked) -> Answer:
    """New registrations by month with their range, and by type."""
    facts, outlook = asked.facts, asked.outlook
    counts = {month: sum(case.month == month for case in facts.cases) for month in facts.months}
    each = outlook.registrations(1)
    whole = outlook.registrations(outlook.span)
    seen = asked.shown(list(counts.values()))
    # A month hidden here beside others is not told by the sum of a year either, in this pack or in the next one.
    year = None if None in seen[-YEAR:] else asked.number(sum(list(counts.values())[-YEAR:]))
    rows: list[tuple[Value, ...]] = [
        (month.isoformat(), count, "", "", "") for month, count in zip(counts, seen, strict=True)
    ]
    if each is not None:
        ahead = [months_after(facts.on, step + 1) for step in range(AHEAD)]
        rows += [(month.isoformat(), "", round(each.expected, 1), each.low, each.high) for month in ahead]
    return Answer(
        "vorausschau", _("Wie viele Menschen werden einen Kurs brauchen?"), _words(asked, outlook),
        (
            Sheet(
                _("Anmeldungen nach Monat"),
                (_("Monat"), _("Anmeldungen"), _("erwartet"), _("von"), _("bis")), tuple(rows),
                Drawing(LINE, _("Wie viele melden sich an?"), _("Anmeldungen im Monat"), (1, 2, 3, 4)),
                by_month=True,
            ),
            _by_kind(asked),
        ),
        figures=(
            Figure("registrations", _("Anmeldungen in zwölf Monaten"), year, _("Menschen")),
            Figure("expected", _("erwartete Anmeldungen in den nächsten Monaten"),
                   round(whole.expected) if whole else None, _("Menschen")),
        ),
        notes=tuple(_notes(outlook)),
    )  # fmt: skip


def _words(asked: Asked, outlook: Outlook) -> str:
    whole = outlook.registrations(outlook.span)
    if whole is None:
        return _(
            "Eine Vorausschau ist noch nicht sagbar: Dafür braucht es Anmeldungen aus mindestens %(months)s Monaten."
        ) % {"months": FEWEST_MONTHS}
    said = _("Bis %(until)s melden sich voraussichtlich zwischen %(low)s und %(high)s Menschen neu an.") % {
        "until": asked.until, "low": number(whole.low), "high": number(whole.high),
    }  # fmt: skip
    if outlook.starting is not None:
        said += " " + _("Von 10 Angemeldeten beginnen gewöhnlich %(count)s einen Kurs.") % {
            "count": number(round(outlook.starting.value * 10))
        }
    return said


def _by_kind(asked: Asked) -> Sheet:
    facts, outlook = asked.facts, asked.outlook
    factor = outlook.typed_factor()
    rows: list[tuple[Value, ...]] = []
    for kind, type_ in facts.kinds.items():
        count = sum(case.kind == kind for case in facts.cases)
        if not count:
            continue
        found = outlook.registrations(outlook.span, of_kind(kind), factor)
        if found is None:
            rows.append((type_.name, str(people.UNKNOWN), "", ""))
        elif asked.number(count) is None:
            rows.append((type_.name, None, None, None))
        else:
            rows.append((type_.name, round(found.expected), found.low, found.high))
    heads = (_("Kursart"), _("erwartet"), _("von"), _("bis"))
    return Sheet(_("Neue Anmeldungen bis %(until)s nach Kursart") % {"until": asked.until}, heads, tuple(rows))


def _notes(outlook: Outlook) -> list[str]:
    """What the prediction rests on, in sentences."""
    found = [
        _("Die Spanne enthält den wahren Wert in 8 von 10 Fällen. Jahreszeiten und Trends werden nicht geraten."),
    ]  # fmt: skip
    past = outlook.past
    if past is not None and past.is_shifted:
        found.append(
            _("In den letzten %(months)s Monaten waren es deutlich andere Zahlen als davor. Nur sie zählen hier.")
            % {"months": RECENT}
        )
    elif past is not None:
        found.append(_("Gerechnet ist mit %(months)s abgeschlossenen Monaten.") % {"months": past.months})
    if outlook.closed:
        found.append(
            _("Ein Teil kam über Wege, auf denen zurzeit niemand neu zugelassen wird. Diese Anmeldungen zählen nur für "
              "die obere Grenze.")
        )  # fmt: skip
    if outlook.again is None:
        found.append(_("Wie viele nach einem Kurs noch einen beginnen, ist noch nicht sagbar; gerechnet ist ohne sie."))
    else:
        found.append(
            _("Von 10 Menschen, deren Kurs endete, begannen %(count)s noch einen.")
            % {"count": number(round(outlook.again.value * 10))}
        )
    return found


def definitions(facts: Facts) -> tuple[tuple[str, str], ...]:
    """What the words of the report mean."""
    return (
        (_("Wartezeit"), _(
            "Tage von der Anmeldung bis zum ersten Kurstag. Wer noch wartet oder ohne Kurs ausschied, zählt mit der "
            "Zeit bis heute oder bis dahin (Kaplan-Meier-Schätzung; Kaplan und Meier 1958).")),
        (_("Hälfte, 9 von 10"), _(
            "So viele Tage vergehen höchstens, bis die Hälfte oder 9 von 10 der Angemeldeten einen Kurs begonnen haben "
            "(Median, 90-%-Perzentil).")),
        (_("Frist"), _("Der Kurs soll %(days)s Tage nach der Anmeldung begonnen haben (%(source)s).")
         % {"days": facts.limit, "source": facts.limit_source}),
        (_("Wartende"), _("Menschen auf der Warteliste, die keinen Kurs begonnen und keinen Platz haben.")),
        (_("Bedarf"), _(
            "Wartende, dazu neue Anmeldungen mal dem Anteil, der gewöhnlich beginnt, dazu Menschen, die nach einem "
            "Kurs gewöhnlich noch einen beginnen.")),
        (_("Spanne (von, bis)"), _(
            "Vorhersage aus den Anmeldungen der letzten 6 bis 24 Monate: In 8 von 10 Fällen liegt der Wert darin "
            "(negative Binomialverteilung mit Überstreuung; Menssen und andere 2022).")),
        (_("Freie Plätze"), _("Plätze in geplanten und sicheren Kursen, die bis zum Ende der Vorausschau beginnen.")),
        (_("Fehlende Plätze"), _("Bedarf weniger freie Plätze. Unter 0 sind Plätze übrig.")),
        (_("Kleine Zahlen"), _(
            "Zahlen von Menschen unter %(count)s stehen nicht da, auch nicht, was sie verriete. Kommunen und Kursarten "
            "mit so wenigen sind zusammengefasst.") % {"count": FEWEST}),
    )  # fmt: skip


QUESTIONS: dict[str, tuple[Text, Callable[[Asked], Answer]]] = {
    "wartezeit": (gettext_lazy("Wartezeit"), people.waiting),
    "angebot": (gettext_lazy("Angebot"), supply.offers),
    "luecken": (gettext_lazy("Lücken"), supply.gaps),
    "junge": (gettext_lazy("Junge Menschen"), people.young),
    "kinder": (gettext_lazy("Kinderbetreuung"), people.care),
    "hindernisse": (gettext_lazy("Hindernisse"), people.hindrances),
    "vorausschau": (gettext_lazy("Vorausschau"), forecast),
}
"""Every question by its short name: what it is called in a list, and what answers it."""


def answer(facts: Facts, question: str, *, full: bool) -> Answer:
    """One question answered; without `full` small numbers of people are hidden."""
    return QUESTIONS[question][1](Asked(facts, full))


def report(facts: Facts, *, full: bool) -> Report:
    """Every question answered."""
    asked = Asked(facts, full)
    answers = tuple(found(asked) for _label, found in QUESTIONS.values())
    return Report(facts.on, facts.until, answers, definitions(facts))
