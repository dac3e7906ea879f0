"""The editors' guide, docs/guide-redaction.md, as pages of the admin."""

from itertools import pairwise

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from schemes.board_views import admin_page
from schemes.templatetags.french import unbroken

DOCS = settings.BASE_DIR / "docs"
CHAPTER = "h2"


@require_safe
def guide(request):
    text = (DOCS / "guide-redaction.md").read_text(encoding="utf-8")
    _, _, body = text.partition("\n")  # the page has the title already
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse(unbroken(body))
    chapters = number_chapters(tokens)
    html = reader.renderer.render(tokens, reader.options, {})
    return admin_page(
        request,
        "admin/workshop/guide.html",
        "Guide des rédacteurs",
        chapters=chapters,
        guide=mark_safe(html),  # noqa: S308 - our own file, in which Markdown takes no HTML
    )


def number_chapters(tokens: list[Token]) -> dict[str, str]:
    """The title of each chapter by its anchor, which its heading takes."""
    titles = [
        (opening, words.content)
        for opening, words in pairwise(tokens)
        if opening.type == "heading_open" and opening.tag == CHAPTER
    ]
    chapters = {}
    for number, (opening, title) in enumerate(titles, 1):
        anchor = f"chapitre-{number}"
        opening.attrSet("id", anchor)
        chapters[anchor] = title
    return chapters


@require_safe
def picture(request, name):
    """`images/redaction/<name>.png`, as the guide names it beside itself."""
    path = DOCS / "images" / "redaction" / f"{name}.png"
    if not path.is_file():
        raise Http404("Cette image n'existe pas.")
    return FileResponse(path.open("rb"), content_type="image/png")
