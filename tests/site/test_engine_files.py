"""The site has the engine of its pages where there is one, and no button without."""

import json
from types import SimpleNamespace

import pytest
from docutils import nodes

import run_cells
from folded_code import folded_code


def page_with_code():
    """Return a page with one cell whose code is folded."""
    document = nodes.container()
    cell = nodes.container()
    document += cell
    cell += folded_code(number=1, lines=1, open=False)
    cell += nodes.container(classes=["cell_output"])
    return document


def app_for(folder, has_engine):
    """Return what the extension asks of Sphinx."""
    return SimpleNamespace(
        builder=SimpleNamespace(format="html"),
        outdir=str(folder),
        config=SimpleNamespace(has_engine=has_engine),
    )


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """Return a folder that is taken for the packed engine."""
    folder = tmp_path / "packed"
    folder.mkdir()
    monkeypatch.setattr(run_cells, "PACKED", folder)
    return folder


def test_without(packed, tmp_path):
    """Where nothing could be had, the site has no engine and its pages have no button."""
    page = page_with_code()
    run_cells.put_engine(app_for(tmp_path / "html", has_engine=False))
    run_cells.add_buttons(app_for(tmp_path, has_engine=run_cells.is_there()), page, "notebooks/a")

    assert not list(packed.iterdir())
    assert not (tmp_path / "html").exists()
    assert not list(page.findall(nodes.raw))


def test_button():
    """A button stands between a cell's code and its output."""
    page = page_with_code()
    run_cells.add_buttons(app_for("", has_engine=True), page, "notebooks/a")

    (cell,) = page.children
    assert [folded_code, nodes.raw, nodes.container] == [type(each) for each in cell.children]
    assert ">Run</button>" in cell.children[1].astext()


def test_with(packed, tmp_path):
    """What is packed is in the site with the package as it is now, and what is older goes."""
    (packed / "a.part").write_bytes(b"python")
    (packed / "wasi").mkdir()
    (packed / "wasi" / "index.js").write_text("export {};")
    python = {"size": 9, "parts": [{"name": "a.part", "bytes": 6}]}
    (packed / "manifest.json").write_text(json.dumps({"python": python}))
    engine = tmp_path / "html" / "_static" / "engine"
    engine.mkdir(parents=True)
    (engine / "older.part").write_bytes(b"")
    run_cells.put_engine(app_for(tmp_path / "html", has_engine=True))
    manifest = json.loads((engine / "manifest.json").read_text())
    named = {part["name"] for pack in manifest.values() for part in pack["parts"]}

    assert python == manifest["python"]
    assert named == {file.name for file in engine.glob("*.part")}
    assert {"worker.js", "cells.js", "cells.css", "palette.json", "wasi"} <= {
        file.name for file in engine.with_name("run").iterdir()
    }
    assert python == json.loads((packed / "manifest.json").read_text())["python"]


def test_without_scripts():
    """A page whose cells could run says once where they do for a reader without scripts."""
    cells = f'<div><details class="code"></details>{run_cells.RUN}</div>' * 2
    binder = {"label": "launch-buttons", "buttons": [{"url": "https://binder.example/a?b&c"}]}
    context = {
        "body": cells,
        "pathto": lambda path, resource: f"../{path}",  # noqa: ARG005 # the theme's
        "header_buttons": [{"label": "download"}, binder],
    }
    run_cells.say_without_scripts(None, "notebooks/a", "", context, None)

    assert 1 == context["body"].count("<noscript>")
    assert 'href="../_sources/notebooks/a.ipynb"' in context["body"]
    assert 'href="https://binder.example/a?b&amp;c"' in context["body"]


@pytest.mark.parametrize(("packs", "most"), [([], 30), (["pictures", "models"], 45)])
def test_download(site, packs, most):
    """What a reader waits for, the first time, is no more than was promised, in megabytes."""
    manifest = json.loads((site.folder / "_static" / "engine" / "manifest.json").read_text())
    wanted = [manifest[name] for name in ("python", "library", "sources", *packs)]

    assert most > sum(part["bytes"] for pack in wanted for part in pack["parts"]) / 1e6
