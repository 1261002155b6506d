"""The base of the live figures, in a page: a model whose values the page's figure shares."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import traitlets

if TYPE_CHECKING:
    from collections.abc import Iterator

__version__ = "0.11.0"
VIEW = "application/vnd.jupyter.widget-view+json"
#: Every figure that has been shown, by the name of its model.
models: dict[str, AnyWidget] = {}


class AnyWidget(traitlets.HasTraits):
    """A figure's values."""

    @contextmanager
    def hold_sync(self) -> Iterator[None]:
        """Have a front end hear of several values at once."""
        yield

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        name = f"model-{id(self)}"
        models[name] = self
        return {VIEW: {"model_id": name}}, {}
