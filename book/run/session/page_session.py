"""The session of a page: runs a cell and hands over what a notebook would show.

It runs in the reader's browser, on the Python that `tools/engine.py` packs. A cell comes as a file,
and what it shows goes out as lines of JSON through another: `book/run/worker.js` holds both.
"""

from __future__ import annotations

import ast
import builtins
import json
import linecache
import os
import random
import re
import sys
import time
import traceback
import types
from typing import TYPE_CHECKING

import page_displays

if TYPE_CHECKING:
    from types import TracebackType

CELL = "/page/cell"
MOST = 1_000_000  # letters of one cell's print that a page still shows without trouble
LATEST = 0.1  # seconds that printed lines may wait for more of them

_HINT = re.compile(r"\. Site initialization is disabled, did you forget .*")  # of use elsewhere
_OWN = "/src/page_"  # the session's own files
_TO_THE_NETWORK = ("/socket.py", "/urllib/request.py", "/http/client.py")
_OUT_OF_REACH = {
    ModuleNotFoundError: (
        "The Python of this page has NumPy, pandas, SciPy, statsmodels, matplotlib, seaborn and "
        "twowaves, and can install nothing more."
    ),
    MemoryError: "This takes more memory than a page has. What was there before is still there.",
    RecursionError: "A function calls itself without end.",
}
_LEFT_OUT = "The Python of this page leaves out what this book does not need: {} is not there."
_NO_FILES = (
    "The Python of this page sees no file of your machine: only what it made itself, in /home."
)
_NO_NETWORK = "The Python of this page reaches no network."


class Stream:
    """What `print` writes to: lines are handed over in lots, and no more than a page bears."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name: str) -> None:
        self.name = name
        self.begin()

    def begin(self) -> None:
        """Begin anew, for another cell."""
        self.waiting: list[str] = []
        self.length = self.dropped = 0
        self.told = time.monotonic()

    def write(self, text: str) -> int:
        """Take text, and hand it over now and then."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        kept = text[: max(0, MOST - self.length)]
        self.length += len(text)
        if len(kept) < len(text):
            self._cut(len(text) - len(kept))
        if kept:
            self.waiting.append(kept)
            if time.monotonic() - self.told > LATEST:
                self.flush()
        return len(text)

    def _cut(self, letters: int) -> None:
        """Say at once that something is left out: a cell that prints without end has no end."""
        if not self.dropped:
            self.flush()
            page_displays.send({"type": "cut", "name": self.name})
        self.dropped += letters

    def writelines(self, lines: list[str]) -> None:
        """Take several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Hand over what waits."""
        if self.waiting:
            page_displays.send({"type": "stream", "name": self.name, "text": "".join(self.waiting)})
            self.waiting = []
        self.told = time.monotonic()

    def isatty(self) -> bool:
        """Say that no terminal shows it."""
        return False

    def fileno(self) -> int:
        """Say that no file stands behind it."""
        raise OSError("no file stands behind what a page prints")


class Session:
    """Variables that stay from cell to cell, and how many cells there were."""

    def __init__(self) -> None:
        self.main = types.ModuleType("__main__")
        self.names = self.main.__dict__
        self.names["__builtins__"] = builtins
        self.count = 0
        self.out = {name: Stream(name) for name in ("stdout", "stderr")}

    def run(self, source: str) -> bool:
        """Run a cell, and tell whether it ended as it should."""
        self.count += 1
        file = f"<cell {self.count}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[file] = (len(source), None, lines, file)
        for stream in self.out.values():
            stream.begin()
        kept = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self.out["stdout"], self.out["stderr"]
        try:
            self._execute(source, file)
            page_displays.show_figures()
        except BaseException as error:  # noqa: BLE001 # whatever a cell raises is its reader's
            self._tell(error, file)
            return False
        finally:
            for stream in self.out.values():
                stream.flush()
            tell_figures()
            sys.stdout, sys.stderr = kept
        return True

    def _execute(self, source: str, file: str) -> None:
        """Run statements; a last expression is shown, unless a semicolon ends it."""
        tree = ast.parse(source, file)
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Expr):
            exec(compile(tree, file, "exec"), self.names)  # noqa: S102 # what a session is for
            return
        del tree.body[-1]
        exec(compile(tree, file, "exec"), self.names)  # noqa: S102
        value = eval(compile(ast.Expression(last.value), file, "eval"), self.names)  # noqa: S307
        self.out["stdout"].flush()
        if value is not None:
            self.names["_"] = value
            if not _is_silent(source, last):
                page_displays.show(value, "execute_result")

    def _tell(self, error: BaseException, file: str) -> None:
        """Hand over an error whose traceback begins with the reader's own line."""
        for stream in self.out.values():
            stream.flush()
        told = traceback.TracebackException(
            type(error), error, _from_the_cell(error.__traceback__, file), compact=True
        )
        told.stack = traceback.StackSummary.from_list(
            [frame for frame in told.stack if not frame.filename.startswith(_OWN)]
        )
        page_displays.send(
            {
                "type": "error",
                "ename": type(error).__name__,
                "evalue": _HINT.sub("", str(error))[:MOST],
                "traceback": _HINT.sub("", "".join(told.format()))[:MOST],
                "advice": advice(error),
            }
        )
        page_displays.close_figures()


def _from_the_cell(trace: TracebackType | None, file: str) -> TracebackType | None:
    """Return a traceback without what stands before the reader's own line."""
    first = trace
    while first is not None and first.tb_frame.f_code.co_filename != file:
        first = first.tb_next
    return first  # none for a cell that is no Python: the error itself names its line


def _is_silent(source: str, last: ast.Expr) -> bool:
    """Tell whether a semicolon stands behind the last expression."""
    lines = source.splitlines()[(last.end_lineno or 1) - 1 :]
    behind = lines[0].encode()[last.end_col_offset or 0 :].decode(errors="replace")
    return behind.lstrip(" )").startswith(";")


def advice(error: BaseException) -> str:
    """Return what a page cannot do, where an error comes from that."""
    if isinstance(error, FileNotFoundError | PermissionError) and error.filename:
        return "" if str(error.filename).startswith("/home") else _NO_FILES
    if any(frame.filename.endswith(_TO_THE_NETWORK) for frame in _frames(error)):
        return _NO_NETWORK
    if isinstance(error, ModuleNotFoundError) and _is_in_part(error.name or ""):
        return _LEFT_OUT.format(error.name)
    for kind, sentence in _OUT_OF_REACH.items():
        if isinstance(error, kind):
            return sentence
    return ""


def _is_in_part(name: str) -> bool:
    """Tell whether a module is of Python itself, or of a package that is there."""
    top = name.partition(".")[0]
    return top in sys.modules or top in sys.stdlib_module_names


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return where an error came through, and the one that it came from."""
    before = error.__cause__ or error.__context__
    return [*traceback.extract_tb(error.__traceback__), *(_frames(before) if before else [])]


def no_input(_prompt: object = "") -> str:
    """Say what to do in place of asking the reader."""
    raise RuntimeError(
        "input() asks a person who types into a terminal, which a page has not: "
        "write the answer into the cell, as in x = 'answer'"
    )


def begin_here() -> None:
    """Make what is the same in every copy of a session's memory different again, and go home."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
    sys.modules["__main__"] = SESSION.main
    os.chdir("/home")
    builtins.input = no_input
    builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment] # the engine's would end it


def tell_figures() -> None:
    """Hand over what a cell has set in live figures."""
    figures = sys.modules.get("anywidget")
    for name, values in figures.news() if figures else ():
        page_displays.send({"type": "model", "name": name, "values": values})


def run_waiting() -> None:
    """Run the cell that the page has put there, or take what a reader has set in a figure."""
    with open(CELL, encoding="utf-8") as file:  # noqa: PTH123 # as little as can be
        order = json.load(file)
    if "model" in order:
        sys.modules["anywidget"].take(order["model"], order["values"])
        return
    ok = SESSION.run(order["source"])
    page_displays.send({"type": "done", "ok": ok, "count": SESSION.count})


SESSION = Session()
