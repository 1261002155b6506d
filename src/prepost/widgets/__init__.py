"""The interactive figures: live on the published page, in JupyterLab, and readable as a table."""

from prepost.widgets.audit_table import AuditTable
from prepost.widgets.class_data import ClassData
from prepost.widgets.limitations_lab import LimitationsLab
from prepost.widgets.paired_explorer import PairedExplorer
from prepost.widgets.reconstruction_browser import ReconstructionBrowser
from prepost.widgets.reported_tests import ReportedTests
from prepost.widgets.score_sheet import ScoreSheet
from prepost.widgets.three_systems import ThreeSystems

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
