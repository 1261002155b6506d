"""The Python of the pages is packed once, in parts, without what nobody runs; or not at all."""

import gzip
import hashlib
import io
import json
import zipfile

import pytest

import engine
import packs
import wasm_trimmed
from node_packages import NodeError
from wasm_trimmed import number, read


def section(kind, body):
    """Return a section of a WebAssembly program."""
    return bytes([kind]) + number(len(body)) + body


def program(*bodies, names):
    """Return a program of functions that import one, with their names."""
    code = number(len(bodies)) + b"".join(number(len(body)) + body for body in bodies)
    listed = b"".join(
        number(i + 1) + number(len(name)) + name.encode() for i, name in enumerate(names)
    )
    told = number(len(names)) + listed
    custom = b"\x04name" + b"\x01" + number(len(told)) + told
    head = b"\0asm\1\0\0\0"
    return head + section(2, number(1) + b"import") + section(10, code) + section(0, custom)


GONE = ["sqlite3_open", "__pyx_pw_7sklearn_3fit", "cgetrf_", "HighsLp::clear()"]
KEPT = ["PyList_New", "dgetrf_", "clog", "_GLOBAL__sub_I_HighsLp.cpp", "__pyx_pw_5scipy_7special_j"]


@pytest.mark.parametrize("name", GONE)
def test_trimmed(name):
    """A function of a library that is left out only stops the program, and no name is kept."""
    kept, gone = b"\0kept" * 40, b"\0gone" * 40
    small = wasm_trimmed.trimmed(program(kept, gone, names=["PyList_New", name]))
    kinds = wasm_trimmed.sections_of(small)

    assert [2, 10] == [kind for kind, _ in kinds]
    assert number(2) + number(len(kept)) + kept + wasm_trimmed.STOP == kinds[1][1]


@pytest.mark.parametrize("name", KEPT)
def test_kept(name):
    """What may be called stays, though it has a name like what is left out, or stands behind it."""
    assert {0} == wasm_trimmed.uncalled_among({0: GONE[1], 1: name, 2: "__Pyx_Raise"})


@pytest.mark.parametrize("value", [0, 1, 127, 128, 300, 2**21, 2**32 - 1])
def test_number(value):
    """A number is read as it was written, and ends where it ends."""
    written = number(value)
    assert (value, len(written)) == read(written + b"\x01", 0)


def test_parts(tmp_path, monkeypatch):
    """A pack comes apart into parts, each called by its hash, and together it is what it was."""
    monkeypatch.setattr(packs, "PART", 10)
    content = b"a text that has more than twenty bytes"
    pack = packs.write_pack(content, tmp_path)
    files = [(tmp_path / part["name"]).read_bytes() for part in pack["parts"]]

    assert len(content) == pack["size"]
    assert content == b"".join(map(gzip.decompress, files))
    assert [len(file) for file in files] == [part["bytes"] for part in pack["parts"]]
    for part, file in zip(pack["parts"], files, strict=True):
        assert f"{hashlib.sha256(file).hexdigest()}.part" == part["name"]


def test_own_modules():
    """The package comes with its data, its sentences and the stand-ins, and with no test."""
    head, _, _ = packs.sources().partition(b"\n")
    paths = {path for path, _ in json.loads(head)}

    assert {
        "twowaves/__init__.py", "twowaves/data/published/outcomes.csv", "page_session.py",
        "twowaves/_base/headings.json", "IPython/display.py", "anywidget/__init__.py",
        "IPython/lib/pretty.py", "traitlets/__init__.py",
    } <= paths  # fmt: skip
    assert not [path for path in paths if "__pycache__" in path]


def test_library():
    """Of the wheel's library the book's packages and Python's own are packed, uncompressed."""
    wheel = io.BytesIO()
    kept = ["os.pyc", "annotationlib.pyc", "numpy/a.pyc"]
    left_out = ["sympy/a.pyc", "seaborn/a.pyc", "scipy/signal/a.pyc"]
    stood_in_for = "scipy/optimize/_milp.pyc"
    names = [*kept, *left_out, stood_in_for]
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as library:
        for name in names:
            library.writestr(name, name * 100)
    with zipfile.ZipFile(wheel) as library:
        packed = zipfile.ZipFile(io.BytesIO(engine.zip_of(library)))

    assert [*kept, "scipy/optimize/_milp.py"] == packed.namelist()
    assert b"whose solver the page has not" in packed.read("scipy/optimize/_milp.py")
    assert {zipfile.ZIP_STORED} == {member.compress_type for member in packed.infolist()}


def test_not_to_be_had(tmp_path, monkeypatch, capsys):
    """Where the packages cannot be had, the book is built without, and that is said."""

    def fail():
        raise NodeError("there is no network")

    monkeypatch.setattr(engine, "PLACE", tmp_path / "engine")
    monkeypatch.setattr(engine, "is_packed", lambda: False)
    monkeypatch.setattr(engine, "bring", fail)

    assert 0 == engine.main()
    assert "built without Run: there is no network" in capsys.readouterr().err
    assert not (tmp_path / "engine" / "packed").exists()


def test_packed_once(tmp_path):
    """What is packed counts until a lock or a script changes."""
    assert not engine.is_packed(tmp_path)
    (tmp_path / engine.STAMP).write_text(engine.wanted())
    assert engine.is_packed(tmp_path)
    (tmp_path / engine.STAMP).write_text("older")
    assert not engine.is_packed(tmp_path)
