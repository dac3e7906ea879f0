"""Two editors at once: the second is told what the first changed, and loses nothing."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

from schemes.history.timeline import since, version
from schemes.models import TRACKED

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

LONGEST = 18  # digits: more is no key of ours
KEYS = ("id", "scheme")  # hidden in the row of a part, whatever its editor writes
FIELD = "_version"  # beside the form: what the page was made of
MESSAGE = (
    "Rien n'a été enregistré : cet objet a changé depuis que vous avez ouvert la page. Votre "
    "saisie est gardée ci-dessous. Lisez ce qui a changé, reprenez-le s'il le faut, puis "
    "enregistrez de nouveau : votre saisie remplacera alors ces valeurs."
)


class Refusing:
    """A form that is not saved this time."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.add_error(None, MESSAGE)
        return data


def with_conflict(
    page: "ModelAdmin", request: HttpRequest, key: str | None, context: dict[str, Any]
) -> dict[str, Any]:
    """The page's version; what was changed since the version that is sent back, if anything."""
    row = _row(page, request, key)
    if row is None:
        return context
    now, sent = version(page.model, row.pk), request.POST.get(FIELD)
    if sent and sent != now and request.POST.get("_saveasnew") is None:
        request.conflict = since(page.model, row.pk, sent)
    return context | {"version": now, "conflict": getattr(request, "conflict", None)}


def _row(page: "ModelAdmin", request: HttpRequest, key: str | None) -> Model | None:
    """The object, held until the end of the transaction by the one who saves it."""
    if key is None or page.model not in TRACKED:
        return None
    rows = page.model._base_manager.all()  # noqa: SLF001 - documented API
    if request.method == "POST":
        rows = rows.select_for_update()
    try:
        return rows.filter(pk=page.opts.pk.to_python(key)).only("pk").first()
    except ValidationError:
        return None


def keep_rows(data: QueryDict, prefix: str, model: type[Model]) -> QueryDict:
    """The data of a formset, in which rows that are gone from the database come as new ones.

    Django would refuse them for ever: the row that the hidden number names does not exist.
    """
    try:
        initial = int(data.get(f"{prefix}-INITIAL_FORMS", ""))
        total = int(data.get(f"{prefix}-TOTAL_FORMS", ""))
    except ValueError:
        return data
    keys = [data.get(f"{prefix}-{number}-id", "") for number in range(min(initial, total))]
    if not keys:
        return data
    numbers = [key for key in keys if key.isascii() and key.isdecimal() and len(key) < LONGEST]
    there = model._base_manager.filter(pk__in=numbers).values_list("pk", flat=True)  # noqa: SLF001
    lost = set(numbers) - set(map(str, there))
    gone = [number for number, key in enumerate(keys) if key in lost]
    return _moved(data, prefix, gone, initial, total) if gone else data


def keep_only_row(data: QueryDict, prefix: str, rows: QuerySet) -> QueryDict:
    """Of a part that there is one of: what is posted as new takes the place of what came meanwhile.

    Django would say that it exists already, and refuse it for ever.
    """
    start = f"{prefix}-0-"
    written = [v for k, v in data.items() if k.startswith(start) and k[len(start) :] not in KEYS]
    is_new = data.get(f"{prefix}-INITIAL_FORMS") == "0" and any(written)
    there = rows.values_list("pk", flat=True).first() if is_new else None
    if there is None:
        return data
    return _with(data, {f"{prefix}-INITIAL_FORMS": "1", f"{start}id": str(there)})


def _with(data: QueryDict, values: dict[str, str]) -> QueryDict:
    changed = data.copy()
    for name, value in values.items():
        changed[name] = value
    return changed


def _moved(data: QueryDict, prefix: str, gone: list[int], initial: int, total: int) -> QueryDict:
    """Rows renumbered, so that those that are `gone` follow those that stand."""
    standing = [number for number in range(initial) if number not in gone]
    order = [*standing, *gone, *range(initial, total)]
    places = {str(old): new for new, old in enumerate(order)}
    start = f"{prefix}-"
    moved = QueryDict(mutable=True)
    for name, values in data.lists():
        number, _, field = name.removeprefix(start).partition("-")
        is_row = name.startswith(start) and field and number in places
        moved.setlist(f"{start}{places[number]}-{field}" if is_row else name, values)
    for number in range(len(standing), initial):
        moved[f"{start}{number}-id"] = ""
    moved[f"{start}INITIAL_FORMS"] = str(len(standing))
    return moved
