"""Gives each object that stands already its first record: a restoration needs a beginning."""

from django.db import migrations
from django.utils import timezone

REASON = "Début de l'historique"
EXTRA = ("history_id", "history_date", "history_change_reason", "history_type", "history_user")
LINK_EXTRA = ("m2m_history_id", "history")


def begin(apps, schema_editor):
    at = timezone.now()
    for history in apps.get_app_config("schemes").get_models():
        name = history.__name__.removeprefix("Historical")
        if name != history.__name__ and "_" not in name:
            begin_one(apps, name, history, at)


def begin_one(apps, name, history, at):
    model = apps.get_model("schemes", name)
    columns = [f.attname for f in history._meta.fields if f.name not in EXTRA]
    rows = model.objects.values(*columns)
    records = {
        row["id"]: history(history_date=at, history_type="+", history_change_reason=REASON, **row)
        for row in rows
    }
    history.objects.bulk_create(records.values(), batch_size=200)
    for link in model._meta.many_to_many:
        keep_links(apps, name, link, records)


def keep_links(apps, name, link, records):
    try:
        history = apps.get_model("schemes", f"Historical{name}_{link.name}")
    except LookupError:
        return
    columns = [f.attname for f in history._meta.fields if f.name not in LINK_EXTRA]
    owner = f"{name.lower()}_id"
    through = link.remote_field.through
    if "from_" + owner in columns:  # a relation to itself
        owner = "from_" + owner
    rows = through.objects.values(*columns)
    history.objects.bulk_create(
        [history(history=records[row[owner]], **row) for row in rows], batch_size=200
    )


class Migration(migrations.Migration):
    dependencies = [("schemes", "0010_history")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=True)]
