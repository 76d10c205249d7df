"""Answering with a kept file. Nothing is served by its path: the surface decides who may see it, then calls this."""

from django.http import FileResponse
from django.utils.translation import gettext as _

from roterfaden.files.models import KeptFile
from roterfaden.files.queries import opened


def send_file(kept: KeptFile, *, as_attachment: bool = True, preview: bool = False) -> FileResponse:
    """The content of a kept file as an answer, under the name people gave it; `preview`: the small picture.

    Only pictures are ever shown inside a page: whoever asks for something else gets a download, because the file is
    somebody else's and must not act in our name. It stays with the browser that fetched it for an hour.
    """
    inline = kept.is_image and not as_attachment
    response = FileResponse(
        opened(kept, preview=preview and kept.is_image),
        as_attachment=not inline,
        filename=download_name(kept),
        content_type=kept.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def download_name(kept: KeptFile) -> str:
    """The name people gave the file, with the ending of what it really is."""
    stem = kept.original_name.rpartition(".")[0] or kept.original_name or _("Datei")
    given = kept.original_name.rpartition(".")[2].lower()
    ending = given if given in {"csv", "tsv"} and kept.media_type == "text/plain" else kept.ending
    return f"{stem}.{ending}"
