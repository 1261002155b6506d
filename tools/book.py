"""Build the book as `jupyter-book build` does, in less time, and put the wheel in: `make book`.

Run: ``python tools/book.py [more arguments of jupyter-book build]``; 1 if there was a warning.

jupyter-book checks its settings with jsonschema, and that library builds the grammar of every kind
of web address as soon as it is imported, if rfc3987-syntax is installed; JupyterLab wants it.
No setting is checked against one, and the grammars take longer than all the rest of a build in
which nothing has changed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from site_wheel import put_wheel

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
FRONT_END = Path("_static", "twowaves")  # every site has the package's scripts there
STRICT = ("-q", "-W", "-n", "--keep-going")


def build(arguments: list[str]) -> int:
    """Build the book; return 0, or what jupyter-book returns where something is wrong."""
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment] # what is None cannot be imported
    from jupyter_book.cli.main import main  # noqa: PLC0415 # only now

    try:
        main.main(["build", str(ROOT), *STRICT, *arguments], standalone_mode=False)
    except SystemExit as stop:
        return int(stop.code or 0)
    except Exception as error:  # noqa: BLE001 # such as contents that cannot be read
        print(str(error).strip() or type(error).__name__, file=sys.stderr)
        return 1
    return 0


def forget_another_layout(site: Path) -> None:
    """Remove a site that was built when the package's scripts lay elsewhere: they would be left."""
    if site.is_dir() and not (site / FRONT_END).is_dir():
        shutil.rmtree(site)


def main(arguments: list[str]) -> int:
    """Build; a page with a warning is read again next time, or that build would pass in silence."""
    forget_another_layout(SITE)
    failed = build(arguments)
    if failed:
        shutil.rmtree(ROOT / "_build" / ".doctrees", ignore_errors=True)
    else:
        put_wheel(SITE)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
