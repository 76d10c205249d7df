"""What somebody typed into a form that could not be taken: the session had ended, the page was old, a door was shut.

The page that says so holds it in fields of its own, so that it can be sent again. It stays in the browser: nothing of
it is kept on the server, and no cache may keep the page.
"""

from dataclasses import dataclass

from django.http import HttpRequest

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
NEVER = ("csrf", "password", "passwort")
"""Fields whose names hold one of these are never written into a page."""
ACCOUNT = "/konto/"
"""Pages where one signs in: what is typed there is typed anew."""
LONG = 20
"""From so many signs on, or with a line break, a value is shown to be read and copied."""


@dataclass(frozen=True)
class Typed:
    """The fields of a form as they were sent, and those of them that are words.

    Files cannot be held; `files` are the fields they came in, each with whether there were several: to choose anew.
    """

    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bool], ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What somebody would hate to write again."""
        return tuple(value for _name, value in self.fields if len(value) > LONG or "\n" in value)


def typed_words(request: HttpRequest) -> Typed | None:
    """What a form on one of our pages sent, or None: nothing was typed, or a script asked and not a person.

    Only for requests whose origin is certain: the token has been checked, or `web.cards.same_origin` says so.
    """
    asks_for_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if request.method != "POST" or request.content_type not in FORMS or not asks_for_page:
        return None
    if ACCOUNT in request.path_info or "HX-Request" in request.headers:
        return None
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if not any(part in name.lower() for part in NEVER)
        for value in values
    )
    files = tuple((name, len(sent) > 1) for name, sent in request.FILES.lists())
    return Typed(fields, files) if any(value.strip() for _name, value in fields) else None
