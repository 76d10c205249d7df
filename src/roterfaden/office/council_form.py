"""What the pages about the bodies share: one form as a page, with the way back up."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from roterfaden.accounts.rules import allowed
from roterfaden.council.methods import MissingStep
from roterfaden.council.models import Paper
from roterfaden.kernel.actors import Actor
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.ui.parts import Link
from roterfaden.web.pages import get_visible


def council_form(
    request: HttpRequest, title: str, form: BaseForm, submit: str, *, paper: Paper | None = None, lead: str = "",
    note: str = "",
) -> HttpResponse:  # fmt: skip
    """A form below "Gremien", or below a paper."""
    crumbs: tuple[Link, ...] = (Link(_("Gremien"), reverse("office:council")),)
    cancel = reverse("office:council")
    if paper is not None:
        cancel = reverse("office:council_paper", args=[paper.pk])
        crumbs += (Link(paper.reference, cancel),)
    return form_page(request, FormPage(title, form, submit, cancel, crumbs, lead=lead, note=note))


def missing_in_words(step: MissingStep) -> str:
    """The warning about one missing step."""
    text = _("Es fehlt: %(body)s (%(role)s).") % {"body": step.body_kind.label, "role": step.role.label}
    law = _("Der Kreisausschuss bereitet die Beschlüsse des Kreistags vor (§ 76 Abs. 1 NKomVG).")
    return f"{text} {law}" if step.by_law else text


def paper_for(actor: Actor, paper_id: int) -> Paper:
    """The paper; drafts only for those who write them. 404 for everybody else."""
    rows = Paper.objects.select_related("version__concept__process", "refers_to")
    return get_visible(rows if allowed(actor, "council.draft_paper") else rows.submitted(), pk=paper_id)
