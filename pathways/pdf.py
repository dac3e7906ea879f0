"""A page as a tagged PDF (PDF/UA-1), where WeasyPrint is installed and finds Pango."""

import logging
from functools import cache

from django.conf import settings

STYLESHEET = settings.BASE_DIR / "static" / "plan-pdf.css"
VARIANT = "pdf/ua-1"

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # else ten lines a document


@cache
def is_available() -> bool:
    """The extra [pdf] is optional, and so is the system library that it loads."""
    try:
        import weasyprint  # noqa: F401, PLC0415  takes a second, and may not be there
    except (ImportError, OSError):
        return False
    return True


def make_pdf(html: str, address: str) -> bytes:
    """`html` as PDF bytes; `address` makes its links whole. Nothing that it names is fetched."""
    from weasyprint import CSS, HTML  # noqa: PLC0415  only where it is available

    style = CSS(string=STYLESHEET.read_text(encoding="utf-8"), url_fetcher=_fetch_nothing)
    page = HTML(string=html, base_url=address, url_fetcher=_fetch_nothing)
    _put_items_right_under_lists(page.etree_element)
    return page.write_pdf(stylesheets=[style], pdf_variant=VARIANT, pdf_tags=True)


def _put_items_right_under_lists(root) -> None:
    """HTML may group the terms of a <dl> in <div>; PDF/UA wants nothing between list and item."""
    for terms in root.iter("dl"):
        terms[:] = [item for part in terms for item in (part if part.tag == "div" else [part])]


def _fetch_nothing(url: str, *args, **kwargs):
    raise ValueError(f"A plan needs no other file: {url}")
