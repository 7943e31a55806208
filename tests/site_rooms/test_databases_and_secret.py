"""Which database, and which key, from the environment."""

from pathlib import Path

import pytest

from knotwork.site.databases import UnknownDatabase, database
from knotwork.site.hosts import AnyHost, hosts
from knotwork.site.secret import secret_key


@pytest.mark.parametrize("url", [None, "", "sqlite://"])
def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path, url) -> None:
    found = database(url, tmp_path)
    assert found["NAME"] == tmp_path / "knotwork.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_sqlite_can_be_a_file_of_ones_own_choice(tmp_path) -> None:
    assert database(f"sqlite://{tmp_path}/new/one%20two.db", Path("x"))["NAME"] == tmp_path / "new" / "one two.db"
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_read_from_its_address(tmp_path, scheme) -> None:
    found = database(f"{scheme}://ann%40x:p%2Fw@db:5433/kn?sslmode=require", tmp_path)
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == ["ann@x", "p/w", "db", 5433, "kn"]
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://x/y", "file:///x"])
def test_another_database_is_refused_with_what_to_use(tmp_path, url) -> None:
    with pytest.raises(UnknownDatabase, match="Use postgresql"):
        database(url, tmp_path)


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("KNOTWORK_SECRET_KEY", raising=False)
    key = secret_key(tmp_path / "data")
    assert len(key) >= 50
    assert secret_key(tmp_path / "data") == key
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_given_is_used_and_not_written(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("KNOTWORK_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize(
    ("given", "names"), [("a.example", ["a.example"]), ("a.example, b.example,", ["a.example", "b.example"])]
)
def test_hosts_are_named_with_commas(given, names) -> None:
    assert hosts(given) == names


@pytest.mark.parametrize("given", ["*", "a.example,*", "", " , "])
def test_every_host_or_none_is_refused_with_what_to_write(given) -> None:
    with pytest.raises(AnyHost, match="name each host"):
        hosts(given)
