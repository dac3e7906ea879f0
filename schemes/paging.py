"""Pages of a list, asked for by anybody: any number gives a page and a sentence, never an error."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator


class CountedPaginator(Paginator):
    """Pages of rows of which somebody has told how many there are: no query counts them."""

    def __init__(self, rows: Sequence, per_page: int, count: int):
        super().__init__(rows, per_page)
        self.count = count


class RowsOf(Sequence):
    """The rows of `ids`, in that order: `read` is asked for those of one page alone."""

    def __init__(self, ids: Sequence[int], read: Callable[[Sequence[int]], Iterable]):
        self.ids, self.read = ids, read

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, which: Any) -> Any:
        if isinstance(which, slice):
            return list(self.read(self.ids[which]))
        (row,) = self.read([self.ids[which]])
        return row


def page_of(paginator: Paginator, asked: str | None) -> tuple[Page, list[str]]:
    """The page that was asked for, or the nearest one with a French sentence that says so."""
    try:
        return paginator.page(asked or 1), []
    except EmptyPage:
        return paginator.page(paginator.num_pages), ["Cette page n'existe pas : voici la dernière."]
    except InvalidPage:
        return paginator.page(1), ["Ce numéro de page n'est pas un nombre : voici la première."]
