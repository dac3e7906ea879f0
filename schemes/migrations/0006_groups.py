"""The groups of the workshop; `schemes.groups.grant` gives them their permissions afterwards.

Permissions are rows that Django makes once all migrations are done: none can be given here.
"""

from django.db import migrations

GROUPS = ("rédacteur", "relecteur", "administrateur")


def make_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in GROUPS:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("schemes", "0005_workflow"),
    ]
    # Backwards, the groups stay: accounts may be in them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
