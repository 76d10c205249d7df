"""Einstellungen, Post: whether mail gets through and whether somebody works in the background. No text, no address."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from roterfaden.jobs.actions import start_job
from roterfaden.jobs.queries import Workforce, workforce
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.nav import office_page, opens_with
from roterfaden.post import actions
from roterfaden.post.models import Message
from roterfaden.post.queries import PostOverview, overview, undelivered
from roterfaden.post.tasks import TEST_MAIL
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, get_visible

describe(
    TEST_MAIL,
    back=lambda _job: Link(gettext_lazy("Zurück zur Post"), reverse("office:post")),
    counts={"sent": gettext_lazy("Testnachrichten an den Mailserver übergeben")},
)


@dataclass(frozen=True)
class PostPage:
    """How the post and the background work fare."""

    post: PostOverview
    workforce: Workforce
    page: Page[Message]
    kept_days: int
    goes_into_files: bool


@require_safe
@opens_with("post.view_messages")
def post(request: HttpRequest) -> HttpResponse:
    """Counts, and what does not get through."""
    now = timezone.now()
    context = PostPage(
        post=overview(now),
        workforce=workforce(now),
        page=page_of(request, undelivered()),
        kept_days=settings.MAIL_KEPT_DAYS,
        goes_into_files=settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"),
    )
    return office_page(request, "office/post/post.html", context)


@require_POST
@opens_with("post.view_messages")
def send_test(request: HttpRequest) -> HttpResponse:
    """Have a test message sent to the person who asks, by the way all messages go."""
    title = _("Testnachricht verschicken")
    job = start_job(actor=actor_of(request), kind=TEST_MAIL, title=title, arguments={}, now=timezone.now())
    return redirect("office:job", job.uid)


@require_POST
@opens_with("post.retry_message")
def retry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Try a message anew that was given up."""
    message = get_visible(Message.objects.all(), uid=uid)
    try:
        actions.retry_message(actor=actor_of(request), message=message, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Die Nachricht wird in der nächsten Minute noch einmal verschickt."))
    return redirect("office:post")


urlpatterns: list[URLPattern] = [
    path("einstellungen/post/", post, name="post"),
    path("einstellungen/post/test/", send_test, name="post_test"),
    path("einstellungen/post/<uuid:uid>/erneut/", retry, name="post_retry"),
]
