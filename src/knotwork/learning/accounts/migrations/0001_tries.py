"""The table in which tries to sign in are counted, shared by all processes."""

from django.core.management import call_command
from django.db import migrations


def make_table(_apps, schema_editor) -> None:
    call_command("createcachetable", "accounts_tries", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
