"""What every test of the site shares."""

import pytest


@pytest.fixture
def world(db):
    """Two places, four people, and a stranger."""
    from tests.factories import World

    return World()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Tests that commit leave an empty database behind them, so for that moment the database's guards are lifted."""
    from importlib import import_module

    from django.db import connection

    guards = [
        import_module("knotwork.learning.audit.migrations.0002_chain_and_guards"),
        import_module("knotwork.learning.strands.migrations.0004_versions_stay"),
        import_module("knotwork.learning.strands.migrations.0010_private_versions_may_go"),
    ]
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_all(self, statements):
        with self.connection.cursor() as cursor:
            for lift in [one for guard in guards for one in guard.LIFT[self.connection.vendor]]:
                cursor.execute(lift)
            flush(self, statements)
            for lay in [one for guard in guards for one in guard.LAY[self.connection.vendor]]:
                cursor.execute(lay)

    operations.execute_sql_flush = flush_all
    yield
    operations.execute_sql_flush = flush
