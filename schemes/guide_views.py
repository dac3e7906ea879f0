"""The editors' guide, docs/guide-redaction.md, as pages of the admin."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from schemes.board_views import admin_page

DOCS = settings.BASE_DIR / "docs"


@require_safe
def guide(request):
    text = (DOCS / "guide-redaction.md").read_text(encoding="utf-8")
    _, _, body = text.partition("\n")  # the page has the title already
    html = MarkdownIt("commonmark", {"html": False}).render(body)
    return admin_page(
        request,
        "admin/workshop/guide.html",
        "Guide des rédacteurs",
        guide=mark_safe(html),  # noqa: S308 - our own file, in which Markdown takes no HTML
    )


@require_safe
def picture(request, name):
    """`images/redaction/<name>.png`, as the guide names it beside itself."""
    path = DOCS / "images" / "redaction" / f"{name}.png"
    if not path.is_file():
        raise Http404("Cette image n'existe pas.")
    return FileResponse(path.open("rb"), content_type="image/png")
