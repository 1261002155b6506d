"""The interactive figures: live on the published page, in JupyterLab, and readable as a table."""

from prepost.widgets.paired_explorer import PairedExplorer

__all__ = ["PairedExplorer"]
