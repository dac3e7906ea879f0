"""Pages of a list, asked for by anybody: any number gives a page and a sentence, never an error."""

from collections.abc import Sequence

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator


class CountedPaginator(Paginator):
    """Pages of rows of which somebody has told how many there are: no query counts them."""

    def __init__(self, rows: Sequence, per_page: int, count: int):
        super().__init__(rows, per_page)
        self.count = count


def page_of(paginator: Paginator, asked: str | None) -> tuple[Page, list[str]]:
    """The page that was asked for, or the nearest one with a French sentence that says so."""
    try:
        return paginator.page(asked or 1), []
    except EmptyPage:
        return paginator.page(paginator.num_pages), ["Cette page n'existe pas : voici la dernière."]
    except InvalidPage:
        return paginator.page(1), ["Ce numéro de page n'est pas un nombre : voici la première."]
