"""For every test: it leaves no settings behind, and one that did not run fails by its name.

A skipped test or an expected failure proves nothing, yet a closing line with "skipped" in it
reads as success.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import matplotlib as mpl
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

pytest_plugins = ["pytester"]

# how long one example takes depends on the machine, and speed is measured in benchmarks/
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def own_figure_style() -> Generator[None]:
    """Give each test matplotlib's own settings, whatever those before it and their fixtures set."""
    with mpl.rc_context():
        mpl.rcdefaults()
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the report of a skipped, xfailed or xpassed test into a failure."""
    return failed_unless_run((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the report of a module that was skipped whole into a failure."""
    return failed_unless_run((yield))


def failed_unless_run(report: Report) -> Report:
    """Return the report, as a failure in one sentence where the test did not run."""
    expected_failure = hasattr(report, "wasxfail")
    if report.skipped or expected_failure:
        what = "was marked as an expected failure" if expected_failure else "was skipped"
        report.longrepr = (
            f"{report.nodeid} {what} ({why(report)}): make it run and pass, or remove it."
        )
        report.outcome = "failed"
    return report


def why(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return the reason that was given for not running, if any."""
    if hasattr(report, "wasxfail"):
        given = report.wasxfail
    else:
        given = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    return str(given).removeprefix("Skipped: ").removeprefix("reason: ") or "no reason given"
