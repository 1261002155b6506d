"""The interactive figures: live on the published page, in JupyterLab, and readable as a table."""

from twowaves._base.extras import needs as _needs

with _needs("widgets"):
    from twowaves.widgets.audit_table.figure import AuditTable
    from twowaves.widgets.class_data.figure import ClassData
    from twowaves.widgets.limitations_lab.figure import LimitationsLab
    from twowaves.widgets.paired_explorer.figure import PairedExplorer
    from twowaves.widgets.reconstruction_browser.figure import ReconstructionBrowser
    from twowaves.widgets.reported_tests.figure import ReportedTests
    from twowaves.widgets.score_sheet.figure import ScoreSheet
    from twowaves.widgets.three_systems.figure import ThreeSystems

__all__ = [
    "AuditTable",
    "ClassData",
    "LimitationsLab",
    "PairedExplorer",
    "ReconstructionBrowser",
    "ReportedTests",
    "ScoreSheet",
    "ThreeSystems",
]
