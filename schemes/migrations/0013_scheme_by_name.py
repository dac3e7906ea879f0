"""The admin's list is sorted by name: an index, which PostgreSQL makes while visitors read on."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class AddIndexWhileServing(AddIndexConcurrently):
    """Where a first try was given up half way, its remains are taken away before the next."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            name = schema_editor.quote_name(self.index.name)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_forwards(
                self, app_label, schema_editor, from_state, to_state
            )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_backwards(
                self, app_label, schema_editor, from_state, to_state
            )


class Migration(migrations.Migration):

    atomic = False  # PostgreSQL makes no index beside readers inside a transaction

    dependencies = [
        ('schemes', '0012_narrow_entries'),
    ]

    operations = [
        AddIndexWhileServing(
            model_name='scheme',
            index=models.Index(fields=['name', '-id'], name='scheme_by_name'),
        ),
    ]
