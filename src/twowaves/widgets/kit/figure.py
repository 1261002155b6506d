"""What every interactive figure has in common: three places, one state.

- A live front end gets the widget, with its state in Python, which takes the table's place.
- The published page gets a ``<figure>`` with the state as JSON, which ``host.js`` brings to life.
- Everything else reads the table in that figure, or one line of plain text.
"""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
from IPython.display import display

from twowaves._base.displays import html_table

if TYPE_CHECKING:
    import pandas as pd


_VIEW = "application/vnd.jupyter.widget-view+json"


class LiveFigure(anywidget.AnyWidget):
    """Base of the interactive figures; a subclass names its state and describes it in words."""

    #: Name in kebab case, as in ``figure[data-widget="..."]``.
    widget_name: ClassVar[str]
    #: The traits that make up the state of the figure on the page.
    state_traits: ClassVar[tuple[str, ...]]

    def title(self) -> str:
        """Return what the figure shows, in a phrase."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Return what the figure says in its present state, in words."""
        raise NotImplementedError

    def tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return captions and frames that say the same in numbers."""
        raise NotImplementedError

    def closing(self) -> list[str]:
        """Return paragraphs that stand below the tables where nothing is live."""
        return []

    def page_state(self) -> dict[str, Any]:
        """Return the state as plain JSON values."""
        return {name: getattr(self, name) for name in self.state_traits}

    def figure_html(self, figure_id: str | None = None) -> str:
        """Return the figure for a page without a kernel.

        Parameters
        ----------
        figure_id : str, optional
            The figure's name in links; by default that of the widget.

        Returns
        -------
        str
            A ``<figure>`` with a caption, the state as JSON in ``data-state``, the result in
            words and tables of numbers.
        """
        state = json.dumps(self.page_state(), ensure_ascii=False, separators=(",", ":"))
        name = figure_id or self.widget_name
        parts = [
            html_table(caption, frame.itertuples(index=False), frame.columns)
            for caption, frame in self.tables()
        ]
        parts += [f"<p>{html.escape(text)}</p>" for text in self.closing()]
        tables = "\n".join(parts)
        return (
            # the frame is what the figure's own width is measured against
            '<div class="twowaves-frame">\n'
            f'<figure class="twowaves" id="{html.escape(name)}" data-widget="{self.widget_name}" '
            f'data-state="{html.escape(state)}">\n'
            f"<figcaption>{html.escape(self.title())}</figcaption>\n"
            f"<p>{html.escape(self.sentence())}</p>\n{tables}\n</figure>\n</div>"
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.title()} {self.sentence()}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/plain": repr(self), "text/html": self.figure_html()}, metadata

    def _ipython_display_(self) -> None:
        """Show the table, and after it the live figure, which hides the table where it lives.

        An exported notebook takes one form of each output, a live one first, and loads what draws
        that from another host: without a network, the table would be missing.
        """
        data, metadata = self._repr_mimebundle_()
        view = {_VIEW: data.pop(_VIEW)}
        display(data, raw=True)
        display(view, metadata=metadata, raw=True)
