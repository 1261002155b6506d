"""Where the package finds what lies beside its code: in a wheel inside it, else around it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def places(in_wheel: str, in_checkout: str) -> tuple[Traversable, Traversable]:
    """Return a folder's places, in the order in which to look."""
    checkout = Path(__file__).parents[3]
    return resources.files("twowaves") / in_wheel, checkout / in_checkout
