"""The site's wheel is built when the package changed, and not otherwise."""

import pytest

import site_wheel
from twowaves.classroom.install import WHEELS


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Put a small project in place of this one, and note what is built."""
    for name in site_wheel.MADE_FROM:
        folder = "." not in name and "LICENSE" not in name
        place = tmp_path / name / "file.py" if folder else tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(name)
    built = []

    def build(folder, epoch, *targets):
        built.append((epoch, *targets))
        folder.mkdir(parents=True)
        (folder / f"wheel-{len(built)}.whl").touch()

    (tmp_path / "_build").mkdir()
    monkeypatch.setattr(site_wheel, "ROOT", tmp_path)
    monkeypatch.setattr(site_wheel, "STAMP", tmp_path / "_build" / "stamp")
    monkeypatch.setattr(site_wheel, "build_packages", build)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    return tmp_path, built


def put(folder):
    """Bring the site's wheel in step, and return which one is there."""
    site_wheel.put_wheel(folder / "html")
    return [path.name for path in (folder / "html" / WHEELS).iterdir()]


def test_once(project):
    """Where nothing changed there is nothing to do."""
    folder, built = project

    assert ["wheel-1.whl"] == put(folder) == put(folder)
    assert [(1_600_000_000, "wheel")] == built


@pytest.mark.parametrize("name", site_wheel.MADE_FROM)
def test_changed(project, name):
    """Whatever the wheel is made from, a change of it gives another one, in place of the first."""
    folder, _ = project
    put(folder)
    place = folder / name
    (place / "file.py" if place.is_dir() else place).write_text("another")

    assert ["wheel-2.whl"] == put(folder)


def test_added_and_lost(project):
    """So does a file that is new, and one that went."""
    folder, _ = project
    put(folder)
    (folder / "src" / "new.py").touch()
    assert ["wheel-2.whl"] == put(folder)
    (folder / "src" / "new.py").unlink()
    assert ["wheel-3.whl"] == put(folder)


def test_what_python_leaves(project):
    """What Python leaves beside a module counts for nothing."""
    folder, _ = project
    put(folder)
    (folder / "src" / "__pycache__").mkdir()
    (folder / "src" / "__pycache__" / "file.pyc").touch()

    assert ["wheel-1.whl"] == put(folder)


def test_another_commit(project, monkeypatch):
    """A later commit has a wheel of its own time."""
    folder, built = project
    put(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    put(folder)

    assert [1_600_000_000, 1_700_000_000] == [epoch for epoch, _ in built]


def test_lost_wheel(project):
    """A site that was made anew gets its wheel again."""
    folder, _ = project
    put(folder)
    (folder / "html" / WHEELS / "wheel-1.whl").unlink()

    assert ["wheel-2.whl"] == put(folder)
