"""The backend of matplotlib in a page: figures are shown at the end of their cell, or by `show`."""

import page_displays
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    """What `pyplot.show` asks."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:  # noqa: ARG003 # pyplot's own
        """Show all open figures now."""
        page_displays.show_figures()


class FigureCanvas(FigureCanvasAgg):
    """A figure's paper."""

    manager_class = FigureManager
