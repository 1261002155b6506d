"""The base of the live figures, in a page: a model whose values the page's figure shares."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import traitlets

if TYPE_CHECKING:
    from collections.abc import Iterator

__version__ = "0.11.0"
VIEW = "application/vnd.jupyter.widget-view+json"
#: Every figure that has been shown, by the name of its model.
models: dict[str, AnyWidget] = {}
_told: dict[str, dict[str, Any]] = {}


def news() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what figures do not know yet: values that a cell has set, by the name of the model."""
    for name, model in models.items():
        values = json.loads(json.dumps(model.page_state()))
        changed = {each: value for each, value in values.items() if _told[name].get(each) != value}
        _told[name] = values
        if changed:
            yield name, changed


def take(name: str, values: dict[str, Any]) -> None:
    """Have a model know what a reader has set in its figure."""
    models[name].set_state(values)
    _told[name] |= values


class AnyWidget(traitlets.HasTraits):
    """A figure's values."""

    def page_state(self) -> dict[str, Any]:
        """Return the values that the page's figure has, which a subclass names."""
        raise NotImplementedError

    @contextmanager
    def hold_sync(self) -> Iterator[None]:
        """Have a front end hear of several values at once."""
        yield

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take the values that a reader has set in the page's figure."""
        with self.hold_trait_notifications():
            for name, value in sync_data.items():
                setattr(self, name, value)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        name = f"model-{id(self)}"
        models[name] = self
        _told[name] = json.loads(json.dumps(self.page_state()))
        return {VIEW: {"model_id": name}}, {}
