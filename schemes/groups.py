"""Who may do what: the three groups of the workshop, from a table of the models' permissions."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import models

EDITOR, REVIEWER, ADMINISTRATOR = "rédacteur", "relecteur", "administrateur"
GROUPS = (EDITOR, REVIEWER, ADMINISTRATOR)

# The portal writes them about itself: read by all three.
TRACES = {
    "cardchange", "catalogueload", "catalogueversion", "linkcheck", "listedcard", "openingstable",
    "passage", "report", "searchentry", "searchword",
}  # fmt: skip
# Counted for those who decide what is lacking: only administrators read them.
NEEDS = {"unmetneed", "unmetsearch"}
# What every card and every verdict stands on.
FOUNDATIONS = {"criterion", "criterionoption", "need", "stage", "synonym", "territory"}


def codenames(group: str, model: type[models.Model]) -> Iterator[str]:
    """The permissions of `group` on one model of the catalogue."""
    name = model._meta.model_name  # noqa: SLF001 - documented API
    if name in NEEDS and group != ADMINISTRATOR:
        return
    yield f"view_{name}"
    if group == ADMINISTRATOR:
        yield from (f"{verb}_{name}" for verb in ("add", "change", "delete"))
        yield from (codename for codename, _ in model._meta.permissions)  # noqa: SLF001
        return
    if name == "scheme":
        yield from ("submit_scheme", *(["publish_scheme"] if group == REVIEWER else []))
    if name == "report":
        yield "change_report"
    if name in TRACES | FOUNDATIONS or name.startswith("historical"):
        return
    yield from (f"add_{name}", f"change_{name}")
    if not _is_named_outside(model):
        yield f"delete_{name}"


def _is_named_outside(model: type[models.Model]) -> bool:
    """Addresses and files name it: editors change it, administrators alone delete it."""
    return any(field.name == "slug" for field in model._meta.fields)  # noqa: SLF001


def grant(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """After each migration: the groups exist and have at least what the table says.

    What an organisation gave them besides stays; other people's groups are not touched.
    """
    create_permissions(sender, verbosity=0, using=using)  # ours may come before Django's
    group_model = installed.get_model("auth", "Group")
    known = installed.get_model("auth", "Permission").objects.using(using)
    for name in GROUPS:
        group, _ = group_model.objects.using(using).get_or_create(name=name)
        wanted = [c for model in sender.get_models() for c in codenames(name, model)]
        group.permissions.add(
            *known.filter(content_type__app_label=sender.label, codename__in=wanted)
        )
