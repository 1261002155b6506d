"""What a part of the package needs beyond the package's own: there, or asked for in a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# each extra of the project file, with the modules that it is there for
EXTRAS = {
    "plots": ("matplotlib", "seaborn"),
    "widgets": ("anywidget", "ipywidgets", "traitlets", "IPython"),  # IPython: ipywidgets brings it
}


def installed(extra: str) -> bool:
    """Tell whether what an extra brings is there, without importing it."""
    return all(find_spec(module) for module in EXTRAS[extra])


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Say which extra is missing, where a part imports what it brings.

    Raises
    ------
    ModuleNotFoundError
        In one sentence with the line to type, if a module of the extra is not installed. Any other
        module that is missing stays Python's own error: another line would not help.

    Examples
    --------
    >>> with needs("plots"):
    ...     raise ModuleNotFoundError("No module named 'seaborn'", name="seaborn")
    Traceback (most recent call last):
    ModuleNotFoundError: twowaves.plots needs seaborn, which is not installed; type: pip install ...
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in EXTRAS[extra]:
            raise
        raise ModuleNotFoundError(
            f"twowaves.{extra} needs {missing}, which is not installed; "
            f'type: pip install "twowaves[{extra}]"',
            name=missing,
        ) from error
